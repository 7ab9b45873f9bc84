//! Placement rounds: a whole year of graduates placed at once, so that nobody and no vacancy would rather have each
//! other than what they got. Pure: lists come in, an assignment and its proof go out.
//!
//! The cast: each graduate has a *list* of wishes, best first; each vacancy has *seats* and an *order* of those who
//! wish it, by score and, where scores are equal, by a [`lottery`] whose rule is published. Both together are a
//! [`Market`]. [`assign`] places by deferred acceptance, to the best of the graduates or of the employers. A verifier
//! of its own, [`verify`], counts who would still rather change; [`reasons`] tells each person the rank and why not
//! better; the [`audit`] compares how often groups were placed. Nothing here knows a name or a protected attribute
//! but the audit, which nothing reads back.
//!
//! # What a stable assignment is
//!
//! A vacancy chooses among people thus: each programme's best fill the seats reserved for it; everybody else, whatever
//! the programme, competes for the other seats, best first. A reserved seat that nobody of the programme takes is
//! kept, or given to the others where the reservation says that it yields. A pair *blocks* when the graduate wishes the
//! vacancy above the own place and the vacancy, choosing among those it holds and this one, would choose this one. An
//! assignment is *feasible* when everybody wished what they got, is on the order of it, and the vacancy choosing among
//! those it holds chooses them all. It is *stable* when it is feasible and no pair blocks. Such choices are
//! substitutable and never shrink when more people come (Hatfield and Milgrom 2005), so both optima exist, place the
//! same people, and no graduate gains by a false list when the graduates propose.

mod assignment;
pub mod audit;
pub mod instance;
mod lists;
mod lottery;
mod market;
mod offering;
mod proposing;
pub mod reasons;
mod seats;
mod standing;
mod verify;

#[cfg(test)]
mod naive;
#[cfg(test)]
mod properties;

pub use assignment::{Assignment, Optimum, assign};
pub use lists::Lists;
pub use lottery::{complete, lottery_number, turns};
pub use market::{Choices, Market, MarketFault, Side};
pub use seats::{Reservation, Seats, SeatsFault};
pub use verify::{BlockingPair, Fault, Verdict, verify};

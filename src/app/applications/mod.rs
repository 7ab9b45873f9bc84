//! Applications: graduates apply, schools recommend, employers invite and offer, graduates answer.
//!
//! Every move goes over the one table of [`domain::application`](crate::domain::application). What it needs of seats,
//! what follows from it for others, and the event that tells it are written in the transaction that makes it. Who takes
//! or gives seats of a vacancy locks them first, and who answers for a graduate locks the graduate before that, so that
//! the last seat never goes to two people and nobody accepts two offers.

mod announce;
mod apply;
mod consent;
mod follow;
mod lapse;
mod means;
mod moves;
mod offers;
mod read;
mod recommend;
mod seats;
mod transition;

pub use announce::announce_seats;
pub use apply::{ApplicationDraft, Applied, apply};
pub(in crate::app) use consent::withdraw_with_consent;
pub use lapse::{lapse_offers, remind_of_offers};
pub use means::{Means, Stop, persistently};
pub use offers::{RoundOffer, offer_in_round};
pub use read::{ApplicationView, Contact, list_applications, read_application};
pub use recommend::{Recommendation, RecommendationDraft, Recommended, recommend};
pub use seats::SeatsView;
pub(in crate::app) use seats::{check_seats, seats_of, seats_of_new};
pub use transition::{SeatWish, TransitionRequest, transition};

//! 名额: the seats of a vacancy. Open + reserved + held by offers + filled = headcount, always.
//!
//! A vacancy keeps some of its seats for order classes until a day. On the next day, at midnight in China, what is left
//! of them opens to the partnership of the class, and some days later to everybody. A seat that is given back goes back
//! to where it was taken from. Who may take which seat is a question of the day alone: nothing has to run at midnight
//! for a seat to be released.

mod announcement;
mod ledger;
mod phase;

pub use announcement::Announcement;
pub use ledger::{Counts, Ledger, Seeker, TooFew};
pub use phase::{Kept, Phase};

use super::ids::ProgrammeId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A seat that an application has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// How.
    pub hold: Hold,
    /// Out of which reservation; none is one of those that were open from the beginning.
    pub from: Option<ProgrammeId>,
}

/// How a seat is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// An offer holds it until it is answered or lapses.
    Held,
    /// An accepted offer fills it.
    Filled,
}

impl Hold {
    /// The name in the API and the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Filled => "filled",
        }
    }
}

/// Seats of a vacancy that are taken alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// How, and out of what.
    pub seat: Seat,
    /// How many.
    pub count: u32,
}

#[cfg(test)]
mod properties;

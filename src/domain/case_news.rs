//! What is told of applications and seats, as facts: whoever writes the letter puts them into words.

use chrono::{DateTime, NaiveDate, Utc};

/// What is told of applications, of seats, or of a vacancy that was applied for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseNews {
    /// What.
    pub matter: CaseMatter,
    /// To whom, in kind: each is told in its own words.
    pub reader: CaseReader,
    /// What the vacancy is called.
    pub vacancy: String,
    /// What its employer is called.
    pub employer: String,
    /// Where.
    pub place: String,
    /// For how much.
    pub pay: String,
    /// The people it is about, as the reader may know them: at most some.
    pub people: Vec<String>,
    /// How many there are.
    pub total: u32,
    /// Where more is to be read.
    pub link: String,
}

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseReader {
    /// The graduate.
    Graduate,
    /// A school of the graduate.
    School,
    /// The employer.
    Employer,
}

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseMatter {
    /// Somebody applied, or is recommended.
    Submitted,
    /// An interview is set.
    Interview {
        /// When.
        at: Option<DateTime<Utc>>,
    },
    /// An offer was made.
    Offered {
        /// Until when it can be accepted.
        deadline: Option<DateTime<Utc>>,
        /// Whether a seat is held for it; otherwise the first who accept get one.
        held: bool,
    },
    /// An offer lapses soon.
    Lapsing {
        /// When.
        deadline: Option<DateTime<Utc>>,
    },
    /// An offer was accepted.
    Accepted,
    /// The contract was signed.
    Signed,
    /// An application was withdrawn.
    Withdrawn,
    /// Seats are kept for the class.
    SeatsOpened {
        /// How many are free.
        seats: u32,
        /// The last day.
        until: NaiveDate,
    },
    /// They are not for long.
    SeatsClosing {
        /// How many are free.
        seats: u32,
        /// The last day.
        until: NaiveDate,
    },
    /// They are released.
    SeatsReleased {
        /// How many are free.
        seats: u32,
        /// To everybody; otherwise to the partnership until the day before `open_from`.
        everybody: bool,
        /// The first day on which they are everybody's.
        open_from: NaiveDate,
    },
    /// The vacancy was closed.
    Closed,
    /// Its pay or place was changed.
    Amended,
}

//! 求职申请: one graduate on the way to one vacancy, from the recommendation or application to the first working day.
//!
//! How far it came ([`Stage`]) and whether it goes on ([`State`]) are two things: who withdraws after an interview has an
//! application at the stage of the interview whose state is withdrawn. [`TABLE`] says which moves are allowed from
//! which stage, and to whom.

mod filter;
mod life;
mod stage;
mod table;

pub use filter::ApplicationFilter;
pub use life::{NotAllowed, Step, Turn};
pub use stage::{Cause, Move, Stage, State};
pub use table::{Allowed, Maker, TABLE, allowed, is_allowed};

use super::{
    ids::{ApplicationId, EmployerId, GraduateId, VacancyId},
    seats::Seat,
};
use chrono::{DateTime, Utc};

/// One graduate on the way to one vacancy.
#[derive(Debug, Clone, PartialEq)]
pub struct Application {
    /// Its identifier.
    pub id: ApplicationId,
    /// Who.
    pub graduate: GraduateId,
    /// To where.
    pub vacancy: VacancyId,
    /// Whose vacancy that is.
    pub employer: EmployerId,
    /// Counts its changes, for `ETag`.
    pub version: i64,
    /// How far it came.
    pub stage: Stage,
    /// Whether it goes on, and how it ended if not.
    pub state: State,
    /// The seat that an offer holds or that is filled, if any.
    pub seat: Option<Seat>,
    /// When the interview is, once it is set.
    pub interview_at: Option<DateTime<Utc>>,
    /// Until when the offer can be accepted, once it is made.
    pub deadline: Option<DateTime<Utc>>,
    /// Every move, the oldest first.
    pub history: Vec<Step>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Application {
    /// A pair that matched and has not moved yet. It is kept once it makes its first move.
    pub fn matched(
        id: ApplicationId,
        graduate: GraduateId,
        (vacancy, employer): (VacancyId, EmployerId),
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            graduate,
            vacancy,
            employer,
            version: 1,
            stage: Stage::Matched,
            state: State::Active,
            seat: None,
            interview_at: None,
            deadline: None,
            history: Vec::new(),
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether an offer waits for an answer.
    pub fn is_offered(&self) -> bool {
        self.state == State::Active && self.stage == Stage::Offered
    }

    /// Whether the graduate said yes to it and has not left since.
    pub fn is_taken(&self) -> bool {
        self.state == State::Active && self.stage >= Stage::Accepted
    }
}

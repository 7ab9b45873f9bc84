//! A vacancy on its way over the table of statuses.

use super::{Status, StatusChange, StatusEvent, Vacancy};
use crate::domain::{event::EventKind, party::Role};
use chrono::{DateTime, Utc};

/// When something happens, by whom and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; nobody where time does it.
    pub by: Option<Role>,
    /// In words.
    pub reason: Option<String>,
}

impl Cause {
    /// Somebody does it, without a word.
    pub fn by(role: Role, at: DateTime<Utc>) -> Self {
        Self { at, by: Some(role), reason: None }
    }

    /// Time does it.
    pub fn time(at: DateTime<Utc>) -> Self {
        Self { at, by: None, reason: None }
    }
}

/// The table does not allow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAllowed;

impl Vacancy {
    /// Lets something happen to the vacancy; the answer is what is to be told of it, if anything. What the operator is
    /// to look at never becomes public by itself: it waits in review.
    ///
    /// # Errors
    /// The table does not allow it.
    pub fn undergo(&mut self, event: StatusEvent, cause: Cause) -> Result<Option<EventKind>, NotAllowed> {
        let status = match self.status.after(event).ok_or(NotAllowed)? {
            Status::Published if !self.review.open.is_empty() => Status::InReview,
            status => status,
        };
        self.updated_at = cause.at;
        self.status_reasons = self.review.reasons(status);
        let before = std::mem::replace(&mut self.status, status);
        if status == before {
            return Ok((event == StatusEvent::Ask).then_some(EventKind::VacancyHeld));
        }
        Ok(self.enter(before, cause))
    }

    /// A new vacancy enters its first status.
    pub fn begin(&mut self, employer_verified: bool, cause: Cause) -> Option<EventKind> {
        self.status = match (employer_verified, self.review.open.is_empty()) {
            (false, _) => Status::PendingVerification,
            (true, true) => Status::Published,
            (true, false) => Status::InReview,
        };
        self.status_reasons = self.review.reasons(self.status);
        self.enter(Status::PendingVerification, cause)
    }

    fn enter(&mut self, before: Status, cause: Cause) -> Option<EventKind> {
        let Cause { at, by, reason } = cause;
        self.history.push(StatusChange { status: self.status, at, by, reason });
        match self.status {
            Status::Published if self.published_at.is_none() => {
                self.published_at = Some(at);
                Some(EventKind::VacancyPublished)
            }
            Status::InReview => Some(EventKind::VacancyHeld),
            Status::Refused => Some(EventKind::VacancyRefused),
            Status::Closed | Status::Expired if before == Status::Published => Some(EventKind::VacancyClosed),
            _ => None,
        }
    }
}

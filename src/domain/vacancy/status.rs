//! Where a vacancy stands, and the one table of how it may change.

use crate::domain::party::Role;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a vacancy stands. Only a published one is ever shown to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Waits for its employer's licence to be checked.
    PendingVerification,
    /// Waits for the operator to look at its words.
    InReview,
    /// Refused by the operator.
    Refused,
    /// Public.
    Published,
    /// Closed by its employer.
    Closed,
    /// Its last day has passed.
    Expired,
    /// Taken down, because its employer's verification was.
    Suspended,
}

/// What can happen to a vacancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusEvent {
    /// Its employer's licence was checked.
    Verified,
    /// Its employer's verification was taken back.
    Suspended,
    /// Its employer closes it.
    Close,
    /// Its employer opens it again; the answer depends on whether the employer is verified.
    Reopen {
        /// Whether it is.
        employer_verified: bool,
    },
    /// Its last day has passed.
    Expire,
    /// Its employer changed what it says.
    Amend {
        /// Whether the employer is verified.
        employer_verified: bool,
    },
    /// The operator looked at its words and accepts them.
    Accept {
        /// Whether the employer is verified.
        employer_verified: bool,
    },
    /// The operator looked at its words and asks for others.
    Ask,
    /// The operator refuses it.
    Refuse,
}

impl Status {
    /// Every status.
    pub const ALL: &'static [Self] = &[
        Self::PendingVerification,
        Self::InReview,
        Self::Refused,
        Self::Published,
        Self::Closed,
        Self::Expired,
        Self::Suspended,
    ];

    /// Those that are public, or become so without their employer's doing.
    pub const OPEN: &'static [Self] =
        &[Self::PendingVerification, Self::InReview, Self::Published, Self::Suspended];

    /// The name in the API and the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PendingVerification => "pending_verification",
            Self::InReview => "in_review",
            Self::Refused => "refused",
            Self::Published => "published",
            Self::Closed => "closed",
            Self::Expired => "expired",
            Self::Suspended => "suspended",
        }
    }

    /// The status of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.as_str() == text)
    }

    /// Whether it is public, or becomes so without its employer's doing: only one of an employer's alike vacancies may be.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }

    /// Where the event leads, or nothing where it is not allowed. Whoever waits for the operator's look is led to
    /// the review instead of the public; [`super::Vacancy::undergo`] sees to it.
    pub fn after(self, event: StatusEvent) -> Option<Self> {
        let opened = |verified| if verified { Self::Published } else { Self::PendingVerification };
        match (self, event) {
            (Self::PendingVerification | Self::Suspended, StatusEvent::Verified) => Some(Self::Published),
            (Self::Published | Self::PendingVerification, StatusEvent::Suspended) => Some(Self::Suspended),
            (
                Self::Published | Self::PendingVerification | Self::InReview | Self::Suspended,
                StatusEvent::Close,
            ) => Some(Self::Closed),
            (Self::Closed | Self::Expired, StatusEvent::Reopen { employer_verified }) => {
                Some(opened(employer_verified))
            }
            (
                Self::Published | Self::PendingVerification | Self::InReview | Self::Suspended,
                StatusEvent::Expire,
            ) => Some(Self::Expired),
            (Self::InReview | Self::Refused, StatusEvent::Amend { employer_verified }) => {
                Some(opened(employer_verified))
            }
            (_, StatusEvent::Amend { .. }) => Some(self),
            (Self::InReview, StatusEvent::Accept { employer_verified }) => Some(opened(employer_verified)),
            (Self::InReview, StatusEvent::Ask) => Some(Self::InReview),
            (Self::InReview, StatusEvent::Refuse) => Some(Self::Refused),
            _ => None,
        }
    }
}

/// One change of status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatusChange {
    /// To what.
    pub status: Status,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; by itself where nobody did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Role>,
    /// Why, in words, where it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_or_refused_never_comes_back_by_itself() {
        for status in [Status::Closed, Status::Refused, Status::Expired] {
            assert_eq!(status.after(StatusEvent::Verified), None);
            assert_eq!(status.after(StatusEvent::Expire), None);
        }
        assert_eq!(
            Status::Closed.after(StatusEvent::Reopen { employer_verified: false }),
            Some(Status::PendingVerification)
        );
        assert_eq!(Status::Closed.after(StatusEvent::Close), None);
    }

    #[test]
    fn only_what_waits_in_the_queue_is_decided_on() {
        for status in Status::ALL {
            let decided = status.after(StatusEvent::Refuse).is_some();
            assert_eq!(decided, *status == Status::InReview, "{status:?}");
            assert_eq!(status.after(StatusEvent::Accept { employer_verified: true }).is_some(), decided);
        }
        let accepted = Status::InReview.after(StatusEvent::Accept { employer_verified: false });
        assert_eq!(accepted, Some(Status::PendingVerification));
    }

    #[test]
    fn a_change_of_words_alone_opens_nothing_that_is_shut() {
        let amended = |status: Status| status.after(StatusEvent::Amend { employer_verified: true });
        for status in [Status::Closed, Status::Expired, Status::Suspended, Status::PendingVerification] {
            assert_eq!(amended(status), Some(status));
        }
    }

    #[test]
    fn names_read_back() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.as_str()), Some(*status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
    }
}

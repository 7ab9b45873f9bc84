//! Where a vacancy stands, and the one table of how it may change.

use crate::domain::refusal::Code;
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

    /// Where the event leads, or nothing where it is not allowed.
    pub fn after(self, event: StatusEvent) -> Option<Self> {
        match (self, event) {
            (Self::PendingVerification | Self::Suspended, StatusEvent::Verified) => Some(Self::Published),
            (Self::Published | Self::PendingVerification, StatusEvent::Suspended) => Some(Self::Suspended),
            (
                Self::Published | Self::PendingVerification | Self::InReview | Self::Suspended,
                StatusEvent::Close,
            ) => Some(Self::Closed),
            (Self::Closed | Self::Expired, StatusEvent::Reopen { employer_verified: true }) => {
                Some(Self::Published)
            }
            (Self::Closed | Self::Expired, StatusEvent::Reopen { employer_verified: false }) => {
                Some(Self::PendingVerification)
            }
            (Self::Published | Self::PendingVerification | Self::Suspended, StatusEvent::Expire) => {
                Some(Self::Expired)
            }
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
}

/// Why a vacancy is not public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatusReason {
    /// The rule.
    pub code: Code,
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
    fn names_read_back() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.as_str()), Some(*status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
    }
}

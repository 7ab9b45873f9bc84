//! 用人单位: who posts vacancies, and whether its licence was checked.

use super::{email_address::EmailAddress, ids::EmployerId, region::RegionCode, uscc::Uscc};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An employer.
#[derive(Debug, Clone, PartialEq)]
pub struct Employer {
    /// Its identifier.
    pub id: EmployerId,
    /// Counts its changes, for `ETag`.
    pub version: i64,
    /// What it says of itself.
    pub profile: EmployerProfile,
    /// Whether its licence was checked.
    pub verification: Verification,
    /// When it registered.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// What an employer says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EmployerProfile {
    /// Its registered name.
    pub name: String,
    /// 统一社会信用代码.
    pub uscc: Uscc,
    /// Where it is.
    pub region: RegionCode,
    /// Whom we write to.
    pub email: EmailAddress,
    /// Telephone of the contact, if given.
    pub phone: Option<String>,
    /// What it does (用人单位基本情况).
    pub description: String,
    /// Whether it is a labour-dispatch agency (劳务派遣), which is said wherever it appears.
    pub labour_dispatch: bool,
    /// Made up for demonstration or test.
    pub synthetic: bool,
}

/// The state of the check of an employer's licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerificationState {
    /// Not yet looked at: its vacancies wait.
    Pending,
    /// Checked; good for six months.
    Verified,
    /// Looked at and refused.
    Failed,
    /// Taken back.
    Suspended,
}

impl VerificationState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Verified, Self::Failed, Self::Suspended];

    /// The name in the API and the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Verified => "verified",
            Self::Failed => "failed",
            Self::Suspended => "suspended",
        }
    }

    /// The state of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Which employers are asked for; all of them by default.
#[derive(Debug, Clone, Copy, Default)]
pub struct EmployerFilter {
    /// Only those whose verification stands so.
    pub state: Option<VerificationState>,
    /// Only those whose next check is due before this day, or was.
    pub due_before: Option<NaiveDate>,
}

/// The outcome of the last check, with its dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Verification {
    /// The state.
    pub state: VerificationState,
    /// When it was set.
    pub at: Option<DateTime<Utc>>,
    /// When the next check is due.
    pub due: Option<NaiveDate>,
    /// Why, if it failed or was suspended.
    pub reason: Option<String>,
}

impl Verification {
    /// Not yet looked at.
    pub fn pending() -> Self {
        Self { state: VerificationState::Pending, at: None, due: None, reason: None }
    }
}

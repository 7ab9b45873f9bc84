//! 合作办学: one eastern or urban school with one or many western or rural schools.

use super::ids::{PartnershipId, SchoolId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A partnership of schools.
#[derive(Debug, Clone, PartialEq)]
pub struct Partnership {
    /// Its identifier.
    pub id: PartnershipId,
    /// Counts its changes, for `ETag`.
    pub version: i64,
    /// What was agreed.
    pub terms: PartnershipTerms,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// What the schools agreed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnershipTerms {
    /// What it is called.
    pub name: String,
    /// The eastern or urban school (东部学校).
    pub partner_school: SchoolId,
    /// The western or rural schools (西部学校): one in a one-to-one partnership, more in one-to-many.
    pub home_schools: Vec<SchoolId>,
    /// From when.
    pub from: NaiveDate,
    /// Until when, if an end was agreed.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Made up for demonstration or test.
    #[serde(default)]
    pub synthetic: bool,
}

//! What the operator decides on a vacancy that waits in review, as it is kept.

use super::{
    ids::{ReviewId, VacancyId},
    party::Actor,
    refusal::Code,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the operator decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It is in order and becomes public.
    Accept,
    /// It does not become public.
    Refuse,
    /// Its employer is to change it first.
    Ask,
}

/// A decision: what, on what, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRecord {
    /// Its identifier.
    pub id: ReviewId,
    /// On which vacancy.
    pub vacancy: VacancyId,
    /// What.
    pub decision: Decision,
    /// In words.
    pub reason: Option<String>,
    /// For what it was held.
    pub held: Vec<Code>,
    /// By whom, with which key.
    pub by: Actor,
    /// When.
    pub at: DateTime<Utc>,
}

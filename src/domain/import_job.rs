//! Large imports, which are worked off behind the request: what is to be done, and how far it is.

use super::{
    ids::{EmployerId, ImportId},
    refusal::FieldError,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a large import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// It waits for its turn, or is being worked on.
    Running,
    /// Every row has its answer.
    Finished,
    /// Nothing of it, or nothing more of it, was taken.
    Refused,
}

/// A file of vacancies that is worked off behind the request.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportJob {
    /// The import's identifier.
    pub id: ImportId,
    /// Whose vacancies they are.
    pub employer: EmployerId,
    /// The name of the file's format.
    pub format: String,
    /// Whether nothing is to be stored.
    pub dry_run: bool,
    /// Whether one bad row refuses all.
    pub atomic: bool,
    /// How many rows the file has.
    pub rows: u32,
    /// Headers that were not understood.
    pub ignored: Vec<String>,
    /// How far it is.
    pub progress: ImportProgress,
    /// Where it stands.
    pub state: ImportState,
    /// Why it was refused, where it was.
    pub refusal: Vec<FieldError>,
    /// How often it was begun since it last got on.
    pub attempts: u32,
    /// When the file was taken in.
    pub created_at: DateTime<Utc>,
    /// When it was finished or refused.
    pub finished_at: Option<DateTime<Utc>>,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportProgress {
    /// The number of the last row that has its answer.
    pub last_row: u32,
    /// Rows taken.
    pub accepted: u32,
    /// Rows refused.
    pub rejected: u32,
    /// Of the rows taken, those that wait for the operator's look.
    pub held: u32,
}

impl ImportProgress {
    /// Rows that have their answer.
    pub fn done(self) -> u32 {
        self.accepted.saturating_add(self.rejected)
    }
}

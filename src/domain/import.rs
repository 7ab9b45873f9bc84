//! Imports of files: what was taken, what was refused, row by row.

use super::{
    ids::ImportId,
    party::Party,
    refusal::{Code, FieldError},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// A roster of students.
    Roster,
    /// Training records of students.
    TrainingRecords,
    /// Vacancies.
    Vacancies,
}

/// An import that was finished.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Its identifier.
    pub id: ImportId,
    /// Who sent the file.
    pub owner: Party,
    /// What it holds.
    pub kind: ImportKind,
    /// Rows taken.
    pub accepted: u32,
    /// Rows refused.
    pub rejected: u32,
    /// Of the rows taken, those that wait for the operator's look.
    pub held: u32,
    /// Every row in order, without the values of any cell.
    pub rows: Vec<ImportRow>,
    /// When it was finished.
    pub created_at: DateTime<Utc>,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportRow {
    /// The row's number as a spreadsheet shows it: the header is row 1.
    pub row: u32,
    /// The sender's own reference, where the row has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What was made or changed: a typed identifier.
    pub id: Option<String>,
    /// What became of it.
    pub status: RowStatus,
    /// Whether what was made or changed waits for the operator's look.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
    /// Why it was refused. The pointer is the column's header as written in the file.
    pub errors: Vec<FieldError>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowStatus {
    /// Something new was made.
    Created,
    /// Something known was changed.
    Updated,
    /// It says what is known already.
    Unchanged,
    /// It was refused.
    Rejected,
}

/// Which rows of an import are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowsWanted {
    /// All.
    #[default]
    All,
    /// Those that were refused.
    Rejected,
    /// Those that wait for the operator's look.
    Held,
}

impl RowsWanted {
    /// Whether the row is one of them.
    pub fn has(self, row: &ImportRow) -> bool {
        match self {
            Self::All => true,
            Self::Rejected => row.status == RowStatus::Rejected,
            Self::Held => row.held,
        }
    }
}

impl ImportRow {
    /// A refused row.
    pub fn rejected(row: u32, errors: Vec<FieldError>) -> Self {
        Self { row, reference: None, id: None, status: RowStatus::Rejected, held: false, errors }
    }

    /// A row refused for one reason.
    pub fn rejected_for(row: u32, column: &str, code: Code) -> Self {
        Self::rejected(row, vec![FieldError::new(column, code)])
    }
}

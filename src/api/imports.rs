//! `/v1/imports`: what became of a file, row by row, without the values of any cell.

use super::{
    Answer,
    auth::Caller,
    language::In,
    path::Id,
    problem::FieldErrorView,
    query::{Kind, Parameter, Parameters, invalid},
};
use crate::{
    app::{
        App,
        vacancy_imports::{self, Found, RowsAsked},
    },
    domain::{
        ids::ImportId,
        import::{Import, ImportKind, ImportRow, RowStatus, RowsWanted},
        import_job::{ImportJob, ImportState},
        language::Language,
        refusal::Code,
    },
};
use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// The parameters of reading an import.
pub const READ: &[Parameter] = &[
    Parameter::one("cursor", Kind::Text, "where the page before ended"),
    Parameter::one(
        "status",
        Kind::Word(&["rejected", "held"]),
        "only the rows that were refused, or wait for review",
    ),
];

/// What became of a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportView {
    /// The import's id.
    import: ImportId,
    kind: ImportKind,
    /// Where it stands.
    state: ImportState,
    /// How many rows there are and how many have their answer, where the file is worked off behind the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<RowsDone>,
    /// Rows taken.
    accepted: u32,
    /// Rows refused.
    rejected: u32,
    /// Of the rows taken, those whose vacancies wait for the operator's look.
    held: u32,
    /// Headers that are not known here; their columns were not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    ignored_columns: Option<Vec<String>>,
    /// Why the file was refused as a whole, where it was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldErrorView>,
    rows: Vec<RowView>,
    /// Where the next page of rows begins, where there are more than a thousand.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    created_at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finished_at: Option<DateTime<Utc>>,
}

/// How far an import is.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowsDone {
    /// Rows of the file.
    total: u32,
    /// Rows that have their answer.
    done: u32,
}

/// An import that will be worked off.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressView {
    /// The import's id: ask for it at `/v1/imports/{id}`.
    pub import: ImportId,
    /// Where it stands.
    pub state: ImportState,
}

/// What became of a row.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowView {
    /// The row's number: of a table as a spreadsheet shows it, of lines the line, of postings the how-manieth.
    row: u32,
    /// The sender's own reference, where the row has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    /// What was made or changed.
    id: Option<String>,
    status: RowStatus,
    /// Whether the vacancy waits for the operator's look.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    held: bool,
    /// Why it was refused; the pointer is the column's header, the property, or the form's field.
    errors: Vec<FieldErrorView>,
}

impl ImportView {
    /// The import in the caller's language.
    pub fn of(import: Import, ignored_columns: Option<Vec<String>>, language: Language) -> Self {
        let row = |row: ImportRow| RowView {
            row: row.row,
            reference: row.reference,
            id: row.id,
            status: row.status,
            held: row.held,
            errors: row.errors.iter().map(|fault| FieldErrorView::of(fault, language)).collect(),
        };
        Self {
            import: import.id,
            kind: import.kind,
            state: ImportState::Finished,
            progress: None,
            accepted: import.accepted,
            rejected: import.rejected,
            held: import.held,
            ignored_columns,
            errors: Vec::new(),
            rows: import.rows.into_iter().map(row).collect(),
            next: None,
            created_at: import.created_at,
            finished_at: None,
        }
    }

    fn found(found: Found, language: Language) -> Self {
        let Found { import, job, next } = found;
        let mut view = Self::of(import, None, language);
        view.next = next.map(|row| row.to_string());
        if let Some(job) = job {
            view.is_worked_off(job, language);
        }
        view
    }

    fn is_worked_off(&mut self, job: ImportJob, language: Language) {
        self.state = job.state;
        self.progress = Some(RowsDone { total: job.rows, done: job.progress.done() });
        self.ignored_columns = Some(job.ignored);
        self.errors = job.refusal.iter().map(|fault| FieldErrorView::of(fault, language)).collect();
        self.finished_at = job.finished_at;
    }
}

/// Reads what became of an import, a thousand rows at a time, and how far a large one is.
#[utoipa::path(get, path = "/v1/imports/{id}", tag = "graduates",
    responses((status = 200, description = "The import", body = ImportView)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<ImportId>,
    In(language): In,
    parameters: Parameters,
) -> Answer {
    let after = parameters.text("cursor").map(str::parse).transpose();
    let asked = RowsAsked {
        after: after.map_err(|_| invalid("cursor", Code::InvalidCursor))?.unwrap_or_default(),
        wanted: match parameters.text("status") {
            Some("rejected") => RowsWanted::Rejected,
            Some(_) => RowsWanted::Held,
            None => RowsWanted::All,
        },
    };
    let found = vacancy_imports::read_import(&app, actor, id, asked).await?;
    Ok(HttpResponse::Ok().json(ImportView::found(found, language)))
}

//! `/v1/imports`: what became of a file, row by row, without the values of any cell.

use super::{Answer, auth::Caller, language::In, path::Id, problem::FieldErrorView};
use crate::{
    app::{App, rosters},
    domain::{
        ids::ImportId,
        import::{Import, ImportKind, ImportRow, RowStatus},
        language::Language,
    },
};
use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// What became of a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportView {
    /// The import's id.
    import: ImportId,
    kind: ImportKind,
    /// Rows taken.
    accepted: u32,
    /// Rows refused.
    rejected: u32,
    /// Headers that are not known here; their columns were not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    ignored_columns: Option<Vec<String>>,
    rows: Vec<RowView>,
    created_at: DateTime<Utc>,
}

/// What became of a row.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowView {
    /// The row's number as a spreadsheet shows it: the header is row 1.
    row: u32,
    /// What was made or changed.
    id: Option<String>,
    status: RowStatus,
    /// Why it was refused; the pointer is the column's header.
    errors: Vec<FieldErrorView>,
}

impl ImportView {
    /// The import in the caller's language.
    pub fn of(import: Import, ignored_columns: Option<Vec<String>>, language: Language) -> Self {
        let row = |row: ImportRow| RowView {
            row: row.row,
            id: row.id,
            status: row.status,
            errors: row.errors.iter().map(|fault| FieldErrorView::of(fault, language)).collect(),
        };
        Self {
            import: import.id,
            kind: import.kind,
            accepted: import.accepted,
            rejected: import.rejected,
            ignored_columns,
            rows: import.rows.into_iter().map(row).collect(),
            created_at: import.created_at,
        }
    }
}

/// Reads what became of an import.
#[utoipa::path(get, path = "/v1/imports/{id}", tag = "graduates",
    responses((status = 200, description = "The import", body = ImportView)))]
pub async fn read(app: Data<App>, Caller(actor): Caller, Id(id): Id<ImportId>, In(language): In) -> Answer {
    let import = rosters::read_import(&app, actor, id).await?;
    Ok(HttpResponse::Ok().json(ImportView::of(import, None, language)))
}

//! `/v1/vacancies/import`: files of vacancies.

use super::{
    Answer,
    auth::Caller,
    imports::{ImportView, ProgressView},
    language::In,
    problem::Problem,
    query::{Kind, Parameter, Parameters},
    upload::Uploaded,
};
use crate::{
    app::{
        App,
        vacancy_files::{self, FileFormat},
        vacancy_imports::{self, Answered, ImportOptions},
    },
    domain::import_job::ImportState,
};
use actix_web::{HttpResponse, http::header, web::Data};

/// The parameters of an import.
pub const IMPORT: &[Parameter] = &[
    Parameter::one("atomic", Kind::Flag, "whether one bad row refuses all; false where absent"),
    Parameter::one("dry_run", Kind::Flag, "whether to check only and keep nothing; false where absent"),
];

/// The parameters of a template.
pub const TEMPLATE: &[Parameter] = &[Parameter::one(
    "format",
    Kind::Word(&["xlsx", "csv", "ndjson", "jsonld"]),
    "what the file is to be; xlsx where absent",
)];

/// Imports a file of vacancies: NDJSON, CSV, XLSX (Chinese or English headers in any order), schema.org JobPosting as
/// JSON-LD, or a web page that carries it. Good rows are taken, bad ones come back by row and column. A row whose
/// reference is known changes that vacancy. Above 1 000 rows the file is kept and worked off: the answer is 202, and
/// `/v1/imports/{id}` says how far it is.
#[utoipa::path(post, path = "/v1/vacancies/import", tag = "vacancies",
    request_body(content((String = "application/x-ndjson"), (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "application/ld+json"), (String = "application/json"), (String = "text/html")),
        description = "The file itself"),
    responses((status = 200, description = "What became of every row", body = ImportView),
        (status = 202, description = "The file is kept and will be worked off", body = ProgressView)))]
pub async fn import(
    app: Data<App>,
    Caller(actor): Caller,
    In(language): In,
    parameters: Parameters,
    Uploaded(upload): Uploaded,
) -> Answer {
    let options = ImportOptions { atomic: parameters.flag("atomic"), dry_run: parameters.flag("dry_run") };
    match vacancy_imports::import_vacancies(&app.into_inner(), actor, upload, options).await? {
        Answered::Done { import, ignored } => {
            Ok(HttpResponse::Ok().json(ImportView::of(import, Some(ignored), language)))
        }
        Answered::Accepted(import) => Ok(HttpResponse::Accepted()
            .insert_header((header::LOCATION, format!("/v1/imports/{import}")))
            .json(ProgressView { import, state: ImportState::Running })),
    }
}

/// Gives a file to fill in: an empty table, or an example in JSON.
#[utoipa::path(get, path = "/v1/vacancies/import/template", tag = "vacancies",
    responses((status = 200, description = "The file", content(
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/csv"),
        (String = "application/x-ndjson"), (String = "application/ld+json")))))]
pub async fn template(app: Data<App>, parameters: Parameters) -> Answer {
    let format = parameters.text("format").and_then(FileFormat::parse).unwrap_or(FileFormat::Xlsx);
    let file = vacancy_files::template(format, app.today())
        .map_err(|_| Problem::internal("the template could not be written"))?;
    let name = format!("attachment; filename=\"vacancies.{}\"", format.as_str());
    Ok(HttpResponse::Ok()
        .content_type(format.content_type())
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(file))
}

//! `/v1/graduates/import`: rosters of students as files.

use super::{
    Answer,
    auth::Caller,
    body,
    imports::ImportView,
    language::In,
    problem::Problem,
    query::{Kind, Parameter, Parameters, invalid},
};
use crate::{
    app::{
        App,
        roster::{self, RosterFormat},
        rosters::{self, RosterOptions, Taken},
    },
    domain::refusal::Code,
};
use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
    web::{Bytes, Data},
};
use futures::future::LocalBoxFuture;

/// The content type of .xlsx files.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const ATOMIC: Parameter =
    Parameter::one("atomic", Kind::Flag, "whether one bad row refuses all; false where absent");
const DRY_RUN: Parameter =
    Parameter::one("dry_run", Kind::Flag, "whether to check only and keep nothing; false where absent");

/// The parameters of an import.
pub const IMPORT: &[Parameter] =
    &[ATOMIC, DRY_RUN, Parameter::one("programme", Kind::Text, "the programme of rows that name none")];

/// The parameters of an import of training records.
pub const IMPORT_RECORDS: &[Parameter] = &[ATOMIC, DRY_RUN];

/// A file that was sent, with what kind it is.
pub struct Upload(Bytes, RosterFormat);

impl FromRequest for Upload {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let bytes = body::read(&request, &mut payload).await?;
            let format = RosterFormat::from_content_type(&body::content_type(&request));
            let unread = || Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::UnsupportedMediaType);
            Ok(Self(bytes, format.ok_or_else(unread)?))
        })
    }
}

/// Imports a roster (.xlsx or .csv, Chinese headers in any order). Good rows are taken, bad ones come back by row
/// and column.
#[utoipa::path(post, path = "/v1/graduates/import", tag = "graduates",
    request_body(content((Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "text/csv")), description = "The file itself"),
    responses((status = 200, description = "What became of every row", body = ImportView)))]
pub async fn import(
    app: Data<App>,
    Caller(actor): Caller,
    In(language): In,
    parameters: Parameters,
    Upload(bytes, format): Upload,
) -> Answer {
    let programme = parameters.text("programme").map(str::parse).transpose();
    let options = RosterOptions {
        programme: programme.map_err(|_| invalid("programme", Code::UnknownProgramme))?,
        ..options(&parameters, Taken::Roster)
    };
    let done = rosters::import_roster(&app, actor, bytes.to_vec(), format, options).await?;
    Ok(HttpResponse::Ok().json(ImportView::of(done.import, Some(done.ignored), language)))
}

fn options(parameters: &Parameters, taken: Taken) -> RosterOptions {
    let (atomic, dry_run) = (parameters.flag("atomic"), parameters.flag("dry_run"));
    RosterOptions { atomic, dry_run, programme: None, taken }
}

/// Imports training records of known students (.xlsx or .csv, in the form of the roster): stages, courses,
/// internships, certificates, awards and skills are joined to what is known, and nothing else is read. Good rows are
/// taken, bad ones come back by row and column.
#[utoipa::path(post, path = "/v1/training-records/import", tag = "graduates",
    request_body(content((Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "text/csv")), description = "The file itself"),
    responses((status = 200, description = "What became of every row", body = ImportView)))]
pub async fn import_records(
    app: Data<App>,
    Caller(actor): Caller,
    In(language): In,
    parameters: Parameters,
    Upload(bytes, format): Upload,
) -> Answer {
    let options = options(&parameters, Taken::TrainingRecords);
    let done = rosters::import_roster(&app, actor, bytes.to_vec(), format, options).await?;
    Ok(HttpResponse::Ok().json(ImportView::of(done.import, Some(done.ignored), language)))
}

/// Gives an empty roster to fill in.
#[utoipa::path(get, path = "/v1/graduates/import/template", tag = "graduates",
    responses((status = 200, description = "The .xlsx file", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn template() -> Answer {
    let file =
        roster::write_roster(&[]).map_err(|_| Problem::internal("the template could not be written"))?;
    let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"roster.xlsx\"");
    Ok(HttpResponse::Ok().content_type(XLSX).insert_header(name).body(file))
}

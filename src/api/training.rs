//! `/v1/graduates/{id}/training-record`: 学习与培训记录.

use super::{
    Answer,
    auth::Caller,
    etag::{self, IfMatch},
    json::Json,
    paging,
    path::Id,
    problem::Problem,
    query::{Kind, Parameter, Parameters, invalid},
};
use crate::{
    app::{
        App,
        page::Page,
        training::{self, AsOf},
    },
    domain::{
        clock::CHINA,
        ids::GraduateId,
        refusal::Code,
        training_record::{RecordVersion, TrainingRecord},
    },
};
use actix_web::{HttpRequest, web::Data};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// The parameters of reading a record.
pub const READ: &[Parameter] = &[
    Parameter::one(
        "as_of",
        Kind::Text,
        "the record as it was known at this time, or at the end of this day in China",
    ),
    Parameter::one(
        "version",
        Kind::Integer(1, u32::MAX),
        "the record as it was with this version, as a match names it",
    ),
];

/// A version of a record.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionView {
    /// Read it with `?version=`.
    version: i64,
    /// From when it was known so.
    known_from: DateTime<Utc>,
    /// Whether it is the present one.
    current: bool,
}

/// Reads a training record, as it is or as it was.
#[utoipa::path(get, path = "/v1/graduates/{id}/training-record", tag = "graduates",
    responses((status = 200, description = "The record", body = TrainingRecord)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<GraduateId>,
    parameters: Parameters,
    request: HttpRequest,
) -> Answer {
    let found = training::read_training_record(&app, actor, id, as_of(&parameters)?).await?;
    Ok(etag::resource(&request, found.version, &found.record))
}

fn as_of(parameters: &Parameters) -> Result<AsOf, Problem> {
    match (parameters.text("as_of"), parameters.parsed::<i64>("version")) {
        (None, None) => Ok(AsOf::Now),
        (None, Some(version)) => Ok(AsOf::Version(version)),
        (Some(text), None) => {
            let time = time_or_end_of_day(text);
            time.map(AsOf::Time).ok_or_else(|| invalid("as_of", Code::InvalidParameter))
        }
        (Some(_), Some(_)) => Err(invalid("version", Code::InvalidParameter)),
    }
}

/// A time, or the last moment of a day in China.
fn time_or_end_of_day(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.with_timezone(&Utc));
    }
    let next = text.parse::<NaiveDate>().ok()?.succ_opt()?;
    let midnight = next.and_time(NaiveTime::MIN).and_local_timezone(CHINA).single()?;
    Some(midnight.with_timezone(&Utc) - TimeDelta::microseconds(1))
}

/// Lists the versions of a training record, the oldest first.
#[utoipa::path(get, path = "/v1/graduates/{id}/training-record/versions", tag = "graduates",
    responses((status = 200, description = "The versions", body = paging::List<VersionView>)))]
pub async fn versions(app: Data<App>, Caller(actor): Caller, Id(id): Id<GraduateId>) -> Answer {
    let versions = training::record_history(&app, actor, id).await?;
    let last = versions.last().map(|version| version.version);
    let view = |RecordVersion { version, known_from, .. }| VersionView {
        version,
        known_from,
        current: Some(version) == last,
    };
    Ok(paging::list(Page { items: versions, next: None }, view))
}

/// Replaces a training record; the one before is kept with its date.
#[utoipa::path(put, path = "/v1/graduates/{id}/training-record", tag = "graduates", request_body = TrainingRecord,
    responses((status = 200, description = "The record as it is now", body = TrainingRecord)))]
pub async fn put(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<GraduateId>,
    IfMatch(expected): IfMatch,
    Json(record): Json<TrainingRecord>,
) -> Answer {
    let kept = training::put_training_record(&app, actor, id, expected, record).await?;
    Ok(etag::changed(kept.version, &kept.record))
}

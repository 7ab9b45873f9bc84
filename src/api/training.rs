//! `/v1/graduates/{id}/training-record`: 学习与培训记录.

use super::{
    Answer,
    auth::Caller,
    etag::{self, IfMatch},
    json::Json,
    path::Id,
};
use crate::{
    app::{App, training},
    domain::{ids::GraduateId, training_record::TrainingRecord},
};
use actix_web::{HttpRequest, web::Data};

/// Reads a training record.
#[utoipa::path(get, path = "/v1/graduates/{id}/training-record", tag = "graduates",
    responses((status = 200, description = "The record", body = TrainingRecord)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<GraduateId>,
    request: HttpRequest,
) -> Answer {
    let found = training::read_training_record(&app, actor, id).await?;
    Ok(etag::resource(&request, found.version, &found.record))
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

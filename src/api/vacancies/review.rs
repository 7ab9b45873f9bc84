//! The operator's decisions on vacancies in review.

use super::{VacancyView, answer};
use crate::{
    api::{
        Answer, auth::Caller, etag::IfMatch, json::Json, language::In, paging, path::Id, query::Parameters,
    },
    app::{
        App,
        vacancies::{self, ReviewDecision},
    },
    domain::{
        ids::{KeyId, ReviewId, VacancyId},
        refusal::Code,
        review::{Decision, ReviewRecord},
    },
};
use actix_web::web::Data;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// A decision of the operator on a vacancy.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewView {
    id: ReviewId,
    vacancy: VacancyId,
    decision: Decision,
    reason: Option<String>,
    /// For what it was held.
    held: Vec<Code>,
    /// With which key of the operator; null where the service did it by itself.
    key: Option<KeyId>,
    at: DateTime<Utc>,
}

impl From<ReviewRecord> for ReviewView {
    fn from(record: ReviewRecord) -> Self {
        let ReviewRecord { id, vacancy, decision, reason, held, by, at } = record;
        Self { id, vacancy, decision, reason, held, key: by.key, at }
    }
}

/// Decides on a vacancy in review: it becomes public, is refused, or its employer is asked to change it first. Give the
/// version you have read as `If-Match`, so that nothing is accepted that you have not seen.
#[utoipa::path(post, path = "/v1/vacancies/{id}/review", tag = "vacancies", request_body = ReviewDecision,
    responses((status = 200, description = "The vacancy as it is now", body = VacancyView)))]
pub async fn decide(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<VacancyId>,
    IfMatch(expected): IfMatch,
    In(language): In,
    Json(decision): Json<ReviewDecision>,
) -> Answer {
    let vacancy = vacancies::review_vacancy(&app, actor, id, expected, decision).await?;
    Ok(answer(vacancy, language))
}

/// Lists what was decided on a vacancy, by which key and when, the oldest first.
#[utoipa::path(get, path = "/v1/vacancies/{id}/reviews", tag = "vacancies",
    responses((status = 200, description = "A page", body = paging::List<ReviewView>)))]
pub async fn list(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<VacancyId>,
    parameters: Parameters,
) -> Answer {
    let page = vacancies::list_reviews(&app, actor, id, paging::requested(&parameters)).await?;
    Ok(paging::list(page, ReviewView::from))
}

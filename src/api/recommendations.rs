//! `/v1/recommendations`: a school recommends graduates, or a whole class, for a vacancy.

use super::{Answer, auth::Caller, json::Json, language::In};
use crate::{
    app::{
        App,
        applications::{self, Recommendation, RecommendationDraft, Recommended},
    },
    domain::{
        ids::{ApplicationId, GraduateId, VacancyId},
        language::Language,
        matching::BlockCode,
    },
};
use actix_web::{HttpResponse, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

/// What became of recommendations.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecommendationsView {
    vacancy: VacancyId,
    /// How many the employer now has that it did not have before.
    recommended: usize,
    /// Each graduate, in the order in which they were named.
    results: Vec<RecommendationView>,
}

/// What became of one.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecommendationView {
    graduate: GraduateId,
    #[schema(inline)]
    outcome: Recommended,
    /// The application, new or known.
    application: Option<ApplicationId>,
    /// What stands in the way, for `not_eligible`.
    blocking: Vec<ReasonView>,
}

/// Something that stands in the way.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonView {
    code: BlockCode,
    message: String,
}

impl RecommendationView {
    fn of(one: Recommendation, language: Language) -> Self {
        let reason = |(code, message): (BlockCode, crate::domain::language::Bilingual)| ReasonView {
            code,
            message: message.in_language(language).to_owned(),
        };
        Self {
            graduate: one.graduate,
            outcome: one.outcome,
            application: one.application,
            blocking: one.blocking.into_iter().map(reason).collect(),
        }
    }
}

/// Recommends graduates for a vacancy; the answer says of each what became of it.
#[utoipa::path(post, path = "/v1/recommendations", tag = "applications", request_body = RecommendationDraft,
    responses((status = 200, description = "What became of each", body = RecommendationsView),
    (status = 409, description = "The vacancy is closed (`VACANCY_CLOSED`)")))]
pub async fn recommend(
    app: Data<App>,
    Caller(actor): Caller,
    In(language): In,
    Json(draft): Json<RecommendationDraft>,
) -> Answer {
    let vacancy = draft.vacancy;
    let results = applications::recommend(&app, actor, draft).await?;
    let recommended = results.iter().filter(|one| one.outcome == Recommended::Recommended).count();
    let results = results.into_iter().map(|one| RecommendationView::of(one, language)).collect();
    Ok(HttpResponse::Ok().json(RecommendationsView { vacancy, recommended, results }))
}

//! Matches: how well graduates and vacancies fit, both ways round with the same numbers, every criterion explained.

use super::{
    Answer,
    auth::Caller,
    language::In,
    paging,
    path::{Id, segment},
    query::Parameters,
    vacancies::PayView,
};
use crate::{
    app::{
        App,
        matches::{self, GraduateCard, RankedGraduate, RankedVacancy},
        page::{DEFAULT_LIMIT, Page},
    },
    domain::{
        ids::{EmployerId, GraduateId, SchoolId, VacancyId},
        language::Language,
        major::Major,
        matching::{Assessment, BlockCode, Criterion, CriterionKind, Evidence, Help, HelpAction, State},
        vacancy::{Vacancy, Workplace},
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// How well a graduate and a vacancy fit.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchView {
    vacancy: VacancyId,
    graduate: GraduateId,
    /// The version of the training record that this rests on: `GET /v1/graduates/{id}/training-record?version=`.
    record_version: i64,
    /// Whether no hard condition stands in the way.
    eligible: bool,
    /// The sum of weight × score over the criteria; null where nothing is known.
    score: Option<f64>,
    criteria: Vec<CriterionView>,
    /// What stands in the way.
    blocking: Vec<BlockingView>,
    /// What would raise the score, the most first.
    would_help: Vec<HelpView>,
}

/// One criterion's part.
#[derive(Debug, Serialize, ToSchema)]
pub struct CriterionView {
    criterion: CriterionKind,
    /// The weight used; they add to 1 over what is known.
    weight: f64,
    score: f64,
    #[schema(inline)]
    state: State,
    message: String,
    evidence: Vec<EvidenceView>,
}

/// What a criterion rests on.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceView {
    #[serde(skip_serializing_if = "Option::is_none")]
    skill: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate: Option<String>,
    /// Whether it is held today. A forecast is not.
    held: bool,
    /// Whether a stage still to come is to teach it.
    forecast: bool,
    /// The related skill that counts in part.
    #[serde(skip_serializing_if = "Option::is_none")]
    through: Option<String>,
    /// What proves it.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// The school that taught it.
    #[serde(skip_serializing_if = "Option::is_none")]
    school: Option<SchoolId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<NaiveDate>,
}

/// A hard condition that is not met.
#[derive(Debug, Serialize, ToSchema)]
pub struct BlockingView {
    code: BlockCode,
    message: String,
    /// For a near miss, the day that decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    near_miss_until: Option<NaiveDate>,
}

/// What would raise the score.
#[derive(Debug, Serialize, ToSchema)]
pub struct HelpView {
    action: HelpAction,
    #[serde(skip_serializing_if = "Option::is_none")]
    skill: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate: Option<String>,
    /// The level to reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// By how much the score would rise.
    gain: f64,
}

/// A vacancy for a graduate.
#[derive(Debug, Serialize, ToSchema)]
pub struct VacancyMatchView {
    #[serde(flatten)]
    fit: MatchView,
    posting: PostingView,
}

/// The vacancy beside a match.
#[derive(Debug, Serialize, ToSchema)]
pub struct PostingView {
    title: String,
    employer: EmployerId,
    employer_name: String,
    workplace: Workplace,
    pay: PayView,
    valid_until: NaiveDate,
}

/// A graduate for a vacancy.
#[derive(Debug, Serialize, ToSchema)]
pub struct GraduateMatchView {
    #[serde(flatten)]
    fit: MatchView,
    candidate: CandidateView,
}

/// What may be known of the graduate beside a match.
#[derive(Debug, Serialize, ToSchema)]
pub struct CandidateView {
    /// To their schools; to an employer with their consent only.
    name: Option<String>,
    major: Major,
    graduates_on: NaiveDate,
    /// Made up for demonstration or test.
    synthetic: bool,
}

impl MatchView {
    fn of(found: Assessment, language: Language) -> Self {
        let blocking = found.blocking.into_iter().map(|one| BlockingView {
            code: one.code,
            message: one.message.in_language(language).to_owned(),
            near_miss_until: one.near_miss_until,
        });
        Self {
            vacancy: found.vacancy,
            graduate: found.graduate,
            record_version: found.record_version,
            eligible: found.eligible,
            score: found.score,
            criteria: found.criteria.into_iter().map(|one| CriterionView::of(one, language)).collect(),
            blocking: blocking.collect(),
            would_help: found.would_help.into_iter().map(HelpView::from).collect(),
        }
    }
}

impl CriterionView {
    fn of(one: Criterion, language: Language) -> Self {
        Self {
            criterion: one.criterion,
            weight: one.weight,
            score: one.score,
            state: one.state,
            message: one.message.in_language(language).to_owned(),
            evidence: one.evidence.into_iter().map(|item| EvidenceView::of(item, language)).collect(),
        }
    }
}

impl EvidenceView {
    fn of(item: Evidence, language: Language) -> Self {
        Self {
            skill: item.skill,
            certificate: item.certificate,
            held: item.held,
            forecast: item.forecast,
            through: item.through,
            source: item.source.map(|text| text.in_language(language).to_owned()),
            school: item.school,
            date: item.date,
        }
    }
}

impl From<Help> for HelpView {
    fn from(help: Help) -> Self {
        let Help { action, skill, certificate, level, gain } = help;
        Self { action, skill, certificate, level, gain }
    }
}

impl VacancyMatchView {
    fn of(found: RankedVacancy, language: Language) -> Self {
        let Vacancy { employer, content, .. } = found.vacancy;
        let posting = PostingView {
            title: content.title,
            employer,
            employer_name: found.employer_name,
            workplace: content.workplace,
            pay: PayView::of(content.pay, language),
            valid_until: content.valid_until,
        };
        Self { fit: MatchView::of(found.assessment, language), posting }
    }
}

impl GraduateMatchView {
    fn of(found: RankedGraduate, language: Language) -> Self {
        let GraduateCard { name, major, graduates_on, synthetic, .. } = found.card;
        let candidate = CandidateView { name, major, graduates_on, synthetic };
        Self { fit: MatchView::of(found.assessment, language), candidate }
    }
}

/// Ranks public vacancies for a graduate.
#[utoipa::path(get, path = "/v1/graduates/{id}/matches", tag = "matches",
    responses((status = 200, description = "The best first", body = paging::List<VacancyMatchView>)))]
pub async fn for_graduate(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<GraduateId>,
    In(language): In,
    parameters: Parameters,
) -> Answer {
    let limit = parameters.parsed("limit").unwrap_or(DEFAULT_LIMIT as usize);
    let items = matches::matches_for_graduate(&app, actor, id, limit).await?;
    Ok(paging::list(Page { items, next: None }, |found| VacancyMatchView::of(found, language)))
}

/// Ranks graduates for a vacancy: an employer's own one, or a school's students for a public one.
#[utoipa::path(get, path = "/v1/vacancies/{id}/matches", tag = "matches",
    responses((status = 200, description = "The best first", body = paging::List<GraduateMatchView>)))]
pub async fn for_vacancy(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<VacancyId>,
    In(language): In,
    parameters: Parameters,
) -> Answer {
    let limit = parameters.parsed("limit").unwrap_or(DEFAULT_LIMIT as usize);
    let items = matches::matches_for_vacancy(&app, actor, id, limit).await?;
    Ok(paging::list(Page { items, next: None }, |found| GraduateMatchView::of(found, language)))
}

/// Explains one pair, eligible or not.
#[utoipa::path(get, path = "/v1/vacancies/{id}/matches/{graduate}", tag = "matches",
    responses((status = 200, description = "Every criterion", body = GraduateMatchView)))]
pub async fn pair(
    app: Data<App>,
    Caller(actor): Caller,
    Id(vacancy): Id<VacancyId>,
    In(language): In,
    request: HttpRequest,
) -> Answer {
    let graduate = segment(&request, "graduate")?;
    let found = matches::match_pair(&app, actor, vacancy, graduate).await?;
    Ok(HttpResponse::Ok().json(GraduateMatchView::of(found, language)))
}

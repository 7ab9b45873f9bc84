//! `/v1/applications`: graduates apply, and every party moves an application on over the one table of transitions.

use super::{
    Answer,
    auth::Caller,
    etag::{self, IfMatch},
    json::Json,
    paging,
    path::Id,
    query::{Kind, Parameter, Parameters},
};
use crate::{
    app::{
        App,
        applications::{self, ApplicationDraft, ApplicationView as Found, TransitionRequest},
    },
    domain::{
        application::{ApplicationFilter, Cause, Move, Stage, State, Step},
        ids::{ApplicationId, EmployerId, GraduateId, SchoolId, VacancyId},
        major::Major,
        party::{Party, Role},
        seats::Hold,
    },
};
use actix_web::{HttpRequest, web::Data};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// The parameters of the list.
pub const LIST: &[Parameter] = &[
    Parameter::one("vacancy", Kind::Text, "only for this vacancy"),
    Parameter::one("graduate", Kind::Text, "only of this graduate"),
    Parameter::one(
        "stage",
        Kind::Word(&["recommended", "applied", "interview", "offered", "accepted", "signed", "onboarded"]),
        "only those that came so far",
    ),
    Parameter::one(
        "state",
        Kind::Word(&["active", "declined", "expired", "withdrawn", "refused"]),
        "only those that stand so",
    ),
    paging::LIMIT,
    paging::CURSOR,
];

/// An application.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationView {
    id: ApplicationId,
    vacancy: VacancyId,
    title: String,
    employer: EmployerId,
    employer_name: String,
    graduate: GraduateId,
    candidate: ApplicantView,
    /// How far it came.
    #[schema(inline)]
    stage: Stage,
    /// Whether it goes on, and how it ended if not.
    #[schema(inline)]
    state: State,
    /// The seat that an offer holds or an acceptance fills.
    #[schema(inline)]
    seat: Option<Hold>,
    interview_at: Option<DateTime<Utc>>,
    /// Until when the offer can be accepted.
    deadline: Option<DateTime<Utc>>,
    /// The school that recommended the graduate, if one did.
    recommended_by: Option<SchoolId>,
    history: Vec<StepView>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// What may be known of the graduate.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicantView {
    /// To the graduate and their schools; to the employer with the graduate's consent only.
    name: Option<String>,
    /// To whom the name is told.
    phone: Option<String>,
    /// To whom the name is told.
    email: Option<String>,
    major: Major,
    graduates_on: NaiveDate,
    /// Made up for demonstration or test.
    synthetic: bool,
}

/// One move that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepView {
    #[schema(inline)]
    to: Move,
    /// When it happened.
    at: DateTime<Utc>,
    /// When it was entered, where that was later.
    #[serde(skip_serializing_if = "Option::is_none")]
    entered_at: Option<DateTime<Utc>>,
    /// By whose doing; absent where it happened by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Role>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Why, where it happened by itself or in a round.
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Cause>,
}

impl From<Step> for StepView {
    fn from(step: Step) -> Self {
        let Step { to, at, entered_at, by, reason, cause } = step;
        Self { to, at, entered_at, by: by.map(Party::role), reason, cause }
    }
}

impl From<Found> for ApplicationView {
    fn from(found: Found) -> Self {
        let recommended_by = match found.application.recommended_by() {
            Some(Party::School(school)) => Some(school),
            _ => None,
        };
        let (phone, email) = found.contact.map_or((None, None), |contact| (contact.phone, contact.email));
        let card = found.card;
        let candidate = ApplicantView {
            name: card.name,
            phone,
            email,
            major: card.major,
            graduates_on: card.graduates_on,
            synthetic: card.synthetic,
        };
        let one = found.application;
        Self {
            id: one.id,
            vacancy: one.vacancy,
            title: found.title,
            employer: one.employer,
            employer_name: found.employer_name,
            graduate: one.graduate,
            candidate,
            stage: one.stage,
            state: one.state,
            seat: one.seat.map(|seat| seat.hold),
            interview_at: one.interview_at,
            deadline: one.deadline,
            recommended_by,
            history: one.history.into_iter().map(StepView::from).collect(),
            created_at: one.created_at,
            updated_at: one.updated_at,
        }
    }
}

/// Applies for a vacancy. Where a school recommended the graduate for it before, that becomes the application.
#[utoipa::path(post, path = "/v1/applications", tag = "applications", request_body = ApplicationDraft, responses(
    (status = 201, description = "Applied", body = ApplicationView),
    (status = 200, description = "A school had recommended the graduate; now they applied", body = ApplicationView),
    (status = 409, description = "Closed (`VACANCY_CLOSED`), applied before (`ALREADY_EXISTS`, with a link), too young \
     (`NOT_ELIGIBLE`) or no consent to be matched (`NO_CONSENT`)")))]
pub async fn apply(app: Data<App>, Caller(actor): Caller, Json(draft): Json<ApplicationDraft>) -> Answer {
    let applied = applications::apply(&app, actor, draft).await?;
    let (id, version) = (applied.view.application.id, applied.view.application.version);
    let view = ApplicationView::from(applied.view);
    if applied.created {
        return Ok(etag::created(&format!("/v1/applications/{id}"), version, &view));
    }
    Ok(etag::changed(version, &view))
}

/// Lists applications, the newest first: a graduate's own, those for an employer's vacancies, or those of a school's
/// students.
#[utoipa::path(get, path = "/v1/applications", tag = "applications",
    responses((status = 200, description = "A page", body = paging::List<ApplicationView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller, parameters: Parameters) -> Answer {
    let Some(filter) = filter(&parameters) else { return Ok(paging::none()) };
    let page = applications::list_applications(&app, actor, filter, paging::requested(&parameters)).await?;
    Ok(paging::list(page, ApplicationView::from))
}

/// Nothing where an id is none of its kind: no application is of it.
fn filter(parameters: &Parameters) -> Option<ApplicationFilter> {
    let vacancy = parameters.text("vacancy").map(str::parse::<VacancyId>).transpose().ok()?;
    let graduate = parameters.text("graduate").map(str::parse::<GraduateId>).transpose().ok()?;
    let stage = parameters.text("stage").and_then(Stage::parse);
    let state = parameters.text("state").and_then(State::parse);
    Some(ApplicationFilter { vacancy, graduate, stage, state, ..ApplicationFilter::default() })
}

/// Reads an application.
#[utoipa::path(get, path = "/v1/applications/{id}", tag = "applications",
    responses((status = 200, description = "The application", body = ApplicationView)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<ApplicationId>,
    request: HttpRequest,
) -> Answer {
    let found = applications::read_application(&app, actor, id).await?;
    Ok(etag::resource(&request, found.application.version, &ApplicationView::from(found)))
}

/// Moves an application on.
#[utoipa::path(post, path = "/v1/applications/{id}/transitions", tag = "applications",
    request_body = TransitionRequest, responses(
    (status = 200, description = "The application as it is now", body = ApplicationView),
    (status = 403, description = "Not this party's to do"),
    (status = 409, description = "Not from where it stands (`INVALID_TRANSITION`), or no seat is free (`NO_OPEN_SEAT`)")))]
pub async fn transition(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<ApplicationId>,
    IfMatch(expected): IfMatch,
    Json(wanted): Json<TransitionRequest>,
) -> Answer {
    let moved = applications::transition(&app, actor, id, expected, wanted).await?;
    Ok(etag::changed(moved.application.version, &ApplicationView::from(moved)))
}

//! `/v1/employers`: 用人单位 register, are verified, and keep their particulars.

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
        employers::{self, EmployerDraft, EmployerPatch, VerifyDecision},
    },
    domain::{
        employer::{Employer, EmployerFilter, Verification, VerificationState},
        ids::EmployerId,
        party::{Actor, Party},
        region::RegionCode,
        uscc::Uscc,
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// The parameters of the list.
pub const LIST: &[Parameter] = &[
    Parameter::one(
        "verification",
        Kind::Word(&["pending", "verified", "failed", "suspended"]),
        "only employers whose verification stands so",
    ),
    Parameter::one(
        "due_before",
        Kind::Date,
        "only employers whose next check is due before this day, or was",
    ),
    paging::LIMIT,
    paging::CURSOR,
];

/// An employer.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmployerView {
    id: EmployerId,
    name: String,
    uscc: Uscc,
    /// The full name of its region.
    city: String,
    /// The region's code.
    region: RegionCode,
    /// Shown to itself and the operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// Shown to itself and the operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    description: String,
    /// 劳务派遣: said wherever the employer appears.
    labour_dispatch: bool,
    /// Made up for demonstration or test.
    synthetic: bool,
    /// Whether its licence is verified now.
    verified: bool,
    verification: Verification,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// A new employer with its first key.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisteredEmployer {
    #[serde(flatten)]
    employer: EmployerView,
    /// The API key. It is shown this once and not kept.
    key: String,
}

/// An employer in few words, beside its vacancies.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmployerBrief {
    id: EmployerId,
    name: String,
    /// 劳务派遣.
    labour_dispatch: bool,
    /// Whether its licence is verified now.
    verified: bool,
    /// Made up for demonstration or test.
    synthetic: bool,
}

impl EmployerBrief {
    /// The employer in few words.
    pub fn of(employer: &Employer) -> Self {
        Self {
            id: employer.id,
            name: employer.profile.name.clone(),
            labour_dispatch: employer.profile.labour_dispatch,
            verified: employer.verification.state == VerificationState::Verified,
            synthetic: employer.profile.synthetic,
        }
    }
}

impl EmployerView {
    fn of(app: &App, actor: Actor, employer: Employer) -> Self {
        let inside = actor.party == Party::Operator || actor.party == Party::Employer(employer.id);
        let profile = employer.profile;
        Self {
            id: employer.id,
            city: app.vocabulary().regions().full_name(profile.region.as_str()).unwrap_or_default(),
            name: profile.name,
            uscc: profile.uscc,
            region: profile.region,
            email: inside.then(|| profile.email.as_str().to_owned()),
            phone: profile.phone.filter(|_| inside),
            description: profile.description,
            labour_dispatch: profile.labour_dispatch,
            synthetic: profile.synthetic,
            verified: employer.verification.state == VerificationState::Verified,
            verification: employer.verification,
            created_at: employer.created_at,
            updated_at: employer.updated_at,
        }
    }
}

/// Registers an employer. Its vacancies wait until the operator has verified its licence.
#[utoipa::path(post, path = "/v1/employers", tag = "employers", request_body = EmployerDraft,
    responses((status = 201, description = "Registered", body = RegisteredEmployer)))]
pub async fn register(app: Data<App>, Json(draft): Json<EmployerDraft>) -> Answer {
    let (employer, key) = employers::register_employer(&app, draft).await?;
    let (id, version) = (employer.id, employer.version);
    let employer = EmployerView::of(&app, Actor::of(Party::Employer(id)), employer);
    Ok(etag::created(&format!("/v1/employers/{id}"), version, &RegisteredEmployer { employer, key }))
}

/// Lists employers, for the operator: all, those whose verification stands so, those whose next check is due.
#[utoipa::path(get, path = "/v1/employers", tag = "employers",
    responses((status = 200, description = "A page", body = paging::List<EmployerView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller, parameters: Parameters) -> Answer {
    let wanted = EmployerFilter {
        state: parameters.text("verification").and_then(VerificationState::parse),
        due_before: parameters.parsed("due_before"),
    };
    let page = employers::list_employers(&app, actor, wanted, paging::requested(&parameters)).await?;
    Ok(paging::list(page, |employer| EmployerView::of(&app, actor, employer)))
}

/// Reads an employer: itself and the operator always, others once it is verified.
#[utoipa::path(get, path = "/v1/employers/{id}", tag = "employers",
    responses((status = 200, description = "The employer", body = EmployerView)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<EmployerId>,
    request: HttpRequest,
) -> Answer {
    let employer = employers::read_employer(&app, actor, id).await?;
    Ok(etag::resource(&request, employer.version, &EmployerView::of(&app, actor, employer)))
}

/// Changes an employer's contact or description.
#[utoipa::path(patch, path = "/v1/employers/{id}", tag = "employers", request_body = EmployerPatch,
    responses((status = 200, description = "The employer as it is now", body = EmployerView)))]
pub async fn change(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<EmployerId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<EmployerPatch>,
) -> Answer {
    let employer = employers::change_employer(&app, actor, id, expected, patch).await?;
    Ok(answer(&app, actor, employer))
}

/// Records the outcome of the check of an employer's licence; its vacancies follow.
#[utoipa::path(post, path = "/v1/employers/{id}/verify", tag = "employers", request_body = VerifyDecision,
    responses((status = 200, description = "The employer as it is now", body = EmployerView)))]
pub async fn verify(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<EmployerId>,
    Json(decision): Json<VerifyDecision>,
) -> Answer {
    let employer = employers::verify_employer(&app, actor, id, decision).await?;
    Ok(answer(&app, actor, employer))
}

fn answer(app: &App, actor: Actor, employer: Employer) -> HttpResponse {
    etag::changed(employer.version, &EmployerView::of(app, actor, employer))
}

//! `/v1/graduates`: 毕业生, seen by themselves and their schools, their numbers masked.

use super::{
    Answer,
    auth::Caller,
    etag::{self, IfMatch},
    json::Json,
    paging,
    path::Id,
    query::Parameters,
};
use crate::{
    app::{
        App,
        graduates::{self, GraduatePatch},
        registration::{self, TransferDraft},
    },
    domain::{
        consent::Consent,
        graduate::{Graduate, Person, Preferences, SchoolLink},
        ids::{GraduateId, ProgrammeId},
        major::Major,
        phone,
        region::RegionCode,
    },
};
use actix_web::{HttpRequest, web::Data};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// A graduate.
#[derive(Serialize, ToSchema)]
pub struct GraduateView {
    id: GraduateId,
    #[serde(flatten)]
    person: PersonView,
    /// The schools, by role and dates.
    schools: Vec<SchoolLink>,
    programme: Option<ProgrammeId>,
    class_name: Option<String>,
    major: Major,
    graduates_on: NaiveDate,
    preferences: Preferences,
    consents: Vec<Consent>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// Who somebody is.
#[derive(Serialize, ToSchema)]
pub struct PersonView {
    name: String,
    /// Masked: `5224**********0006`.
    identity_number: String,
    birth_date: NaiveDate,
    student_number: Option<String>,
    /// Masked: `138****0000`.
    phone: Option<String>,
    email: Option<String>,
    /// 生源地.
    origin: Option<RegionCode>,
    /// 户口所在地.
    household: Option<RegionCode>,
    /// Made up for demonstration or test.
    synthetic: bool,
}

impl From<Person> for PersonView {
    fn from(person: Person) -> Self {
        Self {
            name: person.name,
            identity_number: person.identity_number.masked(),
            birth_date: person.birth_date,
            student_number: person.student_number,
            phone: person.phone.as_deref().map(phone::masked),
            email: person.email.map(|address| address.as_str().to_owned()),
            origin: person.origin,
            household: person.household,
            synthetic: person.synthetic,
        }
    }
}

impl From<Graduate> for GraduateView {
    fn from(graduate: Graduate) -> Self {
        Self {
            id: graduate.id,
            person: graduate.person.into(),
            schools: graduate.links,
            programme: graduate.programme,
            class_name: graduate.class_name,
            major: graduate.major,
            graduates_on: graduate.graduates_on,
            preferences: graduate.preferences,
            consents: graduate.consents,
            created_at: graduate.created_at,
            updated_at: graduate.updated_at,
        }
    }
}

/// Lists a school's students.
#[utoipa::path(get, path = "/v1/graduates", tag = "graduates",
    responses((status = 200, description = "A page", body = paging::List<GraduateView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller, parameters: Parameters) -> Answer {
    let page = graduates::list_graduates(&app, actor, paging::requested(&parameters)).await?;
    Ok(paging::list(page, GraduateView::from))
}

/// Reads a graduate.
#[utoipa::path(get, path = "/v1/graduates/{id}", tag = "graduates",
    responses((status = 200, description = "The graduate", body = GraduateView)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<GraduateId>,
    request: HttpRequest,
) -> Answer {
    let graduate = graduates::read_graduate(&app, actor, id).await?;
    Ok(etag::resource(&request, graduate.version, &GraduateView::from(graduate)))
}

/// Changes preferences, consents and contact. A consent that is withdrawn acts at once.
#[utoipa::path(patch, path = "/v1/graduates/{id}", tag = "graduates", request_body = GraduatePatch,
    responses((status = 200, description = "The graduate as they are now", body = GraduateView)))]
pub async fn change(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<GraduateId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<GraduatePatch>,
) -> Answer {
    let graduate = graduates::change_graduate(&app, actor, id, expected, patch).await?;
    Ok(etag::changed(graduate.version, &GraduateView::from(graduate)))
}

/// Moves a student: away from a school, the registration to another one, or both. The school left keeps the days it
/// has taught; both schools and the departments over them are told.
#[utoipa::path(post, path = "/v1/graduates/{id}/transfers", tag = "graduates", request_body = TransferDraft,
    responses((status = 200, description = "The graduate after it", body = GraduateView)))]
pub async fn transfer(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<GraduateId>,
    IfMatch(expected): IfMatch,
    Json(draft): Json<TransferDraft>,
) -> Answer {
    let graduate = registration::transfer(&app, actor, id, expected, draft).await?;
    Ok(etag::changed(graduate.version, &GraduateView::from(graduate)))
}

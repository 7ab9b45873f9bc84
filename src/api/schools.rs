//! `/v1/schools`: the schools at both ends.

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
        organisations::{self, SchoolDraft, SchoolPatch},
    },
    domain::{
        ids::SchoolId,
        region::RegionCode,
        school::{School, SchoolKind},
    },
};
use actix_web::{HttpRequest, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// A school.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolView {
    id: SchoolId,
    name: String,
    kind: SchoolKind,
    region: RegionCode,
    region_name: String,
    /// The employment office's address.
    email: String,
    /// Made up for demonstration or test.
    synthetic: bool,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// A new school with its first key.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewSchool {
    #[serde(flatten)]
    school: SchoolView,
    /// The API key. It is shown this once and not kept.
    key: String,
}

impl SchoolView {
    fn of(app: &App, school: School) -> Self {
        let profile = school.profile;
        Self {
            id: school.id,
            name: profile.name,
            kind: profile.kind,
            region_name: app.vocabulary().regions().full_name(profile.region.as_str()).unwrap_or_default(),
            region: profile.region,
            email: profile.email.as_str().to_owned(),
            synthetic: profile.synthetic,
            created_at: school.created_at,
            updated_at: school.updated_at,
        }
    }
}

/// Enters a school, and makes its first key.
#[utoipa::path(post, path = "/v1/schools", tag = "schools", request_body = SchoolDraft,
    responses((status = 201, description = "Entered", body = NewSchool)))]
pub async fn create(app: Data<App>, Caller(actor): Caller, Json(draft): Json<SchoolDraft>) -> Answer {
    let (school, key) = organisations::create_school(&app, actor, draft).await?;
    let (location, version) = (format!("/v1/schools/{}", school.id), school.version);
    Ok(etag::created(&location, version, &NewSchool { school: SchoolView::of(&app, school), key }))
}

/// Lists the schools that the caller may see.
#[utoipa::path(get, path = "/v1/schools", tag = "schools",
    responses((status = 200, description = "A page", body = paging::List<SchoolView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller, parameters: Parameters) -> Answer {
    let page = organisations::list_schools(&app, actor, paging::requested(&parameters)).await?;
    Ok(paging::list(page, |school| SchoolView::of(&app, school)))
}

/// Reads a school.
#[utoipa::path(get, path = "/v1/schools/{id}", tag = "schools",
    responses((status = 200, description = "The school", body = SchoolView)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<SchoolId>,
    request: HttpRequest,
) -> Answer {
    let school = organisations::read_school(&app, actor, id).await?;
    Ok(etag::resource(&request, school.version, &SchoolView::of(&app, school)))
}

/// Changes a school.
#[utoipa::path(patch, path = "/v1/schools/{id}", tag = "schools", request_body = SchoolPatch,
    responses((status = 200, description = "The school as it is now", body = SchoolView)))]
pub async fn change(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<SchoolId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<SchoolPatch>,
) -> Answer {
    let school = organisations::change_school(&app, actor, id, expected, patch).await?;
    Ok(etag::changed(school.version, &SchoolView::of(&app, school)))
}

//! `/v1/partnerships`: 合作办学, one school with one or many.

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
    app::{App, organisations},
    domain::{
        ids::{PartnershipId, SchoolId},
        partnership::{Partnership, PartnershipTerms},
    },
};
use actix_web::{HttpRequest, web::Data};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A partnership of schools.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartnershipView {
    id: PartnershipId,
    name: String,
    /// The eastern or urban school.
    partner_school: SchoolId,
    /// The western or rural schools.
    home_schools: Vec<SchoolId>,
    from: NaiveDate,
    to: Option<NaiveDate>,
    /// Made up for demonstration or test.
    synthetic: bool,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Partnership> for PartnershipView {
    fn from(one: Partnership) -> Self {
        let PartnershipTerms { name, partner_school, home_schools, from, to, synthetic } = one.terms;
        let (id, created_at, updated_at) = (one.id, one.created_at, one.updated_at);
        Self { id, name, partner_school, home_schools, from, to, synthetic, created_at, updated_at }
    }
}

/// Enters a partnership.
#[utoipa::path(post, path = "/v1/partnerships", tag = "partnerships", request_body = PartnershipTerms,
    responses((status = 201, description = "Entered", body = PartnershipView)))]
pub async fn create(app: Data<App>, Caller(actor): Caller, Json(terms): Json<PartnershipTerms>) -> Answer {
    let made = organisations::create_partnership(&app, actor, terms).await?;
    let (location, version) = (format!("/v1/partnerships/{}", made.id), made.version);
    Ok(etag::created(&location, version, &PartnershipView::from(made)))
}

/// Lists partnerships: a school its own, the operator all.
#[utoipa::path(get, path = "/v1/partnerships", tag = "partnerships",
    responses((status = 200, description = "A page", body = paging::List<PartnershipView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller, parameters: Parameters) -> Answer {
    let page = organisations::list_partnerships(&app, actor, paging::requested(&parameters)).await?;
    Ok(paging::list(page, PartnershipView::from))
}

/// Reads a partnership.
#[utoipa::path(get, path = "/v1/partnerships/{id}", tag = "partnerships",
    responses((status = 200, description = "The partnership", body = PartnershipView)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<PartnershipId>,
    request: HttpRequest,
) -> Answer {
    let found = organisations::read_partnership(&app, actor, id).await?;
    Ok(etag::resource(&request, found.version, &PartnershipView::from(found)))
}

/// Changes a partnership: a merge patch (RFC 7396) on its terms.
#[utoipa::path(patch, path = "/v1/partnerships/{id}", tag = "partnerships", request_body = PartnershipTerms,
    responses((status = 200, description = "The partnership as it is now", body = PartnershipView)))]
pub async fn change(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<PartnershipId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<Value>,
) -> Answer {
    let changed = organisations::change_partnership(&app, actor, id, expected, patch).await?;
    Ok(etag::changed(changed.version, &PartnershipView::from(changed)))
}

//! `/v1/programmes`: 办学项目, cohorts recruited under a partnership in one of five forms.

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
        organisations::{self, ProgrammeDraft},
    },
    domain::{
        ids::{PartnershipId, ProgrammeId, SchoolId},
        major::Major,
        programme::{Order, PlannedStage, Programme, ProgrammeForm},
        region::RegionCode,
    },
};
use actix_web::{HttpRequest, web::Data};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A programme.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgrammeView {
    id: ProgrammeId,
    name: String,
    form: ProgrammeForm,
    partnership: Option<PartnershipId>,
    home_school: Option<SchoolId>,
    partner_school: Option<SchoolId>,
    major: Major,
    stages: Vec<PlannedStage>,
    graduates_on: NaiveDate,
    /// The order behind an order class.
    order: Option<Order>,
    /// Where its graduates are meant to work: a preference, never a filter.
    target_regions: Vec<RegionCode>,
    /// Made up for demonstration or test.
    synthetic: bool,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Programme> for ProgrammeView {
    fn from(one: Programme) -> Self {
        let plan = one.plan;
        Self {
            id: one.id,
            name: plan.name,
            form: plan.form,
            partnership: plan.partnership,
            home_school: plan.home_school,
            partner_school: plan.partner_school,
            major: plan.major,
            stages: plan.stages,
            graduates_on: plan.graduates_on,
            order: plan.order,
            target_regions: plan.target_regions,
            synthetic: plan.synthetic,
            created_at: one.created_at,
            updated_at: one.updated_at,
        }
    }
}

/// Enters a programme.
#[utoipa::path(post, path = "/v1/programmes", tag = "programmes", request_body = ProgrammeDraft,
    responses((status = 201, description = "Entered", body = ProgrammeView)))]
pub async fn create(app: Data<App>, Caller(actor): Caller, Json(draft): Json<ProgrammeDraft>) -> Answer {
    let made = organisations::create_programme(&app, actor, draft).await?;
    let (location, version) = (format!("/v1/programmes/{}", made.id), made.version);
    Ok(etag::created(&location, version, &ProgrammeView::from(made)))
}

/// Lists programmes: a school its own, the operator all.
#[utoipa::path(get, path = "/v1/programmes", tag = "programmes",
    responses((status = 200, description = "A page", body = paging::List<ProgrammeView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller, parameters: Parameters) -> Answer {
    let page = organisations::list_programmes(&app, actor, paging::requested(&parameters)).await?;
    Ok(paging::list(page, ProgrammeView::from))
}

/// Reads a programme.
#[utoipa::path(get, path = "/v1/programmes/{id}", tag = "programmes",
    responses((status = 200, description = "The programme", body = ProgrammeView)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<ProgrammeId>,
    request: HttpRequest,
) -> Answer {
    let found = organisations::read_programme(&app, actor, id).await?;
    Ok(etag::resource(&request, found.version, &ProgrammeView::from(found)))
}

/// Changes a programme: a merge patch (RFC 7396) on the form it was entered with.
#[utoipa::path(patch, path = "/v1/programmes/{id}", tag = "programmes", request_body = ProgrammeDraft,
    responses((status = 200, description = "The programme as it is now", body = ProgrammeView)))]
pub async fn change(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<ProgrammeId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<Value>,
) -> Answer {
    let changed = organisations::change_programme(&app, actor, id, expected, patch).await?;
    Ok(etag::changed(changed.version, &ProgrammeView::from(changed)))
}

//! `/v1/departments`: 教育行政部门, which read about their own area.

use super::{Answer, auth::Caller, json::Json, paging, path::Id, query::Parameters};
use crate::{
    app::{
        App,
        organisations::{self, DepartmentDraft},
    },
    domain::{ids::DepartmentId, region::RegionCode, school::Department},
};
use actix_web::{HttpResponse, http::header, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// A department.
#[derive(Debug, Serialize, ToSchema)]
pub struct DepartmentView {
    id: DepartmentId,
    name: String,
    /// Its area.
    region: RegionCode,
    region_name: String,
    email: String,
    /// Made up for demonstration or test.
    synthetic: bool,
    created_at: DateTime<Utc>,
}

/// A new department with its first key.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewDepartment {
    #[serde(flatten)]
    department: DepartmentView,
    /// The API key. It is shown this once and not kept.
    key: String,
}

impl DepartmentView {
    fn of(app: &App, department: Department) -> Self {
        let region = department.region;
        Self {
            id: department.id,
            name: department.name,
            region_name: app.vocabulary().regions().full_name(region.as_str()).unwrap_or_default(),
            region,
            email: department.email.as_str().to_owned(),
            synthetic: department.synthetic,
            created_at: department.created_at,
        }
    }
}

/// Enters a department, and makes its first key.
#[utoipa::path(post, path = "/v1/departments", tag = "departments", request_body = DepartmentDraft,
    responses((status = 201, description = "Entered", body = NewDepartment)))]
pub async fn create(app: Data<App>, Caller(actor): Caller, Json(draft): Json<DepartmentDraft>) -> Answer {
    let (department, key) = organisations::create_department(&app, actor, draft).await?;
    let location = (header::LOCATION, format!("/v1/departments/{}", department.id));
    let department = DepartmentView::of(&app, department);
    Ok(HttpResponse::Created().insert_header(location).json(NewDepartment { department, key }))
}

/// Lists the departments.
#[utoipa::path(get, path = "/v1/departments", tag = "departments",
    responses((status = 200, description = "A page", body = paging::List<DepartmentView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller, parameters: Parameters) -> Answer {
    let page = organisations::list_departments(&app, actor, paging::requested(&parameters)).await?;
    Ok(paging::list(page, |department| DepartmentView::of(&app, department)))
}

/// Reads a department.
#[utoipa::path(get, path = "/v1/departments/{id}", tag = "departments",
    responses((status = 200, description = "The department", body = DepartmentView)))]
pub async fn read(app: Data<App>, Caller(actor): Caller, Id(id): Id<DepartmentId>) -> Answer {
    let department = organisations::read_department(&app, actor, id).await?;
    Ok(HttpResponse::Ok().json(DepartmentView::of(&app, department)))
}

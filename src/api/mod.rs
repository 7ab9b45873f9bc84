//! The REST API. A route is a row of the table in [`routes`]; the [`gate`] admits a request by its row (key, role,
//! parameters, idempotency) and writes refusals; a handler reads typed input, calls one use case, and answers with a
//! view. Views are the API's own types: what the service keeps and what it shows are two things.

pub mod applications;
pub mod auth;
pub mod body;
pub mod deliveries;
pub mod departments;
pub mod employers;
pub mod etag;
pub mod feed;
pub mod gate;
pub mod graduates;
pub mod health;
pub mod idempotency;
pub mod imports;
pub mod json;
pub mod keys;
pub mod language;
pub mod matches;
pub mod openapi;
pub mod paging;
pub mod partnerships;
pub mod path;
pub mod problem;
pub mod programmes;
pub mod query;
pub mod recommendations;
pub mod request_id;
pub mod rosters;
pub mod rounds;
pub mod routes;
pub mod schools;
pub mod search;
pub mod skill_gap;
pub mod subscriptions;
pub mod training;
pub mod upload;
pub mod vacancies;
pub mod vacancy_imports;
pub mod vocabulary;
pub mod webhooks;

pub use auth::Access;
pub use openapi::document;
pub use query::{Kind, Parameter};

use crate::app::App;
use actix_web::{
    HttpResponse,
    web::{Data, ServiceConfig},
};
use problem::Problem;
use std::sync::Arc;
use utoipa_swagger_ui::SwaggerUi;

/// What a handler gives.
type Answer = Result<HttpResponse, Problem>;

/// The largest bodies that are read, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct ApiLimits {
    /// Of JSON.
    pub body: usize,
    /// Of a file to import.
    pub import: usize,
}

impl Default for ApiLimits {
    fn default() -> Self {
        Self { body: 1 << 20, import: 16 << 20 }
    }
}

/// Mounts the API, its description at `/openapi.json` and its pages at `/docs/`.
pub fn configure(config: &mut ServiceConfig, app: Arc<App>, limits: ApiLimits) {
    config.app_data(Data::from(app)).app_data(Data::new(limits));
    for (path, rows) in routes::by_path() {
        gate::mount(config, path, rows);
    }
    gate::mount_not_found(config, "/v1{rest:(/.*)?}");
    config.service(actix_web::web::redirect("/docs", "/docs/"));
    config.service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", document()));
}

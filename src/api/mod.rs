//! The REST API. A route is a row of the table in [`routes`]; the [`gate`] admits a request by its row (key, role,
//! parameters, idempotency) and writes refusals; a handler reads typed input, calls one use case, and answers with a
//! view. Views are the API's own types: what the service keeps and what it shows are two things.

mod auth;
mod body;
mod deliveries;
mod departments;
mod employers;
mod etag;
mod gate;
mod graduates;
mod health;
mod idempotency;
mod imports;
mod json;
mod keys;
mod language;
mod matches;
mod openapi;
mod paging;
mod partnerships;
mod path;
mod problem;
mod programmes;
mod query;
mod request_id;
mod rosters;
pub mod routes;
mod schools;
mod search;
mod shape;
mod subscriptions;
mod training;
mod vacancies;
mod vocabulary;
mod webhooks;

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

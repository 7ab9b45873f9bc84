//! Turns a template into an answer.

use super::failure::Failure;
use actix_web::{
    HttpResponse,
    http::{StatusCode, header::ContentType},
};
use askama::Template;

/// The page.
///
/// # Errors
/// Only if the template cannot be rendered.
pub(crate) fn html(page: &impl Template) -> Result<HttpResponse, Failure> {
    let text = page.render().map_err(|error| {
        tracing::error!(%error, "a page cannot be rendered");
        Failure::Internal
    })?;
    Ok(HttpResponse::Ok().insert_header(ContentType::html()).body(text))
}

/// The page with a status; the bare status if it cannot be rendered.
pub(crate) fn html_with(status: StatusCode, page: &impl Template) -> HttpResponse {
    match html(page) {
        Ok(mut answer) => {
            *answer.status_mut() = status;
            answer
        }
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

/// Leads on to another page of ours after a form was taken.
pub(crate) fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((actix_web::http::header::LOCATION, path)).finish()
}

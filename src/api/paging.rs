//! Lists: `limit` and `cursor` in, `{items, next}` out.

use super::query::{Kind, Parameter, Parameters};
use crate::app::page::{DEFAULT_LIMIT, MAX_LIMIT, Page, PageRequest};
use actix_web::HttpResponse;
use serde::Serialize;
use utoipa::ToSchema;

/// How many rows a page has.
pub const LIMIT: Parameter =
    Parameter::one("limit", Kind::Integer(1, MAX_LIMIT), "at most so many rows, 20 where absent");
/// Which page.
pub const CURSOR: Parameter = Parameter::one("cursor", Kind::Text, "the `next` of the page before");
/// The parameters of a list without filters.
pub const PAGE: &[Parameter] = &[LIMIT, CURSOR];

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The `cursor` of the next page; null at the end.
    pub next: Option<String>,
}

/// The page that is asked for.
pub fn requested(parameters: &Parameters) -> PageRequest {
    PageRequest {
        limit: parameters.parsed("limit").unwrap_or(DEFAULT_LIMIT),
        cursor: parameters.text("cursor").map(str::to_owned),
    }
}

/// Answers with a page, each row as its view.
pub fn list<T, V: Serialize>(page: Page<T>, view: impl FnMut(T) -> V) -> HttpResponse {
    HttpResponse::Ok().json(List { items: page.items.into_iter().map(view).collect(), next: page.next })
}

/// Answers with a page that has no rows.
pub fn none() -> HttpResponse {
    HttpResponse::Ok().json(List::<()> { items: Vec::new(), next: None })
}

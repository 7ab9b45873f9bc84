//! Identifiers in paths: one of another kind, or none at all, is simply not found.

use super::problem::Problem;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use std::{
    future::{Ready, ready},
    str::FromStr,
};

/// The `{id}` of the path.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T: FromStr> FromRequest for Id<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(segment(request, "id").map(Self))
    }
}

/// A segment of the path, by its name in the route.
///
/// # Errors
/// 404 where it is not what it should be.
pub fn segment<T: FromStr>(request: &HttpRequest, name: &str) -> Result<T, Problem> {
    request.match_info().get(name).and_then(|text| text.parse().ok()).ok_or_else(Problem::not_found)
}

/// The `{reference}` of the path: any text without control characters, percent-decoded.
#[derive(Debug, Clone)]
pub struct Reference(pub String);

impl FromRequest for Reference {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let text =
            actix_web::web::Path::<String>::extract(request).into_inner().map(|path| path.into_inner());
        ready(match text {
            Ok(text) if !text.chars().any(char::is_control) => Ok(Self(text)),
            _ => Err(Problem::not_found()),
        })
    }
}

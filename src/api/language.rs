//! The caller's language, by `Accept-Language`. Codes never change with it.

use super::problem::Problem;
use crate::domain::language::Language;
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use std::future::{Ready, ready};

/// The language in which the caller is answered.
#[derive(Debug, Clone, Copy)]
pub struct In(pub Language);

impl FromRequest for In {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(of(request))))
    }
}

/// The language of a request.
pub fn of(request: &HttpRequest) -> Language {
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    header.map(Language::negotiate).unwrap_or_default()
}

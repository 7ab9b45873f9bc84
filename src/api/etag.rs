//! `ETag`, `If-Match` and `If-None-Match` (RFC 9110, 13): a resource's tag is its version; what has none is tagged by
//! its text.

use super::problem::Problem;
use crate::domain::refusal::Refusal;
use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::future::{Ready, ready};

/// The version that the caller has read, by `If-Match`; none where it does not say, or says `*`.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub Option<i64>);

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get(header::IF_MATCH).map(|value| value.to_str().unwrap_or("?"));
        ready(expected(header).map(Self).ok_or_else(|| Refusal::PreconditionFailed.into()))
    }
}

/// The version of an `If-Match`; nothing where no version of ours could match it.
fn expected(header: Option<&str>) -> Option<Option<i64>> {
    match header.map(str::trim) {
        None | Some("*") => Some(None),
        // A weak tag never matches here (RFC 9110, 13.1.1). What stands beside a resource is not what is changed.
        Some(tag) => {
            let tag = tag.strip_prefix('"')?.strip_suffix('"')?;
            tag.split('.').next()?.parse().ok().map(Some)
        }
    }
}

/// The tag of a version.
pub fn tag(version: i64) -> String {
    format!("\"{version}\"")
}

/// Answers with a resource and its tag; 304 where the caller has this version already.
pub fn resource<T: Serialize>(request: &HttpRequest, version: i64, view: &T) -> HttpResponse {
    not_modified(request, &tag(version)).unwrap_or_else(|| changed(version, view))
}

/// The same of a resource that shows beside itself what changes without it.
pub fn resource_beside<T: Serialize>(
    request: &HttpRequest,
    version: i64,
    beside: &str,
    view: &T,
) -> HttpResponse {
    let tag = format!("\"{version}.{}\"", digest(beside));
    not_modified(request, &tag)
        .unwrap_or_else(|| HttpResponse::Ok().insert_header((header::ETAG, tag)).json(view))
}

fn digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(text.as_bytes())[..18])
}

/// Answers with a text and its tag; 304 where the caller has it already.
pub fn text(request: &HttpRequest, content_type: &'static str, text: String) -> HttpResponse {
    let tag = format!("\"{}\"", digest(&text));
    not_modified(request, &tag).unwrap_or_else(|| {
        HttpResponse::Ok().insert_header((header::ETAG, tag)).content_type(content_type).body(text)
    })
}

/// 304, where the caller knows what has the tag.
pub fn not_modified(request: &HttpRequest, tag: &str) -> Option<HttpResponse> {
    let known = request.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    let mut known = known.flat_map(|value| value.split(',')).map(bare);
    let same = request.method().is_safe() && known.any(|one| one == bare(tag) || one == "*");
    same.then(|| HttpResponse::NotModified().insert_header((header::ETAG, tag.to_owned())).finish())
}

/// A tag as the weak comparison sees it.
fn bare(tag: &str) -> &str {
    tag.trim().trim_start_matches("W/")
}

/// Answers with a resource as a change left it.
pub fn changed<T: Serialize>(version: i64, view: &T) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::ETAG, tag(version))).json(view)
}

/// Answers with something that was made: 201 with its place and tag.
pub fn created<T: Serialize>(location: &str, version: i64, view: &T) -> HttpResponse {
    HttpResponse::build(StatusCode::CREATED)
        .insert_header((header::LOCATION, location.to_owned()))
        .insert_header((header::ETAG, tag(version)))
        .json(view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn only_a_strong_tag_of_ours_names_a_version() {
        assert_eq!(expected(None), Some(None));
        assert_eq!(expected(Some("*")), Some(None));
        assert_eq!(expected(Some("\"7\"")), Some(Some(7)));
        assert_eq!(expected(Some("\"7.x_-Y\"")), Some(Some(7)));
        for bad in ["W/\"7\"", "7", "\"x\"", ""] {
            assert_eq!(expected(Some(bad)), None, "{bad}");
        }
    }

    #[test]
    fn what_is_known_is_not_sent_again() {
        let known = TestRequest::get().insert_header(("if-none-match", "\"1\", W/\"2\"")).to_http_request();
        assert_eq!(resource(&known, 2, &"x").status(), StatusCode::NOT_MODIFIED);
        assert_eq!(resource(&known, 3, &"x").status(), StatusCode::OK);
        let first = text(&TestRequest::get().to_http_request(), "text/plain", "x".to_owned());
        let tag = first.headers().get(header::ETAG).unwrap().to_str().unwrap().to_owned();
        let known = TestRequest::get().insert_header(("if-none-match", format!("W/{tag}"))).to_http_request();
        assert_eq!(text(&known, "text/plain", "x".to_owned()).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(text(&known, "text/plain", "y".to_owned()).status(), StatusCode::OK);
        let patch = TestRequest::patch().insert_header(("if-none-match", "\"2\"")).to_http_request();
        assert_eq!(resource(&patch, 2, &"x").status(), StatusCode::OK);
    }
}

//! JSON bodies, read strictly into a type.

use super::{body, problem::Problem};
use crate::{
    app::shape,
    domain::refusal::{Code, Refusal},
};
use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::{Method, StatusCode},
};
use futures::future::LocalBoxFuture;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

/// A body read into `T`: 413 too large, 415 another type, 400 no JSON, 422 another shape.
#[derive(Debug)]
pub struct Json<T>(pub T);

/// The body of a request that says everything by its path: none, or an empty object.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl FromRequest for Nothing {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let bytes = body::read(&request, &mut payload).await?;
            if bytes.is_empty() { Ok(Self {}) } else { typed(&request, &bytes) }
        })
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let bytes = body::read(&request, &mut payload).await?;
            typed(&request, &bytes).map(Self)
        })
    }
}

fn typed<T: DeserializeOwned>(request: &HttpRequest, bytes: &[u8]) -> Result<T, Problem> {
    is_json(request)?;
    shape::read(parse(bytes)?).map_err(|fault| Refusal::Invalid(vec![fault]).into())
}

fn is_json(request: &HttpRequest) -> Result<(), Problem> {
    let given = body::content_type(request);
    let merge = request.method() == Method::PATCH && given == "application/merge-patch+json";
    if given == "application/json" || merge {
        Ok(())
    } else {
        Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::UnsupportedMediaType))
    }
}

fn parse(bytes: &[u8]) -> Result<Value, Problem> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|_| Problem::new(StatusCode::BAD_REQUEST, Code::InvalidJson))?;
    let faults = shape::nul_faults(&value);
    if faults.is_empty() { Ok(value) } else { Err(Refusal::Invalid(faults).into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_json_is_400_and_a_nul_inside_is_422() {
        assert_eq!(parse(b"{\"a\":").unwrap_err().to_string(), "400 INVALID_JSON");
        assert_eq!(parse(&[b'['; 100_000]).unwrap_err().to_string(), "400 INVALID_JSON");
        assert_eq!(parse(b"\xff").unwrap_err().to_string(), "400 INVALID_JSON");
        assert_eq!(parse(br#"{"a":["b","c\u0000"]}"#).unwrap_err().to_string(), "422 INVALID");
        assert!(parse(br#"{"a":["b"]}"#).is_ok());
    }
}

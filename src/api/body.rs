//! Bodies, read with a bound: too large a one is answered 413 after it was heard out, so that the caller can read
//! the answer instead of a broken connection.

use super::{ApiLimits, problem::Problem};
use crate::domain::refusal::Code;
use actix_web::{
    HttpMessage, HttpRequest,
    dev::Payload,
    http::{StatusCode, header},
    web::{Bytes, BytesMut, Data},
};
use futures::StreamExt as _;

/// How many bytes beyond the limit are still heard out before the connection is given up.
const PATIENCE: usize = 64 << 20;

/// The most bytes the request's body may have.
pub fn limit_of(request: &HttpRequest) -> usize {
    let limits = request.app_data::<Data<ApiLimits>>().map(|limits| *limits.get_ref()).unwrap_or_default();
    if is_upload(request.path()) { limits.import } else { limits.body }
}

/// Whether the path takes files, or the lists of a whole year.
fn is_upload(path: &str) -> bool {
    path.ends_with("/import") || path == "/v1/rounds"
}

/// Reads the whole body.
///
/// # Errors
/// 413 above the limit, 415 for an encoded one, 400 where it breaks off.
pub async fn read(request: &HttpRequest, payload: &mut Payload) -> Result<Bytes, Problem> {
    let limit = limit_of(request);
    let encoded = request.headers().get(header::CONTENT_ENCODING);
    if encoded.is_some_and(|value| value != "identity") {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::UnsupportedMediaType));
    }
    let (mut body, mut length) = (BytesMut::new(), 0usize);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, Code::BadRequest))?;
        length = length.saturating_add(chunk.len());
        if length > limit.saturating_add(PATIENCE) {
            break;
        }
        if length <= limit {
            body.extend_from_slice(&chunk);
        } else {
            body.clear();
        }
    }
    if length > limit {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, Code::TooLarge));
    }
    Ok(body.freeze())
}

/// The content type without its parameters, in lower case; empty where there is none.
pub fn content_type(request: &HttpRequest) -> String {
    request.content_type().trim().to_ascii_lowercase()
}

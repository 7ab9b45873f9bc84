//! What the log says of a request: its method, its route and how it ended. Never its query, nor the rest of a path that
//! may carry a secret: links in mails (`/sign-in/…`, `/unsubscribe/…`) are keys.

use crate::api::request_id;
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
};
use tracing::{Span, field::Empty};
use tracing_actix_web::RootSpanBuilder;

/// Paths below this carry typed ids and references, no secrets, and are logged whole.
const PLAIN: &str = "/v1/";

/// Makes the span of each request.
pub(super) struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let route = request.match_pattern().unwrap_or_default();
        let path = Some(request.path()).filter(|path| path.starts_with(PLAIN)).unwrap_or_default();
        tracing::info_span!(
            "request",
            http.method = %request.method(),
            http.route = route,
            http.path = path,
            http.status_code = Empty,
            request.id = request_id::of(request.request()),
        )
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.record("http.status_code", status.as_u16());
        tracing::debug!(parent: &span, "answered");
    }
}

//! What browsers are told about every answer: load nothing from elsewhere, run no script, stay out of frames.

use super::{PortalOptions, visitor::Visitor};
use actix_web::{
    HttpResponse,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{
        CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName,
        HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
    },
    middleware::Next,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

const POLICY: &str =
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/// The one inline block a page may carry, by the hash of its text.
struct InlineScript(String);

/// Lets the answer carry the inline block with exactly this text.
pub(crate) fn permit_inline(answer: &mut HttpResponse, text: &str) {
    let hash = STANDARD.encode(Sha256::digest(text.as_bytes()));
    answer.extensions_mut().insert(InlineScript(format!("'sha256-{hash}'")));
}

/// Middleware: sets the headers.
pub(crate) async fn guard<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let secure = request.app_data::<PortalOptions>().is_some_and(|options| options.secure_cookies);
    let mut answer = next.call(request).await?;
    let policy = match answer.response().extensions().get::<InlineScript>() {
        Some(InlineScript(hash)) => format!("{POLICY}; script-src 'self' {hash}"),
        None => POLICY.to_owned(),
    };
    let visitor = Visitor::of(answer.request());
    let headers = answer.headers_mut();
    protect(headers, &policy, secure);
    if is_page(headers) {
        set(headers, CONTENT_LANGUAGE, visitor.tag());
        headers.append(VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        set(
            headers,
            CACHE_CONTROL,
            if visitor.signed_in() { "private, no-store" } else { "private, no-cache" },
        );
    }
    Ok(answer)
}

fn protect(headers: &mut HeaderMap, policy: &str, secure: bool) {
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    set(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, REFERRER_POLICY, "same-origin");
    set(headers, HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    if secure {
        set(headers, STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

//! What a page could not do, and the page that says so.

use super::{render, visitor::Visitor};
use crate::domain::{
    language::Bilingual,
    refusal::{Code, Refusal},
};
use actix_web::{
    HttpResponse, ResponseError,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{CONTENT_TYPE, LOCATION, RETRY_AFTER},
    },
    middleware::Next,
};
use askama::Template;

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum Failure {
    /// The request makes no sense; what is wrong, in words.
    #[error("bad request")]
    BadRequest(Vec<Bilingual>),
    /// Only for people who are signed in.
    #[error("sign-in needed")]
    SignInNeeded,
    /// Not for this visitor, or a form that did not come from here.
    #[error("forbidden")]
    Forbidden,
    /// No such page.
    #[error("not found")]
    NotFound,
    /// It was there, and is not any more.
    #[error("gone")]
    Gone,
    /// Too many tries.
    #[error("too many tries")]
    TooMany,
    /// Not now.
    #[error("not available")]
    Unavailable,
    /// A fault of ours, already logged.
    #[error("internal")]
    Internal,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(faults) => {
                Self::BadRequest(faults.into_iter().map(|fault| fault.message).collect())
            }
            Refusal::Outdated(changes) => {
                let title = std::iter::once(Code::RoundOutdated.title());
                Self::BadRequest(title.chain(changes.into_iter().map(|change| change.message)).collect())
            }
            Refusal::Parameter(fault) => Self::BadRequest(vec![fault.message]),
            Refusal::File(code) => Self::BadRequest(vec![code.title()]),
            Refusal::Conflict { code: Code::TooManyRequests, .. } => Self::TooMany,
            Refusal::Conflict { code, .. } => Self::BadRequest(vec![code.title()]),
            Refusal::PreconditionFailed => Self::BadRequest(vec![Code::PreconditionFailed.title()]),
            Refusal::Forbidden => Self::Forbidden,
            Refusal::NotFound => Self::NotFound,
            Refusal::Unavailable => Self::Unavailable,
            Refusal::Internal(reason) => {
                tracing::error!(%reason, "a page failed");
                Self::Internal
            }
        }
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::SignInNeeded => StatusCode::SEE_OTHER,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Without a body: only the middleware knows the visitor's language.
    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        match self {
            Self::SignInNeeded => answer.insert_header((LOCATION, "/sign-in")),
            Self::TooMany => answer.insert_header((RETRY_AFTER, "600")),
            Self::Unavailable => answer.insert_header((RETRY_AFTER, "30")),
            _ => &mut answer,
        };
        answer.finish()
    }
}

#[derive(Template)]
#[template(path = "failure.html", config = "src/askama.toml")]
struct FailurePage {
    v: Visitor,
    status: u16,
    heading: String,
    text: String,
    details: Vec<String>,
}

/// The page for a status.
fn page(v: Visitor, status: StatusCode, details: Vec<String>) -> FailurePage {
    let key = match status.as_u16() {
        code @ (403 | 404 | 405 | 410 | 413 | 429 | 500 | 503) => code,
        code if code >= 500 => 500,
        _ => 400,
    };
    let (heading, text) = (v.t(&format!("failure-{key}")), v.t(&format!("failure-{key}-text")));
    FailurePage { v, status: status.as_u16(), heading, text, details }
}

/// Middleware: gives a failed answer without a body its page, in the visitor's language.
pub(crate) async fn dress<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let answer = next.call(request).await?;
    let status = answer.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || answer.headers().contains_key(CONTENT_TYPE) && answer.response().error().is_none() {
        return Ok(answer.map_into_left_body());
    }
    let visitor = Visitor::of(answer.request());
    let details = match answer.response().error().and_then(|error| error.as_error::<Failure>()) {
        Some(Failure::BadRequest(details)) => {
            details.iter().map(|detail| detail.in_language(visitor.language()).to_owned()).collect()
        }
        _ => Vec::new(),
    };
    let mut dressed = render::html_with(status, &page(visitor, status, details));
    for (name, value) in answer.headers() {
        if name != CONTENT_TYPE {
            dressed.headers_mut().insert(name.clone(), value.clone());
        }
    }
    let request = answer.into_parts().0;
    Ok(ServiceResponse::new(request, dressed).map_into_right_body())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn every_failure_has_words_in_both_languages() {
        for language in [Language::Chinese, Language::English] {
            for status in [400, 403, 404, 405, 410, 413, 422, 429, 500, 502, 503] {
                let visitor = Visitor::sample(language, "/nowhere", None);
                let page = page(visitor, StatusCode::from_u16(status).unwrap(), vec!["detail".into()]);
                assert!(!page.heading.starts_with("failure-") && !page.text.starts_with("failure-"));
                let html = page.render().unwrap();
                assert!(html.contains(&page.heading) && html.contains("detail"));
            }
        }
    }
}

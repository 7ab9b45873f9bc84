//! Refusals as RFC 9457 problems: one exhaustive match from why to status, and one shape of answer.

use crate::domain::{
    language::{Bilingual, Language},
    refusal::{Candidate, Code, FieldError, Refusal},
    span::Span,
};
use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use serde::Serialize;
use std::fmt;
use utoipa::ToSchema;

/// Seconds after which a caller may try again when the service cannot answer now.
const RETRY_SECONDS: u32 = 2;

/// A refusal on its way out. It is written in the caller's language where the answer leaves, not where it arose.
#[derive(Debug, Clone)]
pub struct Problem {
    status: StatusCode,
    code: Code,
    errors: Vec<FieldError>,
    link: Option<String>,
    retry_after: Option<u32>,
    allowed: Option<String>,
    /// What went wrong inside: for the log, never for the answer.
    cause: Option<String>,
}

impl Problem {
    /// A problem that its code explains.
    pub fn new(status: StatusCode, code: Code) -> Self {
        Self { status, code, errors: Vec::new(), link: None, retry_after: None, allowed: None, cause: None }
    }

    /// Nothing here, or nothing the caller may see.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, Code::NotFound)
    }

    /// No key, or a bad one.
    pub fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, Code::Unauthorized)
    }

    /// A fault of ours; the text is for the log.
    pub fn internal(cause: impl Into<String>) -> Self {
        let cause = Some(cause.into());
        Self { cause, ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, Code::Internal) }
    }

    /// The same with the seconds after which to try again.
    pub fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// The same with the methods that are offered instead.
    pub fn allowing(self, methods: &str) -> Self {
        Self { allowed: Some(methods.to_owned()), ..self }
    }

    /// The same with the faults it is about.
    pub fn with_errors(self, errors: Vec<FieldError>) -> Self {
        Self { errors, ..self }
    }

    /// What went wrong inside, if anything did.
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// The answer in the caller's language.
    pub fn answer(&self, language: Language, request_id: &str) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status);
        answer.insert_header((header::CONTENT_TYPE, "application/problem+json"));
        answer.insert_header((header::CONTENT_LANGUAGE, language.tag()));
        if let Some(seconds) = self.retry_after {
            answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if let Some(methods) = &self.allowed {
            answer.insert_header((header::ALLOW, methods.as_str()));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            answer.insert_header((header::WWW_AUTHENTICATE, r#"Bearer realm="jobbridge""#));
        }
        let view = ProblemView::of(self, language, request_id);
        answer.body(serde_json::to_vec(&view).unwrap_or_default())
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(errors) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::Invalid).with_errors(errors)
            }
            Refusal::Parameter(fault) => {
                Self::new(StatusCode::BAD_REQUEST, fault.code).with_errors(vec![fault])
            }
            Refusal::File(code) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, code),
            Refusal::Forbidden => Self::new(StatusCode::FORBIDDEN, Code::Forbidden),
            Refusal::NotFound => Self::not_found(),
            Refusal::Conflict { code, link } => Self { link, ..Self::new(StatusCode::CONFLICT, code) },
            Refusal::Outdated(changes) => {
                Self::new(StatusCode::CONFLICT, Code::RoundOutdated).with_errors(changes)
            }
            Refusal::PreconditionFailed => {
                Self::new(StatusCode::PRECONDITION_FAILED, Code::PreconditionFailed)
            }
            Refusal::Unavailable => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, Code::Unavailable).retry_after(RETRY_SECONDS)
            }
            Refusal::Internal(cause) => Self::internal(cause),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.status.as_u16(), self.code.as_str())
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    /// Only reached where no gate stands before the handler; the gate writes the answer otherwise.
    fn error_response(&self) -> HttpResponse {
        self.answer(Language::default(), "")
    }
}

/// The body of every answer that is an error (RFC 9457, `application/problem+json`).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemView {
    /// A URN that ends in the code.
    #[serde(rename = "type")]
    kind: String,
    /// What the code means.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong with this request.
    detail: String,
    /// The code, from a closed list; it never changes with the language.
    code: Code,
    /// The faults of the input, by field or parameter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldErrorView>,
    /// The other resource of a conflict, as a path of the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// The request's id, which the log carries too.
    request_id: String,
}

impl ProblemView {
    fn of(problem: &Problem, language: Language, request_id: &str) -> Self {
        let title = problem.code.title();
        let errors: Vec<_> = problem.errors.iter().map(|one| FieldErrorView::of(one, language)).collect();
        Self {
            kind: format!("urn:jobbridge:problem:{}", problem.code.as_str()),
            detail: detail(&title, &errors, language),
            title: title.in_language(language).to_owned(),
            status: problem.status.as_u16(),
            code: problem.code,
            errors,
            link: problem.link.clone(),
            request_id: request_id.to_owned(),
        }
    }
}

/// The first fault in words; the title where there is none.
fn detail(title: &Bilingual, errors: &[FieldErrorView], language: Language) -> String {
    match (errors, language) {
        ([], _) => title.in_language(language).to_owned(),
        ([only], _) => format!("{}: {}", only.pointer, only.message),
        ([first, rest @ ..], Language::Chinese) => {
            format!("{}: {}（另有 {} 处）", first.pointer, first.message, rest.len())
        }
        ([first, rest @ ..], Language::English) => {
            format!("{}: {} (and {} more)", first.pointer, first.message, rest.len())
        }
    }
}

/// One fault of an input.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct FieldErrorView {
    /// Where: an RFC 6901 pointer into the body, a parameter's name, or a column's header.
    pointer: String,
    /// What, from the closed list.
    code: Code,
    /// In words.
    message: String,
    /// What could have been meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<Candidate>,
    /// Which characters of the text at the pointer, where it is about a part of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
    /// The article of law it rests on, where it rests on one.
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<String>,
}

impl FieldErrorView {
    /// The fault in the caller's language.
    pub fn of(fault: &FieldError, language: Language) -> Self {
        Self {
            pointer: fault.pointer.clone(),
            code: fault.code,
            message: fault.message.in_language(language).to_owned(),
            candidates: fault.candidates.clone(),
            span: fault.span,
            article: fault.article.as_ref().map(|article| article.in_language(language).to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::body::to_bytes;

    async fn body(problem: Problem, language: Language) -> serde_json::Value {
        let body = to_bytes(problem.answer(language, "r-1").into_body()).await.unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    #[actix_web::test]
    async fn faults_are_told_in_the_callers_language_under_the_same_codes() {
        let refusal = || Refusal::Invalid(vec![FieldError::new("/pay/text", Code::PayNotUnderstood)]);
        let (zh, en) = (
            body(refusal().into(), Language::Chinese).await,
            body(refusal().into(), Language::English).await,
        );
        assert_eq!((zh["status"].as_u64(), zh["code"].as_str()), (Some(422), Some("INVALID")));
        assert_eq!(zh["errors"][0]["code"], en["errors"][0]["code"]);
        assert_eq!(zh["errors"][0]["message"], "看不懂的工资写法");
        assert_eq!(en["detail"], "/pay/text: The pay could not be understood");
        assert_eq!(en["type"], "urn:jobbridge:problem:INVALID");
    }

    #[actix_web::test]
    async fn an_internal_fault_shows_nothing_of_its_cause() {
        let answer = body(Refusal::Internal("secret table".into()).into(), Language::English).await;
        assert!(!answer.to_string().contains("secret"), "{answer}");
        assert_eq!(answer["request_id"], "r-1");
    }

    #[test]
    fn an_unavailable_service_says_when_to_try_again() {
        let answer = Problem::from(Refusal::Unavailable).answer(Language::English, "");
        assert_eq!(answer.headers().get("retry-after").unwrap(), "2");
    }

    #[test]
    fn a_missing_key_is_told_how_to_bring_one() {
        let answer = Problem::unauthorized().answer(Language::English, "");
        assert!(answer.headers().contains_key("www-authenticate"));
    }
}

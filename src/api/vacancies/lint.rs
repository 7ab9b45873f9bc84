//! `/v1/vacancies/lint`: what a vacancy may not say, found before it is posted. Nothing is stored.

use crate::{
    api::{Answer, auth::Caller, json::Json, language::In},
    app::{App, linting},
    domain::{
        language::Language,
        lint::{Finding, Severity, Span, Verdict, verdict},
        refusal::Code,
        vacancy::VacancyForm,
    },
};
use actix_web::{HttpResponse, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

/// What was found, and what it comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct LintView {
    /// `ok`, `warned` (published with warnings), `review` (the operator would look at it) or `refused`.
    verdict: &'static str,
    /// What is missing first, then the fields, then the words in their order.
    findings: Vec<FindingView>,
}

/// One thing that is wrong.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LintFinding)]
pub struct FindingView {
    /// The rule.
    code: Code,
    /// `warn` changes nothing, `hold` waits for the operator, `block` is refused.
    severity: &'static str,
    /// The field, as an RFC 6901 pointer into the body.
    pointer: String,
    /// Which characters of its text, where it is about words.
    span: Option<Span>,
    /// Those characters.
    quote: Option<String>,
    /// What is wrong and what to write instead.
    message: String,
    /// The article it rests on.
    article: String,
}

impl FindingView {
    /// The finding in the caller's language.
    pub fn of(finding: Finding, language: Language) -> Self {
        Self {
            code: finding.rule.code(),
            severity: match finding.severity {
                Severity::Warn => "warn",
                Severity::Hold => "hold",
                Severity::Block => "block",
            },
            pointer: finding.pointer,
            span: finding.span,
            quote: finding.span.map(|_| finding.quote),
            message: finding.message.in_language(language).to_owned(),
            article: finding.article.in_language(language).to_owned(),
        }
    }
}

impl LintView {
    /// The findings in the caller's language.
    pub fn of(findings: Vec<Finding>, language: Language) -> Self {
        let verdict = match verdict(&findings) {
            Verdict::Ok => "ok",
            Verdict::Warned => "warned",
            Verdict::Review => "review",
            Verdict::Refused => "refused",
        };
        let findings = findings.into_iter().map(|finding| FindingView::of(finding, language)).collect();
        Self { verdict, findings }
    }
}

/// Checks what a vacancy says, as far as it has been filled in. Nothing is stored.
#[utoipa::path(post, path = "/v1/vacancies/lint", tag = "vacancies", request_body = VacancyForm,
    responses((status = 200, description = "What was found", body = LintView)))]
pub async fn check(
    app: Data<App>,
    Caller(actor): Caller,
    In(language): In,
    Json(form): Json<VacancyForm>,
) -> Answer {
    let findings = linting::lint_vacancy(&app, actor, &form).await?;
    Ok(HttpResponse::Ok().json(LintView::of(findings, language)))
}

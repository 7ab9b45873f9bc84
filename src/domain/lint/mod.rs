//! What a vacancy may not say: each finding with its rule, the words it is about, what to write instead, and the
//! article it rests on. A word alone is never at fault; its context is.

mod required;
mod rule;
mod subject;

pub use super::span::Span;
pub use rule::Rule;
pub use subject::{Passage, Subject};

use super::{language::Bilingual, refusal::FieldError};

/// What a finding does to a vacancy, the mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing: it is said beside the vacancy.
    Warn,
    /// The operator looks at it before it is published.
    Hold,
    /// It is not taken.
    Block,
}

/// The sum of all findings, the mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing was found.
    Ok,
    /// Warnings alone.
    Warned,
    /// The operator will look at it.
    Review,
    /// It would be refused.
    Refused,
}

/// One thing that is wrong with a vacancy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// The field, as an RFC 6901 pointer.
    pub pointer: String,
    /// The words, where it is about words.
    pub span: Option<Span>,
    /// The words themselves, as they were written; empty where it is not about words.
    pub quote: String,
    /// What is wrong and what to write instead.
    pub message: Bilingual,
    /// The article it rests on.
    pub article: Bilingual,
}

impl Finding {
    /// A finding about a field as a whole.
    pub fn field(rule: Rule, severity: Severity, pointer: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            pointer: pointer.into(),
            span: None,
            quote: String::new(),
            message: rule.advice(),
            article: rule.article(),
        }
    }

    /// A finding about some words of a passage.
    pub fn words(rule: Rule, severity: Severity, passage: &Passage<'_>, span: Span) -> Self {
        let quote = span.quote(passage.text);
        Self { span: Some(span), quote, ..Self::field(rule, severity, passage.pointer.clone()) }
    }
}

impl From<Finding> for FieldError {
    fn from(finding: Finding) -> Self {
        Self {
            message: finding.message,
            span: finding.span,
            article: Some(Box::new(finding.article)),
            ..Self::new(finding.pointer, finding.rule.code())
        }
    }
}

/// Checks a vacancy. The findings come in the order of fields and words.
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    required::check(subject)
}

/// What the findings come to.
pub fn verdict(findings: &[Finding]) -> Verdict {
    match findings.iter().map(|finding| finding.severity).max() {
        None => Verdict::Ok,
        Some(Severity::Warn) => Verdict::Warned,
        Some(Severity::Hold) => Verdict::Review,
        Some(Severity::Block) => Verdict::Refused,
    }
}

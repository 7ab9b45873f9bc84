//! What a vacancy may not say: each finding with its rule, the words it is about, what to write instead, and the
//! article it rests on. A word alone is never at fault; its context is.

mod age;
mod belief;
mod fold;
mod grammar;
mod health;
mod hours;
mod insurance;
mod internship;
mod lexicon;
mod looks;
mod marriage;
mod money_taken;
mod numbers;
mod origin;
mod pattern;
mod probation;
mod promise;
mod required;
mod rule;
mod schooling;
mod sex;
mod simplified;
mod subject;
mod superstition;
mod trigger;
mod wording;
mod words;
mod young;

#[cfg(test)]
mod tests;

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

/// Checks a vacancy. What is missing comes first, then the fields, then the words in their order.
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = required::check(subject);
    findings.extend(hours::in_fields(subject));
    findings.extend(probation::in_fields(subject));
    findings.extend(words::check(subject));
    findings
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

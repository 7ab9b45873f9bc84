//! Why something is refused: a closed list of codes, each with its words in both languages. What the client reads
//! and what the log says are two texts; this is the first.

mod code;

pub use code::Code;

use super::{language::Bilingual, span::Span};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One fault of an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Where: an RFC 6901 pointer into the body, `/pay/text`, or the parameter's name.
    pub pointer: String,
    /// What.
    pub code: Code,
    /// In words.
    pub message: Bilingual,
    /// What could have been meant, for ambiguous input: codes with labels.
    pub candidates: Vec<Candidate>,
    /// Which characters of the text at the pointer, where it is about a part of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The article of law it rests on, where it rests on one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Box<Bilingual>>,
}

/// One possible meaning of an ambiguous input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Candidate {
    /// The code to give instead.
    pub code: String,
    /// Its full name.
    pub label: String,
}

impl FieldError {
    /// A fault with the code's own words.
    pub fn new(pointer: impl Into<String>, code: Code) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            message: code.title(),
            candidates: Vec::new(),
            span: None,
            article: None,
        }
    }

    /// The same with particular words.
    pub fn with_message(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.message = Bilingual::new(zh, en);
        self
    }

    /// The same with what could have been meant.
    pub fn with_candidates(mut self, candidates: Vec<Candidate>) -> Self {
        self.candidates = candidates;
        self
    }
}

/// Collects the faults of an input, so that all of them are answered at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    /// No faults yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one fault.
    pub fn push(&mut self, fault: FieldError) {
        self.0.push(fault);
    }

    /// Adds a fault with the code's own words.
    pub fn add(&mut self, pointer: impl Into<String>, code: Code) {
        self.push(FieldError::new(pointer, code));
    }

    /// Keeps the value of a result, or its fault.
    pub fn take<T>(&mut self, result: Result<T, FieldError>) -> Option<T> {
        result.map_err(|fault| self.push(fault)).ok()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults.
    pub fn into_vec(self) -> Vec<FieldError> {
        self.0
    }

    /// The value, or a refusal that lists the faults.
    pub fn into_result<T>(self, value: T) -> Result<T, Refusal> {
        if self.0.is_empty() { Ok(value) } else { Err(Refusal::Invalid(self.0)) }
    }
}

/// Why a use case did not do what was asked. The front ends turn it into a status and a page.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// Faults of the input, by field.
    #[error("the input has {} faults", .0.len())]
    Invalid(Vec<FieldError>),
    /// A parameter of the query is wrong: syntax, not content.
    #[error("a parameter is wrong")]
    Parameter(FieldError),
    /// A file that cannot be read at all.
    #[error("the file cannot be read: {}", .0.as_str())]
    File(Code),
    /// The role may not.
    #[error("the role may not do this")]
    Forbidden,
    /// No such thing, or not the caller's to see: the two are told apart by nobody.
    #[error("not found")]
    NotFound,
    /// It collides with something that exists.
    #[error("conflict: {}", code.as_str())]
    Conflict {
        /// Which conflict.
        code: Code,
        /// The other resource, as a path of the API.
        link: Option<String>,
    },
    /// What it rests on has changed, in these ways.
    #[error("{} things have changed since", .0.len())]
    Outdated(Vec<FieldError>),
    /// It has changed since the caller read it.
    #[error("the precondition failed")]
    PreconditionFailed,
    /// Not now; the caller may try again.
    #[error("not available now")]
    Unavailable,
    /// A fault of ours. The text is for the log alone.
    #[error("internal: {0}")]
    Internal(String),
}

impl Refusal {
    /// A refusal of one field.
    pub fn field(pointer: impl Into<String>, code: Code) -> Self {
        Self::Invalid(vec![FieldError::new(pointer, code)])
    }

    /// A conflict without a link.
    pub fn conflict(code: Code) -> Self {
        Self::Conflict { code, link: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_upper_snake_and_named_once_in_both_languages() {
        let mut seen = std::collections::HashSet::new();
        for code in Code::ALL {
            let text = code.as_str();
            assert!(text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'), "{text}");
            assert!(seen.insert(text), "{text} stands twice");
            assert!(!code.title().zh.is_empty() && code.title().en.is_ascii());
        }
    }
}

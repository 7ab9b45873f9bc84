//! Query strings, read strictly: a parameter that a route does not name is refused, and so is a value that is none.

use super::problem::Problem;
use crate::domain::refusal::{Code, FieldError, Refusal};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use std::{future::Ready, rc::Rc};

/// A query parameter: what the check and the documentation both go by.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it means, for the documentation.
    pub about: &'static str,
    /// What its value must be.
    pub kind: Kind,
    /// Whether it may stand several times.
    pub repeated: bool,
}

/// What the value of a parameter must be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Any text without control characters.
    Text,
    /// A whole number between the two, both included.
    Integer(u32, u32),
    /// A decimal number, not negative.
    Number,
    /// `true` or `false`.
    Flag,
    /// A day, `2026-07-06`.
    Date,
    /// One of these words.
    Word(&'static [&'static str]),
}

impl Parameter {
    /// A parameter that stands at most once.
    pub const fn one(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { name, about, kind, repeated: false }
    }

    /// A parameter whose repeated values are alternatives.
    pub const fn many(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { name, about, kind, repeated: true }
    }
}

impl Kind {
    fn accepts(self, value: &str) -> bool {
        match self {
            Self::Text => {
                !value.chars().any(char::is_control) && !value.contains(char::REPLACEMENT_CHARACTER)
            }
            Self::Integer(least, most) => value.parse().is_ok_and(|number| (least..=most).contains(&number)),
            Self::Number => value.parse::<f64>().is_ok_and(|number| number.is_finite() && number >= 0.0),
            Self::Flag => matches!(value, "true" | "false"),
            Self::Date => value.len() == 10 && value.parse::<chrono::NaiveDate>().is_ok(),
            Self::Word(words) => words.contains(&value),
        }
    }

    /// What is wanted, in both languages.
    fn wanted(self) -> Option<(String, String)> {
        match self {
            Self::Text => None,
            Self::Integer(least, most) => Some((
                format!("应为 {least} 到 {most} 的整数"),
                format!("must be a whole number from {least} to {most}"),
            )),
            Self::Number => Some(("应为不小于 0 的数".into(), "must be a number, not negative".into())),
            Self::Flag => Some(("应为 true 或 false".into(), "must be true or false".into())),
            Self::Date => {
                Some(("应为日期，如 2026-07-06".into(), "must be a date such as 2026-07-06".into()))
            }
            Self::Word(words) => Some((
                format!("应为 {} 之一", words.join("、")),
                format!("must be one of {}", words.join(", ")),
            )),
        }
    }
}

/// The parameters of a request, checked against its route.
#[derive(Debug, Clone, Default)]
pub struct Parameters(Rc<Vec<(String, String)>>);

impl Parameters {
    /// Reads a query string by what the route allows.
    ///
    /// # Errors
    /// 400 `UNKNOWN_PARAMETER` or `INVALID_PARAMETER`, naming the parameter.
    pub fn read(query: &str, allowed: &[Parameter]) -> Result<Self, Problem> {
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(query).map_err(|_| invalid("query", Code::BadRequest))?;
        for (place, (name, value)) in pairs.iter().enumerate() {
            let Some(parameter) = allowed.iter().find(|parameter| parameter.name == name) else {
                return Err(invalid(name, Code::UnknownParameter));
            };
            let again = pairs[..place].iter().any(|(earlier, _)| earlier == name);
            if !parameter.kind.accepts(value) || (again && !parameter.repeated) {
                return Err(refuse(parameter).into());
            }
        }
        Ok(Self(Rc::new(pairs)))
    }

    /// The value of a parameter, if it was given and is not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// All values of a parameter that are not empty.
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.clone())
            .collect()
    }

    /// A parameter as whatever it parses to; the check has made sure that it does.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).and_then(|value| value.parse().ok())
    }

    /// Whether a flag is set to true.
    pub fn flag(&self, name: &str) -> bool {
        self.parsed(name).unwrap_or(false)
    }
}

fn refuse(parameter: &Parameter) -> Refusal {
    let fault = FieldError::new(parameter.name, Code::InvalidParameter);
    Refusal::Parameter(match parameter.kind.wanted() {
        Some((zh, en)) => fault.with_message(zh, en),
        None => fault,
    })
}

/// A refusal of a parameter whose value only its route can judge.
pub fn invalid(name: &str, code: Code) -> Problem {
    Refusal::Parameter(FieldError::new(name, code)).into()
}

impl FromRequest for Parameters {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Ok(request.extensions().get::<Self>().cloned().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOWED: &[Parameter] = &[
        Parameter::one("limit", Kind::Integer(1, 100), ""),
        Parameter::many("region", Kind::Text, ""),
        Parameter::one("atomic", Kind::Flag, ""),
        Parameter::one("sort", Kind::Word(&["newest", "pay"]), ""),
        Parameter::one("due_before", Kind::Date, ""),
    ];

    fn code_of(query: &str) -> String {
        Parameters::read(query, ALLOWED).unwrap_err().to_string()
    }

    #[test]
    fn repeated_values_are_kept_in_order() {
        let read = Parameters::read("region=44&limit=5&region=-3205&atomic=true", ALLOWED).unwrap();
        assert_eq!(read.texts("region"), ["44", "-3205"]);
        assert_eq!(read.parsed::<u32>("limit"), Some(5));
        assert!(read.flag("atomic") && read.text("sort").is_none());
    }

    #[test]
    fn what_the_route_does_not_know_is_refused() {
        assert_eq!(code_of("regoin=44"), "400 UNKNOWN_PARAMETER");
        assert_eq!(code_of("=44"), "400 UNKNOWN_PARAMETER");
        for bad in ["limit=0", "limit=101", "limit=x", "limit=", "limit=5&limit=6", "atomic=yes", "sort=best"]
        {
            assert_eq!(code_of(bad), "400 INVALID_PARAMETER", "{bad}");
        }
        for bad in ["2026-13-01", "2026-7-1", "20260701", "%2B2026-07-01", "tomorrow"] {
            assert_eq!(code_of(&format!("due_before={bad}")), "400 INVALID_PARAMETER", "{bad}");
        }
        assert!(Parameters::read("due_before=2026-07-01", ALLOWED).is_ok());
        assert_eq!(code_of("region=%00"), "400 INVALID_PARAMETER");
        assert_eq!(code_of("region=%FF"), "400 INVALID_PARAMETER");
    }
}

//! Dates, amounts and closed words as people read them.

use super::words::Words;
use crate::domain::{clock::CHINA, language::Language};
use chrono::{DateTime, NaiveDate, Utc};

/// `2026年7月6日`, `6 July 2026`.
pub(crate) fn day(date: NaiveDate, language: Language) -> String {
    match language {
        Language::Chinese => date.format("%Y年%-m月%-d日").to_string(),
        Language::English => date.format("%-d %B %Y").to_string(),
    }
}

/// The day of an instant in China.
pub(crate) fn day_of(at: DateTime<Utc>, language: Language) -> String {
    day(at.with_timezone(&CHINA).date_naive(), language)
}

/// A value of a closed list, such as `shift` and `day`, in words; an unknown one as it is.
pub(crate) fn term(words: Words, list: &str, value: &str) -> String {
    let key = match (list, value) {
        ("shift" | "meals" | "rest_days" | "insurance" | "kind" | "education" | "contract", _) => {
            format!("{list}-{value}")
        }
        (_, "true" | "false") => format!("facet-{list}-{value}"),
        _ => return value.to_owned(),
    };
    words.try_t(&key).unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vacancy::{Insurance, Meals, RestDays, Shift};

    #[test]
    fn days_are_those_of_china() {
        let at: DateTime<Utc> = "2026-07-05T16:30:00Z".parse().unwrap();
        assert_eq!(day_of(at, Language::Chinese), "2026年7月6日");
        assert_eq!(day_of(at, Language::English), "6 July 2026");
    }

    #[test]
    fn every_closed_value_has_its_words() {
        let words = Words(Language::English);
        let values =
            |list: &'static str, names: Vec<&'static str>| names.into_iter().map(move |name| (list, name));
        let all = values("shift", Shift::ALL.iter().map(|one| one.as_str()).collect())
            .chain(values("meals", Meals::ALL.iter().map(|one| one.as_str()).collect()))
            .chain(values("rest_days", RestDays::ALL.iter().map(|one| one.as_str()).collect()))
            .chain(values("insurance", Insurance::ALL.iter().map(|one| one.as_str()).collect()))
            .chain(values("kind", vec!["employment", "internship"]));
        for (list, value) in all {
            assert_ne!(term(words, list, value), value, "{list} {value}");
        }
        assert_eq!(term(words, "dormitory", "true"), "With dormitory");
        assert_eq!(term(words, "skill", "数控编程"), "数控编程");
    }
}

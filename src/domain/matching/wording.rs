//! Sentences in both languages, put together from clauses.

use super::assessment::Evidence;
use crate::domain::language::{Bilingual, Language};
use chrono::NaiveDate;

/// A criterion's words.
pub(super) struct Told {
    pub(super) message: Bilingual,
    pub(super) evidence: Vec<Evidence>,
}

impl Told {
    /// Words without evidence.
    pub(super) fn plain(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { message: Bilingual::new(zh, en), evidence: Vec::new() }
    }
}

/// A list of things in both languages, empty at first.
#[derive(Default)]
pub(super) struct Clauses {
    zh: Vec<String>,
    en: Vec<String>,
}

impl Clauses {
    /// Adds one in both languages.
    pub(super) fn push(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.zh.push(zh.into());
        self.en.push(en.into());
    }

    /// Adds one that is the same in both, such as a dictionary term.
    pub(super) fn push_term(&mut self, term: &str) {
        self.push(term, term);
    }

    /// Adds "head: a, b" unless the list is empty.
    pub(super) fn push_list(&mut self, head: (&str, &str), list: &Self) {
        if !list.zh.is_empty() {
            self.push(
                format!("{} {}", head.0, list.zh.join("、")),
                format!("{} {}", head.1, list.en.join(", ")),
            );
        }
    }

    /// Whether there is none yet.
    pub(super) fn is_empty(&self) -> bool {
        self.zh.is_empty()
    }

    /// One sentence without its stop.
    pub(super) fn sentence(&self) -> Bilingual {
        Bilingual::new(self.zh.join("，"), capitalised(&self.en.join("; ")))
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `2025-11`.
pub(super) fn month(date: NaiveDate) -> String {
    date.format("%Y-%m").to_string()
}

/// The name of a level of a vocational certificate: 5 is the lowest.
pub(super) fn level(level: u8, language: Language) -> String {
    match (language, level) {
        (Language::Chinese, 5) => "五级/初级工".into(),
        (Language::Chinese, 4) => "四级/中级工".into(),
        (Language::Chinese, 3) => "三级/高级工".into(),
        (Language::Chinese, 2) => "二级/技师".into(),
        (Language::Chinese, 1) => "一级/高级技师".into(),
        (Language::Chinese, other) => format!("{other}级"),
        (Language::English, other) => format!("level {other}"),
    }
}

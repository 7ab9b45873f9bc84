//! The mail about an application, about seats, or about a vacancy that was applied for.

use super::{
    case_words::{self, Words},
    mails::mail,
    parts::Footer,
    render::{Language, Mail, RenderError, Rendered},
};
use crate::domain::case_news::CaseNews;
use askama::Template;

/// To whom a step concerns: what happened, to what and to whom, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseMail {
    /// The facts.
    pub news: CaseNews,
    /// Why.
    pub footer: Footer,
}

impl CaseMail {
    fn zh(&self) -> Words {
        case_words::chinese(&self.news)
    }

    fn en(&self) -> Words {
        case_words::english(&self.news)
    }

    /// How many more people there are than this mail names.
    fn more(&self) -> u32 {
        self.news.total.saturating_sub(u32::try_from(self.news.people.len()).unwrap_or(u32::MAX))
    }
}

mail!(CaseMail, "case.zh.txt", "case.zh.html", "case.en.txt", "case.en.html");

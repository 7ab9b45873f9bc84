//! A vacancy as one card in a list.

use super::{
    super::{visitor::Visitor, wording},
    badges::{self, Badge},
    fit::FitLine,
};
use crate::domain::vacancy::Vacancy;

/// The card.
#[derive(Debug, Clone)]
pub(crate) struct JobCard {
    pub(crate) href: String,
    pub(crate) title: String,
    /// The title with the found words marked: safe HTML.
    pub(crate) title_marked: Option<String>,
    pub(crate) pay: PayText,
    pub(crate) place: String,
    pub(crate) badges: Vec<Badge>,
    pub(crate) employer: String,
    pub(crate) when: String,
    /// How it fits the graduate who looks.
    pub(crate) fit: Option<FitLine>,
}

impl JobCard {
    /// The card of a vacancy.
    pub(crate) fn of(visitor: &Visitor, vacancy: &Vacancy, employer: &str, marked: Option<String>) -> Self {
        let content = &vacancy.content;
        let published = vacancy.published_at.unwrap_or(vacancy.created_at);
        Self {
            href: format!("/vacancies/{}", vacancy.id),
            title: content.title.clone(),
            title_marked: marked,
            pay: PayText::of(visitor, vacancy),
            place: place(vacancy),
            badges: badges::of_vacancy(visitor.words, vacancy),
            employer: employer.to_owned(),
            when: visitor.t1("job-posted", "date", wording::day_of(published, visitor.language())),
            fit: None,
        }
    }
}

/// Pay in words: the range, and beside it the months and the base.
#[derive(Debug, Clone)]
pub(crate) struct PayText {
    pub(crate) range: String,
    pub(crate) beside: Option<String>,
}

impl PayText {
    /// What the vacancy pays.
    pub(crate) fn of(visitor: &Visitor, vacancy: &Vacancy) -> Self {
        let text = vacancy.content.pay.show(visitor.language());
        match text.split_once(" · ") {
            Some((range, beside)) => Self { range: range.to_owned(), beside: Some(beside.to_owned()) },
            None => Self { range: text, beside: None },
        }
    }
}

/// The region with what follows it.
pub(crate) fn place(vacancy: &Vacancy) -> String {
    let workplace = &vacancy.content.workplace;
    match &workplace.detail {
        Some(detail) => format!("{} {detail}", workplace.region_name),
        None => workplace.region_name.clone(),
    }
}

//! Badges: what decides at a glance.

use super::super::{wording::term, words::Words};
use crate::domain::vacancy::{Insurance, Meals, Vacancy, VacancyKind};

/// A short word with a tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Badge {
    pub(crate) text: String,
    pub(crate) tone: &'static str,
}

impl Badge {
    /// A neutral badge.
    pub(crate) fn plain(text: String) -> Self {
        Self { text, tone: "" }
    }

    /// A badge for something reassuring.
    pub(crate) fn good(text: String) -> Self {
        Self { text, tone: "good" }
    }

    /// A badge for something to mind.
    pub(crate) fn warn(text: String) -> Self {
        Self { text, tone: "warn" }
    }
}

/// The badges of a vacancy, the ones people filter by.
pub(crate) fn of_vacancy(words: Words, vacancy: &Vacancy) -> Vec<Badge> {
    let (content, conditions) = (&vacancy.content, &vacancy.content.conditions);
    let mut badges = Vec::new();
    if content.kind == VacancyKind::Internship {
        badges.push(Badge::warn(term(words, "kind", content.kind.as_str())));
    }
    if conditions.dormitory.as_ref().is_some_and(|dormitory| dormitory.provided) {
        badges.push(Badge::plain(words.t("badge-dormitory")));
    }
    if let Some(meals) = conditions.meals.filter(|meals| *meals != Meals::None) {
        badges.push(Badge::plain(term(words, "meals", meals.as_str())));
    }
    if let Some(shift) = conditions.shift {
        badges.push(Badge::plain(term(words, "shift", shift.as_str())));
    }
    if let Some(rest) = conditions.rest_days {
        badges.push(Badge::plain(term(words, "rest_days", rest.as_str())));
    }
    badges.extend(protection(words, vacancy));
    badges.extend(company(words, vacancy));
    badges
}

/// Insurance and housing fund, each by itself.
fn protection(words: Words, vacancy: &Vacancy) -> Vec<Badge> {
    let conditions = &vacancy.content.conditions;
    let paid = conditions.insurance.as_deref().unwrap_or_default();
    let insurance = match Insurance::ALL.iter().filter(|one| paid.contains(one)).count() {
        0 => None,
        count if count == Insurance::ALL.len() => Some(Badge::good(words.t("badge-insurance"))),
        _ => Some(Badge::plain(words.t("badge-some-insurance"))),
    };
    let fund =
        conditions.housing_fund.filter(|paid| *paid).map(|_| Badge::good(words.t("badge-housing-fund")));
    insurance.into_iter().chain(fund).collect()
}

/// Who else may come.
fn company(words: Words, vacancy: &Vacancy) -> Vec<Badge> {
    let content = &vacancy.content;
    let said = [
        (content.conditions.group_hire == Some(true), "badge-group"),
        (content.requirements.accepts_minor == Some(true), "badge-minor"),
        (!content.reserved.is_empty(), "badge-reserved"),
    ];
    said.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| Badge::plain(words.t(key))).collect()
}

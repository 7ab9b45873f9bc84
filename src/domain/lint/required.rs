//! What every vacancy must say: title, headcount, place, content of the work, basic pay, last day.

use super::{Finding, Rule, Severity, Subject};

/// What is missing.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let form = subject.form;
    let said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    let place = form.workplace.as_ref().is_some_and(|place| said(&place.text) || said(&place.region));
    let pay = form.pay.as_ref().is_some_and(|pay| said(&pay.text) || pay.min.or(pay.max).is_some());
    let fields = [
        (said(&form.title), "/title"),
        (form.headcount.is_some_and(|count| count > 0), "/headcount"),
        (place, "/workplace"),
        (said(&form.description), "/description"),
        (pay, "/pay"),
        (form.valid_until.is_some(), "/valid_until"),
    ];
    let missing = fields.into_iter().filter(|(there, _)| !there);
    missing.map(|(_, pointer)| Finding::field(Rule::Required, Severity::Block, pointer)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vacancy::VacancyForm;

    #[test]
    fn what_is_missing_is_named_and_blank_is_missing() {
        let form = VacancyForm { title: Some(" ".into()), headcount: Some(3), ..VacancyForm::default() };
        let missing: Vec<_> = check(&Subject::new(&form)).into_iter().map(|one| one.pointer).collect();
        assert_eq!(missing, ["/title", "/workplace", "/description", "/pay", "/valid_until"]);
    }
}

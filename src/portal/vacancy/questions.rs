//! What a vacancy leaves unsaid, as questions to ask before going there.

use super::super::words::Words;
use crate::domain::vacancy::{VacancyContent, VacancyKind};

/// The questions, the ones about money first.
pub(super) fn of(words: Words, content: &VacancyContent) -> Vec<String> {
    let conditions = &content.conditions;
    let employed = content.kind == VacancyKind::Employment;
    let open = [
        (!content.pay.is_known(), "ask-pay"),
        (content.pay.is_known() && content.pay.base.is_none(), "ask-base"),
        (employed && content.probation.is_none(), "ask-probation"),
        (content.contract.is_none(), "ask-contract"),
        (conditions.insurance.is_none(), "ask-insurance"),
        (employed && conditions.housing_fund.is_none(), "ask-housing-fund"),
        (conditions.dormitory.is_none(), "ask-dormitory"),
        (conditions.meals.is_none(), "ask-meals"),
        (conditions.shift.is_none(), "ask-shift"),
        (conditions.hours_per_week.is_none(), "ask-hours"),
        (conditions.rest_days.is_none(), "ask-rest"),
    ];
    open.into_iter().filter(|(unsaid, _)| *unsaid).map(|(_, key)| words.t(key)).collect()
}

//! From what a vacancy says back to the form it was posted in.

use crate::domain::vacancy::{PayDraft, Source, VacancyContent, VacancyDraft, WorkplaceDraft};

/// The posted form of what a vacancy says, on which a patch is merged.
pub fn draft_of(content: &VacancyContent) -> VacancyDraft {
    let pay = &content.pay;
    let numbers = pay.text.is_none();
    VacancyDraft {
        reference: content.reference.clone(),
        title: content.title.clone(),
        occupation: content
            .occupation
            .as_ref()
            .filter(|one| one.source == Source::Given)
            .map(|one| one.code.clone()),
        kind: content.kind,
        headcount: content.headcount,
        workplace: WorkplaceDraft {
            text: Some(content.workplace.text.clone()),
            region: Some(content.workplace.region.to_string()),
        },
        description: content.description.clone(),
        pay: PayDraft {
            text: pay.text.clone(),
            min: pay.min.filter(|_| numbers),
            max: pay.max.filter(|_| numbers),
            unit: numbers.then_some(pay.unit),
            months: numbers.then_some(pay.months),
            base: pay.base,
        },
        probation: content.probation.clone(),
        contract: content.contract.clone(),
        requirements: content.requirements.clone(),
        conditions: content.conditions.clone(),
        reserved: content.reserved.clone(),
        valid_until: content.valid_until,
        source: content.source.clone(),
    }
}

/// New words for the place or the pay replace what was given before as a whole: an old code beside new words, or old
/// words beside new numbers, would contradict them.
pub(super) fn forget_replaced_readings(form: &mut serde_json::Value, patch: &serde_json::Value) {
    let says = |pointers: &[&str]| pointers.iter().any(|pointer| patch.pointer(pointer).is_some());
    let replaced = [
        ("workplace", says(&["/workplace/text", "/workplace/region"])),
        ("pay", says(&["/pay/text", "/pay/min", "/pay/max"])),
    ];
    for (field, _) in replaced.iter().filter(|(_, replaced)| *replaced) {
        form[*field] = serde_json::json!({});
    }
}

//! What the employer left out, read from title and description.

use super::LIST;
use crate::domain::{
    span::Span,
    vacancy::{
        Necessity, ReadOut, RequiredCertificate, RequiredSkill, VacancyDraft,
        reading::{self, Filled, TextField},
    },
};
use jobbridge_index::{
    Vocabulary,
    vocabulary::{Asking, Found},
};

/// A skill or certificate that a text asks for.
struct Asked {
    name: String,
    level: Necessity,
    minimum_level: Option<u8>,
    field: TextField,
    span: Span,
}

/// Fills what the employer left out and its texts say: conditions, pay and the like by the domain's own phrases, skills
/// and certificates by the dictionaries, and those only where it gave none at all.
pub(super) fn fill(words: &Vocabulary, draft: &mut VacancyDraft) -> Filled {
    let readings = reading::read(&draft.title, &draft.description, draft.conditions.rest_days);
    let mut filled = reading::fill(draft, readings);
    if draft.requirements.skills.is_empty() {
        let skills = asked(draft, |text| words.skills().find_in(text));
        filled.read.extend(marks(draft, &skills, "skills"));
        let required = |one: Asked| RequiredSkill { term: one.name, level: one.level };
        draft.requirements.skills = skills.into_iter().map(required).collect();
    }
    if draft.requirements.certificates.is_empty() {
        let certificates = asked(draft, |text| words.certificates().find_in(text));
        filled.read.extend(marks(draft, &certificates, "certificates"));
        let required = |one: Asked| RequiredCertificate {
            name: one.name,
            minimum_level: one.minimum_level,
            level: one.level,
        };
        draft.requirements.certificates = certificates.into_iter().map(required).collect();
    }
    filled
}

/// What both texts ask for, each once: as required where one of them says so. What is only named, or is not needed, is
/// left out.
fn asked(draft: &VacancyDraft, find: impl Fn(&str) -> Vec<Found>) -> Vec<Asked> {
    let mut all: Vec<Asked> = Vec::new();
    for (field, text) in [(TextField::Title, &draft.title), (TextField::Description, &draft.description)] {
        for found in find(text) {
            let level = match found.asking {
                Asking::Required => Necessity::Required,
                Asking::Preferred => Necessity::Preferred,
                Asking::Mentioned => continue,
            };
            let span = Span::new(found.span.start, found.span.end);
            let one = Asked { name: found.name, level, minimum_level: found.level, field, span };
            if !found.negated {
                keep(&mut all, one);
            }
        }
    }
    all.truncate(LIST);
    all
}

fn keep(all: &mut Vec<Asked>, one: Asked) {
    match all.iter_mut().find(|known| known.name == one.name) {
        Some(known) if known.level == Necessity::Preferred && one.level == Necessity::Required => {
            *known = one
        }
        Some(_) => {}
        None => all.push(one),
    }
}

fn marks(draft: &VacancyDraft, asked: &[Asked], list: &str) -> Vec<ReadOut> {
    let mark = |(place, one): (usize, &Asked)| {
        let text = match one.field {
            TextField::Title => &draft.title,
            TextField::Description => &draft.description,
        };
        ReadOut {
            pointer: format!("/requirements/{list}/{place}"),
            field: one.field,
            span: one.span,
            text: one.span.quote(text),
        }
    };
    asked.iter().enumerate().map(mark).collect()
}

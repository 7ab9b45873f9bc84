//! The first half of posting: a draft is understood and checked, and nothing is written.

use super::{is_verified, likeness, link_to};
use crate::{
    app::{App, understand::understand},
    domain::{
        employer::Employer,
        event::{Event, EventKind},
        ids::{EmployerId, EventId, VacancyId},
        refusal::{Code, Refusal},
        vacancy::{Fingerprint, Fingerprints, StatusReason, VacancyContent, VacancyDraft},
    },
};
use chrono::{DateTime, Utc};

/// A vacancy that was understood and checked, ready to be settled in a transaction.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What it says, as understood.
    pub content: VacancyContent,
    pub(super) employer: EmployerId,
    pub(super) employer_verified: bool,
    pub(super) known: Known,
    /// Title, place and pay.
    pub(super) posting: Fingerprint,
    /// What is said in words.
    pub(super) words: Fingerprint,
    /// What it is called if it is new.
    pub(super) id: VacancyId,
    pub(super) now: DateTime<Utc>,
    event: EventId,
}

/// What becomes of the vacancy that the employer has under the same reference with other content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It stays, and the reference is taken.
    Keep,
    /// It is changed, if it has the version that is expected.
    Change { expected: Option<i64> },
}

impl Prepared {
    /// The same, changing the vacancy that the employer has under the reference already, if it is of the version that
    /// is expected.
    #[must_use]
    pub fn changing_known(self, expected: Option<i64>) -> Self {
        Self { known: Known::Change { expected }, ..self }
    }

    /// The fingerprints to keep. Words that another employer was the first to say stay that employer's.
    pub(super) fn fingerprints(&self, copied: Option<VacancyId>) -> Fingerprints {
        Fingerprints { posting: Some(self.posting), words: copied.is_none().then_some(self.words) }
    }

    /// What the operator is to look at.
    pub(super) fn held(&self, copied: Option<VacancyId>) -> Vec<StatusReason> {
        let copied = copied.map(|first| StatusReason {
            pointer: Some("/description".to_owned()),
            link: Some(link_to(first)),
            words: Some(self.words.0.to_string()),
            ..StatusReason::new(Code::CopiedText)
        });
        copied.into_iter().collect()
    }

    /// What happened to the vacancy, as an event.
    pub(super) fn event(&self, kind: EventKind, vacancy: VacancyId) -> Event {
        Event { id: self.event, kind, subject: vacancy.to_string(), at: self.now }
    }
}

/// Understands a draft and checks what the law and the dictionaries say of it. Writes nothing.
///
/// # Errors
/// Every fault of the draft.
pub async fn prepare(app: &App, employer: &Employer, draft: VacancyDraft) -> Result<Prepared, Refusal> {
    let content = understand(&app.words, &*app.clock, draft)?;
    check_programmes(app, &content).await?;
    Ok(prepared(app, employer, content))
}

/// What a vacancy says already, prepared to be settled anew.
pub(super) fn prepared(app: &App, employer: &Employer, content: VacancyContent) -> Prepared {
    Prepared {
        posting: likeness::of_posting(&app.words, &content),
        words: likeness::of_words(&app.words, &content),
        content,
        employer: employer.id,
        employer_verified: is_verified(employer),
        known: Known::Keep,
        id: VacancyId::new(&*app.clock, &*app.entropy),
        now: app.now(),
        event: EventId::new(&*app.clock, &*app.entropy),
    }
}

/// Checks that the programmes of its reserved seats exist.
async fn check_programmes(app: &App, content: &VacancyContent) -> Result<(), Refusal> {
    for (place, reserved) in content.reserved.iter().enumerate() {
        if app.store.programme(reserved.programme).await?.is_none() {
            return Err(Refusal::field(format!("/reserved/{place}/programme"), Code::UnknownProgramme));
        }
    }
    Ok(())
}

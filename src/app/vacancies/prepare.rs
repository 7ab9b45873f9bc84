//! The first half of posting: a draft is understood and checked, and nothing is written.

use super::{
    check::{Checked, check},
    form::draft_of,
    likeness, link_to,
};
use crate::{
    app::{App, understand::understand},
    domain::{
        employer::Employer,
        event::{Event, EventKind},
        ids::{EmployerId, EventId, VacancyId},
        refusal::{Code, Refusal},
        vacancy::{
            Fingerprint, Fingerprints, Status, StatusEvent, StatusReason, VacancyContent, VacancyDraft,
            VacancyForm,
        },
    },
};
use chrono::{DateTime, Utc};

/// A vacancy that was understood and checked, ready to be settled in a transaction.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What it says, as understood.
    pub content: VacancyContent,
    /// What is said beside it: a thing that is better left out, though nothing forbids it.
    pub warnings: Vec<StatusReason>,
    held: Vec<StatusReason>,
    pub(super) employer: EmployerId,
    pub(super) known: Known,
    /// Title, place and pay.
    pub(super) posting: Fingerprint,
    /// What is said in words.
    pub(super) words: Fingerprint,
    /// What it is called if it is new.
    pub(super) id: VacancyId,
    pub(super) now: DateTime<Utc>,
    event: EventId,
    second_event: EventId,
    /// Whether its employer is told with others of the file, if it waits for the operator.
    told_in_sum: bool,
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

    /// The same as one of a file: of those that wait for the operator its employer is told together, when the file is
    /// done.
    #[must_use]
    pub fn told_in_sum(self) -> Self {
        Self { told_in_sum: true, ..self }
    }

    /// The fingerprint of title, place and pay.
    pub fn posting(&self) -> Fingerprint {
        self.posting
    }

    /// The fingerprint of all that is said but the employer's own reference.
    pub fn all_said(&self) -> Fingerprint {
        likeness::of_all(&self.content)
    }

    /// What a vacancy that stands so undergoes when it says this: an expired one has a day ahead again and opens, for
    /// nothing but its day had shut it.
    pub(super) fn change_of(status: Status, employer_verified: bool) -> StatusEvent {
        match status {
            Status::Expired => StatusEvent::Reopen { employer_verified },
            _ => StatusEvent::Amend { employer_verified },
        }
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
        self.held.iter().cloned().chain(copied).collect()
    }

    /// Whether what happened to the vacancy is told by itself.
    pub(super) fn tells(&self, kind: EventKind) -> bool {
        kind != EventKind::VacancyHeld || !self.told_in_sum
    }

    /// What happened to the vacancy, as an event.
    pub(super) fn event(&self, kind: EventKind, vacancy: VacancyId) -> Event {
        Event { id: self.event, kind, subject: vacancy.to_string(), at: self.now }
    }

    /// What happened to it beside that.
    pub(super) fn second_event(&self, kind: EventKind, vacancy: VacancyId) -> Event {
        Event { id: self.second_event, ..self.event(kind, vacancy) }
    }
}

/// Understands a draft and checks what the law and the dictionaries say of it. Writes nothing.
///
/// # Errors
/// Every fault of the draft, and everything that a vacancy may not say.
pub async fn prepare(app: &App, employer: &Employer, draft: VacancyDraft) -> Result<Prepared, Refusal> {
    let form = VacancyForm::from(draft.clone());
    let understood = understand(&app.words, &*app.clock, draft);
    let checked = check(employer, &form, understood)?;
    check_programmes(app, &checked.content).await?;
    Ok(ready(app, employer, checked))
}

/// What a vacancy says already, checked and prepared to be settled anew.
///
/// # Errors
/// What a vacancy may not say, where the rules have changed since.
pub(super) fn prepare_again(
    app: &App,
    employer: &Employer,
    content: &VacancyContent,
) -> Result<Prepared, Refusal> {
    let form = VacancyForm::from(draft_of(content));
    Ok(ready(app, employer, check(employer, &form, Ok(content.clone()))?))
}

fn ready(app: &App, employer: &Employer, checked: Checked) -> Prepared {
    let Checked { content, held, warnings } = checked;
    Prepared {
        posting: likeness::of_posting(&app.words, &content),
        words: likeness::of_words(&app.words, &content),
        content,
        held,
        warnings,
        employer: employer.id,
        known: Known::Keep,
        id: VacancyId::new(&*app.clock, &*app.entropy),
        now: app.now(),
        event: EventId::new(&*app.clock, &*app.entropy),
        second_event: EventId::new(&*app.clock, &*app.entropy),
        told_in_sum: false,
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

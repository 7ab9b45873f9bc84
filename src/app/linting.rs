//! What a vacancy may not say, found before it is posted.

use super::App;
use crate::domain::{
    lint::{self, Finding, Subject},
    party::{Actor, Party},
    refusal::{Code, Faults, Refusal},
    vacancy::VacancyForm,
};

/// The longest text that is looked at, in characters.
const LONGEST: usize = 10_000;

/// Checks what a vacancy says, as far as it has been filled in. An agency's vacancy is checked as one.
///
/// # Errors
/// A text that is too long.
pub async fn lint_vacancy(app: &App, actor: Actor, form: &VacancyForm) -> Result<Vec<Finding>, Refusal> {
    let by_agency = match actor.party {
        Party::Employer(id) => {
            app.store.employer(id).await?.is_some_and(|employer| employer.profile.labour_dispatch)
        }
        _ => false,
    };
    let subject = Subject::new(form).posted_by_agency(by_agency);
    let mut faults = Faults::new();
    for passage in subject.passages() {
        if passage.text.chars().count() > LONGEST {
            faults.add(passage.pointer, Code::TooLong);
        }
    }
    faults.into_result(())?;
    Ok(lint::check(&subject))
}

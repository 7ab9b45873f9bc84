//! Employers post, change, close and re-open vacancies.
//!
//! Posting has two halves: [`prepare`] understands and checks a draft and writes nothing; [`settle`] writes what was
//! prepared, one or many in a transaction, and says what became of each. An import goes the same way as one posting.
//! Those who post at the same moment share a transaction: they stand in a [`Line`](super::line::Line).

mod change;
mod check;
mod fingerprints;
mod form;
mod lifecycle;
mod likeness;
mod prepare;
mod publish;
mod read;
mod renewal;
mod review;
mod scene;
mod seats;
mod settle;

pub use change::change_vacancy;
pub use fingerprints::work_out_fingerprints;
pub use form::draft_of;
pub use lifecycle::{close_vacancy, reopen_vacancy};
pub use prepare::{Prepared, prepare};
pub use publish::{publish_vacancy, put_vacancy_by_reference};
pub(in crate::app) use read::all_as_anybody;
pub use read::{list_vacancies, read_vacancy};
pub use renewal::{Renewal, renew_vacancy};
pub use review::{ReviewDecision, list_reviews, review_vacancy};
pub use settle::{Settled, is_worth_another_try, post, settle, settle_many};

use super::{
    App, access,
    applications::{SeatsView, seats_of, seats_of_new},
};
use crate::domain::{
    employer::{Employer, VerificationState},
    ids::{EmployerId, VacancyId},
    party::Actor,
    refusal::Refusal,
    vacancy::{StatusReason, Vacancy},
};

/// A vacancy with who posted it.
#[derive(Debug, Clone, PartialEq)]
pub struct VacancyView {
    /// The vacancy.
    pub vacancy: Vacancy,
    /// Its employer.
    pub employer: Employer,
    /// What is said beside it when it is posted or changed; nothing where it is read.
    pub warnings: Vec<StatusReason>,
    /// Its seats today, where it does not stand in a list.
    pub seats: Option<SeatsView>,
}

impl VacancyView {
    /// Of a vacancy, with nothing said beside it.
    pub fn of(vacancy: Vacancy, employer: Employer) -> Self {
        Self { vacancy, employer, warnings: Vec::new(), seats: None }
    }

    /// The same with its seats as they are today.
    pub(super) async fn with_seats(self, app: &App) -> Result<Self, Refusal> {
        let seats = Some(seats_of(app, &self.vacancy).await?);
        Ok(Self { seats, ..self })
    }

    /// The same of a vacancy that is new: nobody has taken any of its seats.
    pub(super) async fn with_new_seats(self, app: &App) -> Result<Self, Refusal> {
        let seats = Some(seats_of_new(app, &self.vacancy).await?);
        Ok(Self { seats, ..self })
    }
}

/// What became of a posting.
#[derive(Debug, Clone, PartialEq)]
pub struct Posted {
    /// The vacancy as it stands, with its employer.
    pub view: VacancyView,
    /// Whether it is new.
    pub created: bool,
}

async fn acting_employer(app: &App, actor: Actor) -> Result<Employer, Refusal> {
    let id = access::employer(actor)?;
    app.store.employer(id).await?.ok_or(Refusal::NotFound)
}

async fn own_vacancy(app: &App, employer: EmployerId, id: VacancyId) -> Result<Vacancy, Refusal> {
    access::visible(app.store.vacancy(id).await?, |vacancy| vacancy.employer == employer)
}

fn is_verified(employer: &Employer) -> bool {
    employer.verification.state == VerificationState::Verified
}

/// The path of a vacancy in the API.
fn link_to(id: VacancyId) -> String {
    format!("/v1/vacancies/{id}")
}

//! Reading vacancies.

use super::{VacancyView, acting_employer};
use crate::{
    app::{
        App, access,
        page::{Page, PageRequest},
    },
    domain::{
        ids::VacancyId,
        party::{Actor, Party},
        refusal::Refusal,
        vacancy::Status,
    },
};

/// Reads a vacancy: a published one anybody, another one its employer and the operator.
///
/// # Errors
/// Not there for the actor.
pub async fn read_vacancy(app: &App, actor: Option<Actor>, id: VacancyId) -> Result<VacancyView, Refusal> {
    let vacancy =
        access::visible(app.store.vacancy(id).await?, |vacancy| match actor.map(|actor| actor.party) {
            Some(Party::Operator) => true,
            Some(Party::Employer(employer)) if employer == vacancy.employer => true,
            _ => vacancy.status == Status::Published,
        })?;
    let employer = app.store.employer(vacancy.employer).await?.ok_or(Refusal::NotFound)?;
    Ok(VacancyView { vacancy, employer })
}

/// An employer's own vacancies, the newest first.
///
/// # Errors
/// Anybody else is forbidden.
pub async fn list_vacancies(
    app: &App,
    actor: Actor,
    status: Option<Status>,
    page: PageRequest,
) -> Result<Page<VacancyView>, Refusal> {
    let employer = acting_employer(app, actor).await?;
    let rows = app.store.vacancies_of(employer.id, status, page.after()?, page.fetch()).await?;
    let views = rows.into_iter().map(|vacancy| VacancyView { vacancy, employer: employer.clone() }).collect();
    Ok(Page::cut(views, &page, |view: &VacancyView| view.vacancy.id.to_string()))
}

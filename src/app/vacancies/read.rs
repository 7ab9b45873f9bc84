//! Reading vacancies.

use super::{VacancyView, acting_employer};
use crate::{
    app::{
        App, access,
        page::{Page, PageRequest},
    },
    domain::{
        employer::Employer,
        ids::{EmployerId, VacancyId},
        party::{Actor, Party},
        refusal::Refusal,
        vacancy::{Status, Vacancy},
    },
};
use std::collections::HashMap;

/// Reads a vacancy: a published one anybody, another one its employer and the operator. What the two wrote to each
/// other is for them alone.
///
/// # Errors
/// Not there for the actor.
pub async fn read_vacancy(app: &App, actor: Option<Actor>, id: VacancyId) -> Result<VacancyView, Refusal> {
    let found = app.store.vacancy(id).await?;
    let inside = |vacancy: &Vacancy| match actor.map(|actor| actor.party) {
        Some(Party::Operator) => true,
        Some(Party::Employer(employer)) => employer == vacancy.employer,
        _ => false,
    };
    let vacancy = access::visible(found, |vacancy| inside(vacancy) || vacancy.is_open_on(app.today()))?;
    let employer = app.store.employer(vacancy.employer).await?.ok_or(Refusal::NotFound)?;
    if inside(&vacancy) {
        return VacancyView::of(vacancy, employer).with_seats(app).await;
    }
    as_anybody(vacancy, employer).with_seats(app).await
}

/// A vacancy as anybody may see it: without what its employer and the operator wrote to each other.
fn as_anybody(mut vacancy: Vacancy, employer: Employer) -> VacancyView {
    vacancy.history.iter_mut().for_each(|change| change.reason = None);
    VacancyView::of(vacancy, employer)
}

/// The vacancies as anybody may see them, in their order.
pub(in crate::app) async fn all_as_anybody(
    app: &App,
    vacancies: Vec<Vacancy>,
) -> Result<Vec<VacancyView>, Refusal> {
    let employers = employers_of(app, &vacancies).await?;
    let seen = vacancies.into_iter().filter_map(|vacancy| {
        let employer = employers.get(&vacancy.employer)?.clone();
        Some(as_anybody(vacancy, employer))
    });
    Ok(seen.collect())
}

async fn employers_of(app: &App, vacancies: &[Vacancy]) -> Result<HashMap<EmployerId, Employer>, Refusal> {
    let mut ids: Vec<_> = vacancies.iter().map(|vacancy| vacancy.employer).collect();
    ids.sort_unstable();
    ids.dedup();
    let employers = app.store.employers(&ids).await?;
    Ok(employers.into_iter().map(|employer| (employer.id, employer)).collect())
}

/// An employer's own vacancies, the newest first; for the operator everybody's, the oldest first, as a queue is worked
/// off.
///
/// # Errors
/// Anybody else is forbidden.
pub async fn list_vacancies(
    app: &App,
    actor: Actor,
    status: Option<Status>,
    page: PageRequest,
) -> Result<Page<VacancyView>, Refusal> {
    if actor.party == Party::Operator {
        return queue(app, status, page).await;
    }
    let employer = acting_employer(app, actor).await?;
    let rows = app.store.vacancies_of(employer.id, status, page.after()?, page.fetch()).await?;
    let views = rows.into_iter().map(|vacancy| VacancyView::of(vacancy, employer.clone())).collect();
    Ok(Page::cut(views, &page, |view: &VacancyView| view.vacancy.id.to_string()))
}

async fn queue(app: &App, status: Option<Status>, page: PageRequest) -> Result<Page<VacancyView>, Refusal> {
    let rows = app.store.vacancies_with_status(status, page.after()?, page.fetch()).await?;
    let employers = employers_of(app, &rows).await?;
    let views = rows.into_iter().filter_map(|vacancy| {
        let employer = employers.get(&vacancy.employer)?.clone();
        Some(VacancyView::of(vacancy, employer))
    });
    Ok(Page::cut(views.collect(), &page, |view: &VacancyView| view.vacancy.id.to_string()))
}

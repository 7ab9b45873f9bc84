//! Vacancies end with their last day.

use super::{PAGE, parcels};
use crate::{
    app::{App, work::WorkError},
    domain::{
        event::{Event, EventKind},
        ids::{EmployerId, VacancyId},
        reminder::{ENDED, Reminder},
        vacancy::{Cause, StatusEvent, Vacancy},
    },
    store::{StoreError, Tx, changes::Subject},
};
use chrono::{DateTime, NaiveDate, Utc};

/// Ends the vacancies whose last day has passed, and returns how many. A public one leaves the index and is told of
/// as closed; its employer is told of all that ended, together.
///
/// # Errors
/// Where the store fails.
pub async fn expire_vacancies(app: &App) -> Result<usize, WorkError> {
    let mut ended = 0;
    loop {
        let due = app.store.vacancies_due_to_expire(app.today(), PAGE).await?;
        let (found, before) = (due.len(), ended);
        for (employer, vacancies) in parcels(due) {
            ended += expire(app, employer, vacancies).await?;
        }
        // Where all were changed by others meanwhile, the next round looks again.
        if (found as u64) < PAGE || ended == before {
            return Ok(ended);
        }
    }
}

/// What ends, and what tells of it.
struct Ends {
    vacancies: Vec<(VacancyId, Event)>,
    told: Event,
    today: NaiveDate,
    now: DateTime<Utc>,
}

/// Ends vacancies of one employer, all of them or, where somebody changed one meanwhile, none.
async fn expire(app: &App, employer: EmployerId, vacancies: Vec<Vacancy>) -> Result<usize, WorkError> {
    let closed = |vacancy: &Vacancy| (vacancy.id, app.event(EventKind::VacancyClosed, vacancy.id));
    let ends = Ends {
        vacancies: vacancies.iter().map(closed).collect(),
        told: app.event(EventKind::VacancyExpired, employer),
        today: app.today(),
        now: app.now(),
    };
    match app.store.write(move |tx| async move { ends.write(&tx).await }).await {
        Ok(ended) => Ok(ended),
        Err(StoreError::Stale | StoreError::Missing) => Ok(0),
        Err(error) => Err(error.into()),
    }
}

impl Ends {
    async fn write(&self, tx: &Tx) -> Result<usize, StoreError> {
        let (mut ended, mut tell) = (0, false);
        for (id, closed) in &self.vacancies {
            let Some(mut vacancy) = tx.vacancy(*id).await? else { continue };
            let until = vacancy.content.valid_until;
            if until >= self.today {
                continue;
            }
            let Ok(told) = vacancy.undergo(StatusEvent::Expire, Cause::time(self.now)) else { continue };
            // Only of what was public somebody is told.
            if told.is_some() {
                tx.record_event(closed).await?;
                tell |= tx.insert_reminder(&Reminder::told_by(&self.told, id.0, until, ENDED)).await?;
            }
            tx.update_vacancy(&mut vacancy).await?;
            tx.record_change(Subject::Vacancy(vacancy.id)).await?;
            ended += 1;
        }
        if tell {
            tx.record_event(&self.told).await?;
        }
        Ok(ended)
    }
}

//! What time does by itself: vacancies end, old answers are forgotten.

use super::{App, work::WorkError};
use crate::{
    domain::vacancy::{Cause, StatusEvent, Vacancy},
    store::{StoreError, changes::Subject},
};

/// How many vacancies are read at once.
const PAGE: u64 = 200;

/// Ends the vacancies whose last day has passed, and returns how many. A public one leaves the index and is told of
/// as closed.
///
/// # Errors
/// Where the store fails.
pub async fn expire_vacancies(app: &App) -> Result<usize, WorkError> {
    let mut ended = 0;
    loop {
        let due = app.store.vacancies_due_to_expire(app.today(), PAGE).await?;
        let (found, before) = (due.len(), ended);
        for vacancy in due {
            ended += usize::from(expire(app, vacancy).await?);
        }
        // Where all were changed by others meanwhile, the next round looks again.
        if (found as u64) < PAGE || ended == before {
            return Ok(ended);
        }
    }
}

/// Ends one vacancy, unless somebody changed it meanwhile.
async fn expire(app: &App, mut vacancy: Vacancy) -> Result<bool, WorkError> {
    let told = vacancy.undergo(StatusEvent::Expire, Cause::time(app.now()));
    let Ok(told) = told else { return Ok(false) };
    let event = told.map(|kind| app.event(kind, vacancy.id));
    let written = app
        .store
        .write(move |tx| async move {
            tx.update_vacancy(&mut vacancy).await?;
            tx.record_change(Subject::Vacancy(vacancy.id)).await?;
            match event {
                Some(event) => tx.record_event(&event).await,
                None => Ok(()),
            }
        })
        .await;
    match written {
        Ok(()) => Ok(true),
        Err(StoreError::Stale | StoreError::Missing) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Forgets answers that were kept for a day for repeated requests, and returns how many.
///
/// # Errors
/// Where the store fails.
pub async fn forget_old_answers(app: &App) -> Result<u64, WorkError> {
    let now = app.now();
    Ok(app.store.write(move |tx| async move { tx.purge_requests(now).await }).await?)
}

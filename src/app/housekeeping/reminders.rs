//! Ends that come are told of some days ahead: of vacancies and of verifications.

use super::{PAGE, parcels};
use crate::{
    app::{App, work::WorkError},
    domain::{
        employer::Employer,
        event::{Event, EventKind},
        ids::EmployerId,
        reminder::{OF_VACANCIES, OF_VERIFICATION, Reminder, due_on, needs_telling, reminding_day},
        vacancy::Vacancy,
    },
    store::{StoreError, Unreminded},
};

/// Records the reminders that are due, each once whoever else does the same, and returns how many ends they tell of.
///
/// # Errors
/// Where the store fails.
pub async fn remind(app: &App) -> Result<usize, WorkError> {
    let (day, today) = (reminding_day(app.now()), app.today());
    let unreminded = |(days, from, to): (u32, chrono::NaiveDate, chrono::NaiveDate)| Unreminded {
        days,
        from: from.max(today),
        to,
        limit: PAGE,
    };
    let mut told = 0;
    for wanted in due_on(&OF_VACANCIES, day).into_iter().map(unreminded) {
        told += of_vacancies(app, wanted).await?;
    }
    for wanted in due_on(&OF_VERIFICATION, day).into_iter().map(unreminded) {
        told += of_verifications(app, wanted).await?;
    }
    Ok(told)
}

async fn of_vacancies(app: &App, wanted: Unreminded) -> Result<usize, WorkError> {
    let mut told = 0;
    loop {
        let found = app.store.vacancies_unreminded(wanted).await?;
        let last = (found.len() as u64) < PAGE;
        for (employer, vacancies) in parcels(found) {
            told += of_employer(app, employer, &vacancies, wanted.days).await?;
        }
        if last {
            return Ok(told);
        }
    }
}

/// One event for the vacancies of an employer that nobody else told of. Where the employer knows already, a row
/// without an event says that the stage is done with.
async fn of_employer(
    app: &App,
    employer: EmployerId,
    vacancies: &[Vacancy],
    days: u32,
) -> Result<usize, WorkError> {
    let event = app.event(EventKind::VacancyExpiring, employer);
    let reminder = |vacancy: &Vacancy| {
        let until = vacancy.content.valid_until;
        let told = needs_telling(until, days, vacancy.updated_at).then_some(event.id);
        Reminder { about: vacancy.id.0, until, days, event: told }
    };
    let reminders: Vec<_> = vacancies.iter().map(reminder).collect();
    record(app, event, reminders).await
}

async fn of_verifications(app: &App, wanted: Unreminded) -> Result<usize, WorkError> {
    let mut told = 0;
    loop {
        let found = app.store.employers_unreminded(wanted).await?;
        let last = (found.len() as u64) < PAGE;
        for employer in &found {
            told += of_verification(app, employer, wanted.days).await?;
        }
        if last {
            return Ok(told);
        }
    }
}

async fn of_verification(app: &App, employer: &Employer, days: u32) -> Result<usize, WorkError> {
    let Some(due) = employer.verification.due else { return Ok(0) };
    let event = app.event(EventKind::VerificationDue, employer.id);
    let reminder = Reminder::told_by(&event, employer.id.0, due, days);
    record(app, event, vec![reminder]).await
}

/// Keeps the reminders with the event that tells those of them which are new.
async fn record(app: &App, event: Event, reminders: Vec<Reminder>) -> Result<usize, WorkError> {
    let written = app.store.write(move |tx| async move {
        let mut told = 0;
        for reminder in &reminders {
            let new = tx.insert_reminder(reminder).await?;
            told += usize::from(new && reminder.event.is_some());
        }
        if told > 0 {
            tx.record_event(&event).await?;
        }
        Ok::<_, StoreError>(told)
    });
    Ok(written.await?)
}

//! A verification that runs out: the employer is suspended, and its vacancies with it.

use super::PAGE;
use crate::{
    app::{
        App,
        employers::{self, Follow},
        work::WorkError,
    },
    domain::{
        employer::{Verification, VerificationState},
        event::{Event, EventKind},
        ids::EmployerId,
        refusal::Refusal,
        vacancy::{Cause, StatusEvent},
    },
    store::{StoreError, Tx},
};
use chrono::NaiveDate;

/// What stands as the reason of a verification that ran out; the operator's own reasons are in its own words.
const OVERDUE: &str = "资质核验到期，尚未复核 (the verification has run out and was not renewed)";

/// Suspends the employers whose licence should have been checked again before today, and returns how many. The
/// vacancies of an employer leave with it, in one transaction: no crash leaves a part of them public.
///
/// # Errors
/// Where the store fails.
pub async fn suspend_overdue(app: &App) -> Result<usize, WorkError> {
    let mut suspended = 0;
    loop {
        let overdue = app.store.employers_overdue(app.today(), PAGE).await?;
        let (found, before) = (overdue.len(), suspended);
        for id in overdue {
            suspended += usize::from(suspend(app, id).await?);
        }
        if (found as u64) < PAGE || suspended == before {
            return Ok(suspended);
        }
    }
}

async fn suspend(app: &App, id: EmployerId) -> Result<bool, WorkError> {
    let (follow, today) = (Follow::new(app, StatusEvent::Suspended, Cause::time(app.now())), app.today());
    let told = app.event(EventKind::EmployerSuspended, id);
    match app.store.write(move |tx| async move { take_down(&tx, id, today, &follow, &told).await }).await {
        Ok(done) => Ok(done),
        // Somebody changed the employer or a vacancy meanwhile: the next round looks again.
        Err(Refusal::PreconditionFailed | Refusal::NotFound) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether it was still overdue.
async fn take_down(
    tx: &Tx,
    id: EmployerId,
    today: NaiveDate,
    follow: &Follow,
    told: &Event,
) -> Result<bool, Refusal> {
    let mut employer = tx.employer(id).await?.ok_or(StoreError::Missing)?;
    let due = employer.verification.due;
    let overdue = due.is_some_and(|due| due < today);
    if employer.verification.state != VerificationState::Verified || !overdue {
        return Ok(false);
    }
    let verification = Verification {
        state: VerificationState::Suspended,
        at: Some(told.at),
        due,
        reason: Some(OVERDUE.to_owned()),
    };
    employers::enter(tx, &mut employer, verification, follow, Some(told)).await?;
    Ok(true)
}

//! What time does to offers: they lapse at their deadline, and their graduates are reminded before.

use super::{Means, Stop, moves, persistently};
use crate::{
    app::{App, work::WorkError},
    domain::{
        application::{Application, Cause, Move, Step, Turn},
        event::EventKind,
        ids::ApplicationId,
    },
    store::{StoreError, Tx},
};
use chrono::{DateTime, TimeDelta, Utc};

/// How many offers are read at once.
const PAGE: u64 = 200;
/// A graduate is reminded so many hours before an offer lapses; the shorter time first, which makes the longer one needless.
const HOURS: [u32; 2] = [12, 48];

/// Lets offers lapse whose deadline has come, and frees their seats. Returns how many.
///
/// # Errors
/// Where the store fails.
pub async fn lapse_offers(app: &App) -> Result<usize, WorkError> {
    let mut lapsed = 0;
    loop {
        let due = app.store.offers_overdue(app.now(), PAGE).await?;
        let (found, before) = (due.len(), lapsed);
        for offer in due {
            let means = Means::of(app);
            let done = persistently(app, move |tx| {
                let means = means.clone();
                async move { lapse(&tx, &means, offer.id).await }
            });
            lapsed += usize::from(done.await?);
        }
        if (found as u64) < PAGE || lapsed == before {
            return Ok(lapsed);
        }
    }
}

/// Whether it lapsed now: who answered at the last moment comes before.
async fn lapse(tx: &Tx, means: &Means, id: ApplicationId) -> Result<bool, Stop> {
    let Some(mut offer) = tx.application(id).await?.filter(Application::is_offered) else { return Ok(false) };
    let Some(deadline) = offer.deadline.filter(|deadline| *deadline <= means.now) else { return Ok(false) };
    let turn = Turn::itself(Move::Expired, Cause::DeadlinePassed, deadline);
    moves::make(tx, means, &mut offer, turn).await?;
    Ok(true)
}

/// Reminds graduates of offers that lapse soon, each once a stage, and returns how many.
///
/// # Errors
/// Where the store fails.
pub async fn remind_of_offers(app: &App) -> Result<usize, WorkError> {
    let mut reminded = 0;
    for hours in HOURS {
        loop {
            let due = app.store.offers_unreminded((app.now(), hours), PAGE).await?;
            let found = due.len() as u64;
            for offer in due {
                let means = Means::of(app);
                let event = means.event(EventKind::OfferLapsing, offer.id);
                let tell = helps(&offer, hours);
                let told = app.store.write(move |tx| async move {
                    let new = tx.keep_reminded(offer.id, hours).await? && tell;
                    if new {
                        tx.record_event(&event).await?;
                    }
                    Ok::<_, StoreError>(new)
                });
                reminded += usize::from(told.await?);
            }
            if found < PAGE {
                break;
            }
        }
    }
    Ok(reminded)
}

/// Whether a reminder says something new: whose offer was made within these very hours knows its deadline.
fn helps(offer: &Application, hours: u32) -> bool {
    let made = offer.history.iter().rev().find(|step| step.to == Move::Offered).map(entered);
    let from = offer.deadline.map(|deadline| deadline - TimeDelta::hours(i64::from(hours)));
    made.zip(from).is_some_and(|(made, from)| made < from)
}

fn entered(step: &Step) -> DateTime<Utc> {
    step.entered_at.unwrap_or(step.at)
}

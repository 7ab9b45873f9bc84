//! From an event to those who are told of it: who fits a new vacancy, whose search finds it, whose own it is.
//!
//! An event becomes an audience (who is told what, and which of their subscriptions ask for it), the audience becomes
//! notifications with their deliveries, and these are written in one transaction with the end of the event. Done
//! twice, nobody is told twice: the store keeps one notification per event and receiver, and one per receiver and
//! vacancy found.

mod audience;
mod cases;
mod fitting;
mod messages;
mod notices;
mod registrations;
mod searches;
mod vacancy;

pub(super) use messages::alert;
pub use searches::SavedSearches;

use super::{App, work::WorkError};
use crate::{
    domain::{
        event::{Event, EventKind},
        ids::{EmployerId, EventId, ImportId, VacancyId},
        import::Import,
        notification::News,
        party::Party,
    },
    store::ClaimedEvent,
};
use audience::Audience;
use chrono::TimeDelta;
use messages::Messages;
use std::{collections::HashSet, str::FromStr};
use uuid::Uuid;

/// The pause before an event that failed is tried again: it doubles from the first to the second.
const PAUSES: (TimeDelta, TimeDelta) = (TimeDelta::seconds(2), TimeDelta::minutes(10));

/// Leases due events to the worker for so long.
///
/// # Errors
/// Where the store fails.
pub async fn claim(
    app: &App,
    worker: Uuid,
    lease: TimeDelta,
    limit: u64,
) -> Result<Vec<ClaimedEvent>, WorkError> {
    let now = app.now();
    Ok(app.store.claim_events(worker, now + lease, now, limit).await?)
}

/// Works an event off, and returns how many were told for the first time.
///
/// # Errors
/// Where the store or the index fails, or the lease was lost: then nothing was written.
pub async fn work_off(
    app: &App,
    searches: &SavedSearches,
    event: &Event,
    worker: Uuid,
) -> Result<usize, WorkError> {
    let audience = audience(app, searches, event).await?;
    write(app, messages::compose(app, event, audience), event.id, worker).await
}

/// Who is told of an event.
async fn audience(app: &App, searches: &SavedSearches, event: &Event) -> Result<Audience, WorkError> {
    Ok(match event.kind {
        EventKind::VacancyPublished => match subject::<VacancyId>(event) {
            Some(id) => vacancy::published(app, searches, event, id).await?,
            None => Audience::of(event),
        },
        EventKind::VacancyClosed => match subject::<VacancyId>(event) {
            Some(id) => notices::closed(app, event, id).await?,
            None => Audience::of(event),
        },
        EventKind::VacancyHeld | EventKind::VacancyRefused => match subject::<VacancyId>(event) {
            Some(id) => notices::decided(app, event, id).await?,
            None => Audience::of(event),
        },
        EventKind::VacancyExpiring | EventKind::VacancyExpired => match subject::<EmployerId>(event) {
            Some(id) => notices::ending(app, event, id).await?,
            None => Audience::of(event),
        },
        EventKind::VerificationDue | EventKind::VerificationFailed | EventKind::EmployerSuspended => {
            match subject::<EmployerId>(event) {
                Some(id) => notices::verification(app, event, id).await?,
                None => Audience::of(event),
            }
        }
        EventKind::ImportFinished => match subject::<ImportId>(event) {
            Some(id) => import_finished(app, event, id).await?,
            None => Audience::of(event),
        },
        EventKind::ApplicationSubmitted
        | EventKind::ApplicationInterviewSet
        | EventKind::ApplicationOffered
        | EventKind::OfferLapsing
        | EventKind::ApplicationAccepted
        | EventKind::ApplicationSigned
        | EventKind::ApplicationWithdrawn
        | EventKind::SeatsOpened
        | EventKind::SeatsClosing
        | EventKind::SeatsReleased
        | EventKind::VacancyAmended => cases::audience(app, event).await?,
        EventKind::StudentTransferred | EventKind::StudentClaimed => registrations::moved(app, event).await?,
        // What these tell is made where it happens; as events they concern nobody else.
        EventKind::MatchFound | EventKind::DigestReady | EventKind::WebhookTest => Audience::of(event),
    })
}

/// Gives an event back after a failure, to be tried again later.
///
/// # Errors
/// Where the store fails or the lease was lost.
pub async fn postpone(app: &App, claimed: &ClaimedEvent, worker: Uuid) -> Result<(), WorkError> {
    let (id, attempts) = (claimed.event.id, claimed.attempts + 1);
    let until = app.now() + pause(attempts);
    Ok(app.store.write(move |tx| async move { tx.postpone_event(id, worker, until, attempts).await }).await?)
}

/// Gives an event back that was not begun: it is due as before, and nothing counts as an attempt.
///
/// # Errors
/// Where the store fails or the lease was lost.
pub async fn give_back(app: &App, claimed: &ClaimedEvent, worker: Uuid) -> Result<(), WorkError> {
    let (id, attempts, due) = (claimed.event.id, claimed.attempts, app.now());
    Ok(app.store.write(move |tx| async move { tx.postpone_event(id, worker, due, attempts).await }).await?)
}

fn pause(attempts: u32) -> TimeDelta {
    let (first, longest) = PAUSES;
    first.checked_mul(1 << attempts.saturating_sub(1).min(16)).map_or(longest, |pause| pause.min(longest))
}

/// What the event is about. An event about nothing we know is worked off with nobody told, not tried for ever.
fn subject<I: FromStr>(event: &Event) -> Option<I> {
    let id = event.subject.parse().ok();
    if id.is_none() {
        tracing::error!(event.id = %event.id, event.kind = event.kind.as_str(), "an event has no readable subject");
    }
    id
}

async fn import_finished(app: &App, event: &Event, id: ImportId) -> Result<Audience, WorkError> {
    let mut audience = Audience::of(event);
    let Some(Import { owner, accepted, rejected, held, .. }) = app.store.import(id).await? else {
        return Ok(audience);
    };
    let news = News::Import { accepted, rejected, held };
    if let (1.., Party::Employer(employer)) = (held, owner) {
        return notices::held_in_a_file(app, event, employer, news).await;
    }
    for subscription in app.store.event_subscriptions(&[owner], event.kind).await? {
        audience.tell(event.kind, || news.clone(), subscription);
    }
    Ok(audience)
}

/// Writes what is new, and the end of the event, as one.
async fn write(app: &App, messages: Messages, event: EventId, worker: Uuid) -> Result<usize, WorkError> {
    let told = app
        .store
        .write(move |tx| async move {
            let new = tx.insert_notifications(&messages.notifications).await?;
            let told = new.len();
            let messages = messages.only(&new.into_iter().collect::<HashSet<_>>());
            if !messages.deliveries.is_empty() {
                tx.insert_deliveries(&messages.deliveries).await?;
            }
            if !messages.digests.is_empty() {
                tx.insert_digest_items(&messages.digests).await?;
            }
            tx.finish_event(event, worker).await?;
            Ok::<_, crate::store::StoreError>(told)
        })
        .await?;
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_up_to_ten_minutes() {
        let seconds = |attempts| pause(attempts).num_seconds();
        assert_eq!([1, 2, 3, 8, 9, 10, 40].map(seconds), [2, 4, 8, 256, 512, 600, 600]);
    }
}

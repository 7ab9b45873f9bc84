//! The end of a try: the attempt, the delivery's next state and what else follows, in one transaction.

use super::endpoint_dead;
use crate::{
    app::{App, line::Line, work::WorkError},
    domain::{
        delivery::{Attempt, AttemptOutcome, Delivery, DeliveryState},
        email_address::EmailAddress,
        ids::{AttemptId, WebhookId},
        subscription::Channel,
        webhook::WebhookState,
    },
    store::{Store, StoreError, Tx, deliveries::Next},
};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;
use uuid::Uuid;

/// The most of what the other side said that is kept, in bytes.
const DETAIL: usize = 2_048;
/// An endpoint at which nothing arrived for so long is switched off.
const FAILING: TimeDelta = TimeDelta::days(5);

/// A try of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// When it began.
    pub at: DateTime<Utc>,
    /// How long it took.
    pub took: Duration,
    /// The other side's status.
    pub status: Option<u16>,
    /// A code, and what the other side said. Never a personal value of ours.
    pub detail: String,
    /// What it means.
    pub verdict: Verdict,
}

/// What a try means for its delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The other side has it.
    Delivered,
    /// Not this time; without a next time it is given up.
    Failed {
        /// When it is tried again.
        again: Option<DateTime<Utc>>,
    },
    /// It may have arrived; without a next time it is given up.
    Unknown {
        /// When it is tried again, under the same id.
        again: Option<DateTime<Utc>>,
    },
    /// Trying again cannot help.
    Hopeless {
        /// The address is bad for all other mail too.
        suppress_address: bool,
    },
    /// The endpoint wants nothing any more.
    EndpointGone,
    /// Nothing was sent.
    Dropped(DeliveryState),
}

impl Verdict {
    fn outcome(self) -> AttemptOutcome {
        match self {
            Self::Delivered => AttemptOutcome::Delivered,
            Self::Failed { again: Some(_) } => AttemptOutcome::Retry,
            Self::Unknown { .. } => AttemptOutcome::Unknown,
            Self::Failed { again: None } | Self::Hopeless { .. } | Self::EndpointGone => {
                AttemptOutcome::GaveUp
            }
            Self::Dropped(_) => AttemptOutcome::Suppressed,
        }
    }

    fn next(self) -> Next {
        match self {
            Self::Delivered => Next::Finished(DeliveryState::Delivered),
            Self::Failed { again: Some(at) } | Self::Unknown { again: Some(at) } => Next::RetryAt(at),
            Self::Failed { again: None }
            | Self::Unknown { again: None }
            | Self::Hopeless { .. }
            | Self::EndpointGone => Next::Finished(DeliveryState::Dead),
            Self::Dropped(state) => Next::Finished(state),
        }
    }
}

/// For how long a delivery has been failing: since its first attempt.
///
/// # Errors
/// Where the store fails.
pub async fn failing_for(app: &App, delivery: &Delivery) -> Result<Duration, WorkError> {
    if delivery.attempts == 0 {
        return Ok(Duration::ZERO);
    }
    let first = app.store.attempts_of(delivery.id).await?.first().map(|attempt| attempt.at);
    Ok(first.and_then(|at| (app.now() - at).to_std().ok()).unwrap_or_default())
}

/// Where one worker keeps its attempts. Those that nothing else follows from share a transaction.
pub struct Recording {
    worker: Uuid,
    line: Line<(Attempt, Next), Kept, StoreError>,
}

/// Whether an attempt was kept; it was not where the lease was lost.
type Kept = bool;

impl Recording {
    /// For the worker that leased the deliveries.
    pub fn of(worker: Uuid) -> Self {
        Self { worker, line: Line::default() }
    }

    /// Keeps the attempt with all that follows: the delivery's next state, a suppressed address, an endpoint switched
    /// off, word to its owner.
    ///
    /// # Errors
    /// Where the store fails, or the lease was lost: then nothing is kept.
    pub async fn keep(&self, app: &App, delivery: &Delivery, tried: Tried) -> Result<(), WorkError> {
        let (verdict, next) = (tried.verdict, tried.verdict.next());
        let reason = tried.detail.split(':').next().unwrap_or_default().to_owned();
        let attempt = attempt(app, delivery, tried);
        let follows = Follows {
            suppress: match (verdict, &delivery.channel) {
                (Verdict::Hopeless { suppress_address: true }, Channel::Email(address)) => {
                    Some((address.clone(), reason))
                }
                _ => None,
            },
            endpoint: match (&delivery.channel, next) {
                (Channel::Webhook(id), Next::Finished(DeliveryState::Dead)) => Some(*id),
                _ => None,
            },
        };
        if follows != Follows::default() {
            return follows.keep(app, self.worker, delivery, (attempt, next), verdict).await;
        }
        let (store, worker) = (app.store.clone(), self.worker);
        let keep_all = move |tries: Vec<(Attempt, Next)>| {
            let store = store.clone();
            async move { finish(&store, worker, tries).await }
        };
        let kept = self.line.write((attempt, next), keep_all).await?;
        if kept { Ok(()) } else { Err(StoreError::LeaseLost.into()) }
    }
}

async fn finish(store: &Store, worker: Uuid, tries: Vec<(Attempt, Next)>) -> Result<Vec<Kept>, StoreError> {
    let deliveries: Vec<_> = tries.iter().map(|(attempt, _)| attempt.delivery).collect();
    let lost = store.finish_attempts(worker, tries).await?;
    Ok(deliveries.iter().map(|delivery| !lost.contains(delivery)).collect())
}

/// What follows from a failure beyond its delivery.
#[derive(Default, PartialEq)]
struct Follows {
    suppress: Option<(EmailAddress, String)>,
    endpoint: Option<WebhookId>,
}

impl Follows {
    async fn keep(
        self,
        app: &App,
        worker: Uuid,
        delivery: &Delivery,
        (attempt, next): (Attempt, Next),
        verdict: Verdict,
    ) -> Result<(), WorkError> {
        let notice = match self.endpoint {
            Some(id) => endpoint_dead::notice(app, delivery, id).await?,
            None => None,
        };
        let now = app.now();
        let written = app.store.write(move |tx| async move {
            tx.finish_attempt(worker, &attempt, next).await?;
            if let Some((address, reason)) = self.suppress {
                tx.suppress_address(&address, &reason).await?;
            }
            if let Some(id) = self.endpoint
                && let Some(reason) = why_off(&tx, id, verdict, now).await?
            {
                switch_off(&tx, id, reason, now).await?;
            }
            match notice {
                Some(notice) if tx.delivery(notice.id).await?.is_none() => tx.insert_delivery(&notice).await,
                _ => Ok(()),
            }
        });
        Ok(written.await?)
    }
}

fn attempt(app: &App, delivery: &Delivery, tried: Tried) -> Attempt {
    let mut detail = tried.detail;
    detail.truncate(detail.floor_char_boundary(DETAIL));
    Attempt {
        id: AttemptId::new(&*app.clock, &*app.entropy),
        delivery: delivery.id,
        number: delivery.attempts + 1,
        at: tried.at,
        millis: u32::try_from(tried.took.as_millis()).unwrap_or(u32::MAX),
        outcome: tried.verdict.outcome(),
        status: tried.status,
        detail,
    }
}

/// Why an endpoint is switched off when a message to it was given up, if it is.
async fn why_off(
    tx: &Tx,
    id: WebhookId,
    verdict: Verdict,
    now: DateTime<Utc>,
) -> Result<Option<&'static str>, StoreError> {
    if verdict == Verdict::EndpointGone {
        return Ok(Some("gone"));
    }
    let (since, webhook) = (tx.failing_since(id).await?, tx.webhook(id).await?);
    // Who has just switched it on again, or moved it, gets as long anew.
    let since = since.zip(webhook).map(|(since, webhook)| since.max(webhook.updated_at));
    Ok(since.is_some_and(|since| now - since >= FAILING).then_some("failing"))
}

/// What is still queued for it is dropped when its turn comes.
async fn switch_off(tx: &Tx, id: WebhookId, reason: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Some(mut webhook) = tx.webhook(id).await? else { return Ok(()) };
    if webhook.state == WebhookState::Active {
        webhook.state = WebhookState::Disabled { reason: reason.to_owned(), at: now };
        webhook.updated_at = now;
        tx.update_webhook(&mut webhook).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_has_its_outcome_and_its_next_state() {
        let at = "2026-06-20T10:00:00+08:00".parse().unwrap();
        let dead = Next::Finished(DeliveryState::Dead);
        let cases = [
            (Verdict::Delivered, AttemptOutcome::Delivered, Next::Finished(DeliveryState::Delivered)),
            (Verdict::Failed { again: Some(at) }, AttemptOutcome::Retry, Next::RetryAt(at)),
            (Verdict::Failed { again: None }, AttemptOutcome::GaveUp, dead),
            (Verdict::Unknown { again: Some(at) }, AttemptOutcome::Unknown, Next::RetryAt(at)),
            (Verdict::Unknown { again: None }, AttemptOutcome::Unknown, dead),
            (Verdict::Hopeless { suppress_address: true }, AttemptOutcome::GaveUp, dead),
            (Verdict::EndpointGone, AttemptOutcome::GaveUp, dead),
            (
                Verdict::Dropped(DeliveryState::Cancelled),
                AttemptOutcome::Suppressed,
                Next::Finished(DeliveryState::Cancelled),
            ),
        ];
        for (verdict, outcome, next) in cases {
            assert_eq!((verdict.outcome(), verdict.next()), (outcome, next), "{verdict:?}");
        }
    }
}

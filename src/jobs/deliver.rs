//! The delivery jobs, one for mail and one for webhooks: claim what is due, send it, keep the attempt.

use super::{
    lanes::{InLane, Lanes},
    letters,
    rest::Job,
    runner::Senders,
    verdict,
};
use crate::{
    app::{
        dispatch::{self, Dispatch, Recording, Tried, Verdict},
        work::WorkError,
    },
    delivery::{
        Attempt, Outcome, Reason,
        webhook::{WebhookMessage, WebhookSecret},
    },
    domain::delivery::Delivery,
    store::deliveries::{Carrier, Way},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, timeout},
};

/// How often an attempt that could not be kept is tried to be kept again: it was sent, and must not be sent twice.
const KEEPING: u32 = 5;
const KEEP_AGAIN: Duration = Duration::from_millis(200);
/// So many times more are leased than can be on their way, and what they say is read at once.
const AHEAD: usize = 4;
/// What was read longer ago is read again just before it is sent.
const FRESH: Duration = Duration::from_secs(1);
/// Of its lease this part must be left for sending.
const LEASE_LEFT: f64 = 0.75;

/// One worker of one carrier.
#[derive(Clone)]
struct Worker {
    job: Job,
    senders: Arc<Senders>,
    carrier: Carrier,
    recording: Arc<Recording>,
    /// All that are on their way at once.
    places: Arc<Semaphore>,
}

/// A delivery with what it says, as of a moment.
struct Prepared {
    delivery: Delivery,
    dispatch: Dispatch,
    at: Instant,
}

/// Sends what is due until the job is to stop, then waits for what is on its way.
pub(super) async fn run(mut job: Job, senders: Arc<Senders>, carrier: Carrier) -> Result<(), WorkError> {
    let (most, width) = match carrier {
        Carrier::Email => (job.options.max_in_flight_mail, job.options.max_per_domain),
        Carrier::Webhook => (job.options.max_in_flight_webhooks, job.options.max_per_endpoint),
    };
    let (id, most) = (job.worker(), most.max(1));
    let recording = Arc::new(Recording::of(id));
    let places = Arc::new(Semaphore::new(most));
    let worker = Worker { job: job.clone(), senders, carrier, recording, places };
    let lanes = Lanes::of_width(width);
    let mut wake = job.app.store.wakes().deliveries();
    let mut under_way = JoinSet::new();
    while !job.stopping() {
        while under_way.try_join_next().is_some() {}
        let room = (most * AHEAD).saturating_sub(lanes.there());
        if room < most {
            // Leased by handfuls, what they say would be read one by one.
            job.unless_stopping(under_way.join_next()).await;
            continue;
        }
        let way = Way { carrier, not_to: lanes.full_endpoints() };
        let claimed = dispatch::claim(&job.app, way, id, job.lease(), room as u64).await?;
        let found = claimed.len();
        for prepared in worker.prepare(claimed).await {
            let lane = lanes.enter(&prepared.delivery);
            under_way.spawn(worker.clone().deliver(prepared, lane));
        }
        if found < room {
            let poll = job.options.poll;
            tokio::select! {
                () = job.rest(&mut wake, poll) => {}
                () = lanes.opened() => {}
            }
        }
    }
    worker.places.close();
    while under_way.join_next().await.is_some() {}
    Ok(())
}

impl Worker {
    /// What the deliveries say. What fails here is logged; the lease brings the delivery back.
    async fn prepare(&self, deliveries: Vec<Delivery>) -> Vec<Prepared> {
        let at = Instant::now();
        let said = dispatch::prepare(&self.job.app, &deliveries).await;
        let mut prepared = Vec::with_capacity(deliveries.len());
        for (delivery, said) in deliveries.into_iter().zip(said) {
            match said {
                Ok(dispatch) => prepared.push(Prepared { delivery, dispatch, at }),
                Err(error) => {
                    tracing::warn!(delivery.id = %delivery.id, error = %error, "a delivery could not be prepared");
                }
            }
        }
        prepared
    }

    /// Sends one delivery when its turn comes, and keeps the attempt; its places are free again when it was sent. What
    /// still waits when the job stops comes back when its lease ends.
    async fn deliver(self, prepared: Prepared, lane: InLane) {
        let in_lane = lane.place().await;
        let Ok(place) = self.places.acquire().await else { return };
        let Some(Prepared { delivery, dispatch, .. }) = self.up_to_date(prepared).await else { return };
        let tried = match self.attempt(&delivery, dispatch).await {
            Ok(tried) => tried,
            Err(error) => {
                tracing::warn!(delivery.id = %delivery.id, error = %error, "a delivery could not be sent");
                return;
            }
        };
        drop((place, in_lane, lane));
        metrics::counter!(
            "jobbridge_attempts_total",
            "carrier" => match self.carrier { Carrier::Email => "email", Carrier::Webhook => "webhook" },
            "outcome" => verdict::word(tried.verdict),
        )
        .increment(1);
        for again in 1..=KEEPING {
            match self.recording.keep(&self.job.app, &delivery, tried.clone()).await {
                Ok(()) => return,
                Err(error) if error.is_lost_lease() => {
                    tracing::warn!(delivery.id = %delivery.id, "the lease of a delivery was lost while it was sent");
                    return;
                }
                Err(error) => {
                    tracing::warn!(delivery.id = %delivery.id, error = %error, "an attempt could not be kept");
                    tokio::time::sleep(KEEP_AGAIN * again).await;
                }
            }
        }
    }

    /// What waited for its place is read again; what waited too long is left to its next lease.
    async fn up_to_date(&self, prepared: Prepared) -> Option<Prepared> {
        let waited = prepared.at.elapsed();
        if waited < FRESH {
            return Some(prepared);
        }
        if waited > self.job.options.lease.mul_f64(1.0 - LEASE_LEFT) {
            return None;
        }
        self.prepare(vec![prepared.delivery]).await.pop()
    }

    async fn attempt(&self, delivery: &Delivery, dispatch: Dispatch) -> Result<Tried, WorkError> {
        let app = &self.job.app;
        let at = app.now();
        let attempt = match dispatch {
            Dispatch::Drop { state, reason } => {
                let verdict = Verdict::Dropped(state);
                return Ok(Tried {
                    at,
                    took: Duration::ZERO,
                    status: None,
                    detail: reason.to_owned(),
                    verdict,
                });
            }
            Dispatch::Mail(letter) => {
                let mailbox = self.job.options.unsubscribe_mailbox.as_deref();
                let mail = letters::mail(delivery.id, *letter, mailbox, at)?;
                self.in_time(self.senders.mailer.send(&mail), Outcome::Unknown).await
            }
            Dispatch::Post(post) => {
                let message = webhook_message(delivery, *post, at);
                let late = Outcome::Retry { reason: Reason::Timeout, after: None };
                self.in_time(self.senders.webhooks.send(&message), late).await
            }
        };
        let failing_for = match &attempt.outcome {
            Outcome::Delivered => Duration::ZERO,
            _ => dispatch::failing_for(app, delivery).await?,
        };
        let failed =
            verdict::Failed { times: delivery.attempts + 1, failing_for, fraction: app.entropy().fraction() };
        Ok(verdict::tried(self.carrier, attempt, at, app.now(), &failed))
    }

    /// Both senders have times of their own; this one keeps a send that hangs from outliving its lease.
    async fn in_time(&self, send: impl Future<Output = Attempt>, late: Outcome) -> Attempt {
        let most = self.job.options.lease.mul_f64(0.75);
        timeout(most, send).await.unwrap_or(Attempt {
            outcome: late,
            status: None,
            took: most,
            excerpt: None,
        })
    }
}

/// A stored secret that cannot be read signs nothing; with none left the client refuses to send.
fn webhook_message(
    delivery: &Delivery,
    post: dispatch::Post,
    timestamp: chrono::DateTime<chrono::Utc>,
) -> WebhookMessage {
    WebhookMessage {
        id: delivery.id.to_string(),
        timestamp,
        endpoint: post.url,
        secrets: post.secrets.iter().filter_map(|secret| WebhookSecret::parse(&secret.text).ok()).collect(),
        body: post.body,
    }
}

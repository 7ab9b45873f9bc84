//! The delivery jobs, one for mail and one for webhooks: claim what is due, send it, keep the attempt.

use super::{letters, rest::Job, runner::Senders, verdict};
use crate::{
    app::{
        dispatch::{self, Dispatch, Tried, Verdict},
        work::WorkError,
    },
    delivery::{
        Attempt, Outcome, Reason,
        webhook::{WebhookMessage, WebhookSecret},
    },
    domain::delivery::Delivery,
    store::deliveries::Carrier,
};
use std::{sync::Arc, time::Duration};
use tokio::{task::JoinSet, time::timeout};
use uuid::Uuid;

/// How often an attempt that could not be kept is tried to be kept again: it was sent, and must not be sent twice.
const KEEPING: u32 = 5;
const KEEP_AGAIN: Duration = Duration::from_millis(200);

/// One worker of one carrier.
#[derive(Clone)]
struct Worker {
    job: Job,
    senders: Arc<Senders>,
    carrier: Carrier,
    id: Uuid,
}

/// Sends what is due until the job is to stop, then waits for what is on its way.
pub(super) async fn run(mut job: Job, senders: Arc<Senders>, carrier: Carrier) -> Result<(), WorkError> {
    let most = match carrier {
        Carrier::Email => job.options.max_in_flight_mail,
        Carrier::Webhook => job.options.max_in_flight_webhooks,
    };
    let worker = Worker { job: job.clone(), senders, carrier, id: job.worker() };
    let mut wake = job.app.store.wakes().deliveries();
    let mut under_way = JoinSet::new();
    while !job.stopping() {
        let free = most.max(1).saturating_sub(under_way.len());
        let claimed = dispatch::claim(&job.app, carrier, worker.id, job.lease(), free as u64).await?;
        let (found, poll) = (claimed.len(), job.options.poll);
        for delivery in claimed {
            under_way.spawn(worker.clone().deliver(delivery));
        }
        if found < free {
            // Also woken when a send ends: its place is free again, and a short queue moves on at once.
            tokio::select! {
                () = job.rest(&mut wake, poll) => {}
                Some(_) = under_way.join_next() => {}
            }
        } else {
            under_way.join_next().await;
        }
    }
    while under_way.join_next().await.is_some() {}
    Ok(())
}

impl Worker {
    /// Sends one delivery and keeps the attempt. What fails here is logged; the lease brings the delivery back.
    async fn deliver(self, delivery: Delivery) {
        let tried = match self.attempt(&delivery).await {
            Ok(tried) => tried,
            Err(error) => {
                tracing::warn!(delivery.id = %delivery.id, error = %error, "a delivery could not be prepared");
                return;
            }
        };
        metrics::counter!(
            "jobbridge_attempts_total",
            "carrier" => match self.carrier { Carrier::Email => "email", Carrier::Webhook => "webhook" },
            "outcome" => verdict::word(tried.verdict),
        )
        .increment(1);
        for again in 1..=KEEPING {
            match dispatch::record(&self.job.app, self.id, &delivery, tried.clone()).await {
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

    async fn attempt(&self, delivery: &Delivery) -> Result<Tried, WorkError> {
        let app = &self.job.app;
        let at = app.now();
        let attempt = match dispatch::prepare(app, delivery).await? {
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

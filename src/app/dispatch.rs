//! What a delivery says at the moment it is sent. The state is read again: what is not so any more is not told.
//!
//! [`prepare`] turns deliveries into [`Letter`]s and [`Post`]s, or says why nothing is sent; a job sends them; and
//! [`record`] keeps each attempt with all that follows from it, in one transaction.

mod about;
mod case;
mod case_letter;
mod employer;
mod endpoint_dead;
mod facts;
mod letter;
mod live;
mod outgoing;
mod payload;
mod record;
mod registration;

pub use outgoing::{
    Asked, Because, DeadEndpoint, Decided, DecidedAs, Dispatch, EndingVacancies, EndingVacancy, Letter,
    Listed, MajorDemand, Matter, OwnVacancy, Post, Problem, Reason, RegistrationMatter, VerificationMatter,
    VerificationNews,
};
pub use record::{Recording, Tried, Verdict, failing_for};

use super::{App, links, work::WorkError};
use crate::{
    domain::{
        delivery::{Delivery, DeliveryState, Message},
        subscription::Channel,
        webhook::Webhook,
    },
    store::deliveries::Way,
};
use chrono::{DateTime, TimeDelta, Utc};
use facts::Facts;
use uuid::Uuid;

/// How long a sign-in link is good; a mail that is later than that helps nobody.
const LINK_VALID: TimeDelta = TimeDelta::minutes(10);

/// Leases so many due deliveries that go one way to the worker for so long.
///
/// # Errors
/// Where the store fails.
pub async fn claim(
    app: &App,
    way: Way,
    worker: Uuid,
    lease: TimeDelta,
    limit: u64,
) -> Result<Vec<Delivery>, WorkError> {
    let now = app.now();
    Ok(app.store.claim_due_by(way, worker, now, now + lease, limit).await?)
}

/// What the deliveries say now: what they rest on is read at once. One that cannot be read keeps none of the others.
pub async fn prepare(app: &App, deliveries: &[Delivery]) -> Vec<Result<Dispatch, WorkError>> {
    let mut prepared = Vec::with_capacity(deliveries.len());
    match Facts::read(app, deliveries).await {
        Ok(facts) => {
            for delivery in deliveries {
                prepared.push(prepare_one(app, &facts, delivery).await);
            }
        }
        Err(error) if deliveries.len() <= 1 => prepared.push(Err(error)),
        Err(_) => {
            for delivery in deliveries {
                prepared.push(match Facts::read(app, std::slice::from_ref(delivery)).await {
                    Ok(facts) => prepare_one(app, &facts, delivery).await,
                    Err(error) => Err(error),
                });
            }
        }
    }
    prepared
}

async fn prepare_one(app: &App, facts: &Facts, delivery: &Delivery) -> Result<Dispatch, WorkError> {
    if let Channel::Email(address) = &delivery.channel
        && facts.suppressed.contains(address)
    {
        return Ok(Dispatch::suppressed("address suppressed"));
    }
    match &delivery.message {
        Message::SignIn { token } => Ok(sign_in(app, delivery, token)),
        Message::EndpointDead { webhook, delivery: dead } => {
            endpoint_dead::prepare(app, delivery, *webhook, *dead).await
        }
        Message::Alert { .. } | Message::Notice { .. } => alert(app, facts, delivery).await,
    }
}

fn sign_in(app: &App, delivery: &Delivery, token: &str) -> Dispatch {
    let Channel::Email(to) = &delivery.channel else {
        return Dispatch::cancelled("a link goes by mail alone");
    };
    let expires = delivery.created_at + LINK_VALID;
    if token.is_empty() || app.now() >= expires {
        return Dispatch::suppressed("link expired");
    }
    let minutes = u32::try_from(LINK_VALID.num_minutes()).unwrap_or_default();
    Dispatch::Mail(Box::new(Letter {
        to: to.clone(),
        language: delivery.language,
        matter: Matter::SignIn { link: links::sign_in_page(app, token), minutes },
        because: None,
    }))
}

async fn alert(app: &App, facts: &Facts, delivery: &Delivery) -> Result<Dispatch, WorkError> {
    let alert = match live::alert(app, facts, delivery).await? {
        Ok(alert) => alert,
        Err(dropped) => return Ok(dropped),
    };
    match &delivery.channel {
        Channel::Email(to) => {
            let matter = letter::matter(app, delivery.language, &alert).await?;
            Ok(Dispatch::Mail(Box::new(Letter {
                to: to.clone(),
                language: delivery.language,
                matter,
                because: Some(about::because(app, &alert, delivery.language)),
            })))
        }
        Channel::Webhook(id) => match usable(facts.webhooks.get(id).cloned(), delivery) {
            Ok(webhook) => Ok(Dispatch::Post(Box::new(Post {
                secrets: signing(&webhook, app.now()),
                url: webhook.url,
                body: payload::body(app, delivery, &alert).to_string(),
            }))),
            Err(dropped) => Ok(dropped),
        },
    }
}

/// The endpoint, if it is still the receiver's and switched on.
fn usable(webhook: Option<Webhook>, delivery: &Delivery) -> Result<Webhook, Dispatch> {
    use crate::domain::webhook::WebhookState;
    let webhook = webhook.filter(|webhook| webhook.owner == delivery.receiver);
    let webhook = webhook.ok_or(Dispatch::cancelled("endpoint removed"))?;
    match webhook.state {
        WebhookState::Active => Ok(webhook),
        WebhookState::Disabled { .. } => Err(Dispatch::cancelled("endpoint switched off")),
    }
}

/// The secrets that sign now: the current one, and the one before while it is turned over.
fn signing(webhook: &Webhook, now: DateTime<Utc>) -> Vec<crate::domain::webhook::WebhookSecret> {
    webhook.secrets.iter().filter(|secret| secret.until.is_none_or(|until| until > now)).cloned().collect()
}

impl Dispatch {
    fn suppressed(reason: &'static str) -> Self {
        Self::Drop { state: DeliveryState::Suppressed, reason }
    }

    fn cancelled(reason: &'static str) -> Self {
        Self::Drop { state: DeliveryState::Cancelled, reason }
    }
}

//! Webhook endpoints: registered, tested, their secrets turned over.

use super::{App, access, subscriptions};
use crate::domain::{
    delivery::{Delivery, DeliveryState, Message},
    event::EventKind,
    ids::{DeliveryId, NotificationId, WebhookId},
    language::Language,
    notification::{News, Notification},
    party::Actor,
    refusal::{Code, FieldError, Refusal},
    subscription::{Channel, Frequency, Interest, Subscription},
    webhook::{Webhook, WebhookSecret, WebhookState},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How long an old secret signs beside the new one.
const OVERLAP: TimeDelta = TimeDelta::hours(24);
/// The most endpoints an organisation may have.
const MOST: usize = 10;

/// A new endpoint.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookDraft {
    /// Where messages go: https, on port 443 or 8443.
    pub url: String,
    /// The events to send at once; all that concern the organisation where absent.
    #[serde(default)]
    pub events: Option<Vec<EventKind>>,
}

/// What can be changed of an endpoint.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WebhookPatch {
    /// Another address.
    pub url: Option<String>,
    /// Switched on or off.
    pub active: Option<bool>,
}

/// Registers an endpoint with its secret, which is shown once, and subscribes its owner to the events.
///
/// # Errors
/// An address webhooks are not sent to; events that do not concern the owner; too many endpoints.
pub async fn create_webhook(
    app: &App,
    actor: Actor,
    draft: WebhookDraft,
) -> Result<(Webhook, String), Refusal> {
    judge(app, &draft.url)?;
    let events = wanted_events(actor, draft.events)?;
    if app.store.webhooks_of(actor.party).await?.len() >= MOST {
        return Err(Refusal::conflict(Code::AlreadyExists));
    }
    let now = app.now();
    let secret = new_secret(app);
    let webhook = Webhook {
        id: WebhookId::new(&*app.clock, &*app.entropy),
        owner: actor.party,
        version: 1,
        url: draft.url,
        secrets: vec![WebhookSecret { text: secret.clone(), until: None }],
        state: WebhookState::Active,
        created_at: now,
        updated_at: now,
    };
    let channel = Channel::Webhook(webhook.id);
    let interest = Interest::Events { events };
    let subscription =
        subscriptions::make(app, actor.party, interest, channel, Frequency::Immediate, Language::Chinese);
    let kept = webhook.clone();
    app.store
        .write(move |tx| async move {
            tx.insert_webhook(&kept).await?;
            Ok::<_, Refusal>(tx.insert_subscription(&subscription).await?)
        })
        .await?;
    Ok((webhook, secret))
}

fn wanted_events(actor: Actor, events: Option<Vec<EventKind>>) -> Result<Vec<EventKind>, Refusal> {
    let known = subscriptions::events_for(actor.party.role());
    let events = events.unwrap_or_else(|| known.to_vec());
    if let Some(place) = events.iter().position(|event| !known.contains(event)) {
        return Err(Refusal::field(format!("/events/{place}"), Code::InvalidValue));
    }
    if events.is_empty() { Err(Refusal::field("/events", Code::Required)) } else { Ok(events) }
}

fn judge(app: &App, url: &str) -> Result<(), Refusal> {
    (app.judge)(url).map_err(|why| {
        let zh = "回调地址须为公网 https 地址（端口 443 或 8443）";
        let fault = FieldError::new("/url", Code::ForbiddenAddress);
        Refusal::Invalid(vec![fault.with_message(zh, why)])
    })
}

/// 32 random bytes in the form of Standard Webhooks.
fn new_secret(app: &App) -> String {
    let mut bytes = [0u8; 32];
    app.entropy.fill(&mut bytes);
    format!("whsec_{}", STANDARD.encode(bytes))
}

/// The actor's endpoints.
///
/// # Errors
/// Only where the store fails.
pub async fn list_webhooks(app: &App, actor: Actor) -> Result<Vec<Webhook>, Refusal> {
    Ok(app.store.webhooks_of(actor.party).await?)
}

/// One endpoint of the actor's.
///
/// # Errors
/// Not there, or somebody else's.
pub async fn read_webhook(app: &App, actor: Actor, id: WebhookId) -> Result<Webhook, Refusal> {
    access::visible(app.store.webhook(id).await?, |webhook| webhook.owner == actor.party)
}

/// Changes an endpoint of the actor's.
///
/// # Errors
/// An address webhooks are not sent to; another version than expected.
pub async fn change_webhook(
    app: &App,
    actor: Actor,
    id: WebhookId,
    expected: Option<i64>,
    patch: WebhookPatch,
) -> Result<Webhook, Refusal> {
    let mut webhook = read_webhook(app, actor, id).await?;
    access::expect_version(expected, webhook.version)?;
    if let Some(url) = patch.url {
        judge(app, &url)?;
        webhook.url = url;
    }
    match patch.active {
        Some(true) => webhook.state = WebhookState::Active,
        Some(false) => webhook.state = WebhookState::Disabled { reason: "owner".to_owned(), at: app.now() },
        None => {}
    }
    save(app, webhook).await
}

async fn save(app: &App, mut webhook: Webhook) -> Result<Webhook, Refusal> {
    webhook.updated_at = app.now();
    app.store
        .write(move |tx| async move {
            tx.update_webhook(&mut webhook).await?;
            if webhook.state != WebhookState::Active {
                tx.cancel_for_webhook(webhook.id).await?;
            }
            Ok(webhook)
        })
        .await
}

/// Removes an endpoint of the actor's with the subscriptions that use it.
///
/// # Errors
/// Not there, or somebody else's; another version than expected.
pub async fn delete_webhook(
    app: &App,
    actor: Actor,
    id: WebhookId,
    expected: Option<i64>,
) -> Result<(), Refusal> {
    let webhook = read_webhook(app, actor, id).await?;
    access::expect_version(expected, webhook.version)?;
    let mut users = subscriptions_using(app, actor, id).await?;
    app.store
        .write(move |tx| async move {
            tx.cancel_for_webhook(id).await?;
            for subscription in users.drain(..) {
                tx.delete_subscription(subscription.id).await?;
            }
            tx.delete_webhook(id).await?;
            Ok(())
        })
        .await
}

async fn subscriptions_using(app: &App, actor: Actor, id: WebhookId) -> Result<Vec<Subscription>, Refusal> {
    let mut all = app.store.subscriptions_of(actor.party, None, 10_000).await?;
    all.retain(|subscription| subscription.channel == Channel::Webhook(id));
    Ok(all)
}

/// Makes a new secret, which is shown once; the old one signs beside it for a day.
///
/// # Errors
/// Not there, or somebody else's.
pub async fn rotate_webhook_secret(
    app: &App,
    actor: Actor,
    id: WebhookId,
) -> Result<(Webhook, String), Refusal> {
    let mut webhook = read_webhook(app, actor, id).await?;
    let (now, secret) = (app.now(), new_secret(app));
    webhook.secrets.retain(|old| old.until.is_none_or(|until| until > now));
    for old in &mut webhook.secrets {
        old.until.get_or_insert(now + OVERLAP);
    }
    webhook.secrets.insert(0, WebhookSecret { text: secret.clone(), until: None });
    Ok((save(app, webhook).await?, secret))
}

/// Queues a test message for an endpoint.
///
/// # Errors
/// Not there, somebody else's, or switched off.
pub async fn test_webhook(app: &App, actor: Actor, id: WebhookId) -> Result<Delivery, Refusal> {
    let webhook = read_webhook(app, actor, id).await?;
    let users = subscriptions_using(app, actor, id).await?;
    let subscription = users.first().map(|subscription| subscription.id);
    let (WebhookState::Active, Some(subscription)) = (&webhook.state, subscription) else {
        return Err(Refusal::conflict(Code::InvalidTransition));
    };
    let now = app.now();
    let event = app.event(EventKind::WebhookTest, id);
    let notification = Notification {
        id: NotificationId::new(&*app.clock, &*app.entropy),
        event: event.id,
        kind: EventKind::WebhookTest,
        receiver: actor.party,
        subscription: Some(subscription),
        news: News::Test,
        created_at: now,
    };
    let delivery = Delivery {
        id: DeliveryId::new(&*app.clock, &*app.entropy),
        receiver: actor.party,
        channel: Channel::Webhook(id),
        message: Message::Alert { notifications: vec![notification.id], subscription, digest: false },
        language: Language::Chinese,
        state: DeliveryState::Queued,
        attempts: 0,
        due_at: now,
        created_at: now,
        finished_at: None,
    };
    let queued = delivery.clone();
    app.store
        .write(move |tx| async move {
            tx.record_event(&event).await?;
            tx.insert_notification(&notification).await?;
            Ok::<_, Refusal>(tx.insert_delivery(&queued).await?)
        })
        .await?;
    Ok(delivery)
}

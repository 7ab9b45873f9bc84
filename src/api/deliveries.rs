//! `/v1/deliveries`: what was sent to whom, with every attempt and how it ended.

use super::{
    Answer,
    auth::Caller,
    json::Nothing,
    paging,
    path::Id,
    query::{Kind, Parameter, Parameters},
};
use crate::{
    app::{App, deliveries},
    domain::{
        delivery::{Attempt, AttemptOutcome, Delivery, DeliveryState, Message},
        ids::{DeliveryId, NotificationId, SubscriptionId, WebhookId},
        language::Language,
        party::{Actor, Party},
        subscription::Channel,
    },
};
use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// The parameters of the list.
pub const LIST: &[Parameter] = &[
    Parameter::one(
        "state",
        Kind::Word(&["queued", "delivered", "suppressed", "cancelled", "dead"]),
        "only deliveries that stand so",
    ),
    paging::LIMIT,
    paging::CURSOR,
];

/// One message to one address or endpoint.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryView {
    /// The `webhook-id`, the same on every try.
    id: DeliveryId,
    receiver: Party,
    channel: ChannelView,
    message: MessageView,
    /// The notifications it carries.
    notifications: Vec<NotificationId>,
    /// The subscription that asked for it.
    subscription: Option<SubscriptionId>,
    language: Language,
    state: DeliveryState,
    /// How many times it was tried.
    attempt_count: u32,
    due_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    /// When it left the queue, if it did.
    finished_at: Option<DateTime<Utc>>,
}

/// A delivery with every try.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryWithAttempts {
    #[serde(flatten)]
    delivery: DeliveryView,
    attempts: Vec<AttemptView>,
}

/// Where it goes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChannelView {
    /// An address; masked for anybody but its owner.
    Email(String),
    /// An endpoint.
    Webhook(WebhookId),
}

/// What it carries.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageView {
    /// One notification.
    Alert,
    /// Several notifications.
    Digest,
    /// A service message: one notification that nobody subscribed to.
    Notice,
    /// A link to sign in.
    SignIn,
    /// Word that an endpoint does not answer.
    EndpointDead,
}

/// One try.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttemptView {
    /// 1, 2, 3 in order.
    number: u32,
    at: DateTime<Utc>,
    /// Milliseconds it took.
    millis: u32,
    outcome: AttemptOutcome,
    /// The other side's status, of HTTP or SMTP.
    status: Option<u16>,
    /// What the other side said, or why nothing was sent.
    detail: String,
}

impl DeliveryView {
    /// The delivery as the caller may see it.
    pub fn of(actor: Actor, delivery: Delivery) -> Self {
        let channel = match delivery.channel {
            Channel::Email(address) if actor.party == delivery.receiver => {
                ChannelView::Email(address.as_str().to_owned())
            }
            Channel::Email(address) => ChannelView::Email(address.masked()),
            Channel::Webhook(id) => ChannelView::Webhook(id),
        };
        let (message, notifications, subscription) = match delivery.message {
            Message::Alert { notifications, subscription, digest } => {
                let kind = if digest { MessageView::Digest } else { MessageView::Alert };
                (kind, notifications, Some(subscription))
            }
            Message::Notice { notification } => (MessageView::Notice, vec![notification], None),
            Message::SignIn { .. } => (MessageView::SignIn, Vec::new(), None),
            Message::EndpointDead { .. } => (MessageView::EndpointDead, Vec::new(), None),
        };
        Self {
            id: delivery.id,
            receiver: delivery.receiver,
            channel,
            message,
            notifications,
            subscription,
            language: delivery.language,
            state: delivery.state,
            attempt_count: delivery.attempts,
            due_at: delivery.due_at,
            created_at: delivery.created_at,
            finished_at: delivery.finished_at,
        }
    }
}

impl From<Attempt> for AttemptView {
    fn from(one: Attempt) -> Self {
        Self {
            number: one.number,
            at: one.at,
            millis: one.millis,
            outcome: one.outcome,
            status: one.status,
            detail: one.detail,
        }
    }
}

/// Lists deliveries to the caller, the newest first; the operator sees all.
#[utoipa::path(get, path = "/v1/deliveries", tag = "deliveries",
    responses((status = 200, description = "A page", body = paging::List<DeliveryView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller, parameters: Parameters) -> Answer {
    let state = parameters.text("state").and_then(DeliveryState::parse);
    let page = deliveries::list_deliveries(&app, actor, state, paging::requested(&parameters)).await?;
    Ok(paging::list(page, |delivery| DeliveryView::of(actor, delivery)))
}

/// Reads a delivery with every try.
#[utoipa::path(get, path = "/v1/deliveries/{id}", tag = "deliveries",
    responses((status = 200, description = "The delivery", body = DeliveryWithAttempts)))]
pub async fn read(app: Data<App>, Caller(actor): Caller, Id(id): Id<DeliveryId>) -> Answer {
    let (delivery, attempts) = deliveries::read_delivery(&app, actor, id).await?;
    let attempts = attempts.into_iter().map(AttemptView::from).collect();
    let delivery = DeliveryView::of(actor, delivery);
    Ok(HttpResponse::Ok().json(DeliveryWithAttempts { delivery, attempts }))
}

/// Queues a delivery again that has left the queue.
#[utoipa::path(post, path = "/v1/deliveries/{id}/redeliver", tag = "deliveries",
    responses((status = 202, description = "The delivery, queued", body = DeliveryView)))]
pub async fn redeliver(app: Data<App>, Caller(actor): Caller, Id(id): Id<DeliveryId>, _: Nothing) -> Answer {
    let delivery = deliveries::redeliver(&app, actor, id).await?;
    Ok(HttpResponse::Accepted().json(DeliveryView::of(actor, delivery)))
}

/// How many deliveries were queued again.
#[derive(Debug, Serialize, ToSchema)]
pub struct Requeued {
    queued: u64,
}

/// Queues all deliveries again that were given up: the caller's own, the operator everybody's.
#[utoipa::path(post, path = "/v1/deliveries/redeliver-dead", tag = "deliveries",
    responses((status = 202, description = "How many are queued again", body = Requeued)))]
pub async fn redeliver_dead(app: Data<App>, Caller(actor): Caller, _: Nothing) -> Answer {
    let queued = deliveries::redeliver_dead(&app, actor).await?;
    Ok(HttpResponse::Accepted().json(Requeued { queued }))
}

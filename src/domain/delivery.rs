//! Deliveries: one message to one address or endpoint. A delivery leaves the queue only as delivered, suppressed,
//! cancelled or dead, and every try is an attempt.

use super::{
    ids::{AttemptId, DeliveryId, NotificationId, SubscriptionId, WebhookId},
    language::Language,
    party::Party,
    subscription::Channel,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One message to one address or endpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// Its identifier: the `webhook-id`, and the left part of the Message-ID, the same on every try.
    pub id: DeliveryId,
    /// Whose it is.
    pub receiver: Party,
    /// Where it goes.
    pub channel: Channel,
    /// What it carries.
    pub message: Message,
    /// In which language.
    pub language: Language,
    /// Where it stands.
    pub state: DeliveryState,
    /// How many times it was tried.
    pub attempts: u32,
    /// When it is due.
    pub due_at: DateTime<Utc>,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// When it left the queue, if it did.
    pub finished_at: Option<DateTime<Utc>>,
}

/// What a delivery carries.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "message")]
pub enum Message {
    /// One or more notifications: more than one makes a digest.
    Alert {
        /// They, in order of time.
        notifications: Vec<NotificationId>,
        /// The subscription that asked for them.
        subscription: SubscriptionId,
        /// Whether it is a digest.
        digest: bool,
    },
    /// A service message: what its receiver is told without having asked, because it concerns it.
    Notice {
        /// What is told.
        notification: NotificationId,
    },
    /// A link to sign in.
    SignIn {
        /// The secret of the link, wiped when the delivery leaves the queue.
        token: String,
    },
    /// Word by email to an endpoint's owner that a message to it was given up.
    EndpointDead {
        /// The endpoint.
        webhook: WebhookId,
        /// The delivery that was given up.
        delivery: DeliveryId,
    },
}

impl std::fmt::Debug for Message {
    /// Debug output ends up in logs, and a sign-in link may not.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Alert { notifications, .. } => write!(out, "Alert({})", notifications.len()),
            Self::Notice { .. } => out.write_str("Notice"),
            Self::SignIn { .. } => out.write_str("SignIn(…)"),
            Self::EndpointDead { webhook, .. } => write!(out, "EndpointDead({webhook})"),
        }
    }
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waits for its time, or for the next try.
    Queued,
    /// Taken by the other side.
    Delivered,
    /// Not sent, because what it tells is not so any more, or the address is suppressed.
    Suppressed,
    /// Not sent, because its owner took the subscription or endpoint away.
    Cancelled,
    /// Given up.
    Dead,
}

impl DeliveryState {
    /// Every state.
    pub const ALL: &'static [Self] =
        &[Self::Queued, Self::Delivered, Self::Suppressed, Self::Cancelled, Self::Dead];

    /// The name in the API and the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Delivered => "delivered",
            Self::Suppressed => "suppressed",
            Self::Cancelled => "cancelled",
            Self::Dead => "dead",
        }
    }

    /// The state of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.as_str() == text)
    }
}

/// One try of a delivery.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// Its identifier.
    pub id: AttemptId,
    /// Of which delivery.
    pub delivery: DeliveryId,
    /// 1, 2, 3 in order.
    pub number: u32,
    /// When it began.
    pub at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub millis: u32,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// The other side's status: of HTTP or SMTP.
    pub status: Option<u16>,
    /// What the other side said, at most 2 KB, or why nothing was sent.
    pub detail: String,
}

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// The other side took it.
    Delivered,
    /// It will be tried again.
    Retry,
    /// It will not.
    GaveUp,
    /// Nobody knows whether the other side took it; it is tried again under the same id.
    Unknown,
    /// Nothing was sent: what it would tell is not so any more.
    Suppressed,
}

impl AttemptOutcome {
    /// Every outcome.
    pub const ALL: &'static [Self] =
        &[Self::Delivered, Self::Retry, Self::GaveUp, Self::Unknown, Self::Suppressed];

    /// The name in the API and the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Retry => "retry",
            Self::GaveUp => "gave_up",
            Self::Unknown => "unknown",
            Self::Suppressed => "suppressed",
        }
    }

    /// The outcome of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|outcome| outcome.as_str() == text)
    }
}

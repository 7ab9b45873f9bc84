//! Webhook endpoints: where signed messages go, and with which secrets.

use super::{ids::WebhookId, party::Party};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An endpoint of an organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Webhook {
    /// Its identifier.
    pub id: WebhookId,
    /// Whose it is.
    pub owner: Party,
    /// Counts its changes, for `ETag`.
    pub version: i64,
    /// Where messages go.
    pub url: String,
    /// The secrets that sign, newest first; all but the first end after a rotation's overlap.
    pub secrets: Vec<WebhookSecret>,
    /// Whether it is used.
    pub state: WebhookState,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A signing secret, `whsec_…`, encrypted at rest.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookSecret {
    /// The text.
    pub text: String,
    /// Until when it signs; none is the current one.
    pub until: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("WebhookSecret(…)")
    }
}

/// Whether an endpoint is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum WebhookState {
    /// Messages go to it.
    Active,
    /// Switched off, by its owner or by us.
    Disabled {
        /// Why: `owner`, `gone` (it answered 410) or `failing`.
        reason: String,
        /// Since when.
        at: DateTime<Utc>,
    },
}

//! Consent, per purpose and with its dates: nothing of a graduate leaves without one, and a withdrawn one acts at once.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a consent is for (个人信息保护法 13, 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// 匹配: be matched with vacancies, seen by employers without name or contact.
    Matching,
    /// 提醒: be sent alerts.
    Alerts,
    /// 联系: employers may see name and contact.
    Contact,
}

/// A consent that was given, and perhaps withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Consent {
    /// For what.
    pub purpose: Purpose,
    /// Since when.
    pub from: DateTime<Utc>,
    /// When it was withdrawn, if it was.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// Whether there is a live consent for the purpose.
pub fn is_given(consents: &[Consent], purpose: Purpose) -> bool {
    consents.iter().any(|consent| consent.purpose == purpose && consent.withdrawn_at.is_none())
}

//! Subscriptions: what somebody wants to be told, where, and how often.

use super::{
    clock::CHINA,
    email_address::EmailAddress,
    event::EventKind,
    ids::{SubscriptionId, WebhookId},
    language::Language,
    party::Party,
    search::SearchCriteria,
};
use chrono::{DateTime, Datelike, Days, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A saved search or an event alert.
#[derive(Debug, Clone, PartialEq)]
pub struct Subscription {
    /// Its identifier.
    pub id: SubscriptionId,
    /// Who is told.
    pub owner: Party,
    /// Counts its changes, for `ETag`.
    pub version: i64,
    /// What about.
    pub interest: Interest,
    /// Where.
    pub channel: Channel,
    /// How often.
    pub frequency: Frequency,
    /// In which language.
    pub language: Language,
    /// Whether it is used.
    pub active: bool,
    /// When it was made: only what is new from then on counts.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A saved search alone: whose it is and where it goes is read when it finds something.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedSearch {
    /// Its subscription.
    pub id: SubscriptionId,
    /// Which version of the subscription has this search.
    pub version: i64,
    /// The search.
    pub search: SearchCriteria,
}

/// What somebody wants to be told about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Interest {
    /// New vacancies that a search would find.
    Search {
        /// The search.
        search: Box<SearchCriteria>,
    },
    /// Events of these kinds that concern the owner.
    Events {
        /// The kinds.
        events: Vec<EventKind>,
    },
}

/// Where messages go.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// To an email address.
    Email(EmailAddress),
    /// To an endpoint.
    Webhook(WebhookId),
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// At once.
    #[default]
    Immediate,
    /// Once a day, at eight in the morning in China.
    Daily,
    /// Once a week, on Monday at eight.
    Weekly,
}

impl Frequency {
    /// When something that happens now is due.
    pub fn due(self, now: DateTime<Utc>) -> DateTime<Utc> {
        let local = now.with_timezone(&CHINA);
        let morning = |days: u64| {
            let date = local.date_naive().checked_add_days(Days::new(days)).unwrap_or(local.date_naive());
            let eight = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
            CHINA.from_local_datetime(&date.and_time(eight)).single().map_or(now, |at| at.with_timezone(&Utc))
        };
        match self {
            Self::Immediate => now,
            Self::Daily if morning(0) > now => morning(0),
            Self::Daily => morning(1),
            Self::Weekly => {
                let days = u64::from((7 - local.weekday().num_days_from_monday()) % 7);
                if morning(days) > now { morning(days) } else { morning(days + 7) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse::<DateTime<Utc>>().unwrap()
    }

    #[test]
    fn digests_are_due_at_eight_in_china() {
        // 2026-06-20 is a Saturday.
        assert_eq!(Frequency::Daily.due(at("2026-06-20T07:59:59+08:00")), at("2026-06-20T08:00:00+08:00"));
        assert_eq!(Frequency::Daily.due(at("2026-06-20T08:00:00+08:00")), at("2026-06-21T08:00:00+08:00"));
        assert_eq!(Frequency::Weekly.due(at("2026-06-20T12:00:00+08:00")), at("2026-06-22T08:00:00+08:00"));
        assert_eq!(Frequency::Weekly.due(at("2026-06-22T07:00:00+08:00")), at("2026-06-22T08:00:00+08:00"));
        assert_eq!(Frequency::Weekly.due(at("2026-06-22T08:00:00+08:00")), at("2026-06-29T08:00:00+08:00"));
        assert_eq!(
            Frequency::Immediate.due(at("2026-06-22T08:00:00+08:00")),
            at("2026-06-22T08:00:00+08:00")
        );
    }
}

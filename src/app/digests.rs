//! Digests: what gathered for a subscription goes out together at its hour.

use super::{App, matchmaking::alert, work::WorkError};
use crate::{
    domain::{
        delivery::Delivery,
        event::EventKind,
        ids::{DeliveryId, NotificationId},
        notification::{News, Notification},
        subscription::{Channel, Subscription},
    },
    store::StoreError,
};
use std::sync::Arc;

/// Makes deliveries of the digests that are due, of at most so many subscriptions, and returns of how many.
///
/// # Errors
/// Where the store fails.
pub async fn send_due(app: &App, limit: u64) -> Result<usize, WorkError> {
    let now = app.now();
    // Mostly nothing is due, and to see that no write transaction is needed.
    if app.store.next_digest().await?.is_none_or(|due| due > now) {
        return Ok(0);
    }
    let (clock, entropy) = (Arc::clone(&app.clock), Arc::clone(&app.entropy));
    let done = app
        .store
        .write(move |tx| async move {
            let due = tx.claim_due_digests(now, limit).await?;
            let mut deliveries: Vec<Delivery> = Vec::new();
            for (subscription, ids) in &due {
                for notifications in parcels(subscription, tx.notifications(ids).await?) {
                    let id = DeliveryId::new(&*clock, &*entropy);
                    tx.finish_digest(subscription.id, &notifications, id).await?;
                    deliveries.push(alert(id, subscription, notifications, true, now));
                }
            }
            if !deliveries.is_empty() {
                tx.insert_deliveries(&deliveries).await?;
            }
            Ok::<_, StoreError>(due.len())
        })
        .await?;
    Ok(done)
}

/// A mail is about one thing: matches, own vacancies, or imports. An endpoint takes everything at once.
fn parcels(subscription: &Subscription, notifications: Vec<Notification>) -> Vec<Vec<NotificationId>> {
    let mut parcels: Vec<(Option<u8>, Vec<NotificationId>)> = Vec::new();
    for notification in notifications {
        let topic = match subscription.channel {
            Channel::Email(_) => topic(&notification),
            Channel::Webhook(_) => Some(0),
        };
        match parcels.iter_mut().find(|(known, _)| topic.is_some() && *known == topic) {
            Some((_, parcel)) => parcel.push(notification.id),
            None => parcels.push((topic, vec![notification.id])),
        }
    }
    parcels.into_iter().map(|(_, parcel)| parcel).collect()
}

/// What can be told in one mail has one topic; what was decided about a vacancy has a mail of its own.
fn topic(notification: &Notification) -> Option<u8> {
    match (&notification.news, notification.kind) {
        (News::VacancyForGraduate { .. } | News::VacancyForSearch { .. }, _) => Some(0),
        (News::VacancyForSchool { .. }, _) => Some(1),
        (News::OwnVacancy { .. }, EventKind::VacancyHeld | EventKind::VacancyRefused) => None,
        (News::OwnVacancy { .. }, _) => Some(2),
        (News::Import { .. }, _) => Some(3),
        (News::Test, _) => Some(4),
        (News::Ending { .. }, EventKind::VacancyExpired) => Some(5),
        (News::Ending { .. }, _) => Some(6),
        (News::Application { .. }, EventKind::ApplicationSubmitted) => Some(7),
        (
            News::Verification { .. }
            | News::Registration { .. }
            | News::Application { .. }
            | News::Seats { .. }
            | News::AppliedVacancy { .. },
            _,
        ) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        email_address::EmailAddress,
        ids::{EventId, SchoolId, SubscriptionId, VacancyId, WebhookId},
        language::Language,
        party::Party,
        subscription::{Frequency, Interest},
    };
    use uuid::Uuid;

    fn subscription(channel: Channel) -> Subscription {
        let at = "2026-06-20T08:00:00+08:00".parse().unwrap();
        Subscription {
            id: SubscriptionId(Uuid::from_u128(1)),
            owner: Party::School(SchoolId(Uuid::from_u128(2))),
            version: 1,
            interest: Interest::Events { events: vec![EventKind::MatchFound, EventKind::ImportFinished] },
            channel,
            frequency: Frequency::Daily,
            language: Language::Chinese,
            active: true,
            created_at: at,
            updated_at: at,
        }
    }

    fn notification(number: u128, news: News) -> Notification {
        let subscription = subscription(Channel::Webhook(WebhookId(Uuid::from_u128(3))));
        Notification {
            id: NotificationId(Uuid::from_u128(number)),
            event: EventId(Uuid::from_u128(number)),
            kind: EventKind::MatchFound,
            receiver: subscription.owner,
            subscription: Some(subscription.id),
            news,
            created_at: subscription.created_at,
        }
    }

    #[test]
    fn a_mail_is_about_one_thing_and_an_endpoint_takes_all() {
        let found = |number| {
            let vacancy = VacancyId(Uuid::from_u128(number));
            notification(
                number,
                News::VacancyForSchool { vacancy, count: 1, majors: vec![], graduates: vec![] },
            )
        };
        let notifications =
            vec![found(1), notification(2, News::Import { accepted: 3, rejected: 0, held: 0 }), found(3)];
        let sizes = |channel| {
            let parcels = parcels(&subscription(channel), notifications.clone());
            parcels.iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(sizes(Channel::Email(EmailAddress::parse("a@b.cn").unwrap())), [2, 1]);
        assert_eq!(sizes(Channel::Webhook(WebhookId(Uuid::from_u128(3)))), [3]);
    }
}

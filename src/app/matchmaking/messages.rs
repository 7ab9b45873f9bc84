//! From an audience to the rows that carry it: notifications, deliveries that are due at once, items of digests.

use super::audience::{Audience, Notice};
use crate::{
    app::App,
    domain::{
        delivery::{Delivery, DeliveryState, Message},
        event::Event,
        ids::{DeliveryId, NotificationId},
        notification::Notification,
        party::Party,
        subscription::{Channel, Frequency, Subscription},
    },
    store::DigestItem,
};
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// What is written for an event.
pub(super) struct Messages {
    pub(super) notifications: Vec<Notification>,
    pub(super) deliveries: Vec<Delivery>,
    pub(super) digests: Vec<DigestItem>,
}

impl Messages {
    /// Without what hangs on notifications that were not written.
    pub(super) fn only(mut self, written: &HashSet<NotificationId>) -> Self {
        self.notifications.retain(|notification| written.contains(&notification.id));
        self.digests.retain(|item| written.contains(&item.notification));
        self.deliveries.retain(|delivery| match &delivery.message {
            Message::Alert { notifications, .. } => notifications.iter().all(|id| written.contains(id)),
            Message::Notice { notification } => written.contains(notification),
            Message::SignIn { .. } | Message::EndpointDead { .. } => true,
        });
        self
    }
}

/// The messages for an audience.
pub(super) fn compose(app: &App, event: &Event, audience: Audience) -> Messages {
    let now = app.now();
    let fresh =
        || (NotificationId::new(&*app.clock, &*app.entropy), DeliveryId::new(&*app.clock, &*app.entropy));
    compose_with(event, audience, now, fresh)
}

fn compose_with(
    event: &Event,
    audience: Audience,
    now: DateTime<Utc>,
    fresh: impl Fn() -> (NotificationId, DeliveryId),
) -> Messages {
    let mut messages = Messages { notifications: Vec::new(), deliveries: Vec::new(), digests: Vec::new() };
    for (receiver, told) in audience.into_told() {
        let channels = told.channels();
        if channels.is_empty() && told.notice.is_none() {
            continue;
        }
        let (notification, _) = fresh();
        let subscription = channels.first().map(|first| first.id);
        if let Some(notice) = &told.notice {
            messages.deliveries.push(service_message(fresh().1, receiver, notice, notification, now));
        }
        for subscription in channels {
            match subscription.frequency {
                Frequency::Immediate => {
                    messages.deliveries.push(alert(fresh().1, subscription, vec![notification], false, now));
                }
                Frequency::Daily | Frequency::Weekly => messages.digests.push(DigestItem {
                    notification,
                    subscription: subscription.id,
                    due_at: subscription.frequency.due(now),
                }),
            }
        }
        messages.notifications.push(Notification {
            id: notification,
            event: event.id,
            kind: told.kind,
            receiver,
            subscription,
            news: told.news,
            created_at: now,
        });
    }
    messages
}

/// A service message to the address on file, due now.
fn service_message(
    id: DeliveryId,
    receiver: Party,
    notice: &Notice,
    notification: NotificationId,
    now: DateTime<Utc>,
) -> Delivery {
    Delivery {
        id,
        receiver,
        channel: Channel::Email(notice.address.clone()),
        message: Message::Notice { notification },
        language: notice.language,
        state: DeliveryState::Queued,
        attempts: 0,
        due_at: now,
        created_at: now,
        finished_at: None,
    }
}

/// A delivery of notifications to a subscription's channel, due now.
pub(in crate::app) fn alert(
    id: DeliveryId,
    subscription: &Subscription,
    notifications: Vec<NotificationId>,
    digest: bool,
    now: DateTime<Utc>,
) -> Delivery {
    Delivery {
        id,
        receiver: subscription.owner,
        channel: subscription.channel.clone(),
        message: Message::Alert { notifications, subscription: subscription.id, digest },
        language: subscription.language,
        state: DeliveryState::Queued,
        attempts: 0,
        due_at: now,
        created_at: now,
        finished_at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::audience::tests::{at, event, mail, subscription};
    use super::*;
    use crate::domain::{
        event::EventKind,
        ids::{VacancyId, WebhookId},
        notification::News,
    };
    use std::cell::Cell;
    use uuid::Uuid;

    fn composed() -> Messages {
        let event = event();
        let mut audience = Audience::of(&event);
        let news = || News::VacancyForSearch { vacancy: VacancyId(Uuid::from_u128(1)) };
        let mut daily = subscription(1, 5, mail("a@b.cn"));
        daily.frequency = Frequency::Daily;
        audience.tell(EventKind::MatchFound, news, daily);
        audience.tell(
            EventKind::MatchFound,
            news,
            subscription(2, 5, Channel::Webhook(WebhookId(Uuid::from_u128(9)))),
        );
        audience.tell(EventKind::MatchFound, news, subscription(3, 6, mail("c@d.cn")));
        let next = Cell::new(100);
        let fresh = || {
            next.set(next.get() + 1);
            let id = Uuid::from_u128(next.get());
            (NotificationId(id), DeliveryId(id))
        };
        compose_with(&event, audience, at("2026-06-20T10:00:05+08:00"), fresh)
    }

    #[test]
    fn one_notification_a_receiver_one_delivery_or_digest_item_a_channel() {
        let messages = composed();
        assert_eq!(messages.notifications.len(), 2);
        assert_eq!(messages.deliveries.len(), 2);
        assert_eq!(messages.digests.len(), 1);
        assert_eq!(messages.digests[0].due_at, at("2026-06-21T08:00:00+08:00"));
        assert_eq!(messages.digests[0].notification, messages.notifications[0].id);
        let told_by = messages.notifications[0].subscription.map(|id| id.0.as_u128());
        assert_eq!(told_by, Some(2), "the most urgent subscription answers why");
    }

    #[test]
    fn nothing_goes_out_for_a_notification_that_was_there_before() {
        let messages = composed();
        let kept = messages.notifications[1].id;
        let messages = messages.only(&HashSet::from([kept]));
        assert_eq!(
            (messages.notifications.len(), messages.deliveries.len(), messages.digests.len()),
            (1, 1, 0)
        );
    }
}

//! Lanes: whoever is sent much, or answers slowly, keeps nobody else waiting. An endpoint has a lane, and so has the
//! domain of an address; only so many messages of a lane are on their way at once.

use crate::domain::{delivery::Delivery, ids::WebhookId, subscription::Channel};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// In a full lane so many times more wait than are on their way: no more are leased for it meanwhile.
const WAITING: usize = 2;

/// All lanes of one worker.
pub(super) struct Lanes {
    width: usize,
    each: Mutex<HashMap<Key, Lane>>,
    /// Told when a lane is full no more.
    opened: Notify,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Endpoint(WebhookId),
    Domain(String),
}

struct Lane {
    places: Arc<Semaphore>,
    /// On their way or waiting.
    there: usize,
}

/// A message's stay in its lane. It leaves when this is dropped.
pub(super) struct InLane {
    lanes: Arc<Lanes>,
    key: Key,
    places: Arc<Semaphore>,
}

impl Lanes {
    /// In each so many are on their way at once.
    pub(super) fn of_width(width: usize) -> Arc<Self> {
        Arc::new(Self { width: width.max(1), each: Mutex::default(), opened: Notify::new() })
    }

    /// Enters the lane of a delivery.
    pub(super) fn enter(self: &Arc<Self>, delivery: &Delivery) -> InLane {
        let key = Key::of(&delivery.channel);
        let mut each = self.each();
        let lane = each
            .entry(key.clone())
            .or_insert_with(|| Lane { places: Arc::new(Semaphore::new(self.width)), there: 0 });
        lane.there += 1;
        InLane { lanes: Arc::clone(self), key, places: Arc::clone(&lane.places) }
    }

    /// The endpoints whose lanes are full.
    pub(super) fn full_endpoints(&self) -> Vec<WebhookId> {
        let each = self.each();
        let full = each.iter().filter(|(_, lane)| self.is_full(lane));
        full.filter_map(|(key, _)| if let Key::Endpoint(id) = key { Some(*id) } else { None }).collect()
    }

    /// Waits until a lane that was full is full no more; one that was so meanwhile counts.
    pub(super) async fn opened(&self) {
        self.opened.notified().await;
    }

    /// How many messages there are, but for those to endpoints whose lanes are full.
    pub(super) fn there(&self) -> usize {
        let counted = |(key, lane): (&Key, &Lane)| {
            let apart = matches!(key, Key::Endpoint(_)) && self.is_full(lane);
            if apart { 0 } else { lane.there }
        };
        self.each().iter().map(counted).sum()
    }

    fn is_full(&self, lane: &Lane) -> bool {
        lane.there >= self.width * (1 + WAITING)
    }

    fn each(&self) -> MutexGuard<'_, HashMap<Key, Lane>> {
        self.each.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Key {
    fn of(channel: &Channel) -> Self {
        match channel {
            Channel::Webhook(id) => Self::Endpoint(*id),
            Channel::Email(address) => {
                let (_, domain) = address.as_str().rsplit_once('@').unwrap_or_default();
                Self::Domain(domain.to_ascii_lowercase())
            }
        }
    }
}

impl InLane {
    /// Waits until the message may be on its way.
    pub(super) async fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.places).acquire_owned().await.ok()
    }
}

impl Drop for InLane {
    fn drop(&mut self) {
        let mut each = self.lanes.each();
        if let Some(lane) = each.get_mut(&self.key) {
            let was_full = self.lanes.is_full(lane);
            lane.there -= 1;
            if was_full && !self.lanes.is_full(lane) {
                self.lanes.opened.notify_one();
            }
            if lane.there == 0 {
                each.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        delivery::{DeliveryState, Message},
        email_address::EmailAddress,
        ids::{DeliveryId, NotificationId},
        language::Language,
        party::Party,
    };
    use uuid::Uuid;

    fn to(channel: Channel) -> Delivery {
        let at = "2026-06-20T10:00:00+08:00".parse().unwrap();
        Delivery {
            id: DeliveryId(Uuid::nil()),
            receiver: Party::Operator,
            channel,
            message: Message::Notice { notification: NotificationId(Uuid::nil()) },
            language: Language::Chinese,
            state: DeliveryState::Queued,
            attempts: 0,
            due_at: at,
            created_at: at,
            finished_at: None,
        }
    }

    #[tokio::test]
    async fn a_lane_lets_so_many_through_and_is_gone_when_it_is_empty() {
        let lanes = Lanes::of_width(2);
        let (slow, other) = (WebhookId(Uuid::from_u128(1)), WebhookId(Uuid::from_u128(2)));
        let waiting: Vec<_> = (0..6).map(|_| lanes.enter(&to(Channel::Webhook(slow)))).collect();
        let on_their_way = [waiting[0].place().await, waiting[1].place().await];
        assert!(waiting[2].places.try_acquire().is_err(), "two at once");
        let of_other = lanes.enter(&to(Channel::Webhook(other)));
        assert!(of_other.place().await.is_some(), "the other is not kept waiting");
        assert_eq!((lanes.full_endpoints(), lanes.there()), (vec![slow], 1));
        drop((on_their_way, waiting));
        lanes.opened().await;
        assert_eq!((lanes.full_endpoints(), lanes.there()), (Vec::new(), 1));
        drop(of_other);
        assert!(lanes.each().is_empty());
    }

    #[test]
    fn addresses_of_one_domain_share_a_lane() {
        let lanes = Lanes::of_width(1);
        let mail = |address: &str| to(Channel::Email(EmailAddress::parse(address).unwrap()));
        let both = (lanes.enter(&mail("a@mail.example")), lanes.enter(&mail("b@MAIL.example")));
        assert_eq!((both.0.key.clone(), lanes.each().len()), (both.1.key.clone(), 1));
    }
}

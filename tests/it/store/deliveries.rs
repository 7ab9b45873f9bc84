//! Deliveries: claimed by one worker at a time, finished with an attempt, taken away and put back.

use super::fixtures::*;
use crate::support::database::{TestDatabase, on_both_databases};
use jobbridge::{
    domain::{
        delivery::{AttemptOutcome, Delivery, DeliveryState, Message},
        ids::*,
        party::Party,
        subscription::Channel,
    },
    store::{Store, StoreError, deliveries::Next},
};
use std::collections::HashMap;

fn receiver() -> Party {
    Party::School(id!(SchoolId))
}

async fn queued(store: &Store, count: usize) -> Vec<Delivery> {
    let (receiver, subscription) = (receiver(), id!(SubscriptionId));
    let deliveries: Vec<_> = (0..count).map(|_| delivery(receiver, subscription)).collect();
    let rows = deliveries.clone();
    transact!(store, |tx| tx.insert_deliveries(&rows)).unwrap();
    deliveries
}

async fn two_workers_never_claim_the_same_delivery(database: TestDatabase) {
    let store = database.open().await;
    let deliveries = queued(&store, 300).await;
    let claim_all = |store: Store| async move {
        let (mine, mut claimed) = (uuid(), Vec::new());
        loop {
            let batch = store.claim_due(mine, now(), now() + seconds(60), 7).await.unwrap();
            assert!(batch.len() <= 7, "never more than asked for");
            if batch.is_empty() {
                return claimed;
            }
            claimed.extend(batch.into_iter().map(|delivery| delivery.id));
        }
    };
    let workers: Vec<_> = (0..8).map(|_| tokio::spawn(claim_all(store.clone()))).collect();
    let mut times = HashMap::new();
    for worker in workers {
        for id in worker.await.unwrap() {
            *times.entry(id).or_insert(0) += 1;
        }
    }
    assert_eq!(times.len(), deliveries.len(), "every one is claimed");
    assert!(times.values().all(|times| *times == 1), "and only once");
}

async fn an_expired_lease_is_claimable_again_and_the_losers_finish_is_refused(database: TestDatabase) {
    let store = database.open().await;
    let id = queued(&store, 1).await[0].id;
    let (slow, quick, begun) = (uuid(), uuid(), now());
    assert_eq!(store.claim_due(slow, begun, begun + seconds(10), 5).await.unwrap().len(), 1);
    assert!(store.claim_due(quick, begun + seconds(9), begun + seconds(30), 5).await.unwrap().is_empty());
    let again = store.claim_due(quick, begun + seconds(10), begun + seconds(30), 5).await.unwrap();
    assert_eq!(again[0].id, id);
    let next = Next::Finished(DeliveryState::Delivered);
    let late = store.finish_attempt(slow, attempt(id, 1), next).await;
    assert!(matches!(late, Err(StoreError::LeaseLost)));
    assert!(store.attempts_of(id).await.unwrap().is_empty());
    store.finish_attempt(quick, attempt(id, 1), next).await.unwrap();
    let finished = store.delivery(id).await.unwrap().unwrap();
    assert_eq!((finished.state, finished.attempts), (DeliveryState::Delivered, 1));
    assert!(finished.finished_at.is_some());
    assert_eq!(store.attempts_of(id).await.unwrap().len(), 1);
}

async fn a_try_that_failed_is_due_again_at_its_time_oldest_first(database: TestDatabase) {
    let store = database.open().await;
    let deliveries = queued(&store, 2).await;
    let (mine, later) = (uuid(), now() + seconds(300));
    assert_eq!(store.claim_due(mine, now(), now() + seconds(60), 1).await.unwrap()[0].id, deliveries[0].id);
    let mut failed = attempt(deliveries[0].id, 1);
    failed.outcome = AttemptOutcome::Retry;
    failed.detail = "a\0b".into();
    store.finish_attempt(mine, failed, Next::RetryAt(later)).await.unwrap();
    assert_eq!(store.oldest_due().await.unwrap(), Some(deliveries[1].due_at));
    let now_due = store.claim_due(mine, now(), now() + seconds(60), 5).await.unwrap();
    assert_eq!(now_due.iter().map(|delivery| delivery.id).collect::<Vec<_>>(), [deliveries[1].id]);
    let lost = store
        .finish_attempts(
            mine,
            vec![
                (attempt(deliveries[1].id, 1), Next::Finished(DeliveryState::Dead)),
                (attempt(deliveries[0].id, 2), Next::Finished(DeliveryState::Dead)),
            ],
        )
        .await
        .unwrap();
    assert_eq!(lost, [deliveries[0].id], "a delivery that was given back is not this worker's any more");
    let due_again = store.claim_due(mine, later, later + seconds(60), 5).await.unwrap();
    assert_eq!((due_again[0].id, due_again[0].attempts), (deliveries[0].id, 1));
    let counts = store.counts_by_state().await.unwrap();
    assert!(counts.contains(&(DeliveryState::Queued, 1)) && counts.contains(&(DeliveryState::Dead, 1)));
    assert_eq!(store.attempts_of(deliveries[0].id).await.unwrap()[0].detail, "a\u{fffd}b");
}

async fn what_is_cancelled_stays_so_unless_it_arrived(database: TestDatabase) {
    let store = database.open().await;
    let deliveries = queued(&store, 3).await;
    let Message::Alert { subscription, .. } = deliveries[0].message else { unreachable!() };
    let mine = uuid();
    assert_eq!(store.claim_due(mine, now(), now() + seconds(60), 2).await.unwrap().len(), 2);
    assert_eq!(transact!(store, |tx| tx.cancel_for_subscription(subscription)).unwrap(), 3);
    let retry = Next::RetryAt(now());
    store.finish_attempt(mine, attempt(deliveries[0].id, 1), retry).await.unwrap();
    let arrived = Next::Finished(DeliveryState::Delivered);
    store.finish_attempt(mine, attempt(deliveries[1].id, 1), arrived).await.unwrap();
    let states = store.deliveries_of(Some(deliveries[0].receiver), None, None, 10).await.unwrap();
    let states: HashMap<_, _> = states.into_iter().map(|delivery| (delivery.id, delivery.state)).collect();
    assert_eq!(states[&deliveries[0].id], DeliveryState::Cancelled);
    assert_eq!(states[&deliveries[1].id], DeliveryState::Delivered);
    assert_eq!(states[&deliveries[2].id], DeliveryState::Cancelled);
    assert_eq!(
        store.attempts_of(deliveries[0].id).await.unwrap().len(),
        1,
        "the try is on record all the same"
    );
    assert!(store.claim_due(mine, now() + seconds(99), now() + seconds(199), 5).await.unwrap().is_empty());
}

async fn a_dead_delivery_can_be_sent_again_and_a_used_link_cannot(database: TestDatabase) {
    let store = database.open().await;
    let mut alert = queued(&store, 1).await.remove(0);
    let mut link = delivery(receiver(), id!(SubscriptionId));
    link.message = Message::SignIn { token: "abcdef".into() };
    link.due_at += seconds(1);
    let row = link.clone();
    transact!(store, |tx| tx.insert_delivery(&row)).unwrap();
    let (mine, at) = (uuid(), now() + seconds(5));
    let claimed = store.claim_due(mine, at, at + seconds(60), 5).await.unwrap();
    assert_eq!(claimed[1].message, link.message, "the worker gets the token");
    for claimed in &claimed {
        let next = Next::Finished(DeliveryState::Dead);
        store.finish_attempt(mine, attempt(claimed.id, 1), next).await.unwrap();
    }
    let wiped = store.delivery(link.id).await.unwrap().unwrap();
    assert_eq!(wiped.message, Message::SignIn { token: String::new() });
    let (first, second) = (alert.id, link.id);
    assert!(transact!(store, |tx| tx.requeue(first, at)).unwrap());
    assert!(!transact!(store, |tx| tx.requeue(first, at)).unwrap(), "it is queued already");
    assert!(!transact!(store, |tx| tx.requeue(second, at)).unwrap());
    alert.attempts = 1;
    alert.due_at = at;
    assert_eq!(store.delivery(first).await.unwrap(), Some(alert));
}

async fn lists_page_without_repeating_or_losing_any(database: TestDatabase) {
    let store = database.open().await;
    let mut deliveries = queued(&store, 25).await;
    queued(&store, 5).await;
    let owner = Some(deliveries[0].receiver);
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = store.deliveries_of(owner, Some(DeliveryState::Queued), after, 4).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        seen.extend(page);
    }
    deliveries.sort_by_key(|delivery| std::cmp::Reverse(delivery.id));
    assert_eq!(seen, deliveries);
    assert_eq!(store.deliveries_of(None, None, None, 100).await.unwrap().len(), 30);
    assert!(store.deliveries_of(owner, Some(DeliveryState::Dead), None, 9).await.unwrap().is_empty());
}

async fn an_endpoint_that_goes_takes_its_deliveries_along(database: TestDatabase) {
    let store = database.open().await;
    let endpoint = id!(WebhookId);
    let mut row = delivery(receiver(), id!(SubscriptionId));
    row.channel = Channel::Webhook(endpoint);
    transact!(store, |tx| tx.insert_delivery(&row)).unwrap();
    queued(&store, 1).await;
    assert_eq!(transact!(store, |tx| tx.cancel_for_webhook(endpoint)).unwrap(), 1);
    assert_eq!(store.claim_due(uuid(), now(), now() + seconds(60), 5).await.unwrap().len(), 1);
}

on_both_databases!(
    two_workers_never_claim_the_same_delivery,
    an_expired_lease_is_claimable_again_and_the_losers_finish_is_refused,
    a_try_that_failed_is_due_again_at_its_time_oldest_first,
    what_is_cancelled_stays_so_unless_it_arrived,
    a_dead_delivery_can_be_sent_again_and_a_used_link_cannot,
    lists_page_without_repeating_or_losing_any,
    an_endpoint_that_goes_takes_its_deliveries_along,
);

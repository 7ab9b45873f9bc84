//! Events: each worked on by one worker at a time until it is finished.

use super::fixtures::*;
use crate::support::database::{TestDatabase, on_both_databases};
use jobbridge::{domain::event::EventKind, store::StoreError};

async fn an_event_is_claimed_postponed_taken_over_and_finished_once(database: TestDatabase) {
    let store = database.open().await;
    let event = event(EventKind::VacancyPublished);
    let (row, wake) = (event.clone(), store.wakes().events());
    transact!(store, |tx| tx.record_event(&row)).unwrap();
    assert!(wake.has_changed().unwrap());
    let (first, second, begun) = (uuid(), uuid(), now());
    let claimed = store.claim_events(first, begun + seconds(10), begun, 10).await.unwrap();
    assert_eq!((&claimed[0].event, claimed[0].attempts), (&event, 0));
    assert!(store.claim_events(second, begun + seconds(10), begun, 10).await.unwrap().is_empty());

    let (id, until) = (event.id, begun + seconds(60));
    transact!(store, |tx| tx.postpone_event(id, first, until, 1)).unwrap();
    assert!(store.claim_events(second, until, begun + seconds(59), 10).await.unwrap().is_empty());
    assert_eq!(store.claim_events(first, until + seconds(10), until, 10).await.unwrap()[0].attempts, 1);

    let taken = store.claim_events(second, until + seconds(99), until + seconds(10), 10).await.unwrap();
    assert_eq!(taken.len(), 1, "the lease ran out");
    let late = transact!(store, |tx| tx.finish_event(id, first));
    assert!(matches!(late, Err(StoreError::LeaseLost)));
    transact!(store, |tx| tx.finish_event(id, second)).unwrap();
    let twice = transact!(store, |tx| tx.finish_event(id, second));
    assert!(matches!(twice, Err(StoreError::LeaseLost)));
    assert!(store.claim_events(first, until, until + seconds(999), 10).await.unwrap().is_empty());
    assert_eq!(store.event(id).await.unwrap(), Some(event));
}

async fn events_are_claimed_in_the_order_of_their_time_and_by_one_worker_each(database: TestDatabase) {
    let store = database.open().await;
    let mut events: Vec<_> = (0..60).map(|_| event(EventKind::VacancyClosed)).collect();
    for (place, event) in events.iter_mut().enumerate() {
        event.at += seconds(place as i64 - 100);
    }
    let rows: Vec<_> = events.iter().rev().cloned().collect();
    transact!(store, |tx| tx.record_events(&rows)).unwrap();
    let mut order = Vec::new();
    for _ in 0..6 {
        let claimed = store.claim_events(uuid(), now() + seconds(60), now(), 10).await.unwrap();
        order.extend(claimed.into_iter().map(|claimed| claimed.event));
    }
    assert_eq!(order, events);
}

async fn what_takes_matching_waits_for_what_is_told_at_once(database: TestDatabase) {
    let store = database.open().await;
    let mut events = vec![event(EventKind::VacancyPublished), event(EventKind::VacancyPublished)];
    events.push(event(EventKind::ImportFinished));
    for (place, event) in events.iter_mut().enumerate() {
        event.at += seconds(place as i64 - 100);
    }
    let rows = events.clone();
    transact!(store, |tx| tx.record_events(&rows)).unwrap();
    let mut order = Vec::new();
    for _ in 0..2 {
        let claimed = store.claim_events(uuid(), now() + seconds(60), now(), 10).await.unwrap();
        order.extend(claimed.into_iter().map(|claimed| claimed.event));
    }
    events.rotate_right(1);
    assert_eq!(order, events, "the end of the import first, then the vacancies in their order");
}

on_both_databases!(
    what_takes_matching_waits_for_what_is_told_at_once,
    an_event_is_claimed_postponed_taken_over_and_finished_once,
    events_are_claimed_in_the_order_of_their_time_and_by_one_worker_each,
);

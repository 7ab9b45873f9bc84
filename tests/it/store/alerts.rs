//! Subscriptions, endpoints, notifications that are told once, and digests.

use super::fixtures::*;
use crate::support::database::{TestDatabase, on_both_databases};
use jobbridge::{
    domain::{
        event::EventKind,
        ids::*,
        notification::News,
        party::Party,
        subscription::{Interest, Subscription},
        webhook::{Webhook, WebhookSecret, WebhookState},
    },
    store::{DigestItem, Store, StoreError},
};

async fn stored_subscription(store: &Store, subscription: Subscription) -> Subscription {
    let row = subscription.clone();
    transact!(store, |tx| tx.insert_subscription(&row)).unwrap();
    subscription
}

async fn subscriptions_are_found_by_owner_kind_and_activity(database: TestDatabase) {
    let store = database.open().await;
    let (one, other) = (Party::School(id!(SchoolId)), Party::Employer(id!(EmployerId)));
    let closed = Interest::Events { events: vec![EventKind::VacancyClosed, EventKind::MatchFound] };
    let events = stored_subscription(&store, subscription(one, closed.clone())).await;
    let searching = stored_subscription(&store, subscription(one, search())).await;
    let foreign = stored_subscription(&store, subscription(other, closed)).await;
    let sleeping = Subscription { active: false, ..subscription(other, search()) };
    let mut sleeping = stored_subscription(&store, sleeping).await;

    let found = store.event_subscriptions(&[one, other], EventKind::MatchFound).await.unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(
        store.event_subscriptions(&[one], EventKind::MatchFound).await.unwrap(),
        std::slice::from_ref(&events)
    );
    assert!(store.event_subscriptions(&[one], EventKind::WebhookTest).await.unwrap().is_empty());
    let saved = store.active_searches(None, 9).await.unwrap();
    let (ids, versions) = (saved.iter().map(|one| one.id), saved.iter().map(|one| one.version));
    assert!(ids.eq([searching.id]) && versions.eq([searching.version]));
    assert_eq!(Interest::Search { search: Box::new(saved[0].search.clone()) }, searching.interest);
    assert!(store.active_searches(Some(searching.id), 9).await.unwrap().is_empty());
    assert_eq!(store.subscriptions_of(other, Some(foreign.id), 9).await.unwrap().len(), 1);

    sleeping.active = true;
    let awake =
        transact!(store, |tx| async move { tx.update_subscription(&mut sleeping).await.map(|()| sleeping) });
    assert_eq!(store.active_searches(None, 9).await.unwrap().len(), 2);
    let id = awake.unwrap().id;
    assert!(transact!(store, |tx| tx.delete_subscription(id)).unwrap());
    assert!(!transact!(store, |tx| tx.delete_subscription(id)).unwrap());
    assert_eq!(store.subscription(id).await.unwrap(), None);
    assert_eq!(store.subscriptions(&[id, events.id]).await.unwrap(), [events]);
}

async fn an_endpoint_keeps_its_secrets(database: TestDatabase) {
    let store = database.open().await;
    let owner = Party::School(id!(SchoolId));
    let secret = |text: &str| WebhookSecret { text: text.into(), until: None };
    let mut webhook = Webhook {
        id: id!(WebhookId),
        owner,
        version: 1,
        url: "https://hooks.school.example/in".into(),
        secrets: vec![secret("whsec_one")],
        state: WebhookState::Active,
        created_at: now(),
        updated_at: now(),
    };
    let row = webhook.clone();
    transact!(store, |tx| tx.insert_webhook(&row)).unwrap();
    assert_eq!(store.webhook(webhook.id).await.unwrap().as_ref(), Some(&webhook));
    webhook.secrets.insert(0, secret("whsec_two"));
    webhook.state = WebhookState::Disabled { reason: "gone".into(), at: now() };
    let webhook =
        transact!(store, |tx| async move { tx.update_webhook(&mut webhook).await.map(|()| webhook) })
            .unwrap();
    assert_eq!(store.webhooks_of(owner).await.unwrap(), std::slice::from_ref(&webhook));
    assert!(transact!(store, |tx| tx.delete_webhook(webhook.id)).unwrap());
}

async fn an_event_and_a_match_are_told_once_to_each(database: TestDatabase) {
    let store = database.open().await;
    let (graduate, school) = (Party::Graduate(id!(GraduateId)), Party::School(id!(SchoolId)));
    let (published, edited, vacancy) = (id!(EventId), id!(EventId), id!(VacancyId));
    let first = notification(published, graduate, vacancy);
    let row = first.clone();
    assert!(transact!(store, |tx| tx.insert_notification(&row)).unwrap());
    let again = notification(published, graduate, id!(VacancyId));
    assert!(!transact!(store, |tx| tx.insert_notification(&again)).unwrap(), "the event was told");
    let edited_vacancy = notification(edited, graduate, vacancy);
    assert!(!transact!(store, |tx| tx.insert_notification(&edited_vacancy)).unwrap(), "the vacancy was told");

    let new = notification(published, school, vacancy);
    let mut own = notification(edited, Party::Operator, vacancy);
    own.kind = EventKind::VacancyClosed;
    own.news = News::OwnVacancy { vacancy };
    let mut own_again = own.clone();
    (own_again.id, own_again.event) = (id!(NotificationId), published);
    let mixed = [edited_vacancy_of(&first), new.clone(), own.clone(), own_again.clone()];
    let written = transact!(store, |tx| async move { tx.insert_notifications(&mixed).await }).unwrap();
    assert_eq!(written, [new.id, own.id, own_again.id], "other news of the same vacancy may follow");
    assert_eq!(store.notifications(&[new.id, first.id]).await.unwrap(), [new, first]);
}

fn edited_vacancy_of(
    first: &jobbridge::domain::notification::Notification,
) -> jobbridge::domain::notification::Notification {
    let mut again = first.clone();
    (again.id, again.event) = (id!(NotificationId), id!(EventId));
    again
}

async fn one_receiver_is_told_once_however_many_workers_find_it(database: TestDatabase) {
    let store = database.open().await;
    let (graduate, vacancy) = (Party::Graduate(id!(GraduateId)), id!(VacancyId));
    let tell = |_| {
        let (store, row) = (store.clone(), notification(id!(EventId), graduate, vacancy));
        tokio::spawn(async move { transact!(store, |tx| tx.insert_notification(&row)).unwrap() })
    };
    let tries: Vec<_> = (0..50).map(tell).collect();
    let mut told = 0;
    for one in tries {
        told += usize::from(one.await.unwrap());
    }
    assert_eq!(told, 1);
}

async fn stored_items(store: &Store, owner: Party, count: usize) -> Subscription {
    let subscription = stored_subscription(store, subscription(owner, search())).await;
    let told: Vec<_> = (0..count).map(|_| notification(id!(EventId), owner, id!(VacancyId))).collect();
    let item = |notification| DigestItem { notification, subscription: subscription.id, due_at: now() };
    let mut items: Vec<_> = told.iter().map(|notification| item(notification.id)).collect();
    items[count - 1].due_at += seconds(3600);
    let work = |tx: jobbridge::store::Tx| async move {
        tx.insert_notifications(&told).await?;
        tx.insert_digest_items(&items).await
    };
    store.write::<_, StoreError, _, _>(work).await.unwrap();
    subscription
}

async fn a_digest_is_collected_whole_and_once(database: TestDatabase) {
    let store = database.open().await;
    for _ in 0..20 {
        stored_items(&store, Party::Graduate(id!(GraduateId)), 4).await;
    }
    let collect = |store: Store| async move {
        let mut sizes = Vec::new();
        loop {
            let work = |tx: jobbridge::store::Tx| async move {
                let digests = tx.claim_due_digests(now(), 3).await?;
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
                for (subscription, notifications) in &digests {
                    tx.finish_digest(subscription.id, notifications, id!(DeliveryId)).await?;
                }
                Ok::<_, StoreError>(digests)
            };
            let digests = store.write(work).await.unwrap();
            if digests.is_empty() {
                return sizes;
            }
            sizes.extend(digests.iter().map(|(_, notifications)| notifications.len()));
        }
    };
    let workers: Vec<_> = (0..4).map(|_| tokio::spawn(collect(store.clone()))).collect();
    let mut sizes = Vec::new();
    for worker in workers {
        sizes.extend(worker.await.unwrap());
    }
    // A worker may find others' rows locked and stop early; together they have collected everything.
    sizes.extend(collect(store.clone()).await);
    assert_eq!(sizes, [3; 20], "what is not due yet waits");
    assert!(store.next_digest().await.unwrap().unwrap() > now());
    let later = now() + seconds(7200);
    let rest = transact!(store, |tx| tx.claim_due_digests(later, 100)).unwrap();
    assert_eq!(rest.len(), 20);
}

async fn a_deleted_subscription_takes_its_digest_along(database: TestDatabase) {
    let store = database.open().await;
    let subscription = stored_items(&store, Party::Operator, 3).await;
    transact!(store, |tx| tx.delete_subscription(subscription.id)).unwrap();
    assert_eq!(store.next_digest().await.unwrap(), None);
}

async fn a_suppressed_address_is_known_in_any_case(database: TestDatabase) {
    let store = database.open().await;
    for _ in 0..2 {
        transact!(
            store,
            |tx| async move { tx.suppress_address(&email("Gone@people.example"), "smtp 550").await }
        )
        .unwrap();
    }
    assert!(store.is_suppressed(&email("gone@people.example")).await.unwrap());
    assert!(!store.is_suppressed(&email("here@people.example")).await.unwrap());
}

on_both_databases!(
    subscriptions_are_found_by_owner_kind_and_activity,
    an_endpoint_keeps_its_secrets,
    an_event_and_a_match_are_told_once_to_each,
    one_receiver_is_told_once_however_many_workers_find_it,
    a_digest_is_collected_whole_and_once,
    a_deleted_subscription_takes_its_digest_along,
    a_suppressed_address_is_known_in_any_case,
);

//! The jobs together, on a SQLite file, an index directory, a mail directory and an endpoint of this machine.

mod notices;
mod searches;
mod world;

use super::{JobOptions, Runner, index};
use crate::{
    app::{
        deliveries::list_deliveries,
        page::PageRequest,
        vacancies::{close_vacancy, read_vacancy},
        webhooks::{WebhookDraft, create_webhook, read_webhook},
    },
    domain::{
        consent::Purpose,
        delivery::{DeliveryState, Message},
        event::EventKind,
        party::{Actor, Party},
        subscription::{Frequency, Interest},
        vacancy::Status,
        webhook::WebhookState,
    },
    store::changes::Subject,
};
use std::time::Duration;
use world::{Endpoint, World};

fn quick() -> JobOptions {
    JobOptions {
        commit_interval: Duration::from_millis(20),
        poll: Duration::from_millis(50),
        ..JobOptions::default()
    }
}

#[tokio::test]
async fn a_new_vacancy_reaches_the_graduate_by_mail_and_the_school_by_webhook() {
    let world = World::new().await;
    let endpoint = Endpoint::start(200).await;
    world.graduate_wants_mail(Frequency::Immediate).await;
    let school = Actor::of(Party::School(world.partner_school()));
    let draft = WebhookDraft { url: endpoint.url(), events: None };
    create_webhook(&world.app, school, draft).await.unwrap();
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.publish().await;
    let mail = world.first_mail().await;
    assert!(mail.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{mail}");
    let request = endpoint.first_request().await;
    assert!(
        request.contains("webhook-signature: v1,") && request.contains(r#""type":"match.found""#),
        "{request}"
    );
    assert!(!request.contains("测试甲"), "no name leaves");
    world.settled(2, DeliveryState::Delivered).await;
    running.stop().await;
    assert!(world.verified().await);
}

#[tokio::test]
async fn the_same_vacancy_is_told_once_however_often_its_event_comes() {
    let world = World::new().await;
    world.graduate_wants_mail(Frequency::Immediate).await;
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.publish().await;
    world.settled(1, DeliveryState::Delivered).await;
    world.advance(chrono::TimeDelta::seconds(1));
    let again = world.app.event(EventKind::VacancyPublished, world.vacancy.id);
    world.app.store.write(|tx| async move { tx.record_event(&again).await }).await.unwrap();
    // Events are worked off in order: when the next one was told, the repeated one is done.
    world.advance(chrono::TimeDelta::seconds(1));
    world.publish_another().await;
    world.settled(2, DeliveryState::Delivered).await;
    running.stop().await;
    assert_eq!(world.deliveries().await.len(), 2);
}

#[tokio::test]
async fn an_event_waits_for_a_slow_index_and_does_not_count_as_failed() {
    let world = World::new().await;
    world.graduate_wants_mail(Frequency::Immediate).await;
    // The index commits long after half the lease is over, and the clock stands still: what is put off by it never comes.
    let slow =
        JobOptions { commit_interval: Duration::from_secs(1), lease: Duration::from_millis(300), ..quick() };
    let running = Runner::start(world.app.clone(), world.senders(), slow);
    world.publish().await;
    world.settled(1, DeliveryState::Delivered).await;
    running.stop().await;
    assert_eq!(world.deliveries().await.len(), 1);
}

#[tokio::test]
async fn scenario_4_what_was_closed_before_it_is_sent_is_suppressed() {
    let world = World::new().await;
    world.graduate_wants_mail(Frequency::Immediate).await;
    // The match is made and queued; nobody sends yet.
    let matching = Runner::start_without_delivery(world.app.clone(), quick());
    world.publish().await;
    world.settled(1, DeliveryState::Queued).await;
    matching.stop().await;
    let employer = Actor::of(Party::Employer(world.vacancy.employer));
    close_vacancy(&world.app, employer, world.vacancy.id, None).await.unwrap();
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.settled(1, DeliveryState::Suppressed).await;
    running.stop().await;
    assert!(world.mails().is_empty());
}

#[tokio::test]
async fn a_consent_taken_back_stops_what_is_queued() {
    let world = World::new().await;
    world.graduate_wants_mail(Frequency::Immediate).await;
    let matching = Runner::start_without_delivery(world.app.clone(), quick());
    world.publish().await;
    world.settled(1, DeliveryState::Queued).await;
    matching.stop().await;
    world.withdraw(Purpose::Alerts).await;
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.settled(1, DeliveryState::Suppressed).await;
    running.stop().await;
    assert!(world.mails().is_empty());
}

#[tokio::test]
async fn an_endpoint_that_answers_410_is_switched_off_and_its_owner_told_by_mail() {
    let world = World::new().await;
    let endpoint = Endpoint::start(410).await;
    let school = Actor::of(Party::School(world.partner_school()));
    let draft = WebhookDraft { url: endpoint.url(), events: None };
    let (webhook, _) = create_webhook(&world.app, school, draft).await.unwrap();
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.publish().await;
    world.settled(1, DeliveryState::Dead).await;
    world.settled(1, DeliveryState::Delivered).await;
    running.stop().await;
    let state = read_webhook(&world.app, school, webhook.id).await.unwrap().state;
    assert!(matches!(state, WebhookState::Disabled { reason, .. } if reason == "gone"));
    let told =
        list_deliveries(&world.app, school, Some(DeliveryState::Delivered), PageRequest::default()).await;
    let told = told.unwrap().items;
    assert!(matches!(told[0].message, Message::EndpointDead { webhook: id, .. } if id == webhook.id));
}

#[tokio::test]
async fn an_endpoint_at_which_nothing_arrives_for_five_days_is_switched_off_and_its_owner_told() {
    let world = World::new().await;
    let endpoint = Endpoint::start(500).await;
    let school = Actor::of(Party::School(world.partner_school()));
    let draft = WebhookDraft { url: endpoint.url(), events: None };
    let (webhook, _) = create_webhook(&world.app, school, draft).await.unwrap();
    let state = async || read_webhook(&world.app, school, webhook.id).await.unwrap().state;
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.publish().await;
    // Ten tries, the last of them nine days after the first.
    for tries in 1..10 {
        world.until(async || world.deliveries().await.iter().any(|one| one.attempts == tries)).await;
        assert_eq!(state().await, WebhookState::Active, "after {tries} tries");
        world.advance(chrono::TimeDelta::days(1));
    }
    world.settled(1, DeliveryState::Dead).await;
    world.settled(1, DeliveryState::Delivered).await;
    running.stop().await;
    assert!(matches!(state().await, WebhookState::Disabled { reason, .. } if reason == "failing"));
    assert!(world.mails().iter().any(|mail| mail.contains("Subject")), "its owner is told");
}

#[tokio::test]
async fn a_daily_digest_waits_for_its_hour_and_carries_everything() {
    let world = World::new().await;
    world.graduate_wants_mail(Frequency::Daily).await;
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.publish().await;
    world.until(async || world.app.store.next_digest().await.unwrap().is_some()).await;
    assert!(world.deliveries().await.is_empty());
    world.advance(chrono::TimeDelta::days(1));
    world.settled(1, DeliveryState::Delivered).await;
    running.stop().await;
    assert_eq!(world.mails().len(), 1);
}

#[tokio::test]
async fn a_search_that_finds_the_vacancy_is_told_and_another_is_not() {
    let world = World::new().await;
    let search = |region: &str| {
        let region = vec![region.to_owned()];
        Interest::Search {
            search: Box::new(crate::domain::search::SearchCriteria { region, ..Default::default() }),
        }
    };
    world.subscribe(Party::School(world.home_school()), search("4403"), "finds@example.org").await;
    world.subscribe(Party::Employer(world.vacancy.employer), search("33"), "misses@example.org").await;
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.publish().await;
    let mail = world.first_mail().await;
    assert!(mail.contains("finds@example.org"), "{mail}");
    world.settled(1, DeliveryState::Delivered).await;
    running.stop().await;
    assert_eq!(world.deliveries().await.len(), 1);
}

#[tokio::test]
async fn a_vacancy_ends_with_its_last_day_and_leaves_the_index() {
    let world = World::new().await;
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.publish().await;
    world.until(async || world.app.index.vacancies().count() == 1).await;
    running.stop().await;
    world.advance(chrono::TimeDelta::days(200));
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.until(async || world.app.index.vacancies().count() == 0).await;
    running.stop().await;
    let seen = read_vacancy(&world.app, Some(Actor::SYSTEM), world.vacancy.id).await.unwrap();
    assert_eq!(seen.vacancy.status, Status::Expired);
}

#[tokio::test]
async fn a_rebuilt_index_agrees_and_a_lost_key_is_found_missing() {
    let world = World::new().await;
    world.publish().await;
    index::rebuild(&world.app, |_, _| {}).await.unwrap();
    let report = index::verify(&world.app).await.unwrap();
    assert_eq!((report.agrees(), report.vacancies.store, report.graduates.store), (true, 1, 1));
    let key = world.vacancy.id.to_string();
    let lost = jobbridge_index::IndexChange::RemoveVacancy(key.clone());
    world.app.index.apply(&[lost]).unwrap();
    let position = world.app.index.position().unwrap();
    world.app.index.commit(&position).unwrap();
    assert_eq!(index::verify(&world.app).await.unwrap().vacancies.missing, [key]);
    // A change to it brings it back.
    let subject = Subject::Vacancy(world.vacancy.id);
    world.app.store.write(move |tx| async move { tx.record_change(subject).await }).await.unwrap();
    assert!(world.verified().await);
}

//! Service messages: an employer is told of its own without having asked, and not of what is no longer so.

use super::{quick, world::World};
use crate::{
    app::{
        employers::{VerifyDecision, VerifyOutcome, verify_employer},
        housekeeping,
    },
    domain::{
        delivery::{DeliveryState, Message},
        event::EventKind,
        ids::VacancyId,
        party::{Actor, Party},
        refusal::Code,
        subscription::Interest,
        vacancy::{Review, StatusEvent, Vacancy},
    },
    jobs::Runner,
};
use chrono::TimeDelta;
use uuid::Uuid;

#[tokio::test]
async fn a_held_or_refused_vacancy_is_told_to_the_contact_without_a_subscription() {
    let world = World::new().await;
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.hold().await;
    world.settled(1, DeliveryState::Delivered).await;
    world.advance(TimeDelta::minutes(1));
    world.decide(StatusEvent::Refuse, |review| review.object(Code::VacancyRefused, "not a job")).await;
    world.settled(2, DeliveryState::Delivered).await;
    running.stop().await;
    let deliveries = world.deliveries().await;
    assert!(deliveries.iter().all(|one| matches!(one.message, Message::Notice { .. })));
    assert!(deliveries.iter().all(|one| one.receiver == Party::Employer(world.vacancy.employer)));
    let mails = world.mails();
    assert!(
        mails.iter().all(|mail| mail.contains("hr@employer.example") && !mail.contains("List-Unsubscribe"))
    );
    let read = world.read();
    let (_, held) = read.iter().find(|(subject, _)| subject.starts_with("岗位正在人工审核")).unwrap();
    assert!(held.contains("原文：“男士优先”") && held.contains("依据：《就业促进法》第二十七条"), "{held}");
    let (_, refused) = read.iter().find(|(subject, _)| subject.starts_with("岗位未能发布")).unwrap();
    assert!(refused.contains("not a job"), "{refused}");
}

#[tokio::test]
async fn a_held_vacancy_that_was_accepted_meanwhile_is_not_told_as_held() {
    let world = World::new().await;
    let matching = Runner::start_without_delivery(world.app.clone(), quick());
    world.hold().await;
    world.settled(1, DeliveryState::Queued).await;
    world.decide(StatusEvent::Accept { employer_verified: true }, Review::accept).await;
    matching.stop().await;
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.settled(1, DeliveryState::Suppressed).await;
    running.stop().await;
    assert!(world.mails().is_empty());
}

#[tokio::test]
async fn a_subscription_to_the_same_address_brings_no_second_mail() {
    let world = World::new().await;
    let employer = Party::Employer(world.vacancy.employer);
    let held = || Interest::Events { events: vec![EventKind::VacancyHeld] };
    world.subscribe(employer, held(), "HR@employer.example").await;
    world.subscribe(employer, held(), "boss@employer.example").await;
    world.advance(TimeDelta::seconds(1));
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.hold().await;
    world.settled(2, DeliveryState::Delivered).await;
    running.stop().await;
    assert_eq!(world.deliveries().await.len(), 2);
    let mails = world.mails();
    assert_eq!(mails.iter().filter(|mail| mail.contains("boss@employer.example")).count(), 1);
}

#[tokio::test]
async fn vacancies_that_end_on_one_day_are_one_mail_and_a_renewed_one_is_none() {
    let world = World::new().await;
    let until = world.vacancy.content.valid_until;
    for number in 0..25 {
        let id = VacancyId(Uuid::from_u128(1_000 + number));
        let mut vacancy = Vacancy { id, ..world.vacancy.clone() };
        vacancy.content.description = format!("看图操作数控车床，{number} 号线");
        world.publish_as(vacancy).await;
    }
    let days = until.signed_duration_since(world.app.today()).num_days();
    world.advance(TimeDelta::days(days - 7));
    assert_eq!(housekeeping::remind(&world.app).await.unwrap(), 25);
    assert_eq!(housekeeping::remind(&world.app).await.unwrap(), 0, "told once");
    let matching = Runner::start_without_delivery(world.app.clone(), quick());
    world.settled(1, DeliveryState::Queued).await;
    matching.stop().await;
    world.renew(VacancyId(Uuid::from_u128(1_000))).await;
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.settled(1, DeliveryState::Delivered).await;
    running.stop().await;
    assert_eq!(world.mails().len(), 1);
    assert_eq!(world.read()[0].0, "有 24 个岗位即将到期");
}

#[tokio::test]
async fn a_check_that_was_not_passed_is_told_with_its_reason_and_its_vacancies_leave() {
    let world = World::new().await;
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.publish().await;
    world.until(async || world.app.index.vacancies().count() == 1).await;
    let decision =
        VerifyDecision { outcome: VerifyOutcome::Failed, reason: Some("licence not readable".to_owned()) };
    verify_employer(&world.app, Actor::SYSTEM, world.vacancy.employer, decision).await.unwrap();
    world.settled(1, DeliveryState::Delivered).await;
    world.until(async || world.app.index.vacancies().count() == 0).await;
    running.stop().await;
    assert!(world.read()[0].1.contains("原因：licence not readable"));
}

use super::*;
use crate::domain::{
    consent::Consent,
    event::EventKind,
    ids::{EventId, GraduateId, NotificationId, SubscriptionId},
    matching::fixtures,
    vacancy::Status,
};
use uuid::Uuid;

fn today() -> NaiveDate {
    "2026-06-20".parse().unwrap()
}

fn told(kind: EventKind, news: News) -> Notification {
    Notification {
        id: NotificationId(Uuid::from_u128(1)),
        event: EventId(Uuid::from_u128(2)),
        kind,
        receiver: Party::Graduate(fixtures::graduate().id),
        subscription: Some(SubscriptionId(Uuid::from_u128(3))),
        news,
        created_at: "2026-06-20T10:00:00+08:00".parse().unwrap(),
    }
}

fn match_for_graduate() -> Notification {
    let vacancy = fixtures::vacancy().id;
    told(EventKind::MatchFound, News::VacancyForGraduate { vacancy, score: 0.8, reasons: Vec::new() })
}

fn with_consent(consents: &[Purpose]) -> Receiver {
    let mut graduate = fixtures::graduate();
    let consent =
        |purpose: &Purpose| Consent { purpose: *purpose, from: graduate.created_at, withdrawn_at: None };
    let consents = consents.iter().map(consent).collect();
    graduate.consents = consents;
    Receiver::Graduate(Box::new(graduate))
}

#[test]
fn scenario_4_a_vacancy_closed_in_between_is_not_told() {
    let receiver = with_consent(&[Purpose::Matching, Purpose::Alerts]);
    let mut vacancy = fixtures::vacancy();
    assert!(holds(&match_for_graduate(), &receiver, Some(&vacancy), today()));
    vacancy.status = Status::Closed;
    assert!(!holds(&match_for_graduate(), &receiver, Some(&vacancy), today()));
    vacancy.status = Status::Published;
    vacancy.content.valid_until = "2026-06-19".parse().unwrap();
    assert!(!holds(&match_for_graduate(), &receiver, Some(&vacancy), today()));
    assert!(!holds(&match_for_graduate(), &receiver, None, today()));
}

#[test]
fn who_took_the_consent_to_matching_back_is_told_of_no_match() {
    let vacancy = fixtures::vacancy();
    let receiver = with_consent(&[Purpose::Alerts]);
    assert!(!holds(&match_for_graduate(), &receiver, Some(&vacancy), today()));
    assert!(!holds(&match_for_graduate(), &Receiver::Other, Some(&vacancy), today()));
}

#[test]
fn an_employer_is_not_told_that_a_closed_vacancy_is_public_nor_the_other_way_round() {
    let mut vacancy = fixtures::vacancy();
    let own = |kind| told(kind, News::OwnVacancy { vacancy: fixtures::vacancy().id });
    let holds_now = |kind, vacancy: &Vacancy| holds(&own(kind), &Receiver::Other, Some(vacancy), today());
    assert!(holds_now(EventKind::VacancyPublished, &vacancy));
    assert!(!holds_now(EventKind::VacancyClosed, &vacancy));
    vacancy.status = Status::Expired;
    assert!(!holds_now(EventKind::VacancyPublished, &vacancy));
    assert!(holds_now(EventKind::VacancyClosed, &vacancy));
}

#[test]
fn the_majors_are_counted_without_those_who_left() {
    let mut left = fixtures::graduate();
    let major = left.major.clone();
    let other = Major { code: "660301".to_owned(), ..major.clone() };
    assert_eq!(without(&[(major.clone(), 3), (other.clone(), 1)], &[left.clone()])[0].1, 2);
    left.id = GraduateId(Uuid::from_u128(77));
    left.major = other.clone();
    assert_eq!(without(&[(major.clone(), 3), (other, 1)], &[left]), [(major, 3)]);
}

//! The scenarios of the domain that matching decides, on 20 June 2026.

use super::{
    Assessment, BlockCode, Candidate, CriterionKind, HelpAction, Post, State, Weights, assess,
    fixtures::{self, Table, day},
};
use crate::domain::{
    graduate::Graduate,
    identity_number::IdentityNumber,
    vacancy::{Vacancy, VacancyContent},
};
use chrono::NaiveDate;

fn judge(graduate: &Graduate, vacancy: &Vacancy, today: NaiveDate) -> Assessment {
    let candidate = Candidate::of(graduate, Some(&fixtures::programme()), None);
    assess(&candidate, &Post::of(vacancy), &Table, &Weights::default(), today)
}

fn asking(certificate: &str) -> Vacancy {
    let mut vacancy = fixtures::vacancy();
    vacancy.content = VacancyContent { valid_until: day("2026-12-31"), ..vacancy.content };
    vacancy.content.requirements.certificates = vec![fixtures::asked_certificate(certificate)];
    vacancy
}

#[test]
fn scenario_2_under_18() {
    let mut graduate = fixtures::graduate();
    graduate.person.identity_number = IdentityNumber::parse("522427200811090006").unwrap();
    graduate.person.birth_date = graduate.person.identity_number.birth_date();
    let electrician = asking("特种作业操作证（低压电工）");

    let found = judge(&graduate, &electrician, fixtures::TODAY);
    let age = found.blocking.iter().find(|one| one.code == BlockCode::MinAge18).unwrap();
    assert!(!found.eligible);
    assert_eq!(age.near_miss_until, Some(day("2026-11-09")));
    assert!(age.message.zh.contains("2026-11-09"), "{}", age.message.zh);

    let card = fixtures::certificate("特种作业操作证（低压电工）", None, "2026-06-01");
    graduate.record.certificates.push(card);
    assert!(!judge(&graduate, &electrician, day("2026-11-08")).eligible);
    assert!(judge(&graduate, &electrician, day("2026-11-09")).eligible);

    let mut cashier = fixtures::vacancy();
    cashier.content.requirements.accepts_minor = Some(true);
    assert!(judge(&graduate, &cashier, fixtures::TODAY).eligible);
}

#[test]
fn scenario_2_born_on_a_leap_day() {
    let mut graduate = fixtures::graduate();
    graduate.person.birth_date = day("2008-02-29");
    let mut vacancy = fixtures::vacancy();
    vacancy.content.requirements.minimum_age = Some(18);
    assert!(!judge(&graduate, &vacancy, day("2026-02-28")).eligible);
    assert!(judge(&graduate, &vacancy, day("2026-03-01")).eligible);
}

#[test]
fn scenario_3_expired() {
    let mut graduate = fixtures::graduate();
    let mut card = fixtures::certificate("健康证", None, "2025-06-01");
    card.expires = Some(day("2026-05-31"));
    graduate.record.certificates = vec![card];
    let cook = asking("健康证");

    let found = judge(&graduate, &cook, fixtures::TODAY);
    assert!(!found.eligible);
    assert_eq!(found.blocking.len(), 1);
    assert_eq!(found.blocking[0].code, BlockCode::CertExpired);
    assert_eq!(found.blocking[0].near_miss_until, Some(day("2026-12-31")));
    assert!(found.blocking[0].message.zh.contains("2026-05-31"));
    let renew = found.would_help.iter().find(|help| help.action == HelpAction::Renew).unwrap();
    assert_eq!(renew.certificate.as_deref(), Some("健康证"));

    graduate.record.certificates.push(fixtures::certificate("健康证", None, "2026-06-19"));
    let renewed = judge(&graduate, &cook, fixtures::TODAY);
    assert!(renewed.eligible);
    assert!((renewed.score.unwrap() - found.score.unwrap() - renew.gain).abs() < 1e-12);
}

#[test]
fn scenario_6_a_withdrawn_consent_ends_matching() {
    let mut graduate = fixtures::graduate();
    graduate.consents[0].withdrawn_at = Some(graduate.updated_at);
    let found = judge(&graduate, &fixtures::vacancy(), fixtures::TODAY);
    assert!(!found.eligible);
    assert_eq!(found.blocking[0].code, BlockCode::NoConsent);
}

#[test]
fn an_empty_profile_has_no_score() {
    let mut graduate = fixtures::graduate();
    graduate.major.code = "750101".into();
    graduate.preferences = Default::default();
    graduate.record = Default::default();
    graduate.programme = None;
    let found = judge(&graduate, &fixtures::vacancy(), fixtures::TODAY);
    assert_eq!(found.score, None);
    assert!(found.criteria.iter().all(|one| one.state == State::Unknown && one.weight == 0.0));
    assert_eq!(found.would_help, []);
    let json = serde_json::to_value(&found).unwrap();
    assert!(json["score"].is_null());
}

#[test]
fn an_empty_requirement_scores_nothing_and_hides_nothing() {
    let mut vacancy = fixtures::vacancy();
    vacancy.content.occupation = None;
    vacancy.content.requirements = Default::default();
    vacancy.content.conditions = Default::default();
    vacancy.content.pay = Default::default();
    let found = judge(&fixtures::graduate(), &vacancy, fixtures::TODAY);
    // The place suits and the vacancy is new, but nobody knows what the work is.
    assert_eq!(found.score, None);
    assert!(found.criteria.iter().all(|one| one.state == State::Unknown && one.weight == 0.0));
    assert!(found.criteria.iter().all(|one| !one.message.zh.is_empty() && !one.message.en.is_empty()));
}

#[test]
fn the_answer_has_the_shape_of_the_api() {
    let found = judge(&fixtures::graduate(), &fixtures::vacancy(), fixtures::TODAY);
    let json = serde_json::to_value(&found).unwrap();
    let skills = &json["criteria"][CriterionKind::Skills as usize];
    assert_eq!(skills["criterion"], "skills");
    assert_eq!(skills["state"], "partly");
    assert_eq!(skills["evidence"][0]["skill"], "数控车床操作");
    assert_eq!(skills["evidence"][0]["held"], true);
    assert_eq!(json["would_help"][0]["action"], "learn");
    assert_eq!(json["would_help"][0]["skill"], "识图");
    assert_eq!(json["eligible"], true);
}

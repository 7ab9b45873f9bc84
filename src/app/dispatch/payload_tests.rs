use super::*;
use crate::domain::{
    ids::{EventId, GraduateId, NotificationId, SchoolId, SubscriptionId},
    language::Bilingual,
    major::Major,
    matching::fixtures,
    notification::{Ending, Notification},
    party::Party,
    refusal::Code,
};
use uuid::Uuid;

fn item(receiver: Party, news: News) -> Item {
    let notification = Notification {
        id: NotificationId(Uuid::from_u128(1)),
        event: EventId(Uuid::from_u128(2)),
        kind: EventKind::MatchFound,
        receiver,
        subscription: Some(SubscriptionId(Uuid::from_u128(3))),
        news,
        created_at: "2026-06-20T10:00:00+08:00".parse().unwrap(),
    };
    let vacancy = Some((fixtures::vacancy(), "示例精密机械（示例）".to_owned()));
    Item { notification, vacancy, ending: Vec::new(), case: Case::None }
}

fn told(item: &Item) -> Value {
    one(item, &|vacancy| format!("https://jobbridge.example/vacancies/{}", vacancy.id))
}

#[test]
fn a_school_is_told_ids_and_majors_of_its_students_and_no_names() {
    let major = Major { catalogue: "2021".into(), code: "660103".into(), name: "数控技术应用".into() };
    let graduate = GraduateId(Uuid::from_u128(4));
    let news = News::VacancyForSchool {
        vacancy: fixtures::vacancy().id,
        count: 1,
        majors: vec![(major, 1)],
        graduates: vec![graduate],
    };
    let body = told(&item(Party::School(SchoolId(Uuid::from_u128(9))), news));
    assert_eq!(body["type"], "match.found");
    assert_eq!(body["timestamp"], "2026-06-20T02:00:00.000Z");
    assert_eq!(body["data"]["count"], 1);
    assert_eq!(body["data"]["majors"][0]["code"], "660103");
    assert_eq!(body["data"]["graduates"], json!([graduate]));
    assert_eq!(body["data"]["vacancy"]["pay"]["min"], 5000);
    assert_eq!(body["data"]["vacancy"]["workplace"]["region"], "440306");
    assert!(!body.to_string().contains(&fixtures::graduate().person.name), "{body}");
}

#[test]
fn an_employer_is_told_its_reference_and_the_state() {
    let mut item = item(
        Party::Employer(fixtures::vacancy().employer),
        News::OwnVacancy { vacancy: fixtures::vacancy().id },
    );
    item.notification.kind = EventKind::VacancyPublished;
    if let Some((vacancy, _)) = &mut item.vacancy {
        vacancy.content.reference = Some("SZ-1".to_owned());
    }
    let body = told(&item);
    assert_eq!((&body["type"], &body["data"]["reference"]), (&json!("vacancy.published"), &json!("SZ-1")));
    assert_eq!(body["data"]["status"], "published");
}

#[test]
fn an_employer_is_told_why_and_nothing_that_is_kept_for_the_operator() {
    let own = News::OwnVacancy { vacancy: fixtures::vacancy().id };
    let mut item = item(Party::Employer(fixtures::vacancy().employer), own);
    item.notification.kind = EventKind::VacancyHeld;
    if let Some((vacancy, _)) = &mut item.vacancy {
        vacancy.status_reasons = vec![StatusReason {
            quote: Some("男士优先".to_owned()),
            article: Some(Bilingual::new("第二十七条", "article 27")),
            words: Some("男士优先，包吃住".to_owned()),
            ..StatusReason::new(Code::CopiedText)
        }];
    }
    let body = told(&item);
    assert_eq!(body["type"], "vacancy.held");
    let reason = &body["data"]["status_reasons"][0];
    assert_eq!((&reason["code"], &reason["quote"]), (&json!("COPIED_TEXT"), &json!("男士优先")));
    assert_eq!(
        (&reason["message"], &reason["article"]),
        (&json!(Code::CopiedText.title().zh), &json!("第二十七条"))
    );
    assert!(!body.to_string().contains("包吃住"), "{body}");
}

#[test]
fn vacancies_that_end_are_told_with_their_last_days() {
    let vacancy = fixtures::vacancy();
    let until = vacancy.content.valid_until;
    let ending = vec![Ending { vacancy: vacancy.id, until }];
    let mut item = item(Party::Employer(vacancy.employer), News::Ending { vacancies: ending });
    (item.notification.kind, item.vacancy, item.ending) = (EventKind::VacancyExpiring, None, vec![vacancy]);
    let body = told(&item);
    assert_eq!(body["type"], "vacancy.expiring");
    assert_eq!(body["data"]["vacancies"][0]["valid_until"], until.to_string());
    assert_eq!(body["data"]["vacancies"].as_array().unwrap().len(), 1);
}

#[test]
fn a_graduate_is_told_score_and_reasons() {
    let graduate = fixtures::graduate().id;
    let reasons = vec![Bilingual::new("专业对口", "The major fits")];
    let news = News::VacancyForGraduate { vacancy: fixtures::vacancy().id, score: 0.82, reasons };
    let data = told(&item(Party::Graduate(graduate), news))["data"].clone();
    assert_eq!((&data["graduate"], &data["score"]), (&json!(graduate), &json!(0.82)));
    assert_eq!(data["reasons"], json!(["专业对口"]));
}

#[test]
fn a_test_says_that_it_is_one() {
    let mut item = item(Party::School(SchoolId(Uuid::from_u128(9))), News::Test);
    (item.notification.kind, item.vacancy) = (EventKind::WebhookTest, None);
    assert_eq!(told(&item)["data"], json!({ "test": true }));
}

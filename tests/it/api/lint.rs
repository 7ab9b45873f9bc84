//! What a vacancy may not say, asked before it is posted.

use crate::support::{TestDatabase, TestServer, on_both_databases, world};
use serde_json::{Value, json};

on_both_databases!(
    a_sound_vacancy_is_ok_and_every_fault_is_told_with_its_words,
    the_form_may_be_half_empty_and_what_is_missing_is_a_finding,
    fields_are_checked_as_words_are,
    a_form_that_is_none_is_refused,
);

async fn lint(server: &TestServer, key: &str, body: &Value, language: &str) -> Value {
    let request = server.post("/v1/vacancies/lint").key(key).header("accept-language", language);
    request.json(body).expect(200).await
}

/// The codes of the findings with the words they are about.
fn told(answer: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = answer["findings"].as_array().unwrap();
    findings.iter().map(|one| (text(&one["code"]), text(&one["quote"]))).collect()
}

async fn a_sound_vacancy_is_ok_and_every_fault_is_told_with_its_words(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let key = &world.employer.key;
    let mut body = world::vacancy("L-1", "数控车工(长白班)");
    let sound = lint(&server, key, &body, "zh-CN").await;
    assert_eq!(sound, json!({ "verdict": "ok", "findings": [] }));

    body["description"] = json!("五险一金。限男性，身高170以上，不招某族，押金300元");
    let refused = lint(&server, key, &body, "zh-CN").await;
    assert_eq!(refused["verdict"], "refused");
    let pairs = [
        ("LINT_SEX", "限男性"),
        ("LINT_APPEARANCE", "身高170以上"),
        ("LINT_ETHNICITY", "不招某族"),
        ("LINT_DEPOSIT", "押金300元"),
    ];
    assert_eq!(told(&refused), pairs.map(|(code, quote)| (code.to_owned(), quote.to_owned())));
    let sex = &refused["findings"][0];
    assert_eq!((&sex["severity"], &sex["pointer"]), (&json!("block"), &json!("/description")));
    assert_eq!(sex["span"], json!({ "start": 5, "end": 8 }));
    assert_eq!(sex["article"], "就业促进法第27条；妇女权益保障法第43条");
    let english = lint(&server, key, &body, "en").await;
    assert_eq!(told(&english), told(&refused), "codes and spans never change with the language");
    assert!(english["findings"][0]["message"].as_str().unwrap().starts_with("Sex may be neither"));

    body["description"] = json!("年龄18-35岁，男女不限");
    assert_eq!(lint(&server, key, &body, "en").await["verdict"], "warned");
    body["description"] = json!("四肢健全");
    assert_eq!(lint(&server, key, &body, "en").await["verdict"], "review");
    let listed = server.get("/v1/vacancies").key(key).expect(200).await;
    assert_eq!(listed["items"], json!([]), "nothing is stored");
}

async fn the_form_may_be_half_empty_and_what_is_missing_is_a_finding(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    for key in [&world.employer.key, &world.home.key, &server.operator_key] {
        let body = json!({ "title": "女装制版师", "description": "男女不限，无需押金，普通话流利" });
        let answer = lint(&server, key, &body, "zh-CN").await;
        let missing: Vec<_> =
            answer["findings"].as_array().unwrap().iter().map(|one| &one["pointer"]).collect();
        assert_eq!(missing, ["/headcount", "/workplace", "/pay", "/valid_until"]);
        assert!(told(&answer).iter().all(|(code, _)| code == "LINT_REQUIRED"), "{answer}");
        assert_eq!(answer["findings"][0]["span"], Value::Null);
    }
    assert_eq!(lint(&server, &server.operator_key, &json!({}), "zh-CN").await["verdict"], "refused");
}

async fn fields_are_checked_as_words_are(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let key = &world.employer.key;
    let mut body = world::vacancy("L-2", "数控车工");
    body["conditions"]["hours_per_week"] = json!(60);
    body["contract"] = json!({ "kind": "labour", "months": 12 });
    body["probation"] = json!({ "months": 3, "pay": 1000 });
    let answer = lint(&server, key, &body, "zh-CN").await;
    let pointers: Vec<_> = answer["findings"].as_array().unwrap().iter().map(|one| &one["pointer"]).collect();
    assert_eq!(
        pointers,
        ["/conditions/hours_per_week", "/conditions/hours_per_week", "/probation/months", "/probation/pay"]
    );
    body["requirements"]["skills"] = json!([{ "term": "限男性" }]);
    let answer = lint(&server, key, &body, "zh-CN").await;
    assert_eq!(answer["findings"][4]["pointer"], "/requirements/skills/0/term");

    let mut internship = world::vacancy("L-3", "数控实习");
    internship["kind"] = json!("internship");
    internship["contract"] = json!({ "kind": "dispatch" });
    internship["conditions"]["shift"] = json!("night");
    let answer = lint(&server, key, &internship, "zh-CN").await;
    let codes: Vec<_> = told(&answer).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["LINT_INTERN_AGENCY", "LINT_INTERN_HOURS"]);
}

async fn a_form_that_is_none_is_refused(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let key = &server.operator_key;
    let post = |body: Value| server.post("/v1/vacancies/lint").key(key).json(&body).send();
    let unknown = post(json!({ "titel": "车工" })).await.expect_problem(422, "INVALID");
    assert_eq!(unknown["errors"][0]["code"], "UNKNOWN_FIELD");
    let long = post(json!({ "description": "好".repeat(10_001) })).await.expect_problem(422, "INVALID");
    assert_eq!(long["errors"][0]["code"], "TOO_LONG");
    server.post("/v1/vacancies/lint").json(&json!({})).send().await.expect_problem(401, "UNAUTHORIZED");
}

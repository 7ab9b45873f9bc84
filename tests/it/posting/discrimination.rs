//! Scenario 7 and its neighbours: what a vacancy may not say, with the very characters, and what is only looked at.

use super::{codes, draft, found, path_of, post};
use crate::support::{TestDatabase, TestServer, on_both_databases};
use serde_json::{Value, json};

on_both_databases!(scenario_7_discrimination, a_change_is_checked_like_a_posting);

/// The characters that a fault is about.
fn quoted(text: &str, fault: &Value) -> String {
    let place = |name: &str| usize::try_from(fault["span"][name].as_u64().unwrap()).unwrap();
    text.chars().skip(place("start")).take(place("end") - place("start")).collect()
}

async fn scenario_7_discrimination(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let employer = server.world().await.employer;
    let text = "限男性，身高170以上，不招某族，押金300元";
    let mut body = draft("包装工");
    body["description"] = json!(text);
    let problem = post(&server, &employer.key, &body).await.expect_problem(422, "INVALID");
    let faults = problem["errors"].as_array().unwrap();
    for (code, word) in
        [("LINT_SEX", "男"), ("LINT_APPEARANCE", "身高"), ("LINT_ETHNICITY", "族"), ("LINT_DEPOSIT", "押金")]
    {
        let fault = faults.iter().find(|fault| fault["code"] == code);
        let fault = fault.unwrap_or_else(|| panic!("{code} is missing: {problem}"));
        assert_eq!(fault["pointer"], "/description");
        assert!(quoted(text, fault).contains(word), "{fault}");
        assert!(fault["article"].as_str().unwrap().contains('第'), "{fault}");
    }
    assert!(found(&server, "包装工").await.is_empty());
    let list = server.get("/v1/vacancies").key(&employer.key).expect(200).await;
    assert_eq!(list["items"], json!([]), "nothing was stored");
}

async fn a_change_is_checked_like_a_posting(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let employer = server.world().await.employer;
    let posted = post(&server, &employer.key, &draft("包装工")).await.expect(201);
    let patch = |body: Value| server.patch(&path_of(&posted)).key(&employer.key).json(&body).send();
    let refused = patch(json!({ "description": "入职交押金300元" })).await.expect_problem(422, "INVALID");
    assert_eq!(codes(&refused["errors"]), ["LINT_DEPOSIT"]);
    let own = server.get(&path_of(&posted)).expect(200).await;
    assert_eq!(own["description"], posted["description"]);
}

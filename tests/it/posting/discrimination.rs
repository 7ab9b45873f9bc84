//! Scenario 7 and its neighbours: what a vacancy may not say, with the very characters, and what is only looked at.

use super::{codes, draft, found, path_of, post};
use crate::support::{TestDatabase, TestServer, on_both_databases, wait_for};
use serde_json::{Value, json};
use std::time::Duration;

on_both_databases!(
    scenario_7_discrimination,
    a_change_is_checked_like_a_posting,
    words_that_may_have_a_reason_are_looked_at,
    what_is_better_left_out_is_said_and_does_nothing,
);

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
    // What may have a reason takes it out of the search until somebody has looked.
    wait_for("the vacancy in the search", Duration::from_secs(10), async || {
        found(&server, "包装工").await.contains(&posted["id"]).then_some(())
    })
    .await;
    let held = patch(json!({ "description": "  流水线包装贴标。身高170以上。" })).await.expect(200);
    assert_eq!(
        (held["status"].as_str(), codes(&held["status_reasons"])),
        (Some("in_review"), vec!["LINT_APPEARANCE"])
    );
    assert_eq!(quoted(held["description"].as_str().unwrap(), &held["status_reasons"][0]), "身高170以上");
    assert!(found(&server, "包装工").await.is_empty());
    server.get(&path_of(&posted)).send().await.expect_problem(404, "NOT_FOUND");
    let better = patch(json!({ "description": "流水线包装贴标，能搬运20公斤。" })).await.expect(200);
    assert_eq!(better["status"], "published", "with nothing left to look at it is public again");
}

async fn words_that_may_have_a_reason_are_looked_at(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let employer = server.world().await.employer;
    let mut body = draft("浴室保洁员");
    body["description"] = json!("打扫浴室和更衣室。女浴室保洁，限女性。包吃住。");
    let held = post(&server, &employer.key, &body).await.expect(201);
    assert_eq!(
        (held["status"].as_str(), codes(&held["status_reasons"])),
        (Some("in_review"), vec!["LINT_SEX"])
    );
    let reason = &held["status_reasons"][0];
    assert_eq!((&reason["pointer"], &reason["quote"]), (&json!("/description"), &json!("限女性")));
    assert!(reason["article"].as_str().unwrap().contains("就业促进法"), "{reason}");
    let decide = |decision: Value| {
        let path = format!("{}/review", path_of(&held));
        server.post(&path).key(&server.operator_key).json(&decision).send()
    };
    decide(json!({ "decision": "accept" })).await.expect(200);
    wait_for("the accepted vacancy in the search", Duration::from_secs(10), async || {
        found(&server, "浴室保洁").await.contains(&held["id"]).then_some(())
    })
    .await;
    let patch = |text: &str| {
        let body = json!({ "description": text });
        server.patch(&path_of(&held)).key(&employer.key).json(&body).expect(200)
    };
    let elsewhere = patch("打扫浴室和更衣室，早晚两班。女浴室保洁，限女性。包吃住。").await;
    assert_eq!(elsewhere["status"], "published", "the sentence that was accepted is the same");
    let there = patch("打扫浴室和更衣室。女更衣室值班，限女性。包吃住。").await;
    assert_eq!(there["status"], "in_review", "it is another sentence");
}

async fn what_is_better_left_out_is_said_and_does_nothing(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let employer = server.world().await.employer;
    let mut body = draft("包装工");
    body["description"] = json!("流水线包装贴标，35岁以下，能搬运20公斤。");
    let posted = post(&server, &employer.key, &body).await.expect(201);
    assert_eq!(
        (posted["status"].as_str(), codes(&posted["warnings"])),
        (Some("published"), vec!["LINT_AGE_CAP"])
    );
    assert!(quoted(body["description"].as_str().unwrap(), &posted["warnings"][0]).contains("35岁以下"));
    let read = server.get(&path_of(&posted)).expect(200).await;
    assert!(read.get("warnings").is_none(), "a warning is for who posts");
}

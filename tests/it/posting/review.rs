//! What waits for a look: the operator's queue, each decision, and what the employer is told.

use super::{codes, draft, found, path_of, post};
use crate::support::{
    TestDatabase, TestServer,
    http::Answer,
    on_both_databases, wait_for,
    world::{self, Organisation},
};
use serde_json::{Value, json};
use std::time::Duration;

on_both_databases!(
    an_accepted_vacancy_is_public_and_its_words_are_not_held_again,
    a_refused_vacancy_says_why_and_comes_back_when_it_is_changed,
    who_is_asked_to_change_it_changes_it_and_is_accepted,
    an_unverified_employers_copy_waits_for_both,
    the_queue_is_worked_off_from_its_oldest,
);

/// A server with a vacancy of one employer, and another employer that copies it.
struct Copied {
    server: TestServer,
    other: Organisation,
}

impl Copied {
    async fn lay_out(database: TestDatabase) -> Self {
        let server = TestServer::start(database).await;
        let first = server.world().await.employer;
        let other = world::verified_employer(&server, &server.operator_key, 8, "宁波样例模具有限公司").await;
        for title in ["数控车工", "数控铣工", "磨床工"] {
            post(&server, &first.key, &draft(title)).await.expect(201);
        }
        Self { server, other }
    }

    async fn held(&self, title: &str) -> Value {
        let held = post(&self.server, &self.other.key, &draft(title)).await.expect(201);
        assert_eq!(held["status"], "in_review");
        held
    }

    async fn decide(&self, vacancy: &Value, decision: Value) -> Answer {
        let path = format!("{}/review", path_of(vacancy));
        self.server.post(&path).key(&self.server.operator_key).json(&decision).send().await
    }

    async fn change(&self, vacancy: &Value, patch: Value) -> Value {
        self.server.patch(&path_of(vacancy)).key(&self.other.key).json(&patch).expect(200).await
    }

    async fn read(&self, vacancy: &Value) -> Value {
        self.server.get(&path_of(vacancy)).key(&self.other.key).expect(200).await
    }
}

async fn an_accepted_vacancy_is_public_and_its_words_are_not_held_again(database: TestDatabase) {
    let copied = Copied::lay_out(database).await;
    let server = &copied.server;
    let held = copied.held("数控车工").await;
    let stale = server.post(&format!("{}/review", path_of(&held))).key(&server.operator_key);
    let stale = stale.header("if-match", "\"7\"").json(&json!({ "decision": "accept" })).send().await;
    stale.expect_problem(412, "PRECONDITION_FAILED");
    let accepted = copied.decide(&held, json!({ "decision": "accept" })).await.expect(200);
    assert_eq!((&accepted["status"], &accepted["status_reasons"]), (&json!("published"), &json!([])));
    assert!(accepted["published_at"].is_string());
    wait_for("the accepted one in the search", Duration::from_secs(10), async || {
        found(server, "数控车工").await.contains(&held["id"]).then_some(())
    })
    .await;
    let changed = copied.change(&held, json!({ "headcount": 3 })).await;
    assert_eq!(changed["status"], "published", "the same words are not held again");
    copied.decide(&held, json!({ "decision": "accept" })).await.expect_problem(409, "INVALID_TRANSITION");
    let changed = copied
        .change(&held, json!({ "title": "数控铣工", "description": draft("数控铣工")["description"] }))
        .await;
    assert_eq!(
        (changed["status"].as_str(), codes(&changed["status_reasons"])),
        (Some("in_review"), vec!["COPIED_TEXT"])
    );
    let history = changed["history"].as_array().unwrap();
    let steps: Vec<_> =
        history.iter().map(|one| (one["status"].as_str().unwrap(), one["by"].as_str().unwrap())).collect();
    assert_eq!(steps, [("in_review", "employer"), ("published", "operator"), ("in_review", "employer")]);
    let reviews =
        server.get(&format!("{}/reviews", path_of(&held))).key(&server.operator_key).expect(200).await;
    let review = &reviews["items"][0];
    assert_eq!((&review["decision"], &review["held"]), (&json!("accept"), &json!(["COPIED_TEXT"])));
    assert!(review["key"].as_str().unwrap().starts_with("key_") && review["at"].is_string(), "{review}");
}

async fn a_refused_vacancy_says_why_and_comes_back_when_it_is_changed(database: TestDatabase) {
    let copied = Copied::lay_out(database).await;
    let held = copied.held("数控车工").await;
    let unexplained = copied.decide(&held, json!({ "decision": "refuse", "reason": " " })).await;
    assert_eq!(unexplained.expect_problem(422, "INVALID")["errors"][0]["pointer"], "/reason");
    let reason = "这是另一家单位的岗位";
    let refused = copied.decide(&held, json!({ "decision": "refuse", "reason": reason })).await.expect(200);
    assert_eq!(refused["status"], "refused");
    let own = copied.read(&held).await;
    assert_eq!(codes(&own["status_reasons"]), ["VACANCY_REFUSED", "COPIED_TEXT"]);
    assert_eq!(own["status_reasons"][0]["message"], reason);
    assert_eq!(own["history"].as_array().unwrap().last().unwrap()["reason"], reason);
    copied.server.get(&path_of(&held)).send().await.expect_problem(404, "NOT_FOUND");
    // A refused one is in nobody's way, not even its own employer's.
    post(&copied.server, &copied.other.key, &draft("数控车工")).await.expect(201);
    let changed = copied.change(&held, json!({ "title": "模具数控车工", "description": "本厂模具车间的数控车工，话是我们自己的，工作是车削模具零件。" })).await;
    assert_eq!(
        (changed["status"].as_str(), codes(&changed["status_reasons"])),
        (Some("in_review"), vec!["VACANCY_REFUSED"])
    );
    copied.decide(&held, json!({ "decision": "accept", "reason": "现在可以了" })).await.expect(200);
    let public = copied.server.get(&path_of(&held)).expect(200).await;
    assert_eq!(public["status"], "published");
    assert!(!public.to_string().contains(reason) && !public.to_string().contains("现在可以了"), "{public}");
}

async fn who_is_asked_to_change_it_changes_it_and_is_accepted(database: TestDatabase) {
    let copied = Copied::lay_out(database).await;
    let held = copied.held("数控车工").await;
    let ask = json!({ "decision": "ask", "reason": "请写明班次和加班情况" });
    let asked = copied.decide(&held, ask).await.expect(200);
    assert_eq!(
        (asked["status"].as_str(), codes(&asked["status_reasons"])),
        (Some("in_review"), vec!["CHANGE_ASKED", "COPIED_TEXT"])
    );
    assert_eq!(asked["status_reasons"][0]["message"], "请写明班次和加班情况");
    let words = "本厂模具车间的数控车工，两班倒，每月加班不超过三十小时，车削模具零件。";
    let changed = copied.change(&held, json!({ "description": words })).await;
    assert_eq!(
        (changed["status"].as_str(), codes(&changed["status_reasons"])),
        (Some("in_review"), vec!["CHANGE_MADE"]),
        "who was asked is looked at again, also where nothing else is held"
    );
    let accepted = copied.decide(&held, json!({ "decision": "accept" })).await.expect(200);
    assert_eq!(accepted["status"], "published");
    assert_eq!(copied.change(&held, json!({ "headcount": 30 })).await["status"], "published");
    let reviews = copied.server.get(&format!("{}/reviews?limit=1", path_of(&held)));
    let reviews = reviews.key(&copied.server.operator_key).expect(200).await;
    assert_eq!(reviews["items"][0]["decision"], "ask");
    assert!(reviews["next"].is_string());
}

async fn an_unverified_employers_copy_waits_for_both(database: TestDatabase) {
    let copied = Copied::lay_out(database).await;
    let server = &copied.server;
    let stranger = world::register_employer(server, 9, "苏州样例电子有限公司").await;
    let posted = post(server, &stranger.key, &draft("数控车工")).await.expect(201);
    assert_eq!(posted["status"], "pending_verification");
    assert_eq!(codes(&posted["status_reasons"]), ["EMPLOYER_NOT_VERIFIED", "COPIED_TEXT"]);
    let verify = |outcome: Value| {
        let path = format!("/v1/employers/{}/verify", stranger.id);
        server.post(&path).key(&server.operator_key).json(&outcome).expect(200)
    };
    verify(json!({ "outcome": "verified" })).await;
    let own = server.get(&path_of(&posted)).key(&stranger.key).expect(200).await;
    assert_eq!(
        (own["status"].as_str(), codes(&own["status_reasons"])),
        (Some("in_review"), vec!["COPIED_TEXT"])
    );
    // Accepted while its employer is not verified, it still waits for that.
    verify(json!({ "outcome": "suspended", "reason": "执照过期" })).await;
    let accepted = copied.decide(&posted, json!({ "decision": "accept" })).await.expect(200);
    assert_eq!(accepted["status"], "pending_verification");
    verify(json!({ "outcome": "verified" })).await;
    assert_eq!(server.get(&path_of(&posted)).expect(200).await["status"], "published");
}

async fn the_queue_is_worked_off_from_its_oldest(database: TestDatabase) {
    let copied = Copied::lay_out(database).await;
    let server = &copied.server;
    let mut held = Vec::new();
    for title in ["数控车工", "数控铣工", "磨床工"] {
        held.push(copied.held(title).await["id"].clone());
    }
    let page = |cursor: String| {
        server
            .get(&format!("/v1/vacancies?status=in_review&limit=2{cursor}"))
            .key(&server.operator_key)
            .expect(200)
    };
    let first = page(String::new()).await;
    let next = first["next"].as_str().unwrap();
    let second = page(format!("&cursor={next}")).await;
    let items =
        [first["items"].as_array().unwrap().clone(), second["items"].as_array().unwrap().clone()].concat();
    let ids: Vec<_> = items.iter().map(|item| item["id"].clone()).collect();
    assert_eq!(ids, held);
    assert_eq!((&items[0]["employer"]["id"], &second["next"]), (&json!(copied.other.id), &Value::Null));
    copied.decide(&items[0], json!({ "decision": "refuse", "reason": "抄来的" })).await.expect(200);
    assert_eq!(page(String::new()).await["items"][0]["id"], held[1]);
    // An employer sees its own alone, and decides on nothing.
    let own = server.get("/v1/vacancies?status=in_review").key(&copied.other.key).expect(200).await;
    assert_eq!(own["items"].as_array().unwrap().len(), 2);
}

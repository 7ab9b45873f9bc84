//! Matches: the same number from both sides, every criterion explained, nobody shown who did not agree.

use crate::support::{TestDatabase, TestServer, World, on_both_databases, wait_for, world::vacancy};
use serde_json::Value;
use std::time::Duration;

on_both_databases!(
    both_sides_read_the_same_match_and_its_explanation,
    who_did_not_agree_is_matched_with_nothing
);

async fn posted(server: &TestServer, world: &World) -> String {
    let body = vacancy("M-1", "数控车工");
    let answer = server.post("/v1/vacancies").key(&world.employer.key).json(&body).expect(201).await;
    answer["id"].as_str().unwrap().to_owned()
}

async fn matched(server: &TestServer, path: &str, key: &str) -> Vec<Value> {
    wait_for("matches", Duration::from_secs(10), async || {
        let found = server.get(path).key(key).expect(200).await;
        let items = found["items"].as_array().unwrap();
        (!items.is_empty()).then(|| items.clone())
    })
    .await
}

/// The digits of a decimal fraction as whole units of its last place.
fn units(number: &Value, decimals: usize) -> u64 {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    assert!(fraction.len() <= decimals, "{text} has more than {decimals} decimals");
    format!("{whole}{fraction:0<decimals$}").parse().unwrap()
}

async fn both_sides_read_the_same_match_and_its_explanation(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let vacancy = posted(&server, &world).await;
    let graduate = &world.graduates[0];
    let own = server.key_for(graduate).await;
    let mine = matched(&server, &format!("/v1/graduates/{graduate}/matches"), &own).await.remove(0);
    assert_eq!((mine["vacancy"].as_str(), mine["graduate"].as_str()), (Some(&*vacancy), Some(&**graduate)));
    assert_eq!(mine["posting"]["title"], "数控车工");
    let path = format!("/v1/vacancies/{vacancy}/matches");
    let theirs = matched(&server, &path, &world.employer.key).await;
    let theirs = theirs.iter().find(|one| one["graduate"] == graduate.as_str()).unwrap();
    let pair = server.get(&format!("{path}/{graduate}")).key(&world.home.key).expect(200).await;
    for field in ["eligible", "score", "criteria", "blocking", "would_help"] {
        assert_eq!(mine[field], theirs[field], "{field}");
        assert_eq!(mine[field], pair[field], "{field}");
    }
    assert_eq!(mine["eligible"], true, "{mine}");
    let criteria = mine["criteria"].as_array().unwrap();
    // To the last digit, by the digits as they stand in the answer.
    let weights: u64 = criteria.iter().map(|one| units(&one["weight"], 4)).sum();
    let score: u64 = criteria.iter().map(|one| units(&one["weight"], 4) * units(&one["score"], 4)).sum();
    assert_eq!((weights, score), (10_000, units(&mine["score"], 8)), "{mine}");
    let skills = criteria.iter().find(|one| one["criterion"] == "skills").unwrap();
    assert!(skills["message"].as_str().unwrap().contains("数控车床操作"), "{skills}");
    let english =
        server.get(&format!("{path}/{graduate}")).key(&world.home.key).header("accept-language", "en");
    let english = english.expect(200).await;
    assert_ne!(english["criteria"][0]["message"], pair["criteria"][0]["message"]);
    assert_eq!(english["score"], pair["score"]);
}

async fn who_did_not_agree_is_matched_with_nothing(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let vacancy = posted(&server, &world).await;
    let (unasked, unnamed) = (&world.graduates[3], &world.graduates[1]);
    let path = format!("/v1/vacancies/{vacancy}/matches");
    let found = matched(&server, &path, &world.employer.key).await;
    assert!(found.iter().all(|one| one["graduate"] != unasked.as_str()), "no consent, no match");
    let masked = found.iter().find(|one| one["graduate"] == unnamed.as_str()).unwrap();
    assert!(masked["candidate"]["name"].is_null(), "no consent to contact, no name: {masked}");
    let named = found.iter().find(|one| one["graduate"] == world.graduates[0].as_str()).unwrap();
    assert_eq!(named["candidate"]["name"], "样例甲");
    let pair = format!("{path}/{unasked}");
    server.get(&pair).key(&world.employer.key).send().await.expect_problem(404, "NOT_FOUND");
    let pair = server.get(&pair).key(&world.home.key).expect(200).await;
    assert_eq!(pair["eligible"], false);
    assert!(pair["blocking"].as_array().unwrap().iter().any(|one| one["code"] == "NO_CONSENT"), "{pair}");
}

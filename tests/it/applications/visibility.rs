//! Who sees an application and how much of the graduate; consent taken back.

use super::Scene;
use crate::support::{TestDatabase, on_both_databases, world};
use serde_json::{Value, json};

on_both_databases!(
    an_employer_sees_as_much_as_was_agreed_to,
    scenario_6_consent_withdrawn,
    lists_go_by_who_asks
);

async fn an_employer_sees_as_much_as_was_agreed_to(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let vacancy = scene.post("数控车工", |_| {}).await;
    let employer = &scene.world.employer.key;
    // The second one of the world did not agree to be contacted.
    for (place, name) in [(0, json!("样例甲")), (1, Value::Null)] {
        let person = scene.person(&scene.world.graduates[place]).await;
        let id = scene.applied(&person, &vacancy).await;
        let seen = scene.application(employer, &id).await.expect(200);
        assert_eq!(seen["candidate"]["name"], name);
        assert_eq!(seen["candidate"]["phone"].is_null(), name.is_null());
        let own = scene.application(&person.key, &id).await.expect(200);
        assert!(own["candidate"]["name"].is_string() && own["candidate"]["email"].is_string());
        let school = scene.application(&scene.world.home.key, &id).await.expect(200);
        assert!(school["candidate"]["name"].is_string());
    }
}

async fn scenario_6_consent_withdrawn(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let (vacancy, offering) = (scene.post("数控车工", |_| {}).await, scene.post("数控铣工", |_| {}).await);
    let person = scene.person(&scene.world.graduates[0]).await;
    let employer = &scene.world.employer.key;
    let id = scene.applied(&person, &vacancy).await;
    let interview = json!({ "to": "interview", "at": "2026-06-23T09:30:00+08:00" });
    scene.moves(employer, &id, interview).await.expect(200);
    let offered = scene.applied(&person, &offering).await;
    scene.offer(&offered).await;
    let consents = async |given: bool| {
        let body = json!({ "consents": [{ "purpose": "matching", "given": given }] });
        let change = scene.server.patch(&format!("/v1/graduates/{}", person.id)).key(&person.key);
        change.json(&body).expect(200).await
    };
    consents(false).await;
    scene.application(employer, &id).await.expect_problem(404, "NOT_FOUND");
    let path = format!("/v1/applications?vacancy={vacancy}");
    let listed = scene.server.get(&path).key(employer).expect(200).await;
    assert_eq!(listed["items"], json!([]));
    assert_eq!(scene.counts(&offering).await, [6, 0, 0, 0], "the seat is free at once");
    for one in [&id, &offered] {
        let own = scene.application(&person.key, one).await.expect(200);
        let last = own["history"].as_array().unwrap().last().unwrap();
        assert_eq!((&own["state"], &last["cause"]), (&json!("withdrawn"), &json!("consent_withdrawn")));
    }
    consents(true).await;
    let still = scene.application(&person.key, &id).await.expect(200);
    assert_eq!(still["state"], "withdrawn", "given again it revives nothing");
    assert_ne!(scene.applied(&person, &vacancy).await, id);
}

async fn lists_go_by_who_asks(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let other =
        world::verified_employer(&scene.server, &scene.server.operator_key, 9, "宁波样例模具有限公司").await;
    let mut made = Vec::new();
    let person = scene.person(&scene.world.graduates[0]).await;
    for (second, title) in ["数控车工", "数控铣工", "钳工"].into_iter().enumerate() {
        // Identifiers sort by the time of their making.
        scene.clock.put(&format!("2026-06-20T10:00:0{second}+08:00"));
        let vacancy = scene.post(title, |_| {}).await;
        made.push(scene.applied(&person, &vacancy).await);
    }
    let ids = async |key: &str, query: &str| {
        let page = scene.server.get(&format!("/v1/applications{query}")).key(key).expect(200).await;
        let ids: Vec<_> = page["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect();
        (ids, page["next"].clone())
    };
    let newest_first: Vec<_> = made.iter().rev().cloned().collect();
    for key in [&person.key, &scene.world.employer.key, &scene.world.home.key] {
        assert_eq!(ids(key, "").await.0, newest_first);
    }
    let (first, next) = ids(&person.key, "?limit=2").await;
    assert_eq!(first, newest_first[..2]);
    let (rest, end) = ids(&person.key, &format!("?limit=2&cursor={}", next.as_str().unwrap())).await;
    assert_eq!((rest, end), (newest_first[2..].to_vec(), Value::Null));
    let stranger = scene.person(&scene.world.graduates[1]).await;
    for key in [&other.key, &stranger.key] {
        assert_eq!(ids(key, "").await.0, Vec::<String>::new());
        scene.application(key, &made[0]).await.expect_problem(404, "NOT_FOUND");
        scene.moves(key, &made[0], json!({ "to": "withdrawn" })).await.expect_problem(404, "NOT_FOUND");
    }
    scene.moves(&person.key, &made[0], json!({ "to": "withdrawn" })).await.expect(200);
    assert_eq!(ids(&scene.world.employer.key, "?state=withdrawn").await.0, made[..1]);
}

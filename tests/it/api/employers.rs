//! Employers: registered by anybody, verified by the operator, their contact shown to nobody else.

use crate::support::{
    TestDatabase, TestServer, on_both_databases,
    people::uscc,
    world::{register_employer, vacancy},
};
use serde_json::{Value, json};

on_both_databases!(
    vacancies_wait_until_their_employer_is_verified,
    the_contact_is_shown_to_itself_and_the_operator,
    a_licence_is_registered_once,
    keys_are_shown_once_and_revoked_at_once,
);

async fn vacancies_wait_until_their_employer_is_verified(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let employer = register_employer(&server, 5, "苏州样例电子有限公司").await;
    let post = server.post("/v1/vacancies").key(&employer.key).json(&vacancy("A-1", "质检员"));
    let posted = post.expect(201).await;
    assert_eq!(posted["status"], "pending_verification");
    assert_eq!(posted["employer"]["verified"], false);
    let path = format!("/v1/vacancies/{}", posted["id"].as_str().unwrap());
    server.get(&path).send().await.expect_problem(404, "NOT_FOUND");
    server.get(&path).key(&employer.key).expect(200).await;

    let verify = format!("/v1/employers/{}/verify", employer.id);
    let decide = |body: Value| server.post(&verify).key(&server.operator_key).json(&body).send();
    let unexplained = decide(json!({ "outcome": "suspended" })).await.expect_problem(422, "INVALID");
    assert_eq!(unexplained["errors"][0]["pointer"], "/reason");
    let verified = decide(json!({ "outcome": "verified" })).await.expect(200);
    assert_eq!(
        (&verified["verified"], &verified["verification"]["state"]),
        (&json!(true), &json!("verified"))
    );
    assert_eq!(server.get(&path).expect(200).await["status"], "published");
    decide(json!({ "outcome": "suspended", "reason": "licence expired" })).await.expect(200);
    server.get(&path).send().await.expect_problem(404, "NOT_FOUND");
    let own = server.get(&path).key(&employer.key).expect(200).await;
    let history: Vec<_> = own["history"].as_array().unwrap().iter().map(|one| &one["status"]).collect();
    assert_eq!(history, ["pending_verification", "published", "suspended"]);
}

async fn the_contact_is_shown_to_itself_and_the_operator(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let path = format!("/v1/employers/{}", world.employer.id);
    let own = server.get(&path).key(&world.employer.key).expect(200).await;
    assert_eq!((own["email"].as_str(), own["region"].as_str()), (Some("hr1@employer.test"), Some("4403")));
    assert!(own["city"].as_str().unwrap().contains("深圳"), "{own}");
    let foreign = server.get(&path).key(&world.home.key).expect(200).await;
    assert!(foreign.get("email").is_none() && foreign.get("phone").is_none(), "{foreign}");

    let patch = |tag: &str| {
        let request = server.patch(&path).key(&world.employer.key).header("if-match", tag);
        request.json(&json!({ "description": "新的说明" })).send()
    };
    patch("\"99\"").await.expect_problem(412, "PRECONDITION_FAILED");
    let tag = server.get(&path).key(&world.employer.key).send().await.header("etag").unwrap().to_owned();
    let changed = patch(&tag).await;
    assert_eq!(changed.expect(200)["description"], "新的说明");
    assert_ne!(changed.header("etag"), Some(tag.as_str()));
}

async fn a_licence_is_registered_once(database: TestDatabase) {
    let server = TestServer::start(database).await;
    register_employer(&server, 6, "甲").await;
    let again = json!({ "name": "乙", "uscc": uscc(6), "city": "苏州", "email": "hr@employer.test", "description": "样例" });
    server.post("/v1/employers").json(&again).send().await.expect_problem(409, "ALREADY_EXISTS");
    let wrong =
        json!({ "name": "乙", "uscc": "123", "city": "鼓楼区", "email": "no", "description": "样例" });
    let problem = server.post("/v1/employers").json(&wrong).send().await.expect_problem(422, "INVALID");
    let codes: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["INVALID_USCC", "PLACE_AMBIGUOUS", "INVALID_EMAIL"]);
}

async fn keys_are_shown_once_and_revoked_at_once(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let make = server.post("/v1/keys").key(&world.employer.key).json(&json!({ "label": "second" }));
    let made = make.expect(201).await;
    let (id, second) = (made["id"].as_str().unwrap(), made["key"].as_str().unwrap());
    let list = server.get("/v1/keys").key(second).expect(200).await;
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    assert!(!list.to_string().contains("jbk_"), "the list shows no key");
    server.delete(&format!("/v1/keys/{id}")).key(&world.employer.key).expect(204).await;
    server.get("/v1/keys").key(second).send().await.expect_problem(401, "UNAUTHORIZED");
}

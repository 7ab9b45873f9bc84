//! `Idempotency-Key`: the first answer again to the same request, a refusal to another one.

use crate::support::{
    TestDatabase, TestServer, http::Answer, on_both_databases, people::uscc, world::vacancy,
};
use serde_json::{Value, json};

on_both_databases!(
    the_first_answer_is_given_again,
    many_at_once_do_the_work_once,
    strangers_need_no_key_of_ours
);

async fn post(server: &TestServer, key: &str, once: &str, body: &Value) -> Answer {
    server.post("/v1/vacancies").key(key).header("idempotency-key", once).json(body).send().await
}

async fn the_first_answer_is_given_again(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let mut body = vacancy("I-1", "数控车工");
    body.as_object_mut().unwrap().remove("reference");
    let first = post(&server, &world.employer.key, "k-1", &body).await;
    let again = post(&server, &world.employer.key, "k-1", &body).await;
    assert_eq!((first.expect(201), first.header("etag")), (again.expect(201), again.header("etag")));
    assert_eq!(again.header("idempotent-replay"), Some("true"));
    assert_eq!(
        (first.header("idempotent-replay"), again.header("location")),
        (None, first.header("location"))
    );
    body["title"] = json!("数控铣工");
    post(&server, &world.employer.key, "k-1", &body).await.expect_problem(422, "IDEMPOTENCY_KEY_REUSED");
    let other = post(&server, &world.employer.key, "k-2", &body).await.expect(201);
    assert_ne!(other["id"], first.json()["id"]);
    let refused = json!({ "title": 1 });
    let first = post(&server, &world.employer.key, "k-3", &refused).await.expect_problem(422, "INVALID");
    let again = post(&server, &world.employer.key, "k-3", &refused).await;
    assert_eq!(again.json()["errors"], first["errors"]);
    assert_eq!(again.header("idempotent-replay"), Some("true"));
}

async fn many_at_once_do_the_work_once(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let mut body = vacancy("I-1", "数控车工");
    body.as_object_mut().unwrap().remove("reference");
    let tries = (0..16).map(|_| post(&server, &world.employer.key, "same", &body));
    let answers = futures::future::join_all(tries).await;
    let mut made: Vec<_> =
        answers.iter().filter(|one| one.status == 201).map(|one| one.json()["id"].clone()).collect();
    made.dedup();
    assert_eq!(made.len(), 1, "one vacancy");
    for answer in answers.iter().filter(|one| one.status != 201) {
        answer.expect_problem(409, "IN_PROGRESS");
        assert!(answer.header("retry-after").is_some());
    }
    let list = server.get("/v1/vacancies").key(&world.employer.key).expect(200).await;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

async fn strangers_need_no_key_of_ours(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let draft = json!({ "name": "样例", "uscc": uscc(3), "city": "苏州", "email": "hr@employer.test", "description": "样例" });
    let register = || server.post("/v1/employers").header("idempotency-key", "reg-1").json(&draft).send();
    let (first, again) = (register().await.expect(201), register().await.expect(201));
    assert_eq!(first, again, "the key that is shown once is in the same answer");
}

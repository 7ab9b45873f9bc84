//! Webhooks as somebody else's software sees them: signed after Standard Webhooks, tried again under the same id, and
//! readable afterwards, attempt by attempt.

use crate::support::{
    TestDatabase, TestServer, on_both_databases,
    receiver::{Received, WebhookReceiver},
    wait_for,
    world::vacancy,
};
use serde_json::{Value, json};
use sqlx::Connection;
use standardwebhooks::Webhook;
use std::time::Duration;

on_both_databases!(
    a_posted_vacancy_is_told_by_signed_webhooks,
    a_failed_webhook_is_sent_again_under_the_same_id,
    an_endpoint_that_is_gone_is_disabled,
    both_secrets_sign_while_one_is_turned_over,
);

async fn a_posted_vacancy_is_told_by_signed_webhooks(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let endpoints = [
        (&world.employer.key, WebhookReceiver::start(&[]).await, "vacancy.published"),
        (&world.home.key, WebhookReceiver::start(&[]).await, "match.found"),
        (&world.partner.key, WebhookReceiver::start(&[]).await, "match.found"),
    ];
    let mut secrets = Vec::new();
    for (key, receiver, event) in &endpoints {
        secrets.push(register(&server, key, &receiver.url, &[event]).await.1);
    }
    let posted = vacancy("SZ-1", "数控车工(长白班)");
    let posted = server.post("/v1/vacancies").key(&world.employer.key).json(&posted).expect(201).await;

    for ((_, receiver, event), secret) in endpoints.iter().zip(&secrets) {
        let received = receiver.wait(event, 1).await.remove(0);
        verify(&received, secret);
        let body = received.json();
        assert!(body["timestamp"].is_string() && body["data"].is_object(), "{body}");
        assert!(body.to_string().contains(posted["id"].as_str().unwrap()), "which vacancy? {body}");
    }
    let foreign = endpoints[0].1.received().remove(0);
    assert!(Webhook::new(&secrets[1]).unwrap().verify(&foreign.body, &foreign.headers).is_err());
}

async fn a_failed_webhook_is_sent_again_under_the_same_id(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let receiver = WebhookReceiver::start(&[500]).await;
    let (_, secret) = register(&server, &world.employer.key, &receiver.url, &["vacancy.published"]).await;
    let posted = vacancy("SZ-1", "数控车工");
    server.post("/v1/vacancies").key(&world.employer.key).json(&posted).expect(201).await;

    let tries = receiver.wait("vacancy.published", 2).await;
    tries.iter().for_each(|received| verify(received, &secret));
    assert_eq!(tries[0].header("webhook-id"), tries[1].header("webhook-id"));
    assert_eq!(tries[0].body, tries[1].body);
    let seconds = |received: &Received| received.header("webhook-timestamp").parse::<i64>().unwrap();
    assert!(
        seconds(&tries[1]) - seconds(&tries[0]) >= 3,
        "the second try comes after five seconds, 20 % less at most"
    );

    let path = format!("/v1/deliveries/{}", tries[0].header("webhook-id"));
    let delivery = wait_for("finished delivery", Duration::from_secs(10), async || {
        let delivery = server.get(&path).key(&world.employer.key).expect(200).await;
        (delivery["state"] == "delivered").then_some(delivery)
    })
    .await;
    let attempts: Vec<_> = attempts(&delivery).iter().map(|attempt| attempt["status"].as_u64()).collect();
    assert_eq!(attempts, [Some(500), Some(204)], "{delivery}");
    let list = server.get("/v1/deliveries?state=delivered").key(&world.employer.key).expect(200).await;
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "{list}");
    server.get(&path).key(&world.home.key).send().await.expect_problem(404, "NOT_FOUND");
}

async fn an_endpoint_that_is_gone_is_disabled(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let receiver = WebhookReceiver::start(&[410]).await;
    let (id, _) = register(&server, &world.employer.key, &receiver.url, &["vacancy.published"]).await;
    let post = async |reference: &str, title: &str| {
        let posted = vacancy(reference, title);
        server.post("/v1/vacancies").key(&world.employer.key).json(&posted).expect(201).await;
    };
    post("SZ-1", "数控车工").await;
    let path = format!("/v1/webhooks/{id}");
    let webhook = wait_for("disabled endpoint", Duration::from_secs(20), async || {
        let webhook = server.get(&path).key(&world.employer.key).expect(200).await;
        webhook.to_string().contains("disabled").then_some(webhook)
    })
    .await;
    assert!(webhook["reason"].is_string(), "{webhook}");
    post("SZ-2", "数控铣工").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(receiver.received().len(), 1, "nothing is sent to an endpoint that is gone");

    server.patch(&path).key(&world.employer.key).json(&json!({ "active": true })).expect(200).await;
    let again = async |key: &str| {
        server.post("/v1/deliveries/redeliver-dead").key(key).json(&json!({})).expect(202).await
    };
    assert_eq!(again(&world.home.key).await, json!({ "queued": 0 }), "nobody else's");
    assert_eq!(again(&world.employer.key).await, json!({ "queued": 1 }));
    let received = receiver.wait("vacancy.published", 2).await;
    assert_eq!(received[0].header("webhook-id"), received[1].header("webhook-id"));
    receiver.stop().await;
}

async fn both_secrets_sign_while_one_is_turned_over(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let receiver = WebhookReceiver::start(&[]).await;
    let (id, old) = register(&server, &world.employer.key, &receiver.url, &["vacancy.published"]).await;
    let key = &world.employer.key;
    let rotated =
        server.post(&format!("/v1/webhooks/{id}/rotate-secret")).key(key).json(&json!({})).expect(200).await;
    let new = rotated["secret"].as_str().unwrap();
    assert_ne!(new, old);
    server.post(&format!("/v1/webhooks/{id}/test")).key(key).json(&json!({})).expect(202).await;
    let received = receiver.wait("webhook.test", 1).await.remove(0);
    verify(&received, &old);
    verify(&received, new);
    let shown = server.get(&format!("/v1/webhooks/{id}")).key(key).expect(200).await;
    assert!(!shown.to_string().contains("whsec_"), "a secret is shown once");
}

/// On PostgreSQL the change log is read only up to the oldest transaction still running, wherever on the server. An
/// event must wait for the changes before it all the same, or a match would be lost without a word.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_match_is_not_lost_while_a_transaction_runs_elsewhere() {
    let Some(database) = TestDatabase::postgres("a transaction elsewhere").await else { return };
    let mut elsewhere = sqlx::PgConnection::connect(database.url()).await.unwrap();
    let server = TestServer::start(database).await;
    let mut running = elsewhere.begin().await.unwrap();
    sqlx::query("SELECT pg_current_xact_id()").execute(&mut *running).await.unwrap();

    let world = server.world().await;
    let receiver = WebhookReceiver::start(&[]).await;
    register(&server, &world.home.key, &receiver.url, &["match.found"]).await;
    let posted = vacancy("SZ-1", "数控车工");
    server.post("/v1/vacancies").key(&world.employer.key).json(&posted).expect(201).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(receiver.received().is_empty(), "the graduates are not in the index yet");

    running.rollback().await.unwrap();
    receiver.wait("match.found", 1).await;
}

/// Registers an endpoint; the answer is its id and secret.
async fn register(server: &TestServer, key: &str, url: &str, events: &[&str]) -> (String, String) {
    let draft = json!({ "url": url, "events": events });
    let answer = server.post("/v1/webhooks").key(key).json(&draft).expect(201).await;
    let text = |name: &str| answer[name].as_str().unwrap().to_owned();
    (text("id"), text("secret"))
}

/// Checks the signature with the implementation of the specification's own people.
fn verify(received: &Received, secret: &str) {
    Webhook::new(secret).unwrap().verify(&received.body, &received.headers).unwrap();
}

fn attempts(delivery: &Value) -> &Vec<Value> {
    delivery["attempts"].as_array().unwrap()
}

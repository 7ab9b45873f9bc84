//! Alerts: saved searches and events by email, and their deliveries with every attempt.

use crate::support::{TestDatabase, TestServer, on_both_databases, wait_for, world::vacancy};
use serde_json::{Value, json};
use std::time::Duration;

on_both_databases!(
    a_saved_search_is_told_by_email_and_its_delivery_read,
    a_subscription_is_changed_paused_and_ended,
    what_a_search_would_bring_is_said_before_it_is_saved,
    endpoints_keep_their_secret_and_refuse_odd_addresses,
);

async fn a_saved_search_is_told_by_email_and_its_delivery_read(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let draft = json!({ "kind": "search", "search": { "q": "数控", "region": ["44"] },
        "channel": { "email": "home@school.test" }, "frequency": "immediate" });
    let made = server.post("/v1/subscriptions").key(&world.home.key).json(&draft).expect(201).await;
    assert_eq!((&made["kind"], &made["search"]["q"]), (&json!("search"), &json!("数控")));
    server.post("/v1/vacancies").key(&world.employer.key).json(&vacancy("D-1", "数控车工")).expect(201).await;
    let sent = wait_for("delivery", Duration::from_secs(20), async || {
        let list = server.get("/v1/deliveries?state=delivered").key(&world.home.key).expect(200).await;
        let items = list["items"].as_array().unwrap();
        items.iter().find(|one| one["subscription"] == made["id"]).cloned()
    })
    .await;
    let path = format!("/v1/deliveries/{}", sent["id"].as_str().unwrap());
    let read = server.get(&path).key(&world.home.key).expect(200).await;
    assert_eq!(
        (&read["channel"], &read["attempt_count"]),
        (&json!({ "email": "home@school.test" }), &json!(1))
    );
    assert_eq!(read["attempts"][0]["outcome"], "delivered", "{read}");
    let seen = server.get(&path).key(&server.operator_key).expect(200).await;
    assert_eq!(seen["channel"], json!({ "email": "h***@school.test" }), "the operator sees no address");
    let again = server.post(&format!("{path}/redeliver")).key(&world.home.key).expect(202).await;
    assert_eq!(again["state"], "queued");
}

async fn a_subscription_is_changed_paused_and_ended(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let post = |body: Value| server.post("/v1/subscriptions").key(&world.home.key).json(&body).send();
    let channel = json!({ "email": "home@school.test" });
    let unknown = json!({ "kind": "search", "search": { "colour": "red" }, "channel": channel });
    let unknown = post(unknown).await.expect_problem(422, "INVALID");
    assert_eq!(
        (&unknown["errors"][0]["code"], &unknown["errors"][0]["pointer"]),
        (&json!("UNKNOWN_FIELD"), &json!("/search/colour"))
    );
    post(json!({ "kind": "events", "channel": channel })).await.expect_problem(422, "INVALID");
    let made =
        post(json!({ "kind": "events", "events": ["match.found"], "channel": channel })).await.expect(201);
    let path = format!("/v1/subscriptions/{}", made["id"].as_str().unwrap());
    let patch = json!({ "active": false, "frequency": "weekly" });
    let changed = server.patch(&path).key(&world.home.key).json(&patch).expect(200).await;
    assert_eq!((&changed["active"], &changed["frequency"]), (&json!(false), &json!("weekly")));
    server.delete(&path).key(&world.home.key).expect(204).await;
    server.get(&path).key(&world.home.key).send().await.expect_problem(404, "NOT_FOUND");
}

async fn what_a_search_would_bring_is_said_before_it_is_saved(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    for (number, title) in [("D-1", "数控车工"), ("D-2", "电焊工")] {
        server.post("/v1/vacancies").key(&world.employer.key).json(&vacancy(number, title)).expect(201).await;
    }
    wait_for("index", Duration::from_secs(20), async || {
        let all = server.get("/v1/search/vacancies").expect(200).await;
        (all["total"] == 2).then_some(())
    })
    .await;
    let preview =
        |search: Value| server.post("/v1/subscriptions/preview").key(&world.home.key).json(&search).send();
    let said = preview(json!({ "search": { "q": "电焊工" } })).await.expect(200);
    assert_eq!(said, json!({ "per_week": 1, "found": 1, "open": 2, "everything": false }));
    let said = preview(json!({ "search": {} })).await.expect(200);
    assert_eq!(said, json!({ "per_week": 1, "found": 2, "open": 2, "everything": true }));
    let unclosed = preview(json!({ "search": { "q": "\"数控" } })).await.expect_problem(422, "INVALID");
    assert_eq!(unclosed["errors"][0]["pointer"], "/search/q");
    let channel = json!({ "email": "home@school.test" });
    let listed = server.get("/v1/subscriptions").key(&world.home.key).expect(200).await;
    let draft = |search: Value| json!({ "kind": "search", "search": search, "channel": channel });
    let post = |body: Value| server.post("/v1/subscriptions").key(&world.home.key).json(&body).send();
    post(draft(json!({}))).await.expect_problem(422, "INVALID");
    post(draft(json!({ "q": "\"数控" }))).await.expect_problem(422, "INVALID");
    assert_eq!(server.get("/v1/subscriptions").key(&world.home.key).expect(200).await, listed);
    post(draft(json!({ "q": "数控" }))).await.expect(201);
}

async fn endpoints_keep_their_secret_and_refuse_odd_addresses(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let post =
        |url: &str| server.post("/v1/webhooks").key(&world.home.key).json(&json!({ "url": url })).send();
    for bad in
        ["http://example.org/hook", "https://10.0.0.1/hook", "https://169.254.169.254/", "ftp://example.org/"]
    {
        let problem = post(bad).await.expect_problem(422, "INVALID");
        assert_eq!(problem["errors"][0]["code"], "FORBIDDEN_ADDRESS", "{bad}");
    }
    let made = post("http://127.0.0.1:9/hook").await.expect(201);
    let secret = made["secret"].as_str().unwrap();
    assert!(secret.starts_with("whsec_") && made["state"] == "active", "{made}");
    let path = format!("/v1/webhooks/{}", made["id"].as_str().unwrap());
    let read = server.get(&path).key(&world.home.key).expect(200).await;
    assert!(read.get("secret").is_none(), "{read}");
    let turned = server.post(&format!("{path}/rotate-secret")).key(&world.home.key).expect(200).await;
    assert_ne!(turned["secret"], secret);
    let off = server.patch(&path).key(&world.home.key).json(&json!({ "active": false })).expect(200).await;
    assert_eq!((&off["state"], &off["reason"]), (&json!("disabled"), &json!("owner")));
    server.delete(&path).key(&world.home.key).expect(204).await;
    assert_eq!(server.get("/v1/webhooks").key(&world.home.key).expect(200).await["items"], json!([]));
}

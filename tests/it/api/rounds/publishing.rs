//! Rounds are published: all offers or none, and once.

use super::{all, naive::Naive, post, text};
use crate::support::{TestDatabase, TestServer, World, on_both_databases};
use serde_json::{Value, json};

on_both_databases!(
    a_published_round_makes_its_offers_once,
    what_changed_meanwhile_keeps_the_whole_round_back,
    who_has_accepted_an_employment_is_left_out_and_taken_seats_are_not_given_again,
    only_who_asked_for_it_and_the_operator_publish_a_round,
);

/// A round of both vacancies in which the first two graduates each get their first wish.
async fn decided(server: &TestServer, world: &World, first: &str, second: &str) -> Value {
    let body = json!({ "programmes": [world.programme], "vacancies": [first, second], "offer_days": 5,
        "list_length": 1, "lists": [{ "graduate": world.graduates[0], "vacancies": [first] },
            { "graduate": world.graduates[1], "vacancies": [second] }] });
    let round = server.post("/v1/rounds").key(&world.home.key).json(&body).expect(201).await;
    assert!(round["result"]["placed"].as_u64().unwrap() >= 2, "{round}");
    round
}

async fn offers(server: &TestServer, graduate: &str) -> Vec<Value> {
    let key = server.key_for(graduate).await;
    all(server, "/v1/applications", &key).await
}

async fn a_published_round_makes_its_offers_once(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let (first, second) = (post(&server, &world, 0, |_| {}).await, post(&server, &world, 1, |_| {}).await);
    let round = decided(&server, &world, &first, &second).await;
    let path = format!("/v1/rounds/{}", text(&round["id"]));
    assert!(offers(&server, &world.graduates[0]).await.is_empty(), "nobody is told before");
    let published = server.post(&format!("{path}/publish")).key(&world.home.key).expect(200).await;
    assert_eq!(published["state"], "published");
    assert_eq!(published["offers"], published["result"]["placed"]);
    assert_eq!(published["result"], round["result"]);
    let again = server.post(&format!("{path}/publish")).key(&world.home.key).expect(200).await;
    assert_eq!(again, published);
    Naive::read(&server, &published).await.check();
    for (graduate, vacancy) in [(&world.graduates[0], &first), (&world.graduates[1], &second)] {
        let made = offers(&server, graduate).await;
        assert_eq!(made.len(), 1, "{made:?}");
        assert_eq!(
            (&made[0]["stage"], &made[0]["vacancy"]),
            (&json!("offered"), &json!(vacancy)),
            "{made:?}"
        );
        let deadline: chrono::DateTime<chrono::Utc> = text(&made[0]["deadline"]).parse().unwrap();
        let at: chrono::DateTime<chrono::Utc> = text(&published["published_at"]).parse().unwrap();
        assert!((deadline - at - chrono::TimeDelta::days(5)).num_minutes().abs() < 2);
        let key = server.key_for(graduate).await;
        let own = all(&server, &format!("{path}/results"), &key).await;
        assert_eq!(own.len(), 1, "nobody reads the others' rows");
        assert_eq!((&own[0]["graduate"], &own[0]["application"]), (&json!(graduate), &made[0]["id"]));
        assert!(own[0]["name"].is_string());
        let seats = server.get(&format!("/v1/vacancies/{vacancy}/seats")).expect(200).await;
        assert_eq!((&seats["open"], &seats["held"]), (&json!(0), &json!(1)), "{seats}");
    }
    let key = server.key_for(&world.graduates[3]).await;
    server.get(&format!("{path}/results")).key(&key).send().await.expect_problem(404, "NOT_FOUND");
}

async fn what_changed_meanwhile_keeps_the_whole_round_back(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let (first, second) = (post(&server, &world, 0, |_| {}).await, post(&server, &world, 1, |_| {}).await);
    let round = decided(&server, &world, &first, &second).await;
    let path = format!("/v1/rounds/{}", text(&round["id"]));
    let close = format!("/v1/vacancies/{second}/close");
    server.post(&close).key(&world.employer.key).expect(200).await;
    let refused = async |code: &str| {
        let answer = server.post(&format!("{path}/publish")).key(&world.home.key).send().await;
        let problem = answer.expect_problem(409, "ROUND_OUTDATED");
        let errors = problem["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{problem}");
        assert_eq!(errors[0]["code"], code, "{problem}");
        assert!(text(&errors[0]["pointer"]).starts_with("/results/"));
        assert!(text(&errors[0]["message"]).contains("gra_"));
        let now = server.get(&path).key(&world.home.key).expect(200).await;
        assert_eq!((&now["state"], &now["offers"]), (&json!("decided"), &json!(0)));
        for graduate in &world.graduates[..2] {
            let made = offers(&server, graduate).await;
            assert!(made.iter().all(|one| one["stage"] != "offered"), "nothing half published: {made:?}");
        }
        let seats = server.get(&format!("/v1/vacancies/{first}/seats")).expect(200).await;
        assert_eq!(seats["held"], 0);
    };
    refused("VACANCY_CLOSED").await;
    server.post(&format!("/v1/vacancies/{second}/reopen")).key(&world.employer.key).expect(200).await;
    let own = server.key_for(&world.graduates[0]).await;
    let consent = async |given: bool| {
        let body = json!({ "consents": [{ "purpose": "matching", "given": given }] });
        let path = format!("/v1/graduates/{}", world.graduates[0]);
        server.patch(&path).key(&own).json(&body).expect(200).await;
    };
    consent(false).await;
    refused("NO_CONSENT").await;
    consent(true).await;
    // Somebody else takes the only seat.
    let other = server.key_for(&world.graduates[2]).await;
    let applied = server.post("/v1/applications").key(&other).json(&json!({ "vacancy": second }));
    let applied = applied.expect(201).await;
    let moves = format!("/v1/applications/{}/transitions", text(&applied["id"]));
    let offer = json!({ "to": "offered", "seat": "held" });
    server.post(&moves).key(&world.employer.key).json(&offer).expect(200).await;
    refused("NO_OPEN_SEAT").await;
    server.post(&moves).key(&other).json(&json!({ "to": "declined" })).expect(200).await;
    let published = server.post(&format!("{path}/publish")).key(&world.home.key).expect(200).await;
    assert_eq!(published["state"], "published", "all is as it was");
}

async fn who_has_accepted_an_employment_is_left_out_and_taken_seats_are_not_given_again(
    database: TestDatabase,
) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let first = post(&server, &world, 0, |body| body["headcount"] = json!(2)).await;
    let second = post(&server, &world, 1, |_| {}).await;
    let round = decided(&server, &world, &first, &second).await;
    let path = format!("/v1/rounds/{}", text(&round["id"]));
    let own = server.key_for(&world.graduates[0]).await;
    let applied = server.post("/v1/applications").key(&own).json(&json!({ "vacancy": first }));
    let moves = format!("/v1/applications/{}/transitions", text(&applied.expect(201).await["id"]));
    server.post(&moves).key(&world.employer.key).json(&json!({ "to": "offered" })).expect(200).await;
    server.post(&moves).key(&own).json(&json!({ "to": "accepted" })).expect(200).await;
    let answer = server.post(&format!("{path}/publish")).key(&world.home.key).send().await;
    let problem = answer.expect_problem(409, "ROUND_OUTDATED");
    assert_eq!(problem["errors"][0]["code"], "GRADUATE_PLACED");
    let body = json!({ "programmes": [world.programme], "vacancies": [first, second] });
    let next = server.post("/v1/rounds").key(&world.home.key).json(&body).expect(201).await;
    assert_eq!(next["result"]["left_out"], json!({ "no_consent": 1, "placed_already": 1 }));
    assert_eq!((&next["result"]["people"], &next["result"]["seats"]), (&json!(2), &json!(2)));
    let path = format!("/v1/rounds/{}", text(&next["id"]));
    server.post(&format!("{path}/publish")).key(&server.operator_key).expect(200).await;
    for vacancy in [&first, &second] {
        let seats = server.get(&format!("/v1/vacancies/{vacancy}/seats")).expect(200).await;
        let counts = ["open", "reserved", "held", "filled"].map(|name| seats[name].as_u64().unwrap());
        assert_eq!(counts.iter().sum::<u64>(), seats["headcount"].as_u64().unwrap(), "{seats}");
    }
}

async fn only_who_asked_for_it_and_the_operator_publish_a_round(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let (first, second) = (post(&server, &world, 0, |_| {}).await, post(&server, &world, 1, |_| {}).await);
    let round = decided(&server, &world, &first, &second).await;
    let publish = format!("/v1/rounds/{}/publish", text(&round["id"]));
    // The partner school reads the round, and does not answer for it.
    server.post(&publish).key(&world.partner.key).send().await.expect_problem(403, "FORBIDDEN");
    let asked = json!({ "now": true });
    let answer = server.post(&publish).key(&world.home.key).json(&asked).send().await;
    answer.expect_problem(422, "INVALID");
    let both = tokio::join!(
        server.post(&publish).key(&server.operator_key).send(),
        server.post(&publish).key(&world.home.key).send(),
    );
    assert_eq!((both.0.status, both.1.status), (200, 200), "{} {}", both.0.text(), both.1.text());
    assert_eq!(both.0.json()["published_at"], both.1.json()["published_at"]);
    for graduate in &world.graduates[..2] {
        assert_eq!(offers(&server, graduate).await.len(), 1, "published at once by two, and once");
    }
}

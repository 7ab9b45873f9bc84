//! The way of one application: its steps, its deadline, and what is refused.

use super::Scene;
use crate::support::{TestDatabase, on_both_databases};
use jobbridge::app::applications;
use serde_json::{Value, json};

on_both_databases!(
    from_application_to_the_first_day,
    an_offer_lapses_at_its_deadline_and_frees_its_seat,
    bad_input_is_refused_where_it_stands,
    what_is_closed_is_not_applied_for,
);

async fn from_application_to_the_first_day(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let vacancy = scene.post("数控车工", |_| {}).await;
    let one = scene.person(&scene.world.graduates[0]).await;
    let employer = scene.world.employer.key.clone();
    let id = scene.applied(&one, &vacancy).await;
    let again = scene.apply(&one, &vacancy).send().await;
    assert_eq!(again.expect_problem(409, "ALREADY_EXISTS")["link"], format!("/v1/applications/{id}"));

    let read = scene.application(&one.key, &id).await;
    assert_eq!(read.header("etag"), Some("\"1\""));
    let interview = json!({ "to": "interview", "at": "2026-06-23T09:30:00+08:00", "reason": "视频面试" });
    scene.moves(&employer, &id, interview).await.expect(200);
    let later = json!({ "to": "interview", "at": "2026-06-24T09:30:00+08:00" });
    let moved = scene.moves(&employer, &id, later).await;
    assert_eq!(moved.header("etag"), Some("\"3\""));
    assert_eq!(moved.expect(200)["interview_at"], "2026-06-24T01:30:00Z");
    let path = format!("/v1/applications/{id}/transitions");
    let stale = scene.server.post(&path).key(&one.key).header("if-match", "\"1\"");
    stale.json(&json!({ "to": "withdrawn" })).send().await.expect_problem(412, "PRECONDITION_FAILED");

    let offered = scene.offer(&id).await;
    assert_eq!((&offered["seat"], &offered["deadline"]), (&json!("held"), &json!("2026-07-20T10:00:00Z")));
    assert_eq!(scene.counts(&vacancy).await, [5, 0, 1, 0]);
    scene.moves(&employer, &id, json!({ "to": "accepted" })).await.expect_problem(403, "FORBIDDEN");
    scene.moves(&employer, &id, json!({ "to": "refused" })).await.expect_problem(409, "INVALID_TRANSITION");
    scene.moves(&one.key, &id, json!({ "to": "onboarded" })).await.expect_problem(409, "INVALID_TRANSITION");
    scene.accept(&one, &id).await.expect(200);
    assert_eq!(scene.counts(&vacancy).await, [5, 0, 0, 1]);
    scene.clock.put("2026-07-06T12:00:00+08:00");
    let signed = json!({ "to": "signed", "at": "2026-07-01T09:00:00+08:00" });
    scene.moves(&employer, &id, signed).await.expect(200);
    let early = json!({ "to": "onboarded", "at": "2026-06-30T09:00:00+08:00" });
    let problem = scene.moves(&employer, &id, early).await.expect_problem(422, "INVALID");
    assert_eq!(problem["errors"][0]["code"], "RANGE_REVERSED");
    let first_day = json!({ "to": "onboarded", "at": "2026-07-06T08:00:00+08:00" });
    let done = scene.moves(&employer, &id, first_day).await.expect(200);
    assert_eq!((&done["stage"], &done["state"]), (&json!("onboarded"), &json!("active")));
    let steps: Vec<_> = done["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| (step["to"].as_str().unwrap().to_owned(), step["by"].as_str().unwrap().to_owned()))
        .collect();
    let expected = [
        ("applied", "graduate"),
        ("interview", "employer"),
        ("interview", "employer"),
        ("offered", "employer"),
        ("accepted", "graduate"),
        ("signed", "employer"),
        ("onboarded", "employer"),
    ];
    assert_eq!(steps, expected.map(|(to, by)| (to.to_owned(), by.to_owned())));
    assert_eq!(done["history"][6]["at"], "2026-07-06T00:00:00Z");
    assert_eq!(done["history"][6]["entered_at"], "2026-07-06T04:00:00Z");
}

async fn an_offer_lapses_at_its_deadline_and_frees_its_seat(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let vacancy = scene.post("数控车工", |body| body["headcount"] = json!(1)).await;
    let one = scene.person(&scene.world.graduates[0]).await;
    let two = scene.person(&scene.world.graduates[1]).await;
    let (id, other) = (scene.applied(&one, &vacancy).await, scene.applied(&two, &vacancy).await);
    let week = scene.moves(&scene.world.employer.key, &id, json!({ "to": "offered" })).await.expect(200);
    assert_eq!(week["deadline"], "2026-06-27T02:00:00Z", "a week where it is not said");
    let app = scene.server.app();
    scene.clock.put("2026-06-25T09:59:59+08:00");
    assert_eq!(applications::remind_of_offers(app).await.unwrap(), 0);
    scene.clock.put("2026-06-25T10:00:00+08:00");
    assert_eq!(applications::remind_of_offers(app).await.unwrap(), 1, "48 hours before");
    assert_eq!(applications::remind_of_offers(app).await.unwrap(), 0);
    scene.clock.put("2026-06-26T23:00:00+08:00");
    assert_eq!(applications::remind_of_offers(app).await.unwrap(), 1, "12 hours before");
    assert_eq!(applications::lapse_offers(app).await.unwrap(), 0);
    scene.clock.put("2026-06-27T10:00:00+08:00");
    scene.accept(&one, &id).await.expect_problem(409, "INVALID_TRANSITION");
    let nodes = tokio::join!(applications::lapse_offers(app), applications::lapse_offers(app));
    assert_eq!(nodes.0.unwrap() + nodes.1.unwrap(), 1, "once, on however many nodes");
    let lapsed = scene.application(&one.key, &id).await.expect(200);
    assert_eq!((&lapsed["stage"], &lapsed["state"]), (&json!("offered"), &json!("expired")));
    assert_eq!(lapsed["history"][2]["cause"], "deadline_passed");
    assert_eq!(scene.counts(&vacancy).await, [1, 0, 0, 0]);
    let held = json!({ "to": "offered", "seat": "held", "deadline": "2026-06-27T20:00:00+08:00" });
    scene.moves(&scene.world.employer.key, &other, held).await.expect(200);
    assert_eq!(
        applications::remind_of_offers(app).await.unwrap(),
        0,
        "who has just read the deadline knows it"
    );
    let anew = scene.applied(&one, &vacancy).await;
    assert_ne!(anew, id, "the two may begin anew");
}

async fn bad_input_is_refused_where_it_stands(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let vacancy = scene.post("数控车工", |_| {}).await;
    let one = scene.person(&scene.world.graduates[0]).await;
    let id = scene.applied(&one, &vacancy).await;
    let employer = &scene.world.employer.key;
    let long = "长".repeat(501);
    let cases: &[(Value, &str, &str)] = &[
        (json!({}), "/to", "REQUIRED"),
        (json!({ "to": "hired" }), "/to", "INVALID_VALUE"),
        (json!({ "to": "interview" }), "/at", "REQUIRED"),
        (json!({ "to": "interview", "at": "2026-06-20T09:59:59+08:00" }), "/at", "DATE_IN_PAST"),
        (json!({ "to": "interview", "at": "2027-12-01T09:00:00+08:00" }), "/at", "DATE_TOO_FAR"),
        (json!({ "to": "interview", "at": "明天" }), "/at", "INVALID_VALUE"),
        (json!({ "to": "offered", "deadline": "2026-06-20T10:00:00+08:00" }), "/deadline", "DATE_IN_PAST"),
        (json!({ "to": "offered", "deadline": "2026-12-31T10:00:00+08:00" }), "/deadline", "DATE_TOO_FAR"),
        (json!({ "to": "offered", "at": "2026-06-21T10:00:00+08:00" }), "/at", "DATE_TOO_FAR"),
        (json!({ "to": "offered", "at": "2026-06-19T10:00:00+08:00" }), "/at", "RANGE_REVERSED"),
        (json!({ "to": "offered", "seat": "two" }), "/seat", "INVALID_VALUE"),
        (json!({ "to": "refused", "deadline": "2026-06-27T10:00:00+08:00" }), "/deadline", "INVALID_VALUE"),
        (json!({ "to": "refused", "seat": "held" }), "/seat", "INVALID_VALUE"),
        (json!({ "to": "refused", "reason": long }), "/reason", "TOO_LONG"),
        (json!({ "to": "refused", "why": "人满" }), "/why", "UNKNOWN_FIELD"),
    ];
    for (body, pointer, code) in cases {
        let problem = scene.moves(employer, &id, body.clone()).await.expect_problem(422, "INVALID");
        let first = &problem["errors"][0];
        assert_eq!((&first["pointer"], &first["code"]), (&json!(pointer), &json!(code)), "{body}");
    }
    assert_eq!(scene.application(&one.key, &id).await.expect(200)["history"].as_array().unwrap().len(), 1);
    let post =
        async |body: Value| scene.server.post("/v1/applications").key(&one.key).json(&body).send().await;
    let other = json!({ "vacancy": vacancy, "graduate": scene.world.graduates[1] });
    assert_eq!(post(other).await.expect_problem(422, "INVALID")["errors"][0]["pointer"], "/graduate");
    let nobodys = json!({ "vacancy": "vac_01h2xcejqtf2nbrexx3vqjhp41" });
    let problem = post(nobodys).await.expect_problem(422, "INVALID");
    assert_eq!(problem["errors"][0]["code"], "UNKNOWN_REFERENCE");
    let list =
        async |query: &str| scene.server.get(&format!("/v1/applications?{query}")).key(&one.key).send().await;
    list("stage=hired").await.expect_problem(400, "INVALID_PARAMETER");
    list("cursor=x").await.expect_problem(400, "INVALID_CURSOR");
    assert_eq!(list("vacancy=nonsense").await.expect(200)["items"], json!([]));
}

async fn what_is_closed_is_not_applied_for(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let vacancy = scene.post("数控车工", |_| {}).await;
    let one = scene.person(&scene.world.graduates[0]).await;
    let two = scene.person(&scene.world.graduates[1]).await;
    let id = scene.applied(&two, &vacancy).await;
    let employer = &scene.world.employer.key;
    scene.server.post(&format!("/v1/vacancies/{vacancy}/close")).key(employer).expect(200).await;
    scene.apply(&one, &vacancy).send().await.expect_problem(409, "VACANCY_CLOSED");
    let offer = json!({ "to": "offered" });
    scene.moves(employer, &id, offer.clone()).await.expect_problem(409, "VACANCY_CLOSED");
    scene.server.post(&format!("/v1/vacancies/{vacancy}/reopen")).key(employer).expect(200).await;
    scene.moves(employer, &id, offer).await.expect(200);
    let young = scene.post("钳工", |body| body["requirements"]["minimum_age"] = json!(30)).await;
    scene.apply(&one, &young).send().await.expect_problem(409, "NOT_ELIGIBLE");
    let nothing = scene.person(&scene.world.graduates[3]).await;
    scene.apply(&nothing, &vacancy).send().await.expect_problem(409, "NO_CONSENT");
}

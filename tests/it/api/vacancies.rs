//! Vacancies: posted, read, changed, closed, opened again, and kept by the employer's own reference.

use crate::support::{TestDatabase, TestServer, on_both_databases, world::vacancy};
use serde_json::{Value, json};

on_both_databases!(
    what_was_posted_comes_back_with_what_was_understood,
    a_merge_patch_changes_what_it_names,
    a_closed_vacancy_is_gone_until_it_is_opened_again,
    a_reference_names_one_vacancy,
    lists_turn_page_by_page,
);

async fn what_was_posted_comes_back_with_what_was_understood(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let body = vacancy("SZ-1", "数控车工(长白班)");
    let answer = server.post("/v1/vacancies").key(&world.employer.key).json(&body).send().await;
    let posted = answer.expect(201);
    let path = format!("/v1/vacancies/{}", posted["id"].as_str().unwrap());
    assert_eq!(answer.header("location"), Some(path.as_str()));
    for field in ["reference", "title", "kind", "headcount", "description", "contract", "valid_until"] {
        assert_eq!(posted[field], body[field], "{field}");
    }
    for (field, value) in body["conditions"].as_object().unwrap() {
        assert_eq!(&posted["conditions"][field], value, "{field}");
    }
    assert_eq!(posted["workplace"]["region"], "440306");
    assert_eq!(posted["workplace"]["detail"], "福海街道");
    let pay = &posted["pay"];
    let range = ["min", "max", "unit", "months", "shown"].map(|field| &pay[field]);
    assert_eq!(json!(range), json!([5000, 7000, "month", 13, "5,000–7,000元/月 · 13薪"]));
    assert_eq!(pay["text"], "5-7千/月·13薪");
    assert_eq!((&posted["status"], &posted["employer"]["verified"]), (&json!("published"), &json!(true)));
    assert!(posted["occupation"].is_string() && posted["occupation_source"] == "text", "{posted}");

    let read = server.get(&path).send().await;
    assert_eq!(read.expect(200), posted, "anybody reads what was answered");
    let known = server.get(&path).header("if-none-match", read.header("etag").unwrap()).send().await;
    assert_eq!((known.status, known.body.len()), (304, 0));
}

async fn a_merge_patch_changes_what_it_names(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let posted = server.post("/v1/vacancies").key(&world.employer.key).json(&vacancy("SZ-1", "数控车工"));
    let posted = posted.expect(201).await;
    let path = format!("/v1/vacancies/{}", posted["id"].as_str().unwrap());
    let patch = |body: Value| server.patch(&path).key(&world.employer.key).json(&body).send();
    let changed = patch(json!({ "pay": { "text": "6-8千/月" }, "conditions": { "rest_days": null } }))
        .await
        .expect(200);
    assert_eq!((&changed["pay"]["min"], &changed["pay"]["max"]), (&json!(6000), &json!(8000)));
    assert!(
        changed["conditions"]["rest_days"].is_null() && changed["conditions"]["meals"] == "provided",
        "{changed}"
    );
    assert_eq!(changed["title"], posted["title"]);
    let unknown = patch(json!({ "colour": "red" })).await.expect_problem(422, "INVALID");
    assert_eq!(
        (&unknown["errors"][0]["code"], &unknown["errors"][0]["pointer"]),
        (&json!("UNKNOWN_FIELD"), &json!("/colour"))
    );
    let removed = patch(json!({ "title": null })).await.expect_problem(422, "INVALID");
    assert_eq!(
        (&removed["errors"][0]["code"], &removed["errors"][0]["pointer"]),
        (&json!("REQUIRED"), &json!("/title"))
    );
}

async fn a_closed_vacancy_is_gone_until_it_is_opened_again(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let posted = server.post("/v1/vacancies").key(&world.employer.key).json(&vacancy("SZ-1", "数控车工"));
    let path = format!("/v1/vacancies/{}", posted.expect(201).await["id"].as_str().unwrap());
    let step = |name: &str| server.post(&format!("{path}/{name}")).key(&world.employer.key).send();
    let stale = server.delete(&path).key(&world.employer.key).header("if-match", "\"77\"").send().await;
    stale.expect_problem(412, "PRECONDITION_FAILED");
    assert_eq!(step("close").await.expect(200)["status"], "closed");
    step("close").await.expect_problem(409, "INVALID_TRANSITION");
    server.get(&path).send().await.expect_problem(404, "NOT_FOUND");
    let said = server.post(&format!("{path}/reopen")).key(&world.employer.key).json(&json!({ "now": true }));
    said.send().await.expect_problem(422, "INVALID");
    assert_eq!(step("reopen").await.expect(200)["status"], "published");
    server.get(&path).expect(200).await;
    server.delete(&path).key(&world.employer.key).expect(204).await;
    server.get(&path).send().await.expect_problem(404, "NOT_FOUND");
}

async fn a_reference_names_one_vacancy(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let path = "/v1/vacancies/by-reference/SZ%2F2026%20%E4%B8%80";
    let put = |title: &str| {
        let mut body = vacancy("SZ/2026 一", title);
        body.as_object_mut().unwrap().remove("reference");
        server.put(path).key(&world.employer.key).json(&body).send()
    };
    let first = put("数控车工").await.expect(201);
    assert_eq!(first["reference"], "SZ/2026 一");
    let same = put("数控车工").await.expect(200);
    assert_eq!(same, first, "the same content is the same vacancy, unchanged");
    let changed = put("数控铣工").await.expect(200);
    assert_eq!((&changed["id"], &changed["title"]), (&first["id"], &json!("数控铣工")));

    let mut again = vacancy("SZ/2026 一", "数控铣工");
    let post = |body: &Value| server.post("/v1/vacancies").key(&world.employer.key).json(body).send();
    assert_eq!(
        post(&again).await.expect(200)["id"],
        first["id"],
        "posting the same again is the same vacancy"
    );
    again["title"] = json!("焊工");
    let taken = post(&again).await.expect_problem(409, "ALREADY_EXISTS");
    assert_eq!(taken["link"], format!("/v1/vacancies/{}", first["id"].as_str().unwrap()));
}

async fn lists_turn_page_by_page(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let mut posted = Vec::new();
    for number in 0..5 {
        let body = vacancy(&format!("P-{number}"), &format!("数控车工{number}"));
        let answer = server.post("/v1/vacancies").key(&world.employer.key).json(&body).expect(201).await;
        posted.push(answer["id"].clone());
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = server.get(&format!("/v1/vacancies?limit=2&status=published{cursor}"));
        let page = page.key(&world.employer.key).expect(200).await;
        seen.extend(page["items"].as_array().unwrap().iter().map(|one| one["id"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        // What comes in between shows on no later page.
        let body = vacancy(&format!("P-{}", seen.len() + 10), &format!("后来的岗位{}", seen.len()));
        server.post("/v1/vacancies").key(&world.employer.key).json(&body).expect(201).await;
        cursor = format!("&cursor={next}");
    }
    posted.reverse();
    assert_eq!(seen, posted, "the newest first, each once");
}

//! Scenario 8 and its neighbours: the same posting twice, the same reference, the same words from somebody else.

use super::{codes, draft, found, path_of, post};
use crate::support::{TestDatabase, TestServer, on_both_databases, process::Service, world};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, SqliteConnection};

on_both_databases!(
    scenario_8_duplicates,
    what_is_changed_or_opened_again_meets_what_is_there,
    a_reference_with_the_same_content_is_the_same_vacancy,
    anothers_words_wait_for_a_look_and_the_first_stays_as_it_is,
    what_was_there_before_fingerprints_is_met_too,
);

async fn scenario_8_duplicates(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let employer = server.world().await.employer;
    let mut first = draft("CNC操作员(长白班)");
    first["workplace"] = json!({ "text": "昆山" });
    let posted = post(&server, &employer.key, &first).await.expect(201);

    let mut second = first.clone();
    second["title"] = json!("ＣＮＣ操作员（长白班）");
    second["workplace"] = json!({ "text": "江苏省昆山市" });
    second["pay"] = json!({ "text": "5000～7000元／月，13薪" });
    second["description"] = json!("用别的话说的同一个岗位，其他不变。");
    let once = |body: &Value| {
        let request = server.post("/v1/vacancies").key(&employer.key).header("idempotency-key", "again");
        request.json(body).send()
    };
    let refused = once(&second).await;
    let problem = refused.expect_problem(409, "DUPLICATE_OF");
    assert_eq!(problem["link"], path_of(&posted));
    assert_eq!(once(&second).await.body, refused.body, "the first answer again");

    second["workplace"] = json!({ "text": "常熟" });
    let elsewhere = post(&server, &employer.key, &second).await.expect(201);
    assert_eq!(elsewhere["status"], "published");
    let mut better = first.clone();
    better["pay"] = json!({ "text": "6-8千/月·13薪" });
    post(&server, &employer.key, &better).await.expect(201);

    // Closed, it is in nobody's way.
    server.post(&format!("{}/close", path_of(&posted))).key(&employer.key).expect(200).await;
    let anew = post(&server, &employer.key, &first).await.expect(201);
    assert_ne!(anew["id"], posted["id"]);
    let reopened = server.post(&format!("{}/reopen", path_of(&posted))).key(&employer.key).send().await;
    let problem = reopened.expect_problem(409, "DUPLICATE_OF");
    assert_eq!(problem["link"], path_of(&anew));
}

async fn what_is_changed_or_opened_again_meets_what_is_there(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let employer = server.world().await.employer;
    let first = post(&server, &employer.key, &draft("数控车工")).await.expect(201);
    let second = post(&server, &employer.key, &draft("数控铣工")).await.expect(201);
    let patch = |body: Value| server.patch(&path_of(&second)).key(&employer.key).json(&body).send();
    let refused = patch(json!({ "title": "数控 车工" })).await.expect_problem(409, "DUPLICATE_OF");
    assert_eq!(refused["link"], path_of(&first));
    let read = server.get(&path_of(&second)).expect(200).await;
    assert_eq!((&read["title"], &read["status"]), (&json!("数控铣工"), &json!("published")));
    patch(json!({ "title": "数控磨工" })).await.expect(200);
    // The name it had is free again, and its own name is in nobody's way.
    post(&server, &employer.key, &draft("数控铣工")).await.expect(201);
    patch(json!({ "title": "数控磨工", "headcount": 9 })).await.expect(200);
    let mut put = draft("数控车工");
    put["reference"] = json!("P-1");
    let put = server.put("/v1/vacancies/by-reference/P-1").key(&employer.key).json(&put).send().await;
    put.expect_problem(409, "DUPLICATE_OF");
}

async fn a_reference_with_the_same_content_is_the_same_vacancy(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let employer = server.world().await.employer;
    let mut body = draft("数控车工");
    body["reference"] = json!("R-1");
    let first = post(&server, &employer.key, &body).await.expect(201);
    let again = post(&server, &employer.key, &body).await.expect(200);
    assert_eq!(first, again);
    body["headcount"] = json!(60);
    let taken = post(&server, &employer.key, &body).await.expect_problem(409, "ALREADY_EXISTS");
    assert_eq!(taken["link"], path_of(&first));
    body["reference"] = json!("R-2");
    let alike = post(&server, &employer.key, &body).await.expect_problem(409, "DUPLICATE_OF");
    assert_eq!(alike["link"], path_of(&first));
    let put = |path: &str| server.put(path).key(&employer.key).json(&body).send();
    put("/v1/vacancies/by-reference/R-2").await.expect_problem(409, "DUPLICATE_OF");
}

async fn anothers_words_wait_for_a_look_and_the_first_stays_as_it_is(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let first_employer = server.world().await.employer;
    let other = world::verified_employer(&server, &server.operator_key, 8, "宁波样例模具有限公司").await;
    let first = post(&server, &first_employer.key, &draft("数控车工")).await.expect(201);
    let mut copy = draft("数控车工");
    copy["workplace"] = json!({ "text": "宁波市北仑区" });
    copy["pay"] = json!({ "text": "6-9千/月" });
    let held = post(&server, &other.key, &copy).await.expect(201);
    assert_eq!(
        (held["status"].as_str(), codes(&held["status_reasons"])),
        (Some("in_review"), vec!["COPIED_TEXT"])
    );
    assert_eq!(held["status_reasons"][0]["link"], path_of(&first));
    server.get(&path_of(&held)).send().await.expect_problem(404, "NOT_FOUND");
    let own = server.get(&path_of(&first)).expect(200).await;
    assert_eq!((&own["status"], own.get("version")), (&json!("published"), first.get("version")));
    // The first one changes as it likes.
    let change = json!({ "headcount": 2 });
    let changed = server.patch(&path_of(&first)).key(&first_employer.key).json(&change).expect(200).await;
    assert_eq!(changed["status"], "published");
    // In words of its own the other one is public at once.
    let own_words =
        json!({ "description": "本厂模具车间招人，工作内容是模具零件的数控车削和测量，两班倒。" });
    let changed = server.patch(&path_of(&held)).key(&other.key).json(&own_words).expect(200).await;
    assert_eq!(
        (changed["status"].as_str(), changed["status_reasons"].as_array().unwrap().len()),
        (Some("published"), 0)
    );
    crate::support::wait_for("both in the search", std::time::Duration::from_secs(10), async || {
        (found(&server, "数控车工").await.len() == 2).then_some(())
    })
    .await;
    // And somebody else's words again are not.
    let back = json!({ "description": copy["description"] });
    let back = server.patch(&path_of(&held)).key(&other.key).json(&back).expect(200).await;
    assert_eq!(back["status"], "in_review");
    assert_eq!(found(&server, "数控车工").await, [first["id"].clone()], "it left the search at once");
}

/// Rows written before there were fingerprints get theirs when the service starts; those alike stay as they are.
async fn what_was_there_before_fingerprints_is_met_too(database: TestDatabase) {
    let service = Service::new(database.url());
    let operator = service.operator_key();
    let (process, _) = service.serve().await;
    let employer = world::verified_employer(&service.client, &operator, 1, "深圳样例机械有限公司").await;
    let send =
        |title: &str| service.client.post("/v1/vacancies").key(&employer.key).json(&draft(title)).send();
    let first = send("数控车工").await.expect(201);
    let twin = send("数控铣工").await.expect(201);
    process.kill();
    forget_fingerprints(database.url(), twin["id"].as_str().unwrap(), first["id"].as_str().unwrap()).await;
    let (process, _) = service.serve().await;
    let met = send("数控车工").await.expect_problem(409, "DUPLICATE_OF");
    assert_eq!(met["link"], path_of(&first));
    let list = service.client.get("/v1/vacancies").key(&employer.key).expect(200).await;
    let statuses: Vec<_> = list["items"].as_array().unwrap().iter().map(|one| &one["status"]).collect();
    assert_eq!(statuses, ["published", "published"]);
    process.kill();
}

/// Takes the fingerprints away and lets the second vacancy say what the first one says.
async fn forget_fingerprints(url: &str, twin: &str, first: &str) {
    let uuid = |id: &str| id.parse::<jobbridge::domain::ids::VacancyId>().unwrap().0;
    let forget = "UPDATE vacancies SET posting_print = NULL, words_print = NULL";
    let copy = "UPDATE vacancies SET content = (SELECT content FROM vacancies WHERE id = $1) WHERE id = $2";
    if url.starts_with("sqlite") {
        let mut connection = SqliteConnection::connect(url).await.unwrap();
        sqlx::query(forget).execute(&mut connection).await.unwrap();
        sqlx::query(copy).bind(uuid(first)).bind(uuid(twin)).execute(&mut connection).await.unwrap();
        return connection.close().await.unwrap();
    }
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::query(forget).execute(&mut connection).await.unwrap();
    sqlx::query(copy).bind(uuid(first)).bind(uuid(twin)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

//! Many at once: whoever comes second is told so, however close behind.

use super::{draft, post};
use crate::support::{TestDatabase, TestServer, on_both_databases, world};
use futures::future::join_all;
use serde_json::{Value, json};

on_both_databases!(
    a_hundred_identical_posts_leave_one_vacancy,
    a_hundred_under_one_reference_leave_one_vacancy,
    of_two_employers_with_the_same_words_one_is_first,
);

const MANY: usize = 100;

async fn listed(server: &TestServer, key: &str) -> Vec<Value> {
    let page = server.get("/v1/vacancies?limit=100").key(key).expect(200).await;
    page["items"].as_array().unwrap().clone()
}

async fn a_hundred_identical_posts_leave_one_vacancy(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let employer = server.world().await.employer;
    // Each of another number of people, in other words and dressed up otherwise: it is the same posting all the same.
    let bodies: Vec<_> = (0..MANY)
        .map(|number| {
            let mut body =
                draft(["数控车工(长白班)", "数控车工（长白班）", "数控車工【长白班】"][number % 3]);
            body["headcount"] = json!(number + 1);
            body["reference"] = json!(format!("C-{number}"));
            body
        })
        .collect();
    let answers = join_all(bodies.iter().map(|body| post(&server, &employer.key, body))).await;
    let created: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
    assert_eq!(created.len(), 1);
    let link = format!("/v1/vacancies/{}", created[0].json()["id"].as_str().unwrap());
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!(answer.expect_problem(409, "DUPLICATE_OF")["link"], link);
    }
    assert_eq!(listed(&server, &employer.key).await.len(), 1);
}

async fn a_hundred_under_one_reference_leave_one_vacancy(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let employer = server.world().await.employer;
    let mut body = draft("数控车工");
    body["reference"] = json!("ONE");
    let answers = join_all((0..MANY).map(|_| post(&server, &employer.key, &body))).await;
    let of_status = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((of_status(201), of_status(200)), (1, MANY - 1));
    let mut ids: Vec<_> = answers.iter().map(|answer| answer.json()["id"].to_string()).collect();
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(listed(&server, &employer.key).await.len(), 1);
}

async fn of_two_employers_with_the_same_words_one_is_first(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let one = server.world().await.employer;
    let other = world::verified_employer(&server, &server.operator_key, 8, "宁波样例模具有限公司").await;
    let body = draft("数控车工");
    let keys = [&one.key, &other.key];
    let answers = join_all((0..MANY).map(|number| post(&server, keys[number % 2], &body))).await;
    let created: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
    assert_eq!(created.len(), 2, "one of each employer");
    let mut statuses: Vec<_> = created.iter().map(|answer| answer.json()["status"].to_string()).collect();
    statuses.sort();
    assert_eq!(statuses, ["\"in_review\"", "\"published\""]);
}

//! Search as people use it, over HTTP: every parameter, slips and too many words, pages, completions, a graduate's own
//! order, and whatever else may be sent.

mod bad_input;
mod forgiving;
mod pages;
mod parameters;
mod personal;
mod words;

use crate::support::{
    TestServer, wait_for,
    world::{Organisation, vacancy},
};
use serde_json::{Value, json};
use std::time::Duration;

/// A vacancy of a title, changed as the test needs it.
async fn post(
    server: &TestServer,
    employer: &Organisation,
    title: &str,
    change: impl FnOnce(&mut Value),
) -> String {
    let mut body = vacancy("", title);
    body.as_object_mut().unwrap().remove("reference");
    (body["requirements"], body["description"]) = (json!({}), json!(format!("招聘{title}，合成数据。")));
    change(&mut body);
    let answer = server.post("/v1/vacancies").key(&employer.key).json(&body).expect(201).await;
    assert_eq!(answer["status"], "published", "{answer}");
    answer["id"].as_str().unwrap().to_owned()
}

/// Waits until so many vacancies are found.
async fn until_found(server: &TestServer, total: u64) {
    wait_for("vacancies in the index", Duration::from_secs(20), async || {
        (search(server, "").await["total"] == total).then_some(())
    })
    .await;
}

async fn search(server: &TestServer, query: &str) -> Value {
    server.get(&format!("/v1/search/vacancies?{query}")).expect(200).await
}

fn titles(found: &Value) -> Vec<&str> {
    found["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect()
}

fn ids(found: &Value) -> Vec<String> {
    let items = found["items"].as_array().unwrap().iter();
    items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// The ids on all pages.
async fn all_pages(server: &TestServer, query: &str) -> Vec<Vec<String>> {
    let (mut pages, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = search(server, &format!("{query}{cursor}")).await;
        pages.push(ids(&page));
        let Some(next) = page["next"].as_str() else { return pages };
        cursor = format!("&cursor={next}");
    }
}

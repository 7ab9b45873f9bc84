//! Posting as employers and the operator see it: what is a duplicate, what may not be said, and what waits for a look.

mod concurrency;
mod discrimination;
mod duplicates;
mod review;

use crate::support::{TestServer, http::Answer, world::vacancy};
use serde_json::{Value, json};

/// A text that is long enough to be somebody's own.
const OWN_WORDS: &str =
    "在福海的精密车间操作数控车床，加工轴类零件，看图对刀，首件自检并填写记录，合成数据。";

/// A vacancy without a reference, of a title, with words of its own.
fn draft(title: &str) -> Value {
    let mut draft = vacancy("none", title);
    draft.as_object_mut().unwrap().remove("reference");
    draft["description"] = json!(format!("{title}：{OWN_WORDS}"));
    draft
}

async fn post(server: &TestServer, key: &str, draft: &Value) -> Answer {
    server.post("/v1/vacancies").key(key).json(draft).send().await
}

fn path_of(vacancy: &Value) -> String {
    format!("/v1/vacancies/{}", vacancy["id"].as_str().unwrap())
}

/// The ids of what a search finds now.
async fn found(server: &TestServer, query: &str) -> Vec<Value> {
    let page = server.get(&format!("/v1/search/vacancies?limit=50&q={query}")).expect(200).await;
    page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect()
}

/// The codes of a list of reasons or faults.
fn codes(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

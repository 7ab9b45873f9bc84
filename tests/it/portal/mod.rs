//! The pages as a browser gets them, over HTTP: what they show, what they refuse, what they remember.

mod account;
mod languages;
mod pages;
mod safety;
mod visitor;

pub(crate) use account::signed_in;

use crate::support::{TestServer, World, wait_for, world::vacancy};
use std::time::Duration;

/// Posts a vacancy of the world's employer and waits until it is found; its path on the portal.
async fn posted(server: &TestServer, world: &World, reference: &str, title: &str) -> String {
    let draft = vacancy(reference, title);
    let answer = server.post("/v1/vacancies").key(&world.employer.key).json(&draft).expect(201).await;
    let id = answer["id"].as_str().unwrap().to_owned();
    let path = format!("/search?employer={}", world.employer.id);
    wait_for("vacancy on the search page", Duration::from_secs(20), async || {
        server.get(&path).send().await.text().contains(&id).then_some(())
    })
    .await;
    format!("/vacancies/{id}")
}

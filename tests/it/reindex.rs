//! The index is a derived copy: it may be deleted while the service is stopped, and a command makes it anew.

use crate::support::{TestDatabase, World, on_both_databases, process::Service, wait_for, world::vacancy};
use std::time::Duration;

on_both_databases!(a_deleted_index_comes_back_by_itself, reindex_makes_it_anew_and_verify_agrees);

const TITLES: [&str; 3] = ["数控车工", "缝纫工", "西式烹调师"];

async fn a_deleted_index_comes_back_by_itself(database: TestDatabase) {
    let service = Service::new(database.url());
    let operator = service.operator_key();
    let (process, _) = service.serve().await;
    fill(&service, &operator).await;
    process.kill();
    std::fs::remove_dir_all(service.data().join("index")).unwrap();
    let (process, _) = service.serve().await;
    found(&service, TITLES.len()).await;
    process.kill();
}

async fn reindex_makes_it_anew_and_verify_agrees(database: TestDatabase) {
    let service = Service::new(database.url());
    let operator = service.operator_key();
    let (process, _) = service.serve().await;
    fill(&service, &operator).await;
    process.kill();
    let index = service.data().join("index");
    std::fs::remove_dir_all(&index).unwrap();
    service.succeed(&["reindex"]);
    assert!(index.is_dir());
    service.succeed(&["verify"]);
    let (process, _) = service.serve().await;
    found(&service, TITLES.len()).await;
    process.kill();
}

/// Posts some vacancies and waits until they are found.
async fn fill(service: &Service, operator: &str) {
    let world = World::create(&service.client, operator).await;
    for (number, title) in TITLES.iter().enumerate() {
        let draft = vacancy(&format!("SZ-{number}"), title);
        service.client.post("/v1/vacancies").key(&world.employer.key).json(&draft).expect(201).await;
    }
    found(service, TITLES.len()).await;
}

async fn found(service: &Service, count: usize) {
    wait_for("complete search", Duration::from_secs(20), async || {
        let answer = service.client.get("/v1/search/vacancies").expect(200).await;
        (answer["total"] == count).then_some(())
    })
    .await;
    let answer = service.client.get("/v1/search/vacancies?q=数控车工").expect(200).await;
    assert_eq!(answer["items"][0]["title"], TITLES[0], "{answer}");
}

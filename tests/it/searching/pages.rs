//! Pages: nobody fills one while there are others, and whatever comes and goes nothing repeats or vanishes.

use super::{all_pages, ids, post, search, until_found};
use crate::support::{TestDatabase, TestServer, on_both_databases, world::verified_employer};
use serde_json::json;
use std::collections::BTreeSet;

on_both_databases!(one_employer_does_not_fill_a_page, pages_of_lately_published_vacancies_stay_together);

async fn one_employer_does_not_fill_a_page(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let mut other = Vec::new();
    for number in 0..8_u32 {
        let employer =
            verified_employer(&server, &server.operator_key, 30 + number, &format!("样例{number}厂")).await;
        let words = format!("招聘数控车工学徒，第{number}车间，合成数据。");
        let change = |body: &mut serde_json::Value| body["description"] = json!(words);
        other.push(post(&server, &employer, "数控车工 学徒 包吃住", change).await);
    }
    let mut big = Vec::new();
    for number in 0..9 {
        let pay = format!("{}-9000元/月", 5000 + number);
        big.push(post(&server, &world.employer, "数控车工", |body| body["pay"]["text"] = json!(pay)).await);
    }
    until_found(&server, 17).await;

    for query in ["q=数控车工&limit=5", "limit=5"] {
        let pages = all_pages(&server, query).await;
        let of_big = |page: &Vec<String>| page.iter().filter(|id| big.contains(id)).count();
        assert_eq!(pages.iter().map(of_big).collect::<Vec<_>>(), [3, 3, 3, 0], "{query}");
        let seen: BTreeSet<_> = pages.concat().into_iter().collect();
        assert_eq!((seen.len(), pages.concat().len()), (17, 17), "{query}: each once");
    }
    let chosen = search(&server, &format!("q=数控车工&limit=5&employer={}", world.employer.id)).await;
    assert_eq!(ids(&chosen).iter().filter(|id| big.contains(id)).count(), 5, "chosen is chosen");
    let newest = search(&server, "sort=newest&limit=5").await;
    assert_eq!(ids(&newest).iter().filter(|id| big.contains(id)).count(), 5, "newest is newest");

    // One goes and one comes between the pages.
    let first = search(&server, "q=数控车工&limit=5").await;
    let shown = ids(&first);
    let gone = big.iter().find(|id| !shown.contains(id)).unwrap();
    server
        .post(&format!("/v1/vacancies/{gone}/close"))
        .key(&world.employer.key)
        .json(&json!({}))
        .expect(200)
        .await;
    post(&server, &world.employer, "数控车工", |body| body["pay"]["text"] = json!("9999元/月")).await;
    post(&server, &world.employer, "数控铣工", |_| ()).await;
    until_found(&server, 18).await;
    let next = first["next"].as_str().unwrap();
    let (mut later, mut cursor) = (BTreeSet::new(), Some(next.to_owned()));
    while let Some(next) = cursor {
        let page = search(&server, &format!("q=数控车工&limit=5&cursor={next}")).await;
        for id in ids(&page) {
            assert!(later.insert(id.clone()), "{id} twice");
        }
        cursor = page["next"].as_str().map(str::to_owned);
    }
    for id in big.iter().chain(&other).filter(|id| *id != gone) {
        assert_ne!(shown.contains(id), later.contains(id), "{id}");
    }
}

async fn pages_of_lately_published_vacancies_stay_together(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    for number in 0..3 {
        let pay = format!("{}-9000元/月", 5000 + number);
        post(&server, &world.employer, "数控车工", |body| body["pay"]["text"] = json!(pay)).await;
    }
    until_found(&server, 3).await;
    let pages = all_pages(&server, "published_after=60&limit=2").await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    let first = search(&server, "published_after=60&limit=2").await;
    let next = first["next"].as_str().unwrap();
    for query in ["published_after=61", "published_after=2026-06-20T08:00:00Z", "q=数控"] {
        let other = server.get(&format!("/v1/search/vacancies?{query}&limit=2&cursor={next}")).send().await;
        other.expect_problem(400, "INVALID_CURSOR");
    }
    assert_eq!(search(&server, "published_after=2100-01-01T00:00:00Z").await["total"], 0);
}

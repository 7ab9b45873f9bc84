//! A graduate's own order: what fits comes earlier, every result says why, and nobody else is told.

use super::{all_pages, ids, post, search, until_found};
use crate::support::{TestDatabase, TestServer, on_both_databases, wait_for};
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration};

on_both_databases!(what_fits_a_graduate_comes_earlier_and_says_why, the_share_of_the_fit_is_a_setting);

async fn posted(server: &TestServer) -> (crate::support::World, String) {
    let world = server.world().await;
    // Words alone put the bare title first; the skills are in the one with more words.
    for number in 0..6 {
        let pay = format!("{}-3900元/月", 3000 + number);
        post(server, &world.employer, "车工", |body| {
            body["pay"]["text"] = json!(pay);
            body["workplace"]["text"] = json!("昆山市");
            body["requirements"] = json!({ "skills": [{ "term": "缝纫", "level": "required" }] });
        })
        .await;
    }
    let fitting = post(server, &world.employer, "车工 长白班 急招 包吃住 双休", |body| {
        body["requirements"] =
            json!({ "majors": ["660103"], "skills": [{ "term": "数控车床操作", "level": "required" }] });
    })
    .await;
    until_found(server, 7).await;
    (world, fitting)
}

async fn search_as(server: &TestServer, key: &str, query: &str) -> Value {
    server.get(&format!("/v1/search/vacancies?{query}")).key(key).expect(200).await
}

async fn what_fits_a_graduate_comes_earlier_and_says_why(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let (world, fitting) = posted(&server).await;
    let graduate = &world.graduates[0];
    let key = server.key_for(graduate).await;

    let plain = search(&server, "q=车工").await;
    assert_eq!(ids(&plain).last(), Some(&fitting), "by words alone it is last: {plain}");
    assert!(plain["items"].as_array().unwrap().iter().all(|item| item.get("match").is_none()));
    let employer = search_as(&server, &world.employer.key, "q=车工").await;
    assert_eq!(employer["items"], plain["items"], "another key changes nothing");

    let own = search_as(&server, &key, "q=车工").await;
    assert_eq!(ids(&own).first(), Some(&fitting), "{own}");
    assert_eq!((&own["total"], &own["facets"]), (&plain["total"], &plain["facets"]));
    let why = &own["items"][0]["match"];
    let pair = format!("/v1/vacancies/{fitting}/matches/{graduate}");
    let pair = server.get(&pair).key(&key).expect(200).await;
    assert_eq!((&why["score"], &why["eligible"]), (&pair["score"], &pair["eligible"]), "the same number");
    assert!(why["why"].to_string().contains("数控车床操作"), "{why}");
    let english = server.get("/v1/search/vacancies?q=车工").key(&key).header("accept-language", "en");
    assert_ne!(english.expect(200).await["items"][0]["match"]["why"], why["why"]);
    let newest = search_as(&server, &key, "sort=newest").await;
    assert!(
        newest["items"].as_array().unwrap().iter().all(|item| item["match"]["why"].is_array()),
        "{newest}"
    );
    let answer = server.get("/v1/search/vacancies?view=id").key(&key).send().await;
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    assert!(answer.json()["items"][0]["match"].is_object());

    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = search_as(&server, &key, &format!("q=车工&limit=2{cursor}")).await;
        seen.extend(ids(&page));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
        let stolen = server.get(&format!("/v1/search/vacancies?q=车工&limit=2{cursor}")).send().await;
        stolen.expect_problem(400, "INVALID_CURSOR");
    }
    assert_eq!(seen.first(), Some(&fitting));
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 7);
    assert_eq!(seen.len(), 7);

    // Who did not agree to matching finds what everybody finds.
    let silent = server.key_for(&world.graduates[3]).await;
    assert_eq!(search_as(&server, &silent, "q=车工").await["items"], plain["items"]);
}

async fn the_share_of_the_fit_is_a_setting(database: TestDatabase) {
    let server = TestServer::start_with(database, |settings| settings.search.personal_share = 0.0).await;
    let (world, _) = posted(&server).await;
    let key = server.key_for(&world.graduates[0]).await;
    let own = search_as(&server, &key, "q=车工").await;
    assert_eq!(ids(&own), all_pages(&server, "q=车工").await.concat());
    assert!(own["items"][0]["match"]["why"].is_array(), "the reasons are told all the same");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_of_a_graduate_who_is_signed_in_says_why() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let (_, fitting) = posted(&server).await;
    let visitor = crate::portal::signed_in(&server, "g1@graduate.test").await;
    let page = wait_for("results", Duration::from_secs(10), async || {
        let page = visitor.page("/search?q=车工").await;
        page.contains(&fitting).then_some(page)
    })
    .await;
    assert!(page.contains("匹配度") && page.contains("数控车床操作"), "{page}");
    let first = page.find("/vacancies/vac_").unwrap();
    assert!(page[first..].starts_with(&format!("/vacancies/{fitting}")), "what fits is first");
    let stranger = server.get("/search?q=车工").send().await.text();
    assert!(!stranger.contains("匹配度"), "{stranger}");
}

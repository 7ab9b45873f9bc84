//! One journey in a real browser, at the width of a cheap phone: search, read, sign in by mail, see why it fits, and all
//! of it in English.

use crate::support::{
    TestDatabase, TestServer,
    browser::{Browser, PHONE},
    wait_for,
    world::vacancy,
};
use fantoccini::Locator;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_graduate_finds_a_job_on_a_phone_and_reads_why_it_fits() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let world = server.world().await;
    let draft = vacancy("SZ-1", "数控车工");
    server.post("/v1/vacancies").key(&world.employer.key).json(&draft).expect(201).await;
    wait_for("vacancy", Duration::from_secs(20), async || {
        server.get("/search").send().await.text().contains("数控车工").then_some(())
    })
    .await;
    let browser = Browser::start(PHONE).await;

    browser.open(&server.url("/")).await;
    browser.fill("#q", "数控").await;
    browser.fill("#place", "深圳").await;
    browser.press(".search button").await;
    browser.check(&server, "/search").await;
    browser.press(".job h3 a").await;
    browser.check(&server, "/vacancies/").await;
    assert!(browser.text("main").await.contains("每周工时"));

    browser.press("a[href='/sign-in']").await;
    browser.fill("#email", "g1@graduate.test").await;
    browser.press("main button").await;
    let mail = server.mailbox().wait("mail with the link", |mail| mail.link("/sign-in/").is_some()).await;
    browser.open(&mail.link("/sign-in/").unwrap()).await;
    browser.press("main button").await;
    browser.check(&server, "/me/matches").await;
    let matches = browser.text("main").await;
    assert!(matches.contains("数控车工") && matches.contains("专业对口"), "{matches}");

    browser.press("a.language").await;
    browser.check(&server, "/me/matches").await;
    let matches = browser.text("main").await;
    assert!(matches.contains("Jobs that fit you") && matches.contains("Your major"), "{matches}");
    assert_eq!(
        browser.client.find(Locator::Css("html")).await.unwrap().attr("lang").await.unwrap().as_deref(),
        Some("en")
    );
    browser.stop().await;
}

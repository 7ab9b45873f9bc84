//! Chinese first, English by one click, and back to the same page.

use crate::support::{TestDatabase, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_click_changes_the_language_and_stays_on_the_page() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let visitor = super::visitor::Visitor::new(&server);
    let chinese = visitor.page("/search?q=数控").await;
    assert!(chinese.contains("<html lang=\"zh-CN\">") && chinese.contains("没有找到合适的岗位"));

    let clicked = visitor.get("/search?q=%E6%95%B0%E6%8E%A7&lang=en").await;
    assert_eq!((clicked.status, clicked.header("location")), (303, Some("/search?q=%E6%95%B0%E6%8E%A7")));
    let english = visitor.page("/search?q=%E6%95%B0%E6%8E%A7").await;
    assert!(english.contains("<html lang=\"en\">") && english.contains("No job fits all of this"));
    assert!(visitor.page("/about").await.contains("About jobbridge"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_browser_is_heard_on_the_first_visit_and_chinese_is_the_default() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let page = |language: &'static str| server.get("/about").header("accept-language", language).send();
    assert!(page("en-US,en;q=0.9").await.text().contains("<html lang=\"en\">"));
    assert!(page("fr").await.text().contains("<html lang=\"zh-CN\">"));
    let missing = server.get("/nowhere").header("accept-language", "en").send().await;
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("This page was not found"), "{}", missing.text());
    assert!(server.get("/nowhere").send().await.text().contains("没有找到这一页"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_language_link_never_leads_to_another_site() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    for path in
        ["//evil.example/?lang=en", "//evil.example/..?lang=en", "/search?next=https://evil.example&lang=en"]
    {
        let answer = server.get(path).send().await;
        let location = answer.header("location").unwrap_or_default();
        assert!(location.starts_with('/') && !location.starts_with("//"), "{path} leads to {location}");
    }
}

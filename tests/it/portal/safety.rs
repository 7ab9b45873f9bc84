//! What every answer tells browsers, how much they must load, and that nothing posted runs as a script.

use super::posted;
use crate::support::{TestDatabase, TestServer, world::vacancy};
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_keeps_scripts_frames_and_strangers_out() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let world = server.world().await;
    let path = posted(&server, &world, "SZ-1", "数控车工").await;
    for page in ["/", "/search", &path, "/sign-in", "/about", "/nowhere", "/me", "/robots.txt"] {
        let answer = server.get(page).send().await;
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(
            policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
            "{page}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline") && !policy.contains('*'), "{page}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{page}");
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"), "{page}");
    }
    let vacancy_policy = server.get(&path).send().await.header("content-security-policy").unwrap().to_owned();
    assert!(vacancy_policy.contains("script-src 'self' 'sha256-"), "{vacancy_policy}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn markup_in_a_vacancy_is_shown_and_never_run() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let world = server.world().await;
    let hostile = "</script><script>alert(1)</script>";
    let mut draft = vacancy("X-1", "车工<img src=x onerror=alert(1)>");
    draft["description"] = hostile.into();
    let answer = server.post("/v1/vacancies").key(&world.employer.key).json(&draft).expect(201).await;
    let path = format!("/vacancies/{}", answer["id"].as_str().unwrap());
    posted(&server, &world, "X-2", "数控车工").await;
    for page in [path.as_str(), "/search?q=车工", "/search?q=<script>alert(1)</script>&place=<b>x</b>"] {
        let text = server.get(page).send().await.text();
        assert!(!text.contains("<script>alert") && !text.contains("<img"), "{page}: {text}");
        assert!(!text.contains("value=\"<") && !text.contains("<b>x"), "{page}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_page_is_light() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let world = server.world().await;
    for number in 0..20 {
        let draft = vacancy(&format!("N-{number}"), &format!("操作工{number}号"));
        server.post("/v1/vacancies").key(&world.employer.key).json(&draft).expect(201).await;
    }
    posted(&server, &world, "SZ-1", "数控车工").await;
    for page in ["/", "/search"] {
        let text = server.get(page).send().await.text();
        let files: BTreeSet<_> =
            text.split("\"/assets/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(files.len() < 6, "{page} needs {files:?}");
        let mut bytes = compressed(&server, page).await;
        for file in &files {
            bytes += compressed(&server, &format!("/assets/{file}")).await;
        }
        assert!(bytes > 1_000 && bytes <= 60 * 1024, "{page} weighs {bytes} bytes");
        assert!(!text.contains("src=\"http") && !text.contains("url("), "{page} loads from elsewhere");
    }
}

/// How many bytes travel. The client of the other tests would unpack them.
async fn compressed(server: &TestServer, path: &str) -> usize {
    let http = reqwest::Client::builder().no_proxy().no_gzip().build().unwrap();
    let answer = http.get(server.url(path)).header("accept-encoding", "gzip").send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    assert_eq!(answer.headers()["content-encoding"], "gzip", "{path}");
    answer.bytes().await.unwrap().len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn assets_are_kept_for_a_year_and_pages_are_asked_for_again() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let home = server.get("/").send().await;
    assert_eq!(home.header("cache-control"), Some("private, no-cache"));
    let text = home.text();
    let file = text.split("href=\"/assets/").nth(1).unwrap().split('"').next().unwrap();
    let asset = server.get(&format!("/assets/{file}")).send().await;
    assert_eq!(asset.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(asset.header("content-type"), Some("text/css"));
    assert_eq!(server.get("/assets/portal.css").send().await.status, 404);
    assert_eq!(server.request(reqwest::Method::HEAD, "/").send().await.status, 200);
}

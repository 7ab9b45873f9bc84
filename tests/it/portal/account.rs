//! Signing in by an emailed link, my matches with their reasons, my consents, signing out.

use super::{
    posted,
    visitor::{Visitor, hidden},
};
use crate::support::{TestDatabase, TestServer, World, mailbox::Mail, on_both_databases};

on_both_databases!(
    a_graduate_signs_in_by_mail_and_sees_why_jobs_fit,
    a_link_works_once_and_only_in_the_browser_that_asked,
    a_withdrawn_consent_empties_the_matches_at_once,
);

async fn a_graduate_signs_in_by_mail_and_sees_why_jobs_fit(database: TestDatabase) {
    let (server, world) = start(database).await;
    let path = posted(&server, &world, "SZ-1", "数控车工").await;
    let visitor = Visitor::new(&server);
    assert_eq!(visitor.get("/me/matches").await.header("location"), Some("/sign-in"));
    sign_in(&server, &visitor, "g1@graduate.test").await;

    let page = visitor.page("/me/matches").await;
    assert!(page.contains(&path) && page.contains("匹配度"), "{page}");
    assert!(page.contains("专业对口") && page.contains("数控车床操作") && page.contains("总分 ="), "{page}");
    let own = visitor.page(&path).await;
    assert!(own.contains("和你合不合适"), "the vacancy's page tells it too");
    assert!(!server.get(&path).send().await.text().contains("和你合不合适"), "but only to the graduate");
    assert_eq!(visitor.get("/me").await.header("cache-control"), Some("private, no-store"));
}

async fn a_link_works_once_and_only_in_the_browser_that_asked(database: TestDatabase) {
    let (server, _world) = start(database).await;
    let (visitor, stranger) = (Visitor::new(&server), Visitor::new(&server));
    let link = ask_for_link(&server, &visitor, "g1@graduate.test").await;

    // A mail program that looks ahead changes nothing.
    stranger.page(&link).await;
    let page = stranger.page(&link).await;
    let foreign = stranger.post(&link, &[("csrf", &hidden(&page, "csrf"))]).await;
    assert_eq!(foreign.status, 400, "{}", foreign.text());
    assert!(foreign.text().contains("链接已失效"), "{}", foreign.text());

    let page = visitor.page(&link).await;
    let token = hidden(&page, "csrf");
    assert_eq!(visitor.post(&link, &[("csrf", "wrong")]).await.status, 403);
    let landed = visitor.post(&link, &[("csrf", &token)]).await;
    assert_eq!((landed.status, landed.header("location")), (303, Some("/me/matches")));
    let again = visitor.page(&link).await;
    let twice = visitor.post(&link, &[("csrf", &hidden(&again, "csrf"))]).await;
    assert_eq!(twice.status, 400, "{}", twice.text());
}

async fn a_withdrawn_consent_empties_the_matches_at_once(database: TestDatabase) {
    let (server, world) = start(database).await;
    let path = posted(&server, &world, "SZ-1", "数控车工").await;
    let visitor = Visitor::new(&server);
    sign_in(&server, &visitor, "g1@graduate.test").await;
    let page = visitor.page("/me").await;
    assert!(
        page.contains("样例甲") && page.contains("g1@graduate.test") && page.contains("起同意"),
        "{page}"
    );

    let csrf = hidden(&page, "csrf");
    let form = [("csrf", csrf.as_str()), ("purpose", "matching"), ("given", "false")];
    let forged = [("csrf", "x"), ("purpose", "matching"), ("given", "false")];
    assert_eq!(visitor.post("/me/consents", &forged).await.status, 403);
    assert!(visitor.page("/me/matches").await.contains(&path));
    assert_eq!(visitor.post("/me/consents", &form).await.header("location"), Some("/me#consents"));
    let matches = visitor.page("/me/matches").await;
    assert!(!matches.contains(&path) && matches.contains("还没有同意匹配"), "{matches}");

    assert_eq!(visitor.post("/sign-out", &[("csrf", &csrf)]).await.header("location"), Some("/"));
    assert_eq!(visitor.get("/me").await.header("location"), Some("/sign-in"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn known_and_unknown_addresses_get_the_same_answer() {
    let (server, _world) = start(TestDatabase::sqlite()).await;
    let mut answers = Vec::new();
    for email in ["g1@graduate.test", "nobody@nowhere.test"] {
        let visitor = Visitor::new(&server);
        let csrf = hidden(&visitor.page("/sign-in").await, "csrf");
        let answer = visitor.post("/sign-in", &[("csrf", &csrf), ("email", email)]).await;
        answers.push((answer.status, answer.text()));
    }
    assert_eq!(answers[0].0, 200);
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_from_elsewhere_and_a_text_that_is_no_address_are_refused() {
    let (server, _world) = start(TestDatabase::sqlite()).await;
    let visitor = Visitor::new(&server);
    let forged = visitor.post("/sign-in", &[("csrf", "x"), ("email", "g1@graduate.test")]).await;
    assert_eq!(forged.status, 403, "{}", forged.text());
    let csrf = hidden(&visitor.page("/sign-in").await, "csrf");
    let wrong = visitor.post("/sign-in", &[("csrf", &csrf), ("email", "not <an> address")]).await;
    assert_eq!(wrong.status, 422);
    let text = wrong.text();
    assert!(
        text.contains("value=\"not &#60;an&#62; address\"") && text.contains("这个邮箱看起来不对"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_school_has_a_profile_but_no_matches() {
    let (server, _world) = start(TestDatabase::sqlite()).await;
    let visitor = Visitor::new(&server);
    sign_in(&server, &visitor, "home@school.test").await;
    assert!(visitor.page("/me").await.contains("学校"));
    assert_eq!(visitor.get("/me/matches").await.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unsubscribe_link_we_did_not_sign_leads_nowhere() {
    let (server, _world) = start(TestDatabase::sqlite()).await;
    let path = "/unsubscribe/sub_01h2xcejqtf2nbrexx3vqjhp41.00000000000000000000000000000000";
    assert_eq!(server.get(path).send().await.status, 404);
    let visitor = Visitor::new(&server);
    assert_eq!(visitor.post(path, &[("List-Unsubscribe", "One-Click")]).await.status, 404);
}

async fn start(database: TestDatabase) -> (TestServer, World) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    (server, world)
}

/// Asks for a link and reads its path from the mail.
async fn ask_for_link(server: &TestServer, visitor: &Visitor<'_>, email: &str) -> String {
    let csrf = hidden(&visitor.page("/sign-in").await, "csrf");
    let answer = visitor.post("/sign-in", &[("csrf", &csrf), ("email", email)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let wanted = |mail: &Mail| mail.to() == email && mail.link("/sign-in/").is_some();
    let mail = server.mailbox().wait("mail with the link", wanted).await;
    let link = mail.link("/sign-in/").unwrap();
    link.strip_prefix(&server.url("")).unwrap_or_else(|| panic!("{link} leads elsewhere")).to_owned()
}

/// Somebody with a browser who has signed in by mail.
pub(crate) async fn signed_in<'a>(server: &'a TestServer, email: &str) -> Visitor<'a> {
    let visitor = Visitor::new(server);
    sign_in(server, &visitor, email).await;
    visitor
}

async fn sign_in(server: &TestServer, visitor: &Visitor<'_>, email: &str) {
    let link = ask_for_link(server, visitor, email).await;
    let csrf = hidden(&visitor.page(&link).await, "csrf");
    let landed = visitor.post(&link, &[("csrf", &csrf)]).await;
    assert_eq!(landed.status, 303, "{}", landed.text());
}

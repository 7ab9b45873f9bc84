//! What other job sites follow: every change of what is public and nothing else, a snapshot to begin with, Atom.

use crate::support::{
    TestDatabase, TestServer, World,
    days::{SetClock, day},
    http::Answer,
    on_both_databases, wait_for,
    world::{self, vacancy},
};
use jobbridge::{app::housekeeping, server::Ambient};
use quick_xml::{escape::resolve_predefined_entity, events::Event};
use serde_json::{Value, json};
use sqlx::{Connection, Executor};
use std::{collections::BTreeMap, time::Duration};

on_both_databases!(
    every_change_of_what_is_public_is_told_and_nothing_else,
    a_page_that_is_known_is_not_sent_again,
    nothing_is_told_ahead_of_a_transaction_under_way,
    who_follows_from_a_snapshot_knows_in_the_end_what_is_public,
    what_ends_with_its_day_or_with_its_employer_is_removed,
    the_newest_are_an_atom_feed,
);

const ATOM: &str = "http://www.w3.org/2005/Atom";
const LONG: Duration = Duration::from_secs(30);

/// A follower: what it knows, and from where it goes on.
#[derive(Default)]
struct Follower {
    after: String,
    known: BTreeMap<String, Value>,
    told: Vec<(String, String)>,
}

impl Follower {
    /// Reads on until there is nothing more.
    async fn catch_up(&mut self, server: &TestServer, limit: usize) {
        loop {
            let path = format!("/v1/feed/vacancies?limit={limit}&after={}", self.after);
            let page = server.get(&path).expect(200).await;
            let items = page["items"].as_array().unwrap();
            assert!(items.len() <= limit, "{page}");
            for item in items {
                self.take(item);
            }
            let position = page["position"].as_str().unwrap();
            assert!(position >= self.after.as_str(), "{page}");
            position.clone_into(&mut self.after);
            if page["next"].is_null() {
                return;
            }
            assert_eq!(page["next"], position);
        }
    }

    fn take(&mut self, item: &Value) {
        let (seq, id) = (item["seq"].as_str().unwrap(), item["id"].as_str().unwrap());
        assert!(seq > self.after.as_str(), "{seq} after {}", self.after);
        seq.clone_into(&mut self.after);
        let change = item["change"].as_str().unwrap();
        self.told.push((id.to_owned(), change.to_owned()));
        match change {
            "upsert" => {
                assert_eq!(
                    (&item["vacancy"]["id"], &item["vacancy"]["status"]),
                    (&json!(id), &json!("published"))
                );
                self.known.insert(id.to_owned(), item["vacancy"].clone());
            }
            "removed" => {
                assert!(item.get("vacancy").is_none());
                self.known.remove(id);
            }
            other => panic!("{other}"),
        }
    }

    /// Reads on until it knows exactly these vacancies: transactions of other tests hold back PostgreSQL's log.
    async fn until_knows(&mut self, server: &TestServer, ids: &[&str]) {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        wait_for("these vacancies in the feed", LONG, async || {
            self.catch_up(server, 100).await;
            self.known.keys().eq(ids.iter()).then_some(())
        })
        .await;
    }
}

async fn post(server: &TestServer, key: &str, reference: &str, title: &str) -> String {
    let answer = server.post("/v1/vacancies").key(key).json(&vacancy(reference, title)).expect(201).await;
    answer["id"].as_str().unwrap().to_owned()
}

async fn every_change_of_what_is_public_is_told_and_nothing_else(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let key = &world.employer.key;
    let unknown = world::register_employer(&server, 5, "宁波样例待核有限公司").await;
    let waiting = post(&server, &unknown.key, "W-1", "焊工").await;
    let mut held = vacancy("H-1", "电工");
    held["description"] = json!("看图接线，限男性，合成数据。");
    let refused = server.post("/v1/vacancies").key(key).json(&held).send().await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let (a, b) = (post(&server, key, "A", "数控车工").await, post(&server, key, "B", "缝纫工").await);
    let mut follower = Follower::default();
    follower.until_knows(&server, &[&a, &b]).await;
    let seen = &follower.known[&a];
    let mut public = server.get(&format!("/v1/vacancies/{a}")).expect(200).await;
    // The seats come and go with applications, of which the feed does not tell.
    assert_eq!(public.as_object_mut().unwrap().remove("seats").unwrap()["open"], 6);
    assert_eq!(seen, &public, "no more and no less than anybody reads");
    let text = seen.to_string();
    assert!(!text.contains("employer.test") && !text.contains("13800000000"), "{text}");

    let change = server.patch(&format!("/v1/vacancies/{a}")).key(key).json(&json!({ "headcount": 9 }));
    change.expect(200).await;
    server.post(&format!("/v1/vacancies/{b}/close")).key(key).expect(200).await;
    follower.until_knows(&server, &[&a]).await;
    assert_eq!(follower.known[&a]["headcount"], 9);
    server.post(&format!("/v1/vacancies/{b}/reopen")).key(key).expect(200).await;
    follower.until_knows(&server, &[&a, &b]).await;

    let mut anew = Follower { after: "0".to_owned(), ..Follower::default() };
    anew.catch_up(&server, 1).await;
    assert_eq!(anew.known, follower.known, "in small pages from the beginning the same");
    for told in [&follower.told, &anew.told] {
        assert!(told.iter().all(|(id, _)| *id != waiting), "what was never public");
    }
    server.post(&format!("/v1/vacancies/{waiting}/close")).key(&unknown.key).expect(200).await;
    anew.catch_up(&server, 100).await;
    assert!(anew.told.iter().all(|(id, _)| *id != waiting), "nor that it is gone");
}

async fn a_page_that_is_known_is_not_sent_again(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let a = post(&server, &world.employer.key, "A", "数控车工").await;
    let mut follower = Follower::default();
    follower.until_knows(&server, &[&a]).await;
    for path in ["/v1/feed/vacancies".to_owned(), format!("/v1/feed/vacancies?after={}", follower.after)] {
        let tag = etag(&server.get(&path).send().await);
        let again = server.get(&path).header("if-none-match", &tag).send().await;
        assert_eq!((again.status, again.body.len(), etag(&again)), (304, 0, tag.clone()));
        let english = server.get(&path).header("if-none-match", &tag).header("accept-language", "en");
        let english = english.send().await;
        let has_items = english.status == 200;
        assert_eq!(
            has_items,
            !path.contains("after"),
            "another language is another text, where there is any"
        );
    }
    let path = format!("/v1/feed/vacancies?after={}", follower.after);
    let tag = etag(&server.get(&path).send().await);
    server.post(&format!("/v1/vacancies/{a}/close")).key(&world.employer.key).expect(200).await;
    wait_for("news", LONG, async || {
        let answer = server.get(&path).header("if-none-match", &tag).send().await;
        (answer.status == 200 && answer.json()["items"][0]["change"] == "removed").then_some(())
    })
    .await;
    for bad in ["x", "-1", "1", "0.0", "7fffffffffff-000000000000"] {
        let answer = server.get(&format!("/v1/feed/vacancies?after={bad}")).send().await;
        let problem = answer.expect_problem(400, "INVALID_CURSOR");
        assert!(problem["errors"][0]["message"].as_str().unwrap().contains("/v1/feed/vacancies/snapshot"));
    }
    let many = server.get("/v1/feed/vacancies?limit=101").send().await;
    many.expect_problem(400, "INVALID_PARAMETER");
}

async fn nothing_is_told_ahead_of_a_transaction_under_way(database: TestDatabase) {
    let url = database.url().to_owned();
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let first = post(&server, &world.employer.key, "A", "数控车工").await;
    let mut follower = Follower::default();
    follower.until_knows(&server, &[&first]).await;
    if url.starts_with("sqlite") {
        return; // one transaction writes at a time: what is under way keeps the others out
    }
    let mut elsewhere = sqlx::PgConnection::connect(&url).await.unwrap();
    elsewhere.execute("BEGIN").await.unwrap();
    elsewhere.execute("SELECT pg_current_xact_id()").await.unwrap();
    let second = post(&server, &world.employer.key, "B", "缝纫工").await;
    server.get(&format!("/v1/vacancies/{second}")).expect(200).await;
    follower.catch_up(&server, 100).await;
    assert_eq!(follower.known.len(), 1, "a change with a smaller number may still be committed");
    elsewhere.execute("COMMIT").await.unwrap();
    follower.until_knows(&server, &[&first, &second]).await;
}

async fn who_follows_from_a_snapshot_knows_in_the_end_what_is_public(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let key = &world.employer.key;
    let mut open = Vec::new();
    for number in 0..6 {
        open.push(post(&server, key, &format!("S-{number}"), &format!("数控车工{number}号")).await);
    }
    server.post(&format!("/v1/vacancies/{}/close", open[0])).key(key).expect(200).await;
    Follower::default().until_knows(&server, &open[1..].iter().map(String::as_str).collect::<Vec<_>>()).await;

    let mut follower = Follower::default();
    let answer = server.get("/v1/feed/vacancies/snapshot").send().await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/x-ndjson")));
    for line in answer.text().lines() {
        follower.after.clear();
        follower.take(&serde_json::from_str(line).unwrap());
        assert_eq!(answer.header("x-feed-position"), Some(follower.after.as_str()));
    }
    assert!(follower.known.keys().eq(open[1..].iter()), "{}", answer.text());
    assert!(answer.body.ends_with(b"\n"));
    let same = server.get("/v1/feed/vacancies/snapshot").header("if-none-match", &etag(&answer)).send().await;
    assert_eq!((same.status, same.body.len()), (304, 0));
    let head = server.request(reqwest::Method::HEAD, "/v1/feed/vacancies/snapshot").send().await;
    assert_eq!((head.status, etag(&head)), (200, etag(&answer)));

    // Many write while the follower reads on in small pages.
    let writers: Vec<_> = (0..4).map(|writer| write_at_random(&server, &world, writer)).collect();
    let writing = futures::future::join_all(writers);
    let reading = async {
        for _ in 0..40 {
            follower.catch_up(&server, 3).await;
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let (written, ()) = tokio::join!(writing, reading);
    let closed = &open[1];
    server.post(&format!("/v1/vacancies/{closed}/close")).key(key).expect(200).await;
    let public: Vec<_> = written.iter().flatten().chain(&open[2..]).map(String::as_str).collect();
    follower.until_knows(&server, &public).await;
}

/// Posts, and closes every other again; what is open in the end.
async fn write_at_random(server: &TestServer, world: &World, writer: usize) -> Vec<String> {
    let mut open = Vec::new();
    for number in 0..8 {
        let name = format!("{writer}-{number}");
        let id = post(server, &world.employer.key, &name, &format!("缝纫工{name}号")).await;
        if (number + writer).is_multiple_of(2) {
            let close = server.post(&format!("/v1/vacancies/{id}/close")).key(&world.employer.key);
            close.expect(200).await;
        } else {
            open.push(id);
        }
    }
    open
}

async fn what_ends_with_its_day_or_with_its_employer_is_removed(database: TestDatabase) {
    let clock = SetClock::today_at("10:00:00");
    let ambient = Ambient { clock: clock.clone(), ..Ambient::default() };
    let server = TestServer::start_in(database, ambient, |_| {}).await;
    let world = server.world().await;
    let mut short = vacancy("A", "数控车工");
    short["valid_until"] = json!(day(3));
    let ends = server.post("/v1/vacancies").key(&world.employer.key).json(&short).expect(201).await;
    let (ends, stays) =
        (ends["id"].as_str().unwrap(), post(&server, &world.employer.key, "B", "缝纫工").await);
    let mut follower = Follower::default();
    follower.until_knows(&server, &[ends, &stays]).await;

    clock.set(4, "00:00:00");
    let mut anew = Follower::default();
    anew.catch_up(&server, 100).await;
    assert!(anew.known.keys().eq([&stays]), "gone at midnight, before any job has run");
    let snapshot = server.get("/v1/feed/vacancies/snapshot").send().await;
    assert!(snapshot.text().contains(&stays) && !snapshot.text().contains(ends));
    housekeeping::expire_vacancies(server.app()).await.unwrap();
    follower.until_knows(&server, &[&stays]).await;

    let verify = format!("/v1/employers/{}/verify", world.employer.id);
    let judge = async |outcome: &str| {
        let body = json!({ "outcome": outcome, "reason": "证照过期" });
        let body = if outcome == "verified" { json!({ "outcome": outcome }) } else { body };
        server.post(&verify).key(&server.operator_key).json(&body).expect(200).await;
    };
    judge("suspended").await;
    follower.until_knows(&server, &[]).await;
    assert!(follower.told.contains(&(stays.clone(), "removed".to_owned())));
    judge("verified").await;
    follower.until_knows(&server, &[&stays]).await;
}

async fn the_newest_are_an_atom_feed(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let mut body = vacancy("A", "数控车工 <i>&\"急招\"");
    body["description"] = json!("操作数控车床。</content></entry><script>alert(1)</script>\n第二行 & 更多。");
    let first = server.post("/v1/vacancies").key(&world.employer.key).json(&body).expect(201).await;
    let first = first["id"].as_str().unwrap().to_owned();
    let second = post(&server, &world.employer.key, "B", "缝纫工").await;
    let answer = wait_for("both in the feed", LONG, async || {
        let answer = server.get("/feeds/vacancies.atom").send().await;
        (entries(&answer).len() == 2).then_some(answer)
    })
    .await;
    assert_eq!(answer.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    let [newest, oldest] = entries(&answer).try_into().unwrap();
    assert_eq!(newest["link"], server.url(&format!("/vacancies/{second}")));
    assert_eq!(oldest["link"], server.url(&format!("/vacancies/{first}")));
    assert!(oldest["title"].starts_with("数控车工 <i>&\"急招\" · "), "{oldest:?}");
    assert!(oldest["id"].starts_with("urn:uuid:") && oldest["author"].contains("深圳样例机械"), "{oldest:?}");
    let html = &oldest["content"];
    assert!(html.contains("<p>第二行 &amp; 更多。</p>") && !html.contains("<script>"), "{html}");
    for element in ["id", "title", "updated", "published", "link", "author", "content"] {
        assert!(!newest[element].is_empty(), "{element}: {}", answer.text());
    }

    let tag = etag(&answer);
    assert_eq!(server.get("/feeds/vacancies.atom").header("if-none-match", &tag).send().await.status, 304);
    server.post(&format!("/v1/vacancies/{second}/close")).key(&world.employer.key).expect(200).await;
    let answer = server.get("/feeds/vacancies.atom").header("if-none-match", &tag).send().await;
    assert_eq!((answer.status, entries(&answer).len()), (200, 1), "gone at once");
    assert!(server.get("/").send().await.text().contains("href=\"/feeds/vacancies.atom\""));
}

fn etag(answer: &Answer) -> String {
    answer.header("etag").unwrap_or_else(|| panic!("no tag: {}", answer.text())).to_owned()
}

/// The entries of an Atom feed, read by an XML parser: each element's text, a link's target. The feed must have what
/// every feed has, once.
fn entries(answer: &Answer) -> Vec<BTreeMap<String, String>> {
    let text = answer.text();
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut path, mut feed, mut entries) = (Vec::<String>::new(), Vec::new(), Vec::<BTreeMap<_, _>>::new());
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {text}"));
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                match (path.len(), name.as_str()) {
                    (0, _) => assert!(tag.attributes().flatten().any(|one| one.value == ATOM)),
                    (1, "entry") => entries.push(BTreeMap::new()),
                    (1, _) => feed.push(name.clone()),
                    _ => {}
                }
                path.push(name);
                if let Some(target) = tag.try_get_attribute("href").unwrap() {
                    say(&path, &mut entries, &target.value);
                }
                if matches!(event, Event::Empty(_)) {
                    path.pop();
                }
            }
            Event::End(_) => drop(path.pop()),
            Event::Text(part) => say(&path, &mut entries, &part.xml10_content()),
            Event::GeneralRef(part) => {
                let character = part.resolve_char_ref().unwrap().map(String::from);
                let name = part.xml10_content();
                let said = character.unwrap_or_else(|| resolve_predefined_entity(&name).unwrap().to_owned());
                say(&path, &mut entries, &said);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    for element in ["id", "title", "updated", "author"] {
        assert_eq!(feed.iter().filter(|one| *one == element).count(), 1, "{element}: {text}");
    }
    entries
}

/// Adds a text to its element of the last entry.
fn say(path: &[String], entries: &mut [BTreeMap<String, String>], text: &str) {
    if let ([_, entry, element, ..], Some(last)) = (path, entries.last_mut())
        && entry == "entry"
    {
        last.entry(element.clone()).or_default().push_str(text);
    }
}

//! Webhooks and mails to other sides that fail in every way, from a process that is killed again and again. Nothing is
//! lost; what comes twice comes under the same id, and only where the sender could not know that it had arrived.

use super::{
    faults::{Fault, Faults},
    other_sides::{OtherSide, Taken},
};
use crate::support::{
    TestDatabase, World,
    http::Client,
    on_both_databases,
    process::{Process, Service},
    world::vacancy,
};
use serde_json::json;
use sqlx::{Connection, Executor};
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    time::{Duration, Instant},
};

on_both_databases!(nothing_is_lost_and_nothing_is_told_twice_without_cause);

/// Where the employer's mails go.
const MAILBOX: &str = "hr@employer.test";
/// What all nodes of one database share.
const KEY: &str = "abababababababababababababababababababababababababababababababab";
/// Everything together, per database: far less on a quiet machine.
const LIMIT: Duration = Duration::from_secs(1_500);
/// How long a process is let work between two looks at the queue.
const A_WHILE: Duration = Duration::from_millis(700);

/// What was seen while the process was killed.
#[derive(Default)]
struct Seen {
    /// Each kill.
    kills: Vec<Instant>,
    /// Deliveries that the store called delivered, and when it was asked first.
    delivered: BTreeMap<String, Instant>,
}

async fn nothing_is_lost_and_nothing_is_told_twice_without_cause(database: TestDatabase) {
    let number = |name: &str, default| env::var(name).map_or(default, |text| text.parse().unwrap());
    let vacancies: usize = number("JOBBRIDGE_CHAOS_VACANCIES", 120);
    let kills: usize = number("JOBBRIDGE_CHAOS_KILLS", 6);
    let begun = Instant::now();
    let faults = Faults::new(20_260_620);
    let (endpoint, mail_server) = (OtherSide::endpoint(&faults).await, OtherSide::mail_server(&faults).await);
    let service = service(&database, &mail_server);
    let operator = service.operator_key();
    let (mut process, _) = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    let key = world.employer.key.clone();
    ask_to_be_told(&service.client, &key, &endpoint).await;
    let mut posted = BTreeSet::new();
    let mut seen = Seen::default();
    for round in 0..kills {
        let until = vacancies * (round + 1) / kills;
        while posted.len() < until {
            posted.insert(post(&service.client, &key, posted.len()).await);
        }
        tokio::time::sleep(Duration::from_millis((round as u64 * 67) % 400)).await;
        process = restarted(process, &service, &database, &key, &mut seen).await;
    }
    faults.stop();
    while !is_all_told(&service.client, &key, 2 * vacancies).await {
        assert!(begun.elapsed() < LIMIT, "something is lost, or waits for ever");
        tokio::time::sleep(A_WHILE).await;
        process = restarted(process, &service, &database, &key, &mut seen).await;
    }
    process.kill();
    let mails: Vec<_> = mail_server.taken().into_iter().filter(|taken| taken.to == MAILBOX).collect();
    for (what, taken) in [("webhook", endpoint.taken()), ("mail", mails)] {
        let twice = check(what, &posted, &taken, &seen);
        println!("{what}: {} told, {twice} again, {} kills", posted.len(), seen.kills.len());
    }
}

/// Two nodes side by side, and nobody dies: each message goes out once, from one of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_nodes_on_one_postgresql_send_nothing_twice() {
    let Some(database) = TestDatabase::postgres("two nodes").await else { return };
    let begun = Instant::now();
    let faults = Faults::new(0);
    faults.stop();
    let (endpoint, mail_server) = (OtherSide::endpoint(&faults).await, OtherSide::mail_server(&faults).await);
    let nodes = [service(&database, &mail_server), service(&database, &mail_server)];
    let operator = nodes[0].operator_key();
    let _first = nodes[0].serve().await;
    let _second = nodes[1].serve().await;
    let world = World::create(&nodes[0].client, &operator).await;
    let key = world.employer.key.clone();
    ask_to_be_told(&nodes[1].client, &key, &endpoint).await;
    let mut posted = BTreeSet::new();
    for number in 0..200 {
        posted.insert(post(&nodes[number % 2].client, &key, number).await);
    }
    while deliveries(&nodes[0].client, &key, "delivered").await.len() < 2 * posted.len() {
        assert!(begun.elapsed() < LIMIT, "the queue does not get empty");
        tokio::time::sleep(A_WHILE).await;
    }
    let mails: Vec<_> = mail_server.taken().into_iter().filter(|taken| taken.to == MAILBOX).collect();
    assert_eq!(check("webhook", &posted, &endpoint.taken(), &Seen::default()), 0);
    assert_eq!(check("mail", &posted, &mails, &Seen::default()), 0);
    for node in &nodes {
        let metrics = node.client.get("/metrics").key(&operator).send().await;
        let metrics = String::from_utf8(metrics.body).unwrap();
        let sent = |line: &str| line.starts_with("jobbridge_attempts_total") && !line.ends_with(" 0");
        assert!(metrics.lines().any(sent), "a node sent nothing: {metrics}");
    }
}

/// One endpoint takes everything and never answers, another is well.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_endpoint_that_never_answers_keeps_nobody_else_waiting() {
    let begun = Instant::now();
    let (well, ill) = (Faults::new(0), Faults::always(Fault::Stall));
    well.stop();
    let (endpoint, silent) = (OtherSide::endpoint(&well).await, OtherSide::endpoint(&ill).await);
    let (database, mail_server) = (TestDatabase::sqlite(), OtherSide::mail_server(&well).await);
    let mut service = service(&database, &mail_server);
    service.environment("JOBBRIDGE__WEBHOOKS__MAX_IN_FLIGHT", "4");
    service.environment("JOBBRIDGE__WEBHOOKS__MAX_PER_ENDPOINT", "1");
    let operator = service.operator_key();
    let _process = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    let key = world.employer.key.clone();
    ask_to_be_told(&service.client, &key, &silent).await;
    ask_to_be_told(&service.client, &key, &endpoint).await;
    let mut posted = BTreeSet::new();
    for number in 0..300 {
        posted.insert(post(&service.client, &key, number).await);
    }
    while endpoint.taken().len() < posted.len() {
        assert!(begun.elapsed() < LIMIT, "the other one is kept waiting");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(check("webhook", &posted, &endpoint.taken(), &Seen::default()), 0);
    let (silent, all) = (silent.taken().len(), posted.len());
    assert!(silent < all / 2, "{silent} of {all} messages had to be waited for");
}

/// Quick to give up waiting, and talking to our other sides.
fn service(database: &TestDatabase, mail_server: &OtherSide) -> Service {
    let mut service = Service::new(database.url());
    let port = mail_server.port.to_string();
    let settings = [
        ("EMAIL__TRANSPORT", "smtp"),
        ("EMAIL__SMTP__HOST", "127.0.0.1"),
        ("EMAIL__SMTP__PORT", port.as_str()),
        ("EMAIL__SMTP__SECURITY", "none"),
        ("EMAIL__TIMEOUT_SECONDS", "2"),
        ("WEBHOOKS__ALLOW_LOOPBACK", "true"),
        ("WEBHOOKS__TIMEOUT_SECONDS", "2"),
        ("SECRETS__KEY", KEY),
    ];
    for (name, value) in settings {
        service.environment(&format!("JOBBRIDGE__{name}"), value);
    }
    service
}

async fn ask_to_be_told(client: &Client, key: &str, endpoint: &OtherSide) {
    let events = ["vacancy.published"];
    let url = format!("http://127.0.0.1:{}/hooks", endpoint.port);
    client.post("/v1/webhooks").key(key).json(&json!({ "url": url, "events": events })).expect(201).await;
    let alert = json!({ "kind": "events", "events": events, "channel": { "email": MAILBOX } });
    client.post("/v1/subscriptions").key(key).json(&alert).expect(201).await;
}

async fn post(client: &Client, key: &str, number: usize) -> String {
    let mut draft = vacancy(&format!("F-{number}"), &format!("数控车工{number}号线"));
    // Nobody but the employer is to hear of it.
    draft["requirements"] = json!({ "education": "secondary_vocational", "minimum_age": 18 });
    let posted = client.post("/v1/vacancies").key(key).json(&draft).expect(201).await;
    posted["id"].as_str().unwrap().to_owned()
}

/// Kills the process, lets the time of all leases and pauses pass, starts another, and notes what was delivered.
async fn restarted(
    process: Process,
    service: &Service,
    database: &TestDatabase,
    key: &str,
    seen: &mut Seen,
) -> Process {
    process.kill();
    seen.kills.push(Instant::now());
    let later = [
        "UPDATE deliveries SET due_at = created_at, leased_by = NULL, lease_until = NULL WHERE state = 'queued'",
        "UPDATE events SET due_at = at, leased_by = NULL, lease_until = NULL WHERE processed_at IS NULL",
    ];
    for sql in later {
        if database.url().starts_with("sqlite") {
            let mut connection = sqlx::SqliteConnection::connect(database.url()).await.unwrap();
            connection.execute(sql).await.unwrap();
            connection.close().await.unwrap();
        } else {
            let mut connection = sqlx::PgConnection::connect(database.url()).await.unwrap();
            connection.execute(sql).await.unwrap();
        }
    }
    let (process, _) = service.serve().await;
    for delivery in deliveries(&service.client, key, "delivered").await {
        seen.delivered.entry(delivery).or_insert_with(Instant::now);
    }
    process
}

/// Whether so many messages are told and none waits any more.
async fn is_all_told(client: &Client, key: &str, many: usize) -> bool {
    deliveries(client, key, "delivered").await.len() >= many
        && deliveries(client, key, "queued").await.is_empty()
}

/// The employer's deliveries of a state, page by page.
async fn deliveries(client: &Client, key: &str, state: &str) -> Vec<String> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/v1/deliveries?state={state}&limit=100{cursor}");
        let page = client.get(&path).key(key).expect(200).await;
        let items = page["items"].as_array().unwrap().iter();
        all.extend(items.map(|item| item["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { return all };
        cursor = format!("&cursor={next}");
    }
}

/// Holds what was taken against what was posted. How many came again.
fn check(what: &str, posted: &BTreeSet<String>, taken: &[Taken], seen: &Seen) -> usize {
    let mut by_vacancy: BTreeMap<&str, Vec<&Taken>> = BTreeMap::new();
    for taken in taken {
        by_vacancy.entry(&taken.vacancy).or_default().push(taken);
    }
    for vacancy in posted {
        assert!(by_vacancy.contains_key(vacancy.as_str()), "no {what} told of {vacancy}");
    }
    for (vacancy, taken) in &by_vacancy {
        let ids: BTreeSet<_> = taken.iter().map(|taken| &taken.delivery).collect();
        assert_eq!(ids.len(), 1, "{vacancy} was told under several ids by {what}");
        for pair in taken.windows(2) {
            let between = |kill: &&Instant| (pair[0].at..pair[1].at).contains(*kill);
            let unknown = !pair[0].answered || seen.kills.iter().any(|kill| between(&kill));
            assert!(unknown, "{vacancy} was told again by {what} though the sender knew: {pair:?}");
        }
        for taken in taken {
            let known = seen.delivered.get(&taken.delivery);
            assert!(
                known.is_none_or(|known| taken.at < *known),
                "{vacancy} was told again after it was kept"
            );
        }
    }
    taken.len() - by_vacancy.len()
}

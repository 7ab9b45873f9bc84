//! Webhooks and mails to other sides that fail in every way, from a process that is killed again and again. Nothing is
//! lost; what comes twice comes under the same id, and only where the sender could not know that it had arrived.

use super::{
    faults::Faults,
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
    while !is_empty(&service.client, &key).await {
        assert!(begun.elapsed() < LIMIT, "the queue does not get empty");
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

/// Whether all that is to be told is told: of the deliveries, none waits any more.
async fn is_empty(client: &Client, key: &str) -> bool {
    deliveries(client, key, "queued").await.is_empty()
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

//! `kill -9` while vacancies are being posted, again and again: nothing acknowledged is lost, nothing appears that was
//! not posted, the index agrees with the store, and the service is back within two seconds.

use crate::support::{
    TestDatabase, World, http::Client, on_both_databases, process::Service, wait_for, world::vacancy,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

on_both_databases!(nothing_acknowledged_is_lost);

/// Who posts at the same time.
const POSTERS: u32 = 4;
/// All rounds together, per database.
const LIMIT: Duration = Duration::from_secs(240);

/// How soon the service must be back.
const READY: Duration = Duration::from_secs(2);

/// How soon it was back.
struct Ready {
    time: Duration,
    processor_time: Duration,
}

/// What the posters know of their own posting.
#[derive(Default)]
struct Ledger {
    next: AtomicU32,
    /// Every reference that was ever sent.
    sent: Mutex<BTreeSet<String>>,
    /// Reference → id of every vacancy that was acknowledged.
    acknowledged: Mutex<BTreeMap<String, String>>,
}

async fn nothing_acknowledged_is_lost(database: TestDatabase) {
    let kills: u32 = env::var("JOBBRIDGE_KILLS").map_or(50, |text| text.parse().unwrap());
    let begun = Instant::now();
    let service = Service::new(database.url());
    let operator = service.operator_key();
    let (mut process, _) = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    let ledger = Arc::new(Ledger::default());
    let mut ready = Vec::new();
    for round in 0..kills {
        let posters: Vec<_> = (0..POSTERS)
            .map(|_| {
                tokio::spawn(post_until_it_dies(
                    service.client.clone(),
                    world.employer.key.clone(),
                    Arc::clone(&ledger),
                ))
            })
            .collect();
        // Another moment in every round: from before the first answer to well into the stream.
        tokio::time::sleep(Duration::from_millis(20 + u64::from(round * 37 % 180))).await;
        process.kill();
        for poster in posters {
            poster.await.unwrap();
        }
        let (next, time) = service.serve().await;
        ready.push(Ready { time, processor_time: next.processor_time() });
        process = next;
        check(&service.client, &world, &ledger).await;
        assert!(
            begun.elapsed() < LIMIT,
            "{} of {kills} kills took {} s",
            round + 1,
            begun.elapsed().as_secs()
        );
    }
    process.kill();
    service.succeed(&["verify"]);
    report(&ledger, ready);
}

/// Posts one vacancy after the other until nobody answers any more.
async fn post_until_it_dies(client: Client, key: String, ledger: Arc<Ledger>) {
    loop {
        let reference = format!("K-{}", ledger.next.fetch_add(1, Ordering::Relaxed));
        ledger.sent.lock().unwrap().insert(reference.clone());
        let draft = vacancy(&reference, &format!("数控车工{reference}"));
        let Ok(answer) = client.post("/v1/vacancies").key(&key).json(&draft).try_send().await else { return };
        let id = answer.expect(201)["id"].as_str().unwrap().to_owned();
        ledger.acknowledged.lock().unwrap().insert(reference, id);
    }
}

/// Holds what the service has against what the posters know, and the index against the store.
async fn check(client: &Client, world: &World, ledger: &Ledger) {
    let stored = stored(client, &world.employer.key).await;
    let sent = ledger.sent.lock().unwrap().clone();
    let acknowledged = ledger.acknowledged.lock().unwrap().clone();
    for (reference, id) in &acknowledged {
        assert_eq!(stored.get(reference), Some(id), "{reference} was acknowledged and is lost");
    }
    for reference in stored.keys() {
        assert!(sent.contains(reference), "{reference} was never posted");
    }
    wait_for("index that agrees with the store", Duration::from_secs(10), async || {
        let found = client.get("/v1/search/vacancies?limit=1").expect(200).await;
        (found["total"] == stored.len()).then_some(())
    })
    .await;
}

/// Reference → id of everything the employer has, page by page.
async fn stored(client: &Client, key: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut path = "/v1/vacancies?status=published&limit=100".to_owned();
    loop {
        let page = client.get(&path).key(key).expect(200).await;
        for item in page["items"].as_array().unwrap() {
            let text = |name: &str| item[name].as_str().unwrap().to_owned();
            assert!(all.insert(text("reference"), text("id")).is_none(), "twice: {item}");
        }
        let Some(next) = page["next"].as_str() else { return all };
        path = format!("/v1/vacancies?status=published&limit=100&cursor={next}");
    }
}

/// Prints what was measured and holds it to its limits.
fn report(ledger: &Ledger, ready: Vec<Ready>) {
    let (sent, kept) = (ledger.sent.lock().unwrap().len(), ledger.acknowledged.lock().unwrap().len());
    let (time, most) = median_and_most(ready.iter().map(|ready| ready.time).collect());
    let (work, _) = median_and_most(ready.iter().map(|ready| ready.processor_time).collect());
    println!(
        "{} kills: {sent} posted, {kept} acknowledged; ready again in {time:?} (median), {most:?} (most), {work:?} of it work",
        ready.len()
    );
    assert!(kept > 0, "nothing was ever acknowledged: the test shows nothing");
    // Where others keep the machine busy, the clock on the wall measures them: then its own work counts.
    let measured = if is_busy() { work } else { time };
    assert!(measured < READY, "ready again in {measured:?}, {READY:?} at most");
}

fn median_and_most(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() - 1])
}

/// Whether more wants to run than there are processors, by far.
fn is_busy() -> bool {
    let load: f64 =
        std::fs::read_to_string("/proc/loadavg").unwrap().split(' ').next().unwrap().parse().unwrap();
    let processors = std::thread::available_parallelism().unwrap().get();
    load > 2.0 * processors as f64
}

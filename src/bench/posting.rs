//! Posting over HTTP by many clients at once, and how long a posting takes to be found meanwhile.

use super::{
    BenchError, BenchOptions,
    client::{Connection, json},
    figures::{Report, cpu_time, grouped, median, spread},
    setup::World,
    texts::{PLACES, SENTENCES, TITLES},
};
use crate::{
    app::{App, keys},
    domain::{ids::EmployerId, party::Party},
    server::Server,
};
use chrono::Days;
use serde_json::{Value, json};
use std::{net::SocketAddr, time::Duration};
use tokio::time::{Instant, sleep};

/// How many post at once.
const CLIENTS: usize = 16;
/// How long the one who looks for a posting waits before looking again.
const LOOK_AGAIN: Duration = Duration::from_millis(5);
/// A posting that is not found for so long is lost.
const LOST: Duration = Duration::from_secs(60);

/// When a posting was answered, and how long that took.
type Answered = (Instant, Duration);

pub(super) async fn measure(
    server: &Server,
    world: &World,
    options: &BenchOptions,
    report: &mut Report,
) -> Result<(), BenchError> {
    let until = (server.app.today() + Days::new(60)).to_string();
    let poster = key(&server.app, world.poster).await?;
    let prober = key(&server.app, world.prober).await?;
    let (address, time, started) = (server.address, options.time, Instant::now());
    let work = cpu_time();
    let end = started + time;
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|client| tokio::spawn(posted(address, poster.clone(), client, until.clone(), end)))
        .collect();
    let found = tokio::spawn(looked_for(address, prober, world.prober, CLIENTS, until, end));
    let mut answered = Vec::new();
    for task in tasks {
        answered.extend(task.await??);
    }
    let found = found.await??;
    let work = cpu_time().saturating_sub(work);
    let times: Vec<_> = answered.iter().map(|(_, took)| *took).collect();
    report.add(
        "vacancies posted one by one, durable",
        format!("{}/s", grouped(median(&mut rates(&answered, started, time)))),
        format!(
            "{CLIENTS} clients over HTTP, each waiting for its 201, which follows the commit to disk; median of {} \
             seconds, with the index and the jobs at work on the same cores; {} µs of processor time for each, the \
             clients' and the jobs' included",
            time.as_secs(),
            grouped(work.as_secs_f64() * 1e6 / answered.len().max(1) as f64)
        ),
    );
    report.add(
        "one posting answered",
        spread(&times),
        format!("the same {} postings", grouped(times.len() as f64)),
    );
    report.add(
        "posted → searchable",
        spread(&found),
        format!(
            "from the 201 to the first search that has it, {} postings among those above, looked for every {} ms",
            found.len(),
            LOOK_AGAIN.as_millis()
        ),
    );
    Ok(())
}

pub(super) async fn key(app: &App, employer: EmployerId) -> Result<String, BenchError> {
    Ok(keys::create_key_for(app, Party::Employer(employer), "bench").await?.1)
}

/// How many were answered in each whole second.
fn rates(answered: &[Answered], started: Instant, time: Duration) -> Vec<f64> {
    let mut seconds = vec![0.0; usize::try_from(time.as_secs()).unwrap_or(0)];
    for (at, _) in answered {
        let second = at.duration_since(started).as_secs();
        if let Some(count) = usize::try_from(second).ok().and_then(|second| seconds.get_mut(second)) {
            *count += 1.0;
        }
    }
    seconds
}

/// Posts one after the other until the end.
async fn posted(
    address: SocketAddr,
    key: String,
    client: usize,
    until: String,
    end: Instant,
) -> Result<Vec<Answered>, BenchError> {
    let mut connection = Connection::open(address, Some(&key)).await?;
    let mut answered = Vec::new();
    while Instant::now() < end {
        let body = draft(client, answered.len(), &until);
        let started = Instant::now();
        connection.post("/v1/vacancies", &body).await?;
        answered.push((Instant::now(), started.elapsed()));
    }
    Ok(answered)
}

/// Posts and looks for it, one after the other until the end; how long each took to be found.
pub(super) async fn looked_for(
    address: SocketAddr,
    key: String,
    employer: EmployerId,
    client: usize,
    until: String,
    end: Instant,
) -> Result<Vec<Duration>, BenchError> {
    let mut connection = Connection::open(address, Some(&key)).await?;
    let newest = format!("/v1/search/vacancies?employer={employer}&sort=newest&limit=1&view=id");
    let mut times = Vec::new();
    while Instant::now() < end {
        let body = draft(client, times.len(), &until);
        let posted = json(&connection.post("/v1/vacancies", &body).await?)?;
        let started = Instant::now();
        while json(&connection.get(&newest).await?)?["items"][0]["id"] != posted["id"] {
            if started.elapsed() > LOST {
                return Err(BenchError::World("a posted vacancy was not found in time"));
            }
            sleep(LOOK_AGAIN).await;
        }
        times.push(started.elapsed());
    }
    Ok(times)
}

/// What an employer posts; a number in reference, title and text makes each its own.
pub(super) fn draft(client: usize, number: usize, until: &str) -> Value {
    let place = client * 7 + number;
    let sentence = |after: usize| SENTENCES[(place + after) % SENTENCES.len()];
    let description = [0, 1, 2].map(sentence).concat();
    let low = 4000 + 100 * (place % 30);
    json!({
        "reference": format!("B-{client}-{number}"),
        "title": format!("{}（{client}线{number}）", TITLES[place % TITLES.len()]),
        "headcount": 1 + place % 20,
        "workplace": { "text": PLACES[place % PLACES.len()] },
        "description": format!("{description}岗位编号{client}-{number}。"),
        "pay": { "text": format!("{low}-{}元/月", low + 1500) },
        "requirements": { "education": "secondary_vocational", "minimum_age": 18,
            "skills": [{ "term": "识图" }, { "term": "数控车床操作", "level": "preferred" }] },
        "conditions": { "dormitory": { "provided": true, "people_per_room": 4 }, "meals": "provided",
            "shift": "day", "rest_days": "two", "housing_fund": true },
        "valid_until": until,
    })
}

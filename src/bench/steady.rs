//! A steady stream of postings over HTTP, searched meanwhile: how soon each posting is found, and what the stream costs
//! those who search.

use super::{
    BenchError, BenchOptions,
    client::Connection,
    figures::{Report, grouped, milliseconds, percentile_of, spread},
    posting::{draft, key, looked_for},
    searching,
    setup::World,
};
use crate::server::Server;
use chrono::Days;
use std::{net::SocketAddr, time::Duration};
use tokio::time::{Instant, MissedTickBehavior, interval_at};

/// How many are posted a second.
const RATE: u32 = 200;
/// How many post them.
const CLIENTS: u32 = 16;
/// How long the one who searches reads what was found.
const READS: Duration = Duration::from_millis(20);
/// Sets these drafts apart from those of the posting as fast as it goes.
const FIRST: usize = 100;

pub(super) async fn measure(
    server: &Server,
    world: &World,
    options: &BenchOptions,
    report: &mut Report,
) -> Result<(), BenchError> {
    let until = (server.app.today() + Days::new(60)).to_string();
    let (poster, prober) = (key(&server.app, world.poster).await?, key(&server.app, world.prober).await?);
    let (address, time) = (server.address, options.time);
    let idle = searching::paced(address, READS, time).await?;
    let started = Instant::now();
    let end = started + time;
    let stream: Vec<_> = (0..CLIENTS)
        .map(|client| tokio::spawn(streamed(address, poster.clone(), client, until.clone(), (started, end))))
        .collect();
    let found = tokio::spawn(looked_for(address, prober, world.prober, FIRST + CLIENTS as usize, until, end));
    let searched = searching::paced(address, READS, time).await?;
    let mut posted = 0;
    for client in stream {
        posted += client.await??;
    }
    let found = found.await??;
    let rate = f64::from(posted) / started.elapsed().as_secs_f64();
    report.add(
        &format!("posted → searchable, {RATE} postings a second"),
        spread(&found),
        format!(
            "{} postings of {}/s that came in over HTTP; from the 201 to the first search that has it",
            found.len(),
            grouped(rate)
        ),
    );
    let [before, meanwhile] = [&idle, &searched].map(|times| percentile_of(times, 99));
    report.add(
        "search meanwhile, to search before",
        format!("p99 {:.1}", meanwhile / before.max(f64::MIN_POSITIVE)),
        format!(
            "{} searches, one every {} ms and its own time: {} where {} before",
            grouped(searched.len() as f64),
            READS.as_millis(),
            milliseconds(meanwhile),
            milliseconds(before)
        ),
    );
    Ok(())
}

/// Posts one at each of its moments, late where the one before was late; how many that were.
async fn streamed(
    address: SocketAddr,
    key: String,
    client: u32,
    until: String,
    (started, end): (Instant, Instant),
) -> Result<u32, BenchError> {
    let mut connection = Connection::open(address, Some(&key)).await?;
    let each = Duration::from_secs(1) * CLIENTS / RATE;
    let mut moments = interval_at(started + each * client / CLIENTS, each);
    moments.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut posted = 0;
    while moments.tick().await < end && Instant::now() < end {
        connection.post("/v1/vacancies", &draft(FIRST + client as usize, posted as usize, &until)).await?;
        posted += 1;
    }
    Ok(posted)
}

//! Searching over HTTP: one after the other for the time it takes, many at once for how many a second.

use super::{
    BenchError, BenchOptions,
    client::Connection,
    figures::{Report, grouped, spread},
    texts::SEARCHES,
};
use std::{io, net::SocketAddr, time::Duration};
use tokio::time::{Instant, sleep};

/// How many search at once.
const CLIENTS: usize = 16;

pub(super) async fn measure(
    address: SocketAddr,
    options: &BenchOptions,
    report: &mut Report,
) -> Result<(), BenchError> {
    let paths = paths()?;
    warm(address, &paths).await?;
    let alone = searched(address, paths.clone(), 0, Duration::ZERO, options.time).await?;
    report.add(
        &format!("search over {} vacancies", grouped(options.vacancies as f64)),
        spread(&alone),
        format!(
            "{} searches over HTTP, {} kinds in turn (Chinese words, pinyin, phrases, filters, distance, facets), \
             one after the other",
            grouped(alone.len() as f64),
            paths.len()
        ),
    );
    let started = Instant::now();
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|number| tokio::spawn(searched(address, paths.clone(), number, Duration::ZERO, options.time)))
        .collect();
    let mut together = Vec::new();
    for task in tasks {
        together.extend(task.await??);
    }
    let rate = together.len() as f64 / started.elapsed().as_secs_f64();
    report.add(
        "searches answered",
        format!("{}/s", grouped(rate)),
        format!("{CLIENTS} clients at once, the same searches; {}", spread(&together)),
    );
    Ok(())
}

/// Each once, so that the files are in memory.
async fn warm(address: SocketAddr, paths: &[String]) -> Result<(), BenchError> {
    let mut connection = Connection::open(address, None).await?;
    for path in paths {
        connection.get(path).await?;
    }
    Ok(())
}

/// How long each search took, for so long, by somebody who pauses after each.
pub(super) async fn paced(
    address: SocketAddr,
    pause: Duration,
    time: Duration,
) -> Result<Vec<Duration>, BenchError> {
    searched(address, paths()?, 0, pause, time).await
}

/// How long each search took, for so long.
async fn searched(
    address: SocketAddr,
    paths: Vec<String>,
    offset: usize,
    pause: Duration,
    time: Duration,
) -> Result<Vec<Duration>, BenchError> {
    let mut connection = Connection::open(address, None).await?;
    let (end, mut times) = (Instant::now() + time, Vec::new());
    for path in paths.iter().cycle().skip(offset) {
        let started = Instant::now();
        if started >= end {
            break;
        }
        connection.get(path).await?;
        times.push(started.elapsed());
        if !pause.is_zero() {
            sleep(pause).await;
        }
    }
    Ok(times)
}

fn paths() -> Result<Vec<String>, BenchError> {
    let path = |search: &&[(&str, &str)]| {
        let query = serde_urlencoded::to_string(search).map_err(io::Error::other)?;
        Ok(format!("/v1/search/vacancies?{query}"))
    };
    SEARCHES.iter().map(path).collect()
}

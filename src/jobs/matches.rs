//! The match job: claims events and works them off, one at a time, the oldest first.

use super::rest::Job;
use crate::{
    app::{
        App, indexing,
        matchmaking::{self, SavedSearches},
        pools,
        work::WorkError,
    },
    store::ClaimedEvent,
};
use tokio::time::Instant;
use uuid::Uuid;

/// How many events are claimed at once. All of them must be done before the lease ends.
const BATCH: u64 = 16;

/// While others post or import, the job rests so many times as long as it worked: they have the processor first.
const GIVES_WAY: u32 = 3;

/// Works events off until the job is to stop.
pub(super) async fn run(mut job: Job) -> Result<(), WorkError> {
    let app = job.app.clone();
    let worker = job.worker();
    let mut wake = app.store.wakes().events();
    let mut searches = read_searches(&app).await?;
    while !job.stopping() {
        let events = matchmaking::claim(&app, worker, job.lease(), BATCH).await?;
        if events.is_empty() {
            job.rest(&mut wake, job.options.poll).await;
            continue;
        }
        // Who was entered just before a vacancy must be found for it; and an empty index would tell nobody anything.
        // After the claim, so that nothing can come between.
        if !index_caught_up(&job).await? {
            tracing::info!("matching waits for the index");
            for event in &events {
                matchmaking::give_back(&app, event, worker).await?;
            }
            continue;
        }
        // Everything that was in the log when the index had caught up: who subscribed before is told.
        searches.catch_up(&app).await?;
        for event in &events {
            if job.stopping() {
                break;
            }
            let began = Instant::now();
            work_off(&job, &searches, event, worker).await?;
            if app.precedence.is_taken() {
                job.pause(began.elapsed() * GIVES_WAY).await;
            }
        }
    }
    Ok(())
}

async fn read_searches(app: &App) -> Result<SavedSearches, WorkError> {
    let searches = SavedSearches::read(app).await?;
    let counts = searches.counts();
    metrics::gauge!("jobbridge_saved_searches").set(counts.searches as f64);
    metrics::gauge!("jobbridge_saved_searches_bytes").set(counts.bytes as f64);
    tracing::info!(
        searches.count = counts.searches,
        searches.distinct = counts.distinct,
        searches.bytes = counts.bytes,
        "saved searches are in memory"
    );
    Ok(searches)
}

/// Waits for the index and the pools for the better half of the lease: the rest is for the work. Under a load that comes
/// in faster than the index takes it up the events wait for it, in their order, and none is counted as failed.
async fn index_caught_up(job: &Job) -> Result<bool, WorkError> {
    let mut stop = job.stop.clone();
    tokio::select! {
        caught_up = caught_up(job) => caught_up,
        _ = stop.wait_for(|stop| *stop) => Ok(false),
    }
}

/// The pools are told before the index commits: once filled, they hold what it holds.
async fn caught_up(job: &Job) -> Result<bool, WorkError> {
    let at_most = job.options.lease / 2;
    Ok(indexing::caught_up(&job.app, at_most).await? && pools::filled(&job.app, at_most / 2).await)
}

/// An event that fails is put back and does not keep the others waiting.
async fn work_off(
    job: &Job,
    searches: &SavedSearches,
    claimed: &ClaimedEvent,
    worker: Uuid,
) -> Result<(), WorkError> {
    let (app, event) = (&job.app, &claimed.event);
    let kind = event.kind.as_str();
    match matchmaking::work_off(app, searches, event, worker).await {
        Ok(told) => {
            metrics::counter!("jobbridge_events_total", "kind" => kind).increment(1);
            tracing::debug!(event.id = %event.id, event.kind = kind, event.told = told, "event worked off");
            Ok(())
        }
        Err(error) if error.is_lost_lease() => Ok(()),
        Err(error) => {
            tracing::warn!(
                event.id = %event.id, event.kind = kind, event.attempts = claimed.attempts + 1, error = %error,
                "an event could not be worked off and is tried again"
            );
            match matchmaking::postpone(app, claimed, worker).await {
                Err(error) if !error.is_lost_lease() => Err(error),
                _ => Ok(()),
            }
        }
    }
}

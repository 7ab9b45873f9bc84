//! The index job of a node: fills the index where it is new, follows the change log, commits in batches.

use super::rest::Job;
use crate::{
    app::{
        App,
        indexing::{self, VerifyReport},
        work::WorkError,
    },
    store::changes::LogPosition,
};
use std::time::Duration;
use tokio::time::Instant;

/// How many changes are taken in at once.
const BATCH: u64 = 500;
/// How long changes gather before they are looked at: one look costs as much for one as for some dozen.
const GATHER: Duration = Duration::from_millis(50);

/// Where the index stands, and what it was told since its last commit.
struct Following {
    position: LogPosition,
    since_commit: usize,
    /// When the first of these was taken in.
    dirty_since: Option<Instant>,
}

impl Following {
    fn from(position: LogPosition) -> Self {
        Self { position, since_commit: 0, dirty_since: None }
    }

    /// How long the commit can wait; nothing where there is nothing to commit.
    fn commit_in(&self, interval: Duration, changes: usize, now: Instant) -> Option<Duration> {
        let since = self.dirty_since?;
        if self.since_commit >= changes {
            return Some(Duration::ZERO);
        }
        Some((since + interval).saturating_duration_since(now))
    }

    async fn take_in(&mut self, app: &App) -> Result<bool, WorkError> {
        let Some(step) = indexing::follow(app, self.position, BATCH).await? else { return Ok(false) };
        self.position = step.position;
        self.since_commit += step.changes;
        self.dirty_since.get_or_insert_with(Instant::now);
        Ok(true)
    }

    async fn commit(&mut self, app: &App) -> Result<(), WorkError> {
        if self.dirty_since.is_some() {
            indexing::commit(app, self.position).await?;
            (self.since_commit, self.dirty_since) = (0, None);
        }
        Ok(())
    }
}

/// Follows the log until the job is to stop. After an error of the index what was not committed is forgotten; the job
/// then starts again from the position of the last commit.
pub(super) async fn run(job: Job) -> Result<(), WorkError> {
    let app = job.app.clone();
    let done = follow(job).await;
    if let Err(WorkError::Index(_)) = &done {
        indexing::recover(&app).await?;
    }
    done
}

async fn follow(mut job: Job) -> Result<(), WorkError> {
    let app = job.app.clone();
    let mut wake = app.store.wakes().changes();
    let start = match indexing::resume(&app).await? {
        Some(position) => position,
        None => {
            indexing::fill(&app, &|done, total| {
                tracing::debug!(rows.done = done, rows.total = total, "filling the index")
            })
            .await?
        }
    };
    indexing::warm_up(&app).await?;
    let mut following = Following::from(start);
    while !job.stopping() {
        let more = following.take_in(&app).await?;
        let (interval, changes) = (job.options.commit_interval, job.options.commit_changes);
        let commit_in = following.commit_in(interval, changes, Instant::now());
        if commit_in == Some(Duration::ZERO) {
            following.commit(&app).await?;
        }
        if !more {
            metrics::gauge!("jobbridge_index_lag").set(indexing::lag(&app).await? as f64);
            match commit_in.filter(|rest| !rest.is_zero()) {
                Some(commit_in) => job.pause(commit_in.min(GATHER)).await,
                None => job.rest(&mut wake, job.options.poll).await,
            }
        }
    }
    following.commit(&app).await
}

/// Makes the index anew from the store, while no job follows the log.
///
/// # Errors
/// Where the store or the index fails.
pub async fn rebuild(app: &App, progress: impl Fn(u64, u64) + Send + Sync) -> Result<(), WorkError> {
    indexing::fill(app, &progress).await?;
    catch_up(app).await
}

/// Takes in what the index has not seen yet, while no job follows the log.
///
/// # Errors
/// Where the store or the index fails.
pub async fn catch_up(app: &App) -> Result<(), WorkError> {
    let start = match indexing::resume(app).await? {
        Some(position) => position,
        None => indexing::fill(app, &|_, _| {}).await?,
    };
    let mut following = Following::from(start);
    while following.take_in(app).await? {}
    following.commit(app).await
}

/// Whether the index holds what the store says, after taking in what it has not seen yet, while no job follows the log.
///
/// # Errors
/// Where the store or the index fails.
pub async fn verify(app: &App) -> Result<VerifyReport, WorkError> {
    catch_up(app).await?;
    indexing::verify(app).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_waits_for_its_interval_or_its_number_of_changes() {
        let now = Instant::now();
        let (interval, millis) = (Duration::from_millis(250), Duration::from_millis);
        let mut following = Following::from(LogPosition::default());
        assert_eq!(following.commit_in(interval, 10, now), None);
        (following.since_commit, following.dirty_since) = (3, Some(now));
        assert_eq!(following.commit_in(interval, 10, now + millis(100)), Some(millis(150)));
        assert_eq!(following.commit_in(interval, 10, now + millis(300)), Some(Duration::ZERO));
        following.since_commit = 10;
        assert_eq!(following.commit_in(interval, 10, now), Some(Duration::ZERO));
    }
}

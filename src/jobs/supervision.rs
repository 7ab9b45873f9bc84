//! Keeps a job running: an error or a panic is logged, and the job starts again after a pause that grows.

use super::{rest::Job, runner::Owned};
use crate::app::work::WorkError;
use std::time::Duration;
use tokio::time::Instant;
use tracing::Instrument;

/// The first and the longest pause after a failure.
const PAUSES: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(30));
/// A job that ran for so long before it failed starts with the first pause again.
const SOUND: Duration = Duration::from_secs(60);

/// Runs a job until it is to stop.
pub(super) async fn supervise<F, W>(name: &'static str, mut job: Job, work: F)
where
    F: Fn(Job) -> W + Send,
    W: Future<Output = Result<(), WorkError>> + Send + 'static,
{
    let mut failures = 0;
    while !job.stopping() {
        let begun = Instant::now();
        let span = tracing::info_span!("job", job.name = name);
        // A task of its own: a panic ends the task, not this loop.
        match Owned::new(tokio::spawn(work(job.clone()).instrument(span))).join().await {
            Ok(Ok(())) => return,
            Ok(Err(error)) => {
                tracing::warn!(job.name = name, error = %error, "a job failed and starts again")
            }
            Err(error) if error.is_panic() => {
                tracing::error!(job.name = name, "a job panicked and starts again");
            }
            Err(_) => return,
        }
        metrics::counter!("jobbridge_job_failures_total", "job" => name).increment(1);
        failures = if begun.elapsed() >= SOUND { 1 } else { failures + 1 };
        job.pause(pause(failures)).await;
    }
}

fn pause(failures: u32) -> Duration {
    let (first, longest) = PAUSES;
    first.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_to_half_a_minute() {
        let millis = |failures| pause(failures).as_millis();
        assert_eq!([1, 2, 3, 7, 8, 99].map(millis), [250, 500, 1_000, 16_000, 30_000, 30_000]);
    }
}

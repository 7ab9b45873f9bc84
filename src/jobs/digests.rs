//! The digest job: sends what gathered for each subscription when its hour has come.

use super::rest::Job;
use crate::app::{digests, work::WorkError};

/// How many subscriptions are served at once.
const BATCH: usize = 100;

/// Sends digests until the job is to stop.
pub(super) async fn run(mut job: Job) -> Result<(), WorkError> {
    let app = job.app.clone();
    while !job.stopping() {
        let sent = digests::send_due(&app, BATCH as u64).await?;
        if sent < BATCH {
            // Nothing wakes it: an hour comes by itself.
            job.pause(job.options.poll).await;
        }
    }
    Ok(())
}

//! Fills the pools of a node when it starts. From then on the index job tells them of each change.

use super::rest::Job;
use crate::app::{pools, work::WorkError};

/// Fills the pools once. After a failure the job starts again, and fills them anew.
pub(super) async fn run(job: Job) -> Result<(), WorkError> {
    let mut stop = job.stop.clone();
    tokio::select! {
        filled = pools::fill(&job.app) => filled,
        _ = stop.wait_for(|stop| *stop) => Ok(()),
    }
}

//! The round job: works large placement rounds out, one after the other.

use super::rest::Job;
use crate::app::{rounds, work::WorkError};

/// Works rounds out until the job is to stop.
pub(super) async fn run(mut job: Job) -> Result<(), WorkError> {
    let (app, worker) = (job.app.clone(), job.worker());
    while !job.stopping() {
        let mut stop = job.stop.clone();
        let worked = tokio::select! {
            worked = rounds::work_one(&app, worker) => worked?,
            // What is under way is worked out anew, by whoever takes it up.
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
        };
        if !worked {
            job.pause(job.options.poll).await;
        }
    }
    Ok(())
}

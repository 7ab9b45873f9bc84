//! The import job: works large files of vacancies off, one after the other.

use super::rest::Job;
use crate::app::{vacancy_imports::background, work::WorkError};

/// Works imports off until the job is to stop.
pub(super) async fn run(mut job: Job) -> Result<(), WorkError> {
    let (app, worker) = (job.app.clone(), job.worker());
    while !job.stopping() {
        let mut stop = job.stop.clone();
        let worked = tokio::select! {
            worked = background::work_one(&app, worker) => worked?,
            // What is under way stops behind its last batch, and goes on from there.
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
        };
        if !worked {
            job.pause(job.options.poll).await;
        }
    }
    Ok(())
}

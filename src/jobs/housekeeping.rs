//! The housekeeping job: what time does by itself.

use super::rest::Job;
use crate::app::{housekeeping, vacancy_imports::background, work::WorkError};
use std::time::Duration;

/// How often it looks.
const EVERY: Duration = Duration::from_secs(30);

/// Keeps house until the job is to stop.
pub(super) async fn run(mut job: Job) -> Result<(), WorkError> {
    let app = job.app.clone();
    while !job.stopping() {
        let ended = housekeeping::expire_vacancies(&app).await?;
        let forgotten = housekeeping::forget_old_answers(&app).await?;
        background::forget_strays(&app).await?;
        if ended > 0 || forgotten > 0 {
            tracing::info!(vacancies.ended = ended, answers.forgotten = forgotten, "kept house");
        }
        for (state, count) in app.store.counts_by_state().await? {
            metrics::gauge!("jobbridge_deliveries", "state" => state.as_str()).set(count as f64);
        }
        job.pause(EVERY).await;
    }
    Ok(())
}

//! The housekeeping job: what time does by itself.

use super::rest::Job;
use crate::app::{applications, housekeeping, vacancy_imports::background, work::WorkError};
use chrono::TimeDelta;

/// Keeps house until the job is to stop.
pub(super) async fn run(mut job: Job) -> Result<(), WorkError> {
    let app = job.app.clone();
    while !job.stopping() {
        let ended = housekeeping::expire_vacancies(&app).await?;
        let suspended = housekeeping::suspend_overdue(&app).await?;
        let reminded = housekeeping::remind(&app).await?;
        let lapsed = applications::lapse_offers(&app).await?;
        let offers_reminded = applications::remind_of_offers(&app).await?;
        let seats_told = applications::announce_seats(&app).await?;
        let forgotten = housekeeping::forget_old_answers(&app).await?;
        background::forget_strays(&app).await?;
        if ended + suspended + reminded + lapsed + offers_reminded + seats_told > 0 || forgotten > 0 {
            tracing::info!(
                vacancies.ended = ended,
                employers.suspended = suspended,
                reminders = reminded,
                offers.lapsed = lapsed,
                offers.reminded = offers_reminded,
                seats.told = seats_told,
                answers.forgotten = forgotten,
                "kept house"
            );
        }
        for (state, count) in app.store.counts_by_state().await? {
            metrics::gauge!("jobbridge_deliveries", "state" => state.as_str()).set(count as f64);
        }
        let waited = app.store.oldest_due().await?.map_or(TimeDelta::zero(), |due| app.now() - due);
        metrics::gauge!("jobbridge_delivery_queue_age_seconds").set(waited.as_seconds_f64().max(0.0));
        // A day that ends is not waited for any longer than it takes.
        job.pause(job.options.keep_house.min(housekeeping::until_midnight(&app))).await;
    }
    Ok(())
}

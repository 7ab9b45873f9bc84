//! What time does by itself: vacancies end, ends are reminded of, verifications run out, old answers are forgotten.
//!
//! Each piece may be done by any node at any moment and again after a crash: what is due is found by its state, what
//! follows is written with it in one transaction, and a reminder is one row that can be written once.

mod expiry;
mod reminders;
mod verification;

pub use expiry::expire_vacancies;
pub use reminders::remind;
pub use verification::suspend_overdue;

use super::{App, work::WorkError};
use crate::domain::{clock::CHINA, ids::EmployerId, vacancy::Vacancy};
use chrono::{DateTime, Days, NaiveTime, TimeDelta, TimeZone, Utc};
use std::time::Duration;

/// How many rows are read at once.
const PAGE: u64 = 200;
/// How many vacancies are told of together at most, and written in one transaction.
const TOGETHER: usize = 100;

/// Forgets answers that were kept for a day for repeated requests, and returns how many.
///
/// # Errors
/// Where the store fails.
pub async fn forget_old_answers(app: &App) -> Result<u64, WorkError> {
    let now = app.now();
    Ok(app.store.write(move |tx| async move { tx.purge_requests(now).await }).await?)
}

/// How long until the next day begins in China: what ends with a day ends then, and not when somebody looks again.
pub fn until_midnight(app: &App) -> Duration {
    rest_of_day(app.now())
}

fn rest_of_day(now: DateTime<Utc>) -> Duration {
    let tomorrow = now.with_timezone(&CHINA).date_naive().checked_add_days(Days::new(1));
    let midnight = tomorrow.and_then(|day| CHINA.from_local_datetime(&day.and_time(NaiveTime::MIN)).single());
    let rest = midnight.map_or(TimeDelta::days(1), |midnight| midnight.with_timezone(&Utc) - now);
    rest.to_std().unwrap_or_default()
}

/// The vacancies of each employer, in parcels that are told of together.
fn parcels(mut vacancies: Vec<Vacancy>) -> Vec<(EmployerId, Vec<Vacancy>)> {
    vacancies.sort_by_key(|vacancy| (vacancy.employer, vacancy.id));
    let of_one = vacancies.chunk_by(|one, next| one.employer == next.employer);
    let parcels = of_one.flat_map(|vacancies| vacancies.chunks(TOGETHER));
    parcels.filter_map(|parcel| Some((parcel.first()?.employer, parcel.to_vec()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::VacancyId, matching::fixtures};
    use uuid::Uuid;

    #[test]
    fn a_day_ends_at_midnight_in_china() {
        let rest = |text: &str| rest_of_day(text.parse().unwrap()).as_secs();
        assert_eq!(rest("2026-06-20T23:59:59+08:00"), 1);
        assert_eq!(rest("2026-06-20T16:00:00Z"), 24 * 60 * 60);
    }

    #[test]
    fn an_employer_is_told_of_a_hundred_at_once_and_of_no_others() {
        let vacancy = |number: u128, employer: u128| Vacancy {
            id: VacancyId(Uuid::from_u128(number)),
            employer: EmployerId(Uuid::from_u128(employer)),
            ..fixtures::vacancy()
        };
        let all = (0..150).map(|number| vacancy(number, 1)).chain([vacancy(500, 2)]).rev().collect();
        let parcels = parcels(all);
        let sizes: Vec<_> = parcels.iter().map(|(employer, all)| (employer.0.as_u128(), all.len())).collect();
        assert_eq!(sizes, [(1, 100), (1, 50), (2, 1)]);
    }
}

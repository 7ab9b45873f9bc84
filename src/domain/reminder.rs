//! Reminders: an end that comes is told of some days ahead, once for each of these days and each end.

use super::{clock::CHINA, event::Event, ids::EventId};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

/// An employer is reminded so many days before the last day of a vacancy.
pub const OF_VACANCIES: [u32; 2] = [7, 1];
/// An employer is reminded so many days before its licence must be checked again.
pub const OF_VERIFICATION: [u32; 3] = [30, 7, 1];
/// The number of days that stands for the end itself.
pub const ENDED: u32 = 0;

/// Nobody is reminded earlier in the day than this.
const MORNING: TimeDelta = TimeDelta::hours(8);

/// One reminder. Another end of the same thing is another reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// Of what: the bare identifier of a vacancy or an employer.
    pub about: Uuid,
    /// The last day that is told.
    pub until: NaiveDate,
    /// So many days before.
    pub days: u32,
    /// The event that tells it; none where it needs no telling.
    pub event: Option<EventId>,
}

impl Reminder {
    /// That the event tells of the end.
    pub fn told_by(event: &Event, about: Uuid, until: NaiveDate, days: u32) -> Self {
        Self { about, until, days, event: Some(event.id) }
    }
}

/// The day by which reminders are counted: in China, and beginning at eight in the morning.
pub fn reminding_day(now: DateTime<Utc>) -> NaiveDate {
    (now - MORNING).with_timezone(&CHINA).date_naive()
}

/// The last days that are to be reminded of on a day, with the reminder that is due for each: those for which an
/// earlier one of the same stage was missed are among them.
pub fn due_on(stages: &[u32], day: NaiveDate) -> Vec<(u32, NaiveDate, NaiveDate)> {
    let after = |days: u32| day.checked_add_days(Days::new(u64::from(days))).unwrap_or(day);
    let nearer = |place: usize| stages.get(place + 1).map_or(day, |next| after(next + 1));
    stages.iter().enumerate().map(|(place, days)| (*days, nearer(place), after(*days))).collect()
}

/// Whether a reminder helps: who set the end, or anything else of it, on the very day of the reminder or later knows.
pub fn needs_telling(until: NaiveDate, days: u32, changed_at: DateTime<Utc>) -> bool {
    let changed_on = changed_at.with_timezone(&CHINA).date_naive();
    until.checked_sub_days(Days::new(u64::from(days))).is_some_and(|stage| changed_on < stage)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_of_reminders_begins_at_eight_in_china() {
        assert_eq!(reminding_day(at("2026-06-20T07:59:59+08:00")), day("2026-06-19"));
        assert_eq!(reminding_day(at("2026-06-20T08:00:00+08:00")), day("2026-06-20"));
        assert_eq!(reminding_day(at("2026-06-20T23:59:59+08:00")), day("2026-06-20"));
    }

    #[test]
    fn every_end_ahead_has_one_stage_and_none_has_two() {
        let today = day("2026-06-20");
        let due = due_on(&OF_VACANCIES, today);
        assert_eq!(due[0], (7, day("2026-06-22"), day("2026-06-27")));
        assert_eq!(due[1], (1, day("2026-06-20"), day("2026-06-21")));
        for ahead in 0..60 {
            let until = today + Days::new(ahead);
            let stages = due_on(&OF_VERIFICATION, today);
            let found = stages.iter().filter(|(_, from, to)| (*from..=*to).contains(&until)).count();
            assert_eq!(found, usize::from(ahead <= 30), "{until}");
        }
    }

    #[test]
    fn who_has_just_set_the_day_is_not_reminded_of_it() {
        let until = day("2026-06-27");
        assert!(needs_telling(until, 7, at("2026-06-19T23:59:59+08:00")));
        assert!(!needs_telling(until, 7, at("2026-06-20T00:00:00+08:00")));
        assert!(needs_telling(until, 1, at("2026-06-20T00:00:00+08:00")));
    }
}

//! A date and a time as each language writes them.

use crate::domain::clock::CHINA;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// A calendar day of the receiver's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub NaiveDate);

impl Day {
    /// `2026年7月6日`
    pub fn zh(self) -> String {
        format!("{}年{}月{}日", self.0.year(), self.0.month(), self.0.day())
    }

    /// `6 July 2026`
    pub fn en(self) -> String {
        self.0.format("%-d %B %Y").to_string()
    }
}

/// A time of a day, in China.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(pub(super) DateTime<Utc>);

impl Moment {
    /// `2026年7月6日 09:30`
    pub(super) fn zh(self) -> String {
        let local = self.0.with_timezone(&CHINA);
        format!("{} {}", Day(local.date_naive()).zh(), local.format("%H:%M"))
    }

    /// `6 July 2026, 09:30`
    pub(super) fn en(self) -> String {
        let local = self.0.with_timezone(&CHINA);
        format!("{}, {}", Day(local.date_naive()).en(), local.format("%H:%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_as_each_language_writes_it() {
        let day = Day(NaiveDate::from_ymd_opt(2026, 7, 6).unwrap());
        assert_eq!((day.zh().as_str(), day.en().as_str()), ("2026年7月6日", "6 July 2026"));
    }
}

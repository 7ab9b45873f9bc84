//! A date as each language writes it.

use chrono::{Datelike, NaiveDate};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_as_each_language_writes_it() {
        let day = Day(NaiveDate::from_ymd_opt(2026, 7, 6).unwrap());
        assert_eq!((day.zh().as_str(), day.en().as_str()), ("2026年7月6日", "6 July 2026"));
    }
}

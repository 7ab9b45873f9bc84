//! Days as the tests need them: counted from today, so that nothing grows stale. And a clock that can be put forward.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use jobbridge::domain::clock::{Clock, SystemClock};
use std::sync::atomic::{AtomicI64, Ordering};

/// Today in China.
pub(crate) fn today() -> NaiveDate {
    SystemClock.today()
}

/// A day so many days from today, as the API writes it.
pub(crate) fn day(offset: i64) -> String {
    let count = Days::new(offset.unsigned_abs());
    let day = if offset < 0 { today() - count } else { today() + count };
    day.to_string()
}

/// A birth date, as identity numbers write it, of somebody who has just turned `years`.
pub(crate) fn born(years: u32) -> String {
    let birthday = today() - chrono::Months::new(years * 12) - Days::new(40);
    birthday.format("%Y%m%d").to_string()
}

/// The machine's clock, put forward by what the test says.
#[derive(Default)]
pub(crate) struct ForwardClock(AtomicI64);

impl ForwardClock {
    pub(crate) fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }
}

impl Clock for ForwardClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::milliseconds(self.0.load(Ordering::Relaxed))
    }
}

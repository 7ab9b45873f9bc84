//! Days as the tests need them: counted from today, so that nothing grows stale. And a clock that can be put forward.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use jobbridge::domain::clock::{Clock, SystemClock};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, Ordering},
};

/// Today in China.
pub(crate) fn today() -> NaiveDate {
    SystemClock.today()
}

/// A day so many days from today, as the API writes it.
pub(crate) fn day(offset: i64) -> String {
    day_from(today(), offset)
}

/// A day so many days from another.
pub(crate) fn day_from(from: NaiveDate, offset: i64) -> String {
    let count = Days::new(offset.unsigned_abs());
    let day = if offset < 0 { from - count } else { from + count };
    day.to_string()
}

/// A birth date, as identity numbers write it, of somebody who has just turned `years`.
pub(crate) fn born(years: u32) -> String {
    born_by(today(), years)
}

/// The same of somebody who has on the day.
pub(crate) fn born_by(day: NaiveDate, years: u32) -> String {
    let birthday = day - chrono::Months::new(years * 12) - Days::new(40);
    birthday.format("%Y%m%d").to_string()
}

/// A clock that stands still where it is set.
pub(crate) struct SetClock(Mutex<DateTime<Utc>>);

impl SetClock {
    /// Stands at this time of today in China.
    pub(crate) fn today_at(time: &str) -> Arc<Self> {
        Arc::new(Self(Mutex::new(at(0, time))))
    }

    /// Stands at this instant.
    pub(crate) fn standing(at: &str) -> Arc<Self> {
        Arc::new(Self(Mutex::new(at.parse().unwrap())))
    }

    /// Sets it to an instant.
    pub(crate) fn put(&self, at: &str) {
        *self.0.lock().unwrap() = at.parse().unwrap();
    }

    /// Sets it to a time of the day so many days from today.
    pub(crate) fn set(&self, offset: i64, time: &str) {
        *self.0.lock().unwrap() = at(offset, time);
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// A time in China, such as `23:59:59`, of the day so many days from today.
fn at(offset: i64, time: &str) -> DateTime<Utc> {
    format!("{}T{time}+08:00", day(offset)).parse().unwrap()
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

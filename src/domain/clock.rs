//! Time as an argument: whoever needs "now" is handed a clock, so that a test can live on any day.

use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta, Utc};

/// The offset of the People's Republic of China, which has one zone and no summer time.
pub const CHINA: chrono_tz::Tz = chrono_tz::Asia::Shanghai;

/// A source of the current time.
pub trait Clock: Send + Sync {
    /// The current instant, cut to microseconds: PostgreSQL keeps no more, and a value that was answered must
    /// equal the value that is read back.
    fn now(&self) -> DateTime<Utc>;

    /// The current date in China, by which deadlines and ages are counted.
    fn today(&self) -> NaiveDate {
        self.now().with_timezone(&CHINA).date_naive()
    }
}

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the machine's clock is read")]
    fn now(&self) -> DateTime<Utc> {
        to_micros(Utc::now())
    }
}

/// Cuts an instant to whole microseconds.
pub fn to_micros(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(at)
}

//! What is told of reserved seats, and when.

use super::Kept;
use crate::domain::{clock::CHINA, event::EventKind};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// What is told of a reservation, in the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Announcement {
    /// Seats are kept for the class from now on.
    Opened,
    /// In seven days they are not any more.
    SevenDays,
    /// In one day they are not any more.
    OneDay,
    /// They opened to the partnership.
    Partnership,
    /// They opened to everybody.
    Everybody,
}

impl Announcement {
    /// The next one.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Opened => Some(Self::SevenDays),
            Self::SevenDays => Some(Self::OneDay),
            Self::OneDay => Some(Self::Partnership),
            Self::Partnership => Some(Self::Everybody),
            Self::Everybody => None,
        }
    }

    /// As what event it is told.
    pub fn kind(self) -> EventKind {
        match self {
            Self::Opened => EventKind::SeatsOpened,
            Self::SevenDays | Self::OneDay => EventKind::SeatsClosing,
            Self::Partnership | Self::Everybody => EventKind::SeatsReleased,
        }
    }

    /// When it is told: reminders at eight in the morning, releases at midnight in China. Nothing for the first one,
    /// which is told once the vacancy is public, and for a release that there is not.
    pub fn due(self, kept: &Kept) -> Option<DateTime<Utc>> {
        let before = |days| kept.until.checked_sub_days(Days::new(days)).and_then(|day| at(day, 8));
        let after = kept.until.succ_opt()?;
        match self {
            Self::Opened => None,
            Self::SevenDays => before(7),
            Self::OneDay => before(1),
            Self::Partnership => Some(after).filter(|day| *day < kept.open_from).and_then(|day| at(day, 0)),
            Self::Everybody => at(kept.open_from, 0),
        }
    }

    /// The next one whose time is still to come, after one was told.
    pub fn after(self, kept: &Kept, now: DateTime<Utc>) -> Option<(Self, DateTime<Utc>)> {
        let mut next = self.next();
        while let Some(one) = next {
            // A reminder that is missed helps nobody; a release is a fact.
            let missed = |due: DateTime<Utc>| due <= now && one < Self::Partnership;
            match one.due(kept) {
                Some(due) if !missed(due) => return Some((one, due)),
                _ => next = one.next(),
            }
        }
        None
    }
}

/// An hour of a day in China.
fn at(day: NaiveDate, hour: u32) -> Option<DateTime<Utc>> {
    let time = NaiveTime::from_hms_opt(hour, 0, 0)?;
    CHINA.from_local_datetime(&day.and_time(time)).single().map(|at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{PartnershipId, ProgrammeId};
    use uuid::Uuid;

    fn kept(open_from: &str) -> Kept {
        Kept {
            programme: ProgrammeId(Uuid::from_u128(1)),
            partnership: Some(PartnershipId(Uuid::from_u128(2))),
            seats: 20,
            until: "2026-06-30".parse().unwrap(),
            open_from: open_from.parse().unwrap(),
        }
    }

    fn course(kept: &Kept, from: &str) -> Vec<(Announcement, String)> {
        let mut now: DateTime<Utc> = from.parse().unwrap();
        let (mut told, mut all) = (Announcement::Opened, Vec::new());
        while let Some((next, due)) = told.after(kept, now) {
            all.push((next, due.with_timezone(&CHINA).format("%m-%d %H").to_string()));
            (told, now) = (next, now.max(due));
        }
        all
    }

    #[test]
    fn the_days_of_a_reservation_are_told_in_order_and_missed_reminders_are_not() {
        use Announcement::{Everybody, OneDay, Partnership, SevenDays};
        let (kept, alone) = (kept("2026-07-08"), kept("2026-07-01"));
        let text = |all: &[(Announcement, &str)]| {
            all.iter().map(|(one, at)| (*one, (*at).to_owned())).collect::<Vec<_>>()
        };
        let all = [
            (SevenDays, "06-23 08"),
            (OneDay, "06-29 08"),
            (Partnership, "07-01 00"),
            (Everybody, "07-08 00"),
        ];
        assert_eq!(course(&kept, "2026-06-20T10:00:00+08:00"), text(&all));
        assert_eq!(course(&kept, "2026-06-25T10:00:00+08:00"), text(&all[1..]));
        let alone = course(&alone, "2026-06-29T10:00:00+08:00");
        assert_eq!(alone, text(&[(Everybody, "07-01 00")]));
    }
}

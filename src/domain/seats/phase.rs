//! For whom reserved seats are on a day.

use crate::domain::{
    ids::{PartnershipId, ProgrammeId},
    programme::Programme,
    vacancy::ReservedSeats,
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// For whom the seats of a reservation are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// For the class alone.
    Class,
    /// For everybody trained under the same partnership, the class first among them.
    Partnership,
    /// For everybody.
    Everybody,
}

/// Seats that are kept for a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// For which.
    pub programme: ProgrammeId,
    /// Under which partnership the class is trained, if under one.
    pub partnership: Option<PartnershipId>,
    /// How many.
    pub seats: u32,
    /// The last day on which they are for the class alone.
    pub until: NaiveDate,
    /// The first day on which they are for everybody.
    pub open_from: NaiveDate,
}

impl Kept {
    /// What a vacancy keeps for a class: after its day the partnership has so many days. A class under no partnership
    /// leaves its seats to everybody at once.
    pub fn of(reserved: &ReservedSeats, programme: Option<&Programme>, partnership_days: u32) -> Self {
        let partnership = programme.and_then(|programme| programme.plan.partnership);
        let days = partnership.map_or(0, |_| u64::from(partnership_days));
        Self {
            programme: reserved.programme,
            partnership,
            seats: reserved.seats,
            until: reserved.until,
            open_from: reserved.until.checked_add_days(Days::new(1 + days)).unwrap_or(NaiveDate::MAX),
        }
    }

    /// For whom they are on the day.
    pub fn phase_on(&self, today: NaiveDate) -> Phase {
        if today <= self.until {
            Phase::Class
        } else if today < self.open_from {
            Phase::Partnership
        } else {
            Phase::Everybody
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::fixtures;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_class_the_partnership_and_everybody_have_their_days() {
        let mut programme = fixtures::programme();
        let reserved = ReservedSeats { programme: programme.id, seats: 20, until: day("2026-06-30") };
        programme.plan.partnership = Some(PartnershipId(uuid::Uuid::from_u128(4)));
        let kept = Kept::of(&reserved, Some(&programme), 7);
        let phases = ["2026-06-30", "2026-07-01", "2026-07-07", "2026-07-08"];
        let phases = phases.map(|text| kept.phase_on(day(text)));
        assert_eq!(phases, [Phase::Class, Phase::Partnership, Phase::Partnership, Phase::Everybody]);
        programme.plan.partnership = None;
        let alone = Kept::of(&reserved, Some(&programme), 7);
        assert_eq!(alone.phase_on(day("2026-07-01")), Phase::Everybody);
        let last = ReservedSeats { until: NaiveDate::MAX, ..reserved };
        assert_eq!(Kept::of(&last, None, 7).phase_on(day("2026-07-01")), Phase::Class);
    }
}

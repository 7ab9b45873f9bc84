//! 工资: what a vacancy pays, as given and as understood.

mod amount;
mod display;
mod fold;
mod read;
mod words;

pub use read::{PayFault, read};

use super::money::Fen;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a pay range is per.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PayUnit {
    /// A month.
    #[default]
    Month,
    /// An hour. It stays hourly: hours a month are not ours to guess.
    Hour,
    /// A day.
    Day,
    /// A year.
    Year,
}

impl PayUnit {
    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Year => "year",
        }
    }
}

/// Pay as understood. Both ends unknown is 面议, which is never nought.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Pay {
    /// The words it was read from, if it was.
    pub text: Option<String>,
    /// The least, in yuan a unit.
    pub min: Option<Fen>,
    /// The most, in yuan a unit.
    pub max: Option<Fen>,
    /// The unit.
    pub unit: PayUnit,
    /// Months paid a year (13薪), 12 where not said.
    pub months: u8,
    /// 底薪, in yuan a month, if said.
    pub base: Option<Fen>,
}

impl Pay {
    /// Whether anything is known (面议 is not).
    pub fn is_known(&self) -> bool {
        self.min.is_some() || self.max.is_some()
    }

    /// The range in fen a month, where the unit allows it: months and years do, hours and days do not.
    pub fn monthly(&self) -> Option<(Fen, Fen)> {
        let (min, max) = (self.min.or(self.max)?, self.max.or(self.min)?);
        match self.unit {
            PayUnit::Month => Some((min, max)),
            PayUnit::Year => Some((Fen(min.0 / 12), Fen(max.0 / 12))),
            PayUnit::Hour | PayUnit::Day => None,
        }
    }

    /// The range in fen a year, by the months paid.
    pub fn yearly(&self) -> Option<(Fen, Fen)> {
        let (min, max) = self.year_ends();
        Some((min.or(max)?, max.or(min)?))
    }

    /// Both ends in fen a year, each where it is known and the unit allows it.
    pub fn year_ends(&self) -> (Option<Fen>, Option<Fen>) {
        let months = match self.unit {
            PayUnit::Month => i64::from(self.months),
            PayUnit::Year => 1,
            PayUnit::Hour | PayUnit::Day => return (None, None),
        };
        let year = |end: Option<Fen>| end.map(|fen| Fen(fen.0.saturating_mul(months)));
        (year(self.min), year(self.max))
    }
}

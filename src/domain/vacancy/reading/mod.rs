//! Reads out of a vacancy's words what its fields do not say: 包吃住, 长白班, 五险一金, 综合5500-6500, 试用期一个月.
//!
//! Title and description are folded into one comparable text; tables of phrases, one file a kind, find what is stated in
//! it, each statement with the place it stands at. A phrase is read only where its context makes it the employer's offer
//! or demand, and statements that contradict each other are not read at all: nothing is guessed at.

mod age;
mod context;
mod contract;
mod dormitory;
mod education;
mod fill;
mod folded;
mod group_hire;
mod hours;
mod insurance;
mod meals;
mod numerals;
mod pattern;
mod pay;
mod phrases;
mod probation;
mod rest_days;
mod shift;
mod statement;
mod travel_allowance;

pub use dormitory::DormitoryReading;
pub use fill::{Filled, fill, forget};
pub use statement::Reading;

use super::{Contract, Education, Insurance, Meals, RestDays, Shift};
use crate::domain::{money::Fen, pay::Pay, span::Span};
use folded::Folded;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text of a vacancy that things are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextField {
    /// The title.
    Title,
    /// The description.
    Description,
}

/// Some words of a vacancy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text they stand in.
    pub field: TextField,
    /// Where, in characters of that text.
    pub span: Span,
    /// The words.
    pub text: String,
}

/// A field that was read out of the vacancy's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOut {
    /// The field, as an RFC 6901 pointer. One that was read from several places is there once for each.
    pub pointer: String,
    /// The text it was read from.
    pub field: TextField,
    /// Where in that text.
    pub span: Span,
    /// The words it was read from.
    pub text: String,
}

/// What was read; what was not said, or was said in two ways, is absent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Readings {
    /// The least education asked for.
    pub education: Option<Reading<Education>>,
    /// The least age.
    pub minimum_age: Option<Reading<u8>>,
    /// The shift.
    pub shift: Option<Reading<Shift>>,
    /// The dormitory.
    pub dormitory: DormitoryReading,
    /// Meals.
    pub meals: Option<Reading<Meals>>,
    /// The insurances paid.
    pub insurance: Option<Reading<Vec<Insurance>>>,
    /// Whether the housing fund is paid.
    pub housing_fund: Option<Reading<bool>>,
    /// Hours a week.
    pub hours_per_week: Option<Reading<u8>>,
    /// Days off.
    pub rest_days: Option<Reading<RestDays>>,
    /// Travel allowance.
    pub travel_allowance: Option<Reading<Fen>>,
    /// Whether people are taken together.
    pub group_hire: Option<Reading<bool>>,
    /// The contract.
    pub contract: Option<Reading<Contract>>,
    /// Months of probation.
    pub probation_months: Option<Reading<u8>>,
    /// Monthly pay in probation.
    pub probation_pay: Option<Reading<Fen>>,
    /// The pay.
    pub pay: Option<Reading<Pay>>,
    /// 底薪, which stands in the pay as well.
    pub base_pay: Option<Reading<Fen>>,
}

/// Reads a vacancy's title and description. `rest_days` are those the employer gave, if it did: with them, hours a day
/// become hours a week.
pub fn read(title: &str, description: &str, rest_days: Option<RestDays>) -> Readings {
    let text = &Folded::of(title, description);
    let sums = pay::sums(text);
    let rest = rest_days::read(text);
    let given = rest_days.map(|value| Reading { value, places: Vec::new() });
    Readings {
        education: education::read(text),
        minimum_age: age::read(text),
        shift: shift::read(text),
        dormitory: dormitory::read(text),
        meals: meals::read(text),
        insurance: insurance::insurance(text),
        housing_fund: insurance::housing_fund(text),
        hours_per_week: hours::read(text, given.as_ref().or(rest.as_ref())),
        rest_days: rest,
        travel_allowance: travel_allowance::read(text),
        group_hire: group_hire::read(text),
        contract: contract::read(text),
        probation_months: probation::months(text),
        probation_pay: probation::pay(text, &sums),
        pay: pay::read(text, &sums),
        base_pay: pay::base(text, &sums),
    }
}

#[cfg(test)]
mod tests;

//! What a search of vacancies asks for: typed, so that a criterion nobody knows is refused and none is ignored.

use super::{money::Fen, pay::PayUnit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The criteria of a search. Repeated values of one filter are alternatives, different filters all apply, and a `-`
/// before a value excludes it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SearchCriteria {
    /// Free text: words, "phrases", -exclusions; at most 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Region codes at any level.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub region: Vec<String>,
    /// A point, `lon,lat` in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<Point>,
    /// Around the point, in kilometres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub radius_km: Option<f64>,
    /// Occupation codes, whole or their first groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub occupation: Vec<String>,
    /// Codes of majors that the vacancy welcomes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub major: Vec<String>,
    /// Skill terms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skill: Vec<String>,
    /// Certificate names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificate: Vec<String>,
    /// Employer ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub employer: Vec<String>,
    /// `employment` or `internship`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kind: Vec<String>,
    /// The least pay wanted, in yuan a unit: the vacancy's range must reach it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_min: Option<Fen>,
    /// The most pay looked for, in yuan a unit: the vacancy's range must begin below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_max: Option<Fen>,
    /// The unit of both, a month where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_unit: Option<PayUnit>,
    /// Whether vacancies of unknown pay are found too; they are where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_unknown_pay: Option<bool>,
    /// The least 底薪 wanted, in yuan a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_min: Option<Fen>,
    /// Whether there is a dormitory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dormitory: Option<bool>,
    /// Meals: `provided`, `allowance`, `none`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub meals: Vec<String>,
    /// Shifts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shift: Vec<String>,
    /// Insurances, of which one at least is paid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub insurance: Vec<String>,
    /// Whether the housing fund is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub housing_fund: Option<bool>,
    /// Days off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rest_days: Vec<String>,
    /// Whether 16- and 17-year-olds are taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepts_minor: Option<bool>,
    /// Programme ids that have reserved seats.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub programme: Vec<String>,
}

/// A point on the earth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Degrees east, −180 to 180.
    pub lon: f64,
    /// Degrees north, −90 to 90.
    pub lat: f64,
}

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Best first; newest first where there are no words.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Highest pay first.
    Pay,
    /// Nearest first; needs a point.
    Distance,
}

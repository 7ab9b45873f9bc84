//! What the index knows of one vacancy.

use serde::{Deserialize, Serialize};

/// One vacancy as it is searched. Plain data: the caller maps its own type to it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VacancyDocument {
    /// The caller's id; unique, and the tie-breaker of every order.
    pub key: String,
    /// The title as the employer wrote it.
    pub title: String,
    /// The description, plain text.
    pub description: String,
    /// The employer's id.
    pub employer_key: String,
    /// The employer's name, searched with the text.
    pub employer_name: String,
    /// Occupation code such as `6-18-01-01`; its higher levels are added by the index.
    pub occupation: Option<String>,
    /// The occupation's name, searched with the text.
    pub occupation_name: Option<String>,
    /// Region codes of the workplace; their higher levels are added by the index.
    pub regions: Vec<String>,
    /// Longitude of the workplace in degrees.
    pub lon: Option<f64>,
    /// Latitude of the workplace in degrees.
    pub lat: Option<f64>,
    /// Codes of the majors that are asked for.
    pub majors: Vec<String>,
    /// Skills asked for, as written.
    pub skills: Vec<String>,
    /// Certificates asked for, as written.
    pub certificates: Vec<String>,
    /// What it is: `employment`, `internship`.
    pub kind: String,
    /// Lower end of the total pay, fen a month; `None` is unknown, never nothing.
    pub pay_min: Option<i64>,
    /// Upper end of the total pay, fen a month.
    pub pay_max: Option<i64>,
    /// Pay is known, but not by the month: by the hour or the day.
    pub paid_otherwise: bool,
    /// Base pay, fen a month.
    pub base_min: Option<i64>,
    /// When it was published, microseconds since 1970 in UTC.
    pub published_at: i64,
    /// Shift system, such as `day`.
    pub shift: Option<String>,
    /// Meals, such as `provided`.
    pub meals: Option<String>,
    /// A dormitory is provided.
    pub dormitory: bool,
    /// The insurances that are paid, one by one.
    pub insurance: Vec<String>,
    /// The housing fund is paid.
    pub housing_fund: bool,
    /// Rest days, such as `two`.
    pub rest_days: Option<String>,
    /// Workers of 16 and 17 are accepted.
    pub accepts_minor: bool,
    /// How many people are wanted.
    pub headcount: u32,
    /// Programmes with reserved seats.
    pub programmes: Vec<String>,
}

//! What may be asked of the graduates.

use serde::{Deserialize, Serialize};

/// Whom a vacancy may suit. Wishes add to the score; the `only_` lists are conditions, and an empty one is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GraduateQuery {
    /// Skills asked for; a rare one weighs more than a common one.
    pub skills: Vec<String>,
    /// Certificates asked for.
    pub certificates: Vec<String>,
    /// Major codes that fit, already expanded by the caller; the weight says how well (1 is best).
    pub majors: Vec<(String, f32)>,
    /// Occupation codes, any level: who wants this work.
    pub occupations: Vec<String>,
    /// Region codes, any level: who wants to work there, or comes from there.
    pub regions: Vec<String>,
    /// Only graduates of these schools.
    pub only_schools: Vec<String>,
    /// Only graduates in these programmes.
    pub only_programmes: Vec<String>,
    /// Only graduates who look for this kind, or who named none.
    pub only_kind: Option<String>,
    /// Only graduates who can start by this day (days since 1970), or who named no day.
    pub available_by: Option<i64>,
    /// Fill up with others when the wishes find fewer than `limit`.
    pub fill: bool,
    /// How many at most.
    pub limit: usize,
}

impl Default for GraduateQuery {
    fn default() -> GraduateQuery {
        GraduateQuery {
            skills: Vec::new(),
            certificates: Vec::new(),
            majors: Vec::new(),
            occupations: Vec::new(),
            regions: Vec::new(),
            only_schools: Vec::new(),
            only_programmes: Vec::new(),
            only_kind: None,
            available_by: None,
            fill: false,
            limit: 1000,
        }
    }
}

/// One graduate found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GraduateHit {
    /// Their key.
    pub key: String,
    /// The retrieval score; only its order means something.
    pub score: f32,
}

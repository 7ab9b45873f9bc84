//! What the index knows of one graduate.

use serde::{Deserialize, Serialize};

/// One graduate as they are looked for. Plain data without a name or any protected attribute.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GraduateDocument {
    /// The caller's id, unique.
    pub key: String,
    /// Codes of the majors studied.
    pub majors: Vec<String>,
    /// Occupation codes wanted; their higher levels are added by the index.
    pub occupations: Vec<String>,
    /// Skills held or forecast, by name.
    pub skills: Vec<String>,
    /// Certificates held, by name.
    pub certificates: Vec<String>,
    /// Region codes wanted; their higher levels are added by the index.
    pub regions: Vec<String>,
    /// Region code of the home.
    pub home_region: Option<String>,
    /// Schools they are linked to.
    pub schools: Vec<String>,
    /// Programmes they are in.
    pub programmes: Vec<String>,
    /// Kinds of vacancy they look for.
    pub kinds: Vec<String>,
    /// First day they can start, days since 1970.
    pub available_from: Option<i64>,
}

//! What a vacancy asks for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a vacancy asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Requirements {
    /// The least education asked for.
    pub education: Option<Education>,
    /// Codes of majors that are welcome.
    pub majors: Vec<String>,
    /// Skills.
    pub skills: Vec<RequiredSkill>,
    /// Certificates.
    pub certificates: Vec<RequiredCertificate>,
    /// The least age, in years.
    pub minimum_age: Option<u8>,
    /// Whether 16- and 17-year-olds are taken.
    pub accepts_minor: Option<bool>,
}

/// Levels of education, the lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Education {
    /// 初中.
    JuniorSecondary,
    /// 中职、中专、技校.
    SecondaryVocational,
    /// 高职、大专.
    HigherVocational,
    /// 本科.
    Bachelor,
}

/// How much something is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Necessity {
    /// It must be there.
    #[default]
    Required,
    /// It helps.
    Preferred,
}

/// A skill that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequiredSkill {
    /// The term, in the dictionary's form where it is there.
    pub term: String,
    /// How much it is wanted.
    #[serde(default)]
    pub level: Necessity,
}

/// A certificate that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequiredCertificate {
    /// Its name in the dictionary.
    pub name: String,
    /// The least level: 5 is the lowest, 1 the highest.
    #[serde(default)]
    pub minimum_level: Option<u8>,
    /// How much it is wanted.
    #[serde(default)]
    pub level: Necessity,
}

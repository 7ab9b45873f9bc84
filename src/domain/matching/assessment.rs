//! The answer: eligible or not, the score, every criterion with its words and evidence, what stands in the way and
//! what would help.

use super::criteria::CriterionKind;
use crate::domain::{
    ids::{GraduateId, SchoolId, VacancyId},
    language::Bilingual,
};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// How a graduate and a vacancy fit, explained.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    /// Which vacancy.
    pub vacancy: VacancyId,
    /// Which graduate.
    pub graduate: GraduateId,
    /// The version of the graduate and of the training record that it rests on.
    pub record_version: i64,
    /// Whether no hard condition stands in the way.
    pub eligible: bool,
    /// The sum of weight × score over the criteria, exact to its eight decimals; nothing where nothing is known.
    pub score: Option<f64>,
    /// Every criterion, in a fixed order.
    pub criteria: Vec<Criterion>,
    /// What stands in the way.
    pub blocking: Vec<Blocking>,
    /// What would raise the score, the most first.
    pub would_help: Vec<Help>,
}

impl Assessment {
    /// What speaks for the pair, the weightiest first.
    pub fn reasons(&self, most: usize) -> Vec<&Criterion> {
        let good = |criterion: &&Criterion| {
            matches!(criterion.state, State::Met | State::Partly) && criterion.weight > 0.0
        };
        let mut reasons: Vec<_> = self.criteria.iter().filter(good).collect();
        reasons.sort_by(|left, right| (right.weight * right.score).total_cmp(&(left.weight * left.score)));
        reasons.truncate(most);
        reasons
    }
}

/// One criterion's part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Criterion {
    /// Which.
    pub criterion: CriterionKind,
    /// The weight used, four decimals; 0 where nothing is known. They add to exactly 1.
    pub weight: f64,
    /// Between 0 and 1, four decimals; 0 where nothing is known.
    pub score: f64,
    /// In a word.
    pub state: State,
    /// In a sentence.
    pub message: Bilingual,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// How far a criterion is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Wholly.
    Met,
    /// In part.
    Partly,
    /// Not.
    Unmet,
    /// Nobody can say: it weighs nothing.
    Unknown,
}

/// What a criterion rests on: a skill or a certificate that was asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Evidence {
    /// The skill asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skill: Option<String>,
    /// The certificate asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// Whether it is held today. A forecast is not.
    pub held: bool,
    /// Whether a stage still to come is to teach it.
    pub forecast: bool,
    /// The related skill that counts in part, where it is not the one asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
    /// What proves it: the stage and course, internship, certificate or school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Bilingual>,
    /// The school that taught it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school: Option<SchoolId>,
    /// When it was or will be proved; for an expired certificate, when it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
}

/// A hard condition that is not met.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Blocking {
    /// Which.
    pub code: BlockCode,
    /// In a sentence.
    pub message: Bilingual,
    /// Where it is a near miss, the day on which it lifts itself (a birthday, seats released) or, for a certificate to
    /// be renewed, the last day on which renewing still helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near_miss_until: Option<NaiveDate>,
}

macro_rules! block_codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The closed list of hard conditions.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
        pub enum BlockCode { $($(#[$doc])* #[serde(rename = $text)] $name,)* }

        impl BlockCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code in the API.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

block_codes! {
    /// Did not agree to be matched, or withdrew.
    NoConsent = "NO_CONSENT",
    /// Not public, or past its last day.
    NotPublished = "NOT_PUBLISHED",
    /// Employment where only internships are wanted, or the other way round.
    KindNotWanted = "KIND_NOT_WANTED",
    /// Under 16: no work at all (劳动法 15).
    MinAge16 = "MIN_AGE_16",
    /// Under 18 where the law or the vacancy asks for it.
    MinAge18 = "MIN_AGE_18",
    /// Under another age that the vacancy asks for.
    MinAge = "MIN_AGE",
    /// Training ends too far ahead for an employment.
    NotYetGraduated = "NOT_YET_GRADUATED",
    /// Internships are for students (职业学校学生实习管理规定 2).
    AlreadyGraduated = "ALREADY_GRADUATED",
    /// No internship in the first year (职业学校学生实习管理规定 16).
    FirstYear = "FIRST_YEAR",
    /// The vacancy asks for a higher education.
    EducationTooLow = "EDUCATION_TOO_LOW",
    /// A required certificate is not there.
    CertMissing = "CERT_MISSING",
    /// A required certificate ran out or missed its review.
    CertExpired = "CERT_EXPIRED",
    /// A required certificate is there at a lower level.
    CertLevelTooLow = "CERT_LEVEL_TOO_LOW",
    /// Every seat is kept for other classes.
    SeatsReserved = "SEATS_RESERVED",
}

/// Something that would raise the score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Help {
    /// What to do.
    pub action: HelpAction,
    /// The skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skill: Option<String>,
    /// The certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// The level to reach, where the vacancy asks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// By how much the score would rise.
    pub gain: f64,
}

/// What to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HelpAction {
    /// Learn a skill.
    Learn,
    /// Finish what is already planned.
    Finish,
    /// Obtain a certificate.
    Obtain,
    /// Renew a certificate, or have it reviewed.
    Renew,
    /// Raise a certificate's level.
    Raise,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_serialise_by_their_name() {
        for code in BlockCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }
}

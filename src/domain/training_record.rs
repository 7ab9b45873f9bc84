//! 学习与培训记录: what somebody learned, in which stage, at which school, and what proves it.

use super::ids::SchoolId;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The whole record of a person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TrainingRecord {
    /// Stages of training, in order, never overlapping.
    pub stages: Vec<Stage>,
    /// Courses taken or planned.
    pub courses: Vec<Course>,
    /// 岗位实习.
    pub internships: Vec<Internship>,
    /// Certificates held.
    pub certificates: Vec<Certificate>,
    /// Skills, each with its evidence.
    pub skills: Vec<Skill>,
}

/// One stage of training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// 1, 2, 3 in order.
    pub number: u8,
    /// The school that teaches it.
    pub school: SchoolId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// A course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Its name.
    pub name: String,
    /// The stage it belongs to.
    pub stage: u8,
    /// Hours taught.
    #[serde(default)]
    pub hours: Option<u32>,
    /// The mark out of a hundred.
    #[serde(default)]
    pub score: Option<u8>,
}

/// An internship. It never counts as a placement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Internship {
    /// Where.
    pub employer: String,
    /// As what.
    pub post: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Its name in the dictionary, such as 电工 or 特种作业操作证（低压电工）.
    pub name: String,
    /// 5 (初级工, the lowest) to 1 (高级技师, the highest), where the kind has levels.
    #[serde(default)]
    pub level: Option<u8>,
    /// Who issued it.
    #[serde(default)]
    pub issuer: Option<String>,
    /// When.
    pub issued: NaiveDate,
    /// When it must be reviewed.
    #[serde(default)]
    pub review_due: Option<NaiveDate>,
    /// When it ends.
    #[serde(default)]
    pub expires: Option<NaiveDate>,
}

impl Certificate {
    /// Whether it is good on the day: issued, not expired, its review not missed.
    pub fn valid_on(&self, day: NaiveDate) -> bool {
        self.issued <= day
            && self.expires.is_none_or(|end| day <= end)
            && self.review_due.is_none_or(|due| day <= due)
    }
}

/// A skill with what proves it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// The term, in the dictionary's form where it is there.
    pub term: String,
    /// What proves it.
    pub evidence: SkillEvidence,
    /// The stage it comes from, if from one.
    #[serde(default)]
    pub stage: Option<u8>,
    /// When it was or will be proved: a date ahead makes the skill a forecast.
    pub date: NaiveDate,
}

impl Skill {
    /// Whether it is held on the day; otherwise it is a forecast, shown as one and never counted as held.
    pub fn held_on(&self, day: NaiveDate) -> bool {
        self.date <= day
    }
}

/// What proves a skill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind", content = "name")]
pub enum SkillEvidence {
    /// A course of the record, by name.
    Course(String),
    /// An internship, by its employer.
    Internship(String),
    /// A certificate, by name.
    Certificate(String),
    /// The school's word, without more.
    School(String),
}

/// When a record was last written, for history.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordVersion {
    /// The record as it was.
    pub record: TrainingRecord,
    /// From when it was known so.
    pub known_from: DateTime<Utc>,
}

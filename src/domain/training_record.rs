//! 学习与培训记录: what somebody learned, in which stage, at which school, and what proves it.

use super::{identity_number::IdentityNumber, ids::SchoolId, region::RegionCode};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The whole record of a person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TrainingRecord {
    /// 学籍信息: how this person was enrolled, in the register's own words.
    pub enrolment: Enrolment,
    /// Stages of training, in order, never overlapping.
    pub stages: Vec<Stage>,
    /// Courses taken or planned.
    pub courses: Vec<Course>,
    /// 岗位实习.
    pub internships: Vec<Internship>,
    /// Certificates held.
    pub certificates: Vec<Certificate>,
    /// 获奖.
    pub awards: Vec<Award>,
    /// Skills, each with its evidence.
    pub skills: Vec<Skill>,
}

/// How somebody was enrolled, in the words of the register (学籍). Nothing is read out of them; they are kept as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Enrolment {
    /// 入学年月.
    pub admitted_on: Option<NaiveDate>,
    /// 学制.
    pub schooling: Option<String>,
    /// 招生方式.
    pub admission_mode: Option<String>,
    /// 联招合作类型.
    pub cooperation_kind: Option<String>,
    /// 联招合作办学形式.
    pub cooperation_form: Option<String>,
    /// 联招合作学校代码.
    pub cooperation_school: Option<String>,
    /// 分段培养方式.
    pub staged_mode: Option<String>,
}

/// One stage of training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// 1, 2, 3 in order.
    pub number: u8,
    /// The school that teaches it.
    pub school: SchoolId,
    /// Where it is taught; the school's own place where nothing else is said.
    #[serde(default)]
    pub place: Option<RegionCode>,
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
    /// What kind of course.
    #[serde(default)]
    pub kind: Option<CourseKind>,
    /// The stage it belongs to.
    pub stage: u8,
    /// Hours taught.
    #[serde(default)]
    pub hours: Option<u32>,
    /// The mark out of a hundred.
    #[serde(default)]
    pub score: Option<u8>,
    /// The grade, where there is no mark.
    #[serde(default)]
    pub grade: Option<Grade>,
}

/// What kind of course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CourseKind {
    /// 公共基础课.
    General,
    /// 专业基础课.
    Foundation,
    /// 专业核心课.
    Core,
    /// 实训课.
    Practice,
}

/// A grade in five steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 优.
    Excellent,
    /// 良.
    Good,
    /// 中.
    Fair,
    /// 及格.
    Pass,
    /// 不及格.
    Fail,
}

impl Grade {
    /// Every grade with what schools write.
    pub const WORDS: [(Self, &'static [&'static str]); 5] = [
        (Self::Excellent, &["优", "优秀"]),
        (Self::Good, &["良", "良好"]),
        (Self::Fair, &["中", "中等"]),
        (Self::Pass, &["及格", "合格"]),
        (Self::Fail, &["不及格", "不合格"]),
    ];
}

impl CourseKind {
    /// Every kind with what schools write.
    pub const WORDS: [(Self, &'static [&'static str]); 4] = [
        (Self::General, &["公共基础课", "公共课", "文化课"]),
        (Self::Foundation, &["专业基础课", "基础课"]),
        (Self::Core, &["专业核心课", "核心课"]),
        (Self::Practice, &["实训课", "实训", "实践课"]),
    ];
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
    /// Its number. Where it carries the holder's identity number, that is kept masked: no number stands here in the
    /// clear that is sealed elsewhere.
    #[serde(default)]
    pub number: Option<String>,
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
    /// Masks the holder's identity number within the certificate's own number, which for many kinds is made of it.
    pub fn conceal(&mut self, identity: &IdentityNumber) {
        if let Some(number) = &mut self.number {
            *number = number.to_ascii_uppercase().replace(identity.as_str(), &identity.masked());
        }
    }

    /// Whether it is good on the day: issued, not expired, its review not missed.
    pub fn valid_on(&self, day: NaiveDate) -> bool {
        self.issued <= day
            && self.expires.is_none_or(|end| day <= end)
            && self.review_due.is_none_or(|due| day <= due)
    }
}

/// An award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Award {
    /// What it is called, such as 全国职业院校技能大赛.
    pub name: String,
    /// How far it reaches.
    #[serde(default)]
    pub level: Option<AwardLevel>,
    /// Who gave it.
    #[serde(default)]
    pub issuer: Option<String>,
    /// When.
    pub date: NaiveDate,
}

/// How far an award reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AwardLevel {
    /// 校级.
    School,
    /// 县级.
    County,
    /// 市级.
    City,
    /// 省级.
    Province,
    /// 国家级.
    Nation,
}

impl AwardLevel {
    /// Every level with what schools write.
    pub const WORDS: [(Self, &'static [&'static str]); 5] = [
        (Self::School, &["校级"]),
        (Self::County, &["县级", "区级", "县区级"]),
        (Self::City, &["市级", "地市级"]),
        (Self::Province, &["省级", "自治区级"]),
        (Self::Nation, &["国家级", "全国"]),
    ];
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
    /// The school that attests it; the stage's where nothing else is said.
    #[serde(default)]
    pub school: Option<SchoolId>,
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

/// A record as it was, for history.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordVersion {
    /// The version of the graduate with which it was written; it holds until that of the next.
    pub version: i64,
    /// The record as it was.
    pub record: TrainingRecord,
    /// From when it was known so.
    pub known_from: DateTime<Utc>,
}

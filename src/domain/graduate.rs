//! 毕业生: a person, from enrolment on. What the law protects is kept apart, where the score cannot reach it.

use super::{
    consent::{Consent, Purpose, is_given},
    email_address::EmailAddress,
    identity_number::IdentityNumber,
    ids::{GraduateId, ProgrammeId, SchoolId},
    major::Major,
    money::Fen,
    region::RegionCode,
    training_record::TrainingRecord,
    vacancy::{Shift, VacancyKind},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A graduate (or student on the way to it).
#[derive(Debug, Clone, PartialEq)]
pub struct Graduate {
    /// Its identifier.
    pub id: GraduateId,
    /// Counts the changes, for `ETag`.
    pub version: i64,
    /// Who it is.
    pub person: Person,
    /// What the law protects from becoming a reason.
    pub protected: Protected,
    /// The schools this person belongs to, by role and dates.
    pub links: Vec<SchoolLink>,
    /// The programme, if any.
    pub programme: Option<ProgrammeId>,
    /// The class, as the school names it.
    pub class_name: Option<String>,
    /// The major.
    pub major: Major,
    /// When training ends.
    pub graduates_on: NaiveDate,
    /// What this person wants.
    pub preferences: Preferences,
    /// What this person agreed to.
    pub consents: Vec<Consent>,
    /// What this person learned and will have learned.
    pub record: TrainingRecord,
    /// When this person was entered.
    pub created_at: DateTime<Utc>,
    /// When anything of this last changed.
    pub updated_at: DateTime<Utc>,
}

impl Graduate {
    /// Whether there is a live consent for the purpose.
    pub fn consents_to(&self, purpose: Purpose) -> bool {
        is_given(&self.consents, purpose)
    }

    /// Whether the school has anything to do with this person today or ever had.
    pub fn belongs_to(&self, school: SchoolId) -> bool {
        self.links.iter().any(|link| link.school == school)
    }

    /// The schools that are told about this person on the day: each once, whatever its roles.
    pub fn schools_on(&self, day: NaiveDate) -> Vec<SchoolId> {
        let mut schools = Vec::new();
        for link in self.links.iter().filter(|link| link.covers(day)) {
            if !schools.contains(&link.school) {
                schools.push(link.school);
            }
        }
        schools
    }
}

/// Who somebody is.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// The name, never converted or cut.
    pub name: String,
    /// 身份证件号, encrypted at rest.
    pub identity_number: IdentityNumber,
    /// Date of birth, which decides what work the law allows.
    pub birth_date: NaiveDate,
    /// 学号 at the registered school.
    pub student_number: Option<String>,
    /// 全国学籍号.
    pub national_student_number: Option<String>,
    /// Mobile number, eleven digits.
    pub phone: Option<String>,
    /// Address for alerts and sign-in.
    pub email: Option<EmailAddress>,
    /// 生源地: where this person comes from.
    pub origin: Option<RegionCode>,
    /// 户口所在地.
    pub household: Option<RegionCode>,
    /// The guardian of somebody under 18.
    pub guardian: Option<Guardian>,
    /// Made up for demonstration or test.
    pub synthetic: bool,
}

impl std::fmt::Debug for Person {
    /// Debug output ends up in logs, and no personal data may.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Person(…)")
    }
}

/// The guardian of somebody under 18.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Guardian {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
}

/// Attributes that no score may read; the audit of a placement round does.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Protected {
    /// 性别.
    pub sex: Option<Sex>,
    /// 民族.
    pub ethnicity: Option<String>,
    /// 户口性质.
    pub household_kind: Option<String>,
    /// 建档立卡贫困户 (or its successor list) when enrolled.
    pub poverty_household: Option<bool>,
}

impl std::fmt::Debug for Protected {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Protected(…)")
    }
}

/// 性别 as registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

/// What a school is to a student.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchoolRole {
    /// 生源地学校: recruited the student.
    Origin,
    /// 学籍: holds the registration. One at a time.
    Registered,
    /// Teaches a stage.
    Training,
    /// 合作学校: the other end of the partnership.
    Partner,
}

/// A student's link to a school, by role and dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SchoolLink {
    /// The school.
    pub school: SchoolId,
    /// What it is to the student.
    pub role: SchoolRole,
    /// Since when.
    pub from: NaiveDate,
    /// Until when, if it ended.
    pub to: Option<NaiveDate>,
}

impl SchoolLink {
    /// Whether the link holds on the day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|end| day <= end)
    }
}

/// What somebody wants. Empty means not said, never "anything".
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Preferences {
    /// Regions, the most wanted first, at any level.
    pub regions: Vec<RegionCode>,
    /// Occupation codes, the most wanted first.
    pub occupations: Vec<String>,
    /// The least monthly pay wanted, in yuan.
    pub pay_min: Option<Fen>,
    /// Kinds of work.
    pub kinds: Vec<VacancyKind>,
    /// Shifts that are fine.
    pub shifts: Vec<Shift>,
    /// Whether a dormitory is needed.
    pub dormitory: Option<bool>,
}

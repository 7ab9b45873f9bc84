//! 办学项目: one cohort recruited under a partnership, in one of five forms.

use super::{
    ids::{EmployerId, PartnershipId, ProgrammeId, SchoolId},
    major::Major,
    region::RegionCode,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The form of cooperation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeForm {
    /// 联合招生 分段培养: stages at different schools.
    JointStaged,
    /// 跨地区自主招生: one eastern school recruits in the west by itself.
    CrossRegion,
    /// 定向招生: trained for named western projects; those vacancies come first.
    Directional,
    /// 订单班: an employer commissions a class and reserves seats.
    OrderClass,
    /// 技工学校农村招生.
    TechnicalRural,
}

/// One stage of training as the programme plans it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedStage {
    /// 1, 2, 3 in order.
    pub number: u8,
    /// Where it is taught.
    pub school: SchoolId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// The order behind an order class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Who commissioned it.
    pub employer: EmployerId,
    /// How many seats were ordered.
    pub seats: u32,
}

/// A programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Programme {
    /// Its identifier.
    pub id: ProgrammeId,
    /// Counts its changes, for `ETag`.
    pub version: i64,
    /// What it is.
    pub plan: ProgrammePlan,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// What a programme is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgrammePlan {
    /// What it is called.
    pub name: String,
    /// Its form.
    pub form: ProgrammeForm,
    /// Under which partnership, if under one.
    pub partnership: Option<PartnershipId>,
    /// The school of the students' home (生源地学校), none for independent enrolment.
    pub home_school: Option<SchoolId>,
    /// The eastern or urban school, none where only the home school teaches.
    pub partner_school: Option<SchoolId>,
    /// The major it teaches.
    pub major: Major,
    /// Its stages in order.
    pub stages: Vec<PlannedStage>,
    /// When its students graduate.
    pub graduates_on: NaiveDate,
    /// The order behind an order class.
    pub order: Option<Order>,
    /// Where its graduates are meant to work, for directional programmes; a preference, never a filter.
    pub target_regions: Vec<RegionCode>,
    /// Made up for demonstration or test.
    pub synthetic: bool,
}

impl ProgrammePlan {
    /// The schools that are told about its students: home and partner, each once.
    pub fn schools(&self) -> Vec<SchoolId> {
        let mut schools: Vec<_> = self.home_school.into_iter().chain(self.partner_school).collect();
        schools.dedup();
        schools
    }
}

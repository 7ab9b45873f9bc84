//! Schools at both ends, and the departments that read about them.

use super::{
    email_address::EmailAddress,
    ids::{DepartmentId, SchoolId},
    region::RegionCode,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Under which administration a school stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchoolKind {
    /// 中等职业学校, under education.
    Vocational,
    /// 技工学校, under labour: other major codes, reported separately.
    Technical,
}

/// A school. Whether it is home or partner school is said by its links to programmes and students, not here.
#[derive(Debug, Clone, PartialEq)]
pub struct School {
    /// Its identifier.
    pub id: SchoolId,
    /// Counts its changes, for `ETag`.
    pub version: i64,
    /// What is known of it.
    pub profile: SchoolProfile,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// What is known of a school.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SchoolProfile {
    /// Its name.
    pub name: String,
    /// Under which administration.
    pub kind: SchoolKind,
    /// Where it is.
    pub region: RegionCode,
    /// The employment office's address.
    pub email: EmailAddress,
    /// Made up for demonstration or test.
    pub synthetic: bool,
}

/// 教育行政部门: reads reports of its own area only.
#[derive(Debug, Clone, PartialEq)]
pub struct Department {
    /// Its identifier.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
    /// Its area.
    pub region: RegionCode,
    /// Where it is written to.
    pub email: EmailAddress,
    /// Made up for demonstration or test.
    pub synthetic: bool,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

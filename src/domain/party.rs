//! Who acts and who is told: organisations, graduates, and the operator of the service.

use super::ids::{DepartmentId, EmployerId, GraduateId, KeyId, NotAnId, SchoolId};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};
use utoipa::ToSchema;

/// Somebody who can hold a key, own subscriptions and be told things. Its text is the typed id, or `operator`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// 平台运营, the operator of the service.
    Operator,
    /// 用人单位.
    Employer(EmployerId),
    /// A school, at either end.
    School(SchoolId),
    /// 教育行政部门.
    Department(DepartmentId),
    /// 毕业生.
    Graduate(GraduateId),
}

/// What a party may do, by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the service.
    Operator,
    /// Posts vacancies.
    Employer,
    /// Trains and recommends.
    School,
    /// Reads reports.
    Department,
    /// Looks for a job.
    Graduate,
}

impl Party {
    /// The role that goes with the kind.
    pub fn role(self) -> Role {
        match self {
            Self::Operator => Role::Operator,
            Self::Employer(_) => Role::Employer,
            Self::School(_) => Role::School,
            Self::Department(_) => Role::Department,
            Self::Graduate(_) => Role::Graduate,
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operator => write!(out, "operator"),
            Self::Employer(id) => id.fmt(out),
            Self::School(id) => id.fmt(out),
            Self::Department(id) => id.fmt(out),
            Self::Graduate(id) => id.fmt(out),
        }
    }
}

impl FromStr for Party {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match text.split('_').next() {
            Some("operator") if text == "operator" => Ok(Self::Operator),
            Some(EmployerId::PREFIX) => text.parse().map(Self::Employer),
            Some(SchoolId::PREFIX) => text.parse().map(Self::School),
            Some(DepartmentId::PREFIX) => text.parse().map(Self::Department),
            Some(GraduateId::PREFIX) => text.parse().map(Self::Graduate),
            _ => Err(NotAnId),
        }
    }
}

impl Serialize for Party {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Party {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(|_| D::Error::custom("expected a typed identifier"))
    }
}

impl utoipa::PartialSchema for Party {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}

impl ToSchema for Party {}

/// A caller whose key or session was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// On whose behalf.
    pub party: Party,
    /// By which key; none in a browser session or a job.
    pub key: Option<KeyId>,
}

impl Actor {
    /// The operator acting by itself: jobs, the command line, the demo.
    pub const SYSTEM: Self = Self { party: Party::Operator, key: None };

    /// A caller without a key, as in a browser session.
    pub fn of(party: Party) -> Self {
        Self { party, key: None }
    }
}

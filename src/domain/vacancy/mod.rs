//! 岗位: a vacancy, from the words an employer gave to what was understood, and its life.

mod content;
mod draft;
mod form;
mod life;
mod requirements;
mod review;
mod status;

pub use content::{
    Conditions, Contract, ContractKind, Dormitory, Insurance, Meals, Probation, ReservedSeats, RestDays,
    Shift,
};
pub use draft::{PayDraft, VacancyDraft, WorkplaceDraft};
pub use form::VacancyForm;
pub use life::{Cause, NotAllowed};
pub use requirements::{Education, Necessity, RequiredCertificate, RequiredSkill, Requirements};
pub use review::{Accepted, Fingerprint, Fingerprints, Review, StatusReason};
pub use status::{Status, StatusChange, StatusEvent};

use super::{
    ids::{EmployerId, VacancyId},
    pay::Pay,
    region::RegionCode,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A vacancy.
#[derive(Debug, Clone, PartialEq)]
pub struct Vacancy {
    /// Its identifier.
    pub id: VacancyId,
    /// Who posted it.
    pub employer: EmployerId,
    /// Counts its changes, for `ETag`.
    pub version: i64,
    /// What it says, as understood.
    pub content: VacancyContent,
    /// Where it stands.
    pub status: Status,
    /// Why it is not public, where it is not.
    pub status_reasons: Vec<StatusReason>,
    /// What the operator is to look at, and what the operator found in order.
    pub review: Review,
    /// By what others like it are found.
    pub fingerprints: Fingerprints,
    /// The time of each change of status, oldest first.
    pub history: Vec<StatusChange>,
    /// When it first became public.
    pub published_at: Option<DateTime<Utc>>,
    /// When it was posted.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// What a vacancy says, as understood: two postings with equal content are the same vacancy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VacancyContent {
    /// The employer's own reference.
    pub reference: Option<String>,
    /// The title as given.
    pub title: String,
    /// The occupation, given or found by the title.
    pub occupation: Option<Occupation>,
    /// Employment or internship.
    pub kind: VacancyKind,
    /// How many people.
    pub headcount: u32,
    /// Where.
    pub workplace: Workplace,
    /// The text.
    pub description: String,
    /// For how much.
    pub pay: Pay,
    /// Probation, if said.
    pub probation: Option<Probation>,
    /// The contract, if said.
    pub contract: Option<Contract>,
    /// What it asks for.
    pub requirements: Requirements,
    /// What it offers.
    pub conditions: Conditions,
    /// Seats kept for order classes.
    pub reserved: Vec<ReservedSeats>,
    /// The last day on which it can be applied for.
    pub valid_until: NaiveDate,
    /// Where the posting comes from, if it was taken over.
    pub source: Option<String>,
}

/// Employment or an internship, which the law treats quite differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VacancyKind {
    /// 就业.
    #[default]
    Employment,
    /// 岗位实习.
    Internship,
}

impl VacancyKind {
    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Employment => "employment",
            Self::Internship => "internship",
        }
    }
}

/// An occupation of the 职业分类大典, with how we know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Occupation {
    /// Its code, such as `6-18-01-01`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether the employer gave it or we read it out of the title.
    pub source: Source,
}

/// Where a piece of knowledge comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The employer gave it.
    Given,
    /// It was read out of free text.
    Text,
}

/// A place of work, as given and as understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Workplace {
    /// As given.
    pub text: String,
    /// The region it lies in.
    pub region: RegionCode,
    /// The region's full name, such as 广东省深圳市宝安区.
    pub region_name: String,
    /// What follows the region: township, street, gate.
    pub detail: Option<String>,
    /// Longitude in degrees, of the region's seat.
    pub lon: Option<f64>,
    /// Latitude in degrees, of the region's seat.
    pub lat: Option<f64>,
}

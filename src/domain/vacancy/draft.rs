//! A vacancy as an employer posts it, before anything of it is understood.

use super::{Conditions, Contract, Probation, Requirements, ReservedSeats, VacancyKind};
use crate::domain::{money::Fen, pay::PayUnit};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A vacancy as posted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VacancyDraft {
    /// The employer's own reference, unique among its vacancies.
    #[serde(default)]
    pub reference: Option<String>,
    /// The title, at most 80 characters.
    pub title: String,
    /// A code of the 职业分类大典; found by the title where absent.
    #[serde(default)]
    pub occupation: Option<String>,
    /// Employment or internship.
    #[serde(default)]
    pub kind: VacancyKind,
    /// How many people, 1 to 10 000.
    pub headcount: u32,
    /// Where.
    pub workplace: WorkplaceDraft,
    /// The work in words, at most 10 000 characters.
    pub description: String,
    /// For how much; read out of title and description where absent.
    #[serde(default)]
    pub pay: PayDraft,
    /// Probation.
    #[serde(default)]
    pub probation: Option<Probation>,
    /// The contract.
    #[serde(default)]
    pub contract: Option<Contract>,
    /// What it asks for.
    #[serde(default)]
    pub requirements: Requirements,
    /// What it offers.
    #[serde(default)]
    pub conditions: Conditions,
    /// Seats kept for order classes.
    #[serde(default)]
    pub reserved: Vec<ReservedSeats>,
    /// The last day on which it can be applied for.
    pub valid_until: NaiveDate,
    /// Where the posting comes from, if it was taken over.
    #[serde(default)]
    pub source: Option<String>,
}

/// A place of work as posted: words, or a region code with the rest in words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WorkplaceDraft {
    /// In words, such as 深圳市宝安区福海街道.
    pub text: Option<String>,
    /// A GB/T 2260 code, which then decides.
    pub region: Option<String>,
}

/// Pay as posted: words, or numbers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PayDraft {
    /// In words, such as `4-6千/月·13薪`.
    pub text: Option<String>,
    /// The least, in yuan a unit.
    pub min: Option<Fen>,
    /// The most, in yuan a unit.
    pub max: Option<Fen>,
    /// The unit, a month where absent.
    pub unit: Option<PayUnit>,
    /// Months paid a year.
    pub months: Option<u8>,
    /// 底薪, in yuan a month.
    pub base: Option<Fen>,
}

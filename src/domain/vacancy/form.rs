//! The posting form while it is being filled in: every field may still be absent.

use super::{
    Conditions, Contract, PayDraft, Probation, Requirements, ReservedSeats, VacancyDraft, VacancyKind,
    WorkplaceDraft,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A vacancy as posted, with every field optional.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct VacancyForm {
    /// The employer's own reference.
    pub reference: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// A code of the 职业分类大典.
    pub occupation: Option<String>,
    /// Employment or internship.
    pub kind: VacancyKind,
    /// How many people.
    pub headcount: Option<u32>,
    /// Where.
    pub workplace: Option<WorkplaceDraft>,
    /// The work in words.
    pub description: Option<String>,
    /// For how much.
    pub pay: Option<PayDraft>,
    /// Probation.
    pub probation: Option<Probation>,
    /// The contract.
    pub contract: Option<Contract>,
    /// What it asks for.
    pub requirements: Requirements,
    /// What it offers.
    pub conditions: Conditions,
    /// Seats kept for order classes.
    pub reserved: Vec<ReservedSeats>,
    /// The last day on which it can be applied for.
    pub valid_until: Option<NaiveDate>,
    /// Where the posting comes from, if it was taken over.
    pub source: Option<String>,
}

impl From<VacancyDraft> for VacancyForm {
    fn from(draft: VacancyDraft) -> Self {
        Self {
            reference: draft.reference,
            title: Some(draft.title),
            occupation: draft.occupation,
            kind: draft.kind,
            headcount: Some(draft.headcount),
            workplace: Some(draft.workplace),
            description: Some(draft.description),
            pay: Some(draft.pay),
            probation: draft.probation,
            contract: draft.contract,
            requirements: draft.requirements,
            conditions: draft.conditions,
            reserved: draft.reserved,
            valid_until: Some(draft.valid_until),
            source: draft.source,
        }
    }
}

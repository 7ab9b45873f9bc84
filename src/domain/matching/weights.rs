//! How much each criterion counts before what is unknown is left out. They are settings.

use super::criteria::CriterionKind;
use serde::{Deserialize, Serialize};

/// How much each criterion counts. Only their proportions matter; the defaults add to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Weights {
    /// Occupation and major.
    pub occupation: f64,
    /// Occupation and wish.
    pub wish: f64,
    /// Skills.
    pub skills: f64,
    /// Certificates and their levels.
    pub certificates: f64,
    /// Place and wish.
    pub place: f64,
    /// Pay and expectation.
    pub pay: f64,
    /// Dormitory and shift.
    pub conditions: f64,
    /// Programme, partner city, target regions.
    pub partnership: f64,
    /// How new the vacancy is.
    pub recency: f64,
}

impl Default for Weights {
    /// What was learned and what for (0.60) counts more than where and for how much (0.32), and that more than the
    /// cooperation and the date (0.08).
    fn default() -> Self {
        Self {
            occupation: 0.20,
            wish: 0.05,
            skills: 0.30,
            certificates: 0.10,
            place: 0.12,
            pay: 0.10,
            conditions: 0.05,
            partnership: 0.05,
            recency: 0.03,
        }
    }
}

/// Weights that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeightFault {
    /// A weight is negative or no number.
    #[error("the matching weight of {} must be a number of 0 or more", .0.as_str())]
    Invalid(CriterionKind),
    /// Nothing counts.
    #[error("at least one matching weight must be above 0")]
    AllZero,
}

impl Weights {
    /// The weight of a criterion; 0 for one that makes no sense, which [`Self::check`] refuses.
    pub(super) fn get(&self, kind: CriterionKind) -> f64 {
        let weight = self.raw(kind);
        if weight.is_finite() { weight.max(0.0) } else { 0.0 }
    }

    /// Checks the settings: each weight a number of 0 or more, at least one above.
    pub fn check(&self) -> Result<(), WeightFault> {
        for kind in CriterionKind::ALL {
            let weight = self.raw(kind);
            if !weight.is_finite() || weight < 0.0 {
                return Err(WeightFault::Invalid(kind));
            }
        }
        let some = CriterionKind::ALL.iter().any(|kind| self.raw(*kind) > 0.0);
        if some { Ok(()) } else { Err(WeightFault::AllZero) }
    }

    fn raw(&self, kind: CriterionKind) -> f64 {
        match kind {
            CriterionKind::Occupation => self.occupation,
            CriterionKind::Wish => self.wish,
            CriterionKind::Skills => self.skills,
            CriterionKind::Certificates => self.certificates,
            CriterionKind::Place => self.place,
            CriterionKind::Pay => self.pay,
            CriterionKind::Conditions => self.conditions,
            CriterionKind::Partnership => self.partnership,
            CriterionKind::Recency => self.recency,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_usable_and_add_to_one() {
        let weights = Weights::default();
        assert_eq!(weights.check(), Ok(()));
        let sum: f64 = CriterionKind::ALL.iter().map(|kind| weights.get(*kind)).sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn senseless_weights_are_refused_by_name() {
        let negative = Weights { pay: -0.1, ..Weights::default() };
        assert_eq!(negative.check(), Err(WeightFault::Invalid(CriterionKind::Pay)));
        let none = serde_json::from_str::<Weights>(
            r#"{"occupation":0,"wish":0,"skills":0,"certificates":0,"place":0,"pay":0,"conditions":0,"partnership":0,"recency":0}"#,
        );
        assert_eq!(none.unwrap().check(), Err(WeightFault::AllZero));
        assert!(serde_json::from_str::<Weights>(r#"{"charm":1}"#).is_err());
    }
}

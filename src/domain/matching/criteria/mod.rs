//! The criteria in their order. Each file has `measure`, which counts, and `explain`, which tells.

pub(super) mod certificates;
pub(super) mod conditions;
pub(super) mod occupation;
pub(super) mod partnership;
pub(super) mod pay;
pub(super) mod place;
pub(super) mod recency;
pub(super) mod skills;
pub(super) mod wish;

use super::{measure::Measure, pair::Pair, wording::Told};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many criteria there are.
pub const COUNT: usize = 9;

/// What every criterion finds, in the order of [`CriterionKind::ALL`].
pub(super) type Measures = [Measure; COUNT];

/// A criterion. Their order is that of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CriterionKind {
    /// Whether the major leads to the occupation (对口).
    Occupation,
    /// Whether the occupation is one that was wished for.
    Wish,
    /// Whether the skills asked for are held.
    Skills,
    /// Whether the certificates asked for are held, and at which level.
    Certificates,
    /// Whether the place is one that was wished for.
    Place,
    /// Whether the pay reaches the expectation.
    Pay,
    /// Whether dormitory and shift suit.
    Conditions,
    /// Whether the programme leads there: its seats, its employer, its target regions, its partner city.
    Partnership,
    /// How new the vacancy is.
    Recency,
}

impl CriterionKind {
    /// Every criterion, in order.
    pub const ALL: [Self; COUNT] = [
        Self::Occupation,
        Self::Wish,
        Self::Skills,
        Self::Certificates,
        Self::Place,
        Self::Pay,
        Self::Conditions,
        Self::Partnership,
        Self::Recency,
    ];

    /// The name in the API and the settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Occupation => "occupation",
            Self::Wish => "wish",
            Self::Skills => "skills",
            Self::Certificates => "certificates",
            Self::Place => "place",
            Self::Pay => "pay",
            Self::Conditions => "conditions",
            Self::Partnership => "partnership",
            Self::Recency => "recency",
        }
    }
}

/// What every criterion finds. Where nothing that is known of the graduate and of the work went into any of them, there is
/// nothing to score: an empty profile is not a middling one, and a vacancy of which only place and pay are known is no fit.
pub(super) fn measure_all(pair: &Pair<'_>) -> Measures {
    let measures = CriterionKind::ALL.map(|kind| measure(kind, pair));
    if measures.iter().any(Measure::is_informed) { measures } else { [Measure::UNKNOWN; COUNT] }
}

/// What one criterion finds.
pub(super) fn measure(kind: CriterionKind, pair: &Pair<'_>) -> Measure {
    match kind {
        CriterionKind::Occupation => occupation::measure(pair),
        CriterionKind::Wish => wish::measure(pair),
        CriterionKind::Skills => skills::measure(pair),
        CriterionKind::Certificates => certificates::measure(pair),
        CriterionKind::Place => place::measure(pair),
        CriterionKind::Pay => pay::measure(pair),
        CriterionKind::Conditions => conditions::measure(pair),
        CriterionKind::Partnership => partnership::measure(pair),
        CriterionKind::Recency => recency::measure(pair),
    }
}

/// A criterion's words and evidence.
pub(super) fn explain(kind: CriterionKind, pair: &Pair<'_>) -> Told {
    match kind {
        CriterionKind::Occupation => occupation::explain(pair),
        CriterionKind::Wish => wish::explain(pair),
        CriterionKind::Skills => skills::explain(pair),
        CriterionKind::Certificates => certificates::explain(pair),
        CriterionKind::Place => place::explain(pair),
        CriterionKind::Pay => pay::explain(pair),
        CriterionKind::Conditions => conditions::explain(pair),
        CriterionKind::Partnership => partnership::explain(pair),
        CriterionKind::Recency => recency::explain(pair),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_the_index_and_names_are_those_of_the_api() {
        for (place, kind) in CriterionKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, place);
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}

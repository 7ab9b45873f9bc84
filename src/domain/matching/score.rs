//! The weighted sum, in whole numbers, so that it can be checked to the last digit.

use super::{
    criteria::{COUNT, CriterionKind, Measures},
    measure::Points,
    weights::Weights,
};
use serde::{Serialize, Serializer};

/// A score between 0 and 1 in hundred-millionths: a share and a score of four decimals each, multiplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u64);

impl Score {
    /// As a number with at most eight decimals.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 1e8
    }

    /// In hundred-millionths.
    pub fn as_units(self) -> u32 {
        // At most a hundred million.
        u32::try_from(self.0).unwrap_or(u32::MAX)
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_f64())
    }
}

/// The weights as used: they add to exactly 1 over what is known, and what is unknown weighs 0.
pub(super) struct Shares([Points; COUNT]);

impl Shares {
    /// Shares the weights out among what is known. What rounding leaves over goes to the largest share.
    pub(super) fn of(weights: &Weights, measures: &Measures) -> Self {
        Self::among(weights, measures.map(|measure| measure.points().is_some()))
    }

    /// The same, by whether each criterion is known.
    pub(super) fn among(weights: &Weights, known: [bool; COUNT]) -> Self {
        let mut shares = [Points::NONE; COUNT];
        let mut own = [0.0; COUNT];
        for (place, (kind, known)) in CriterionKind::ALL.iter().zip(known).enumerate() {
            own[place] = if known { weights.get(*kind) } else { 0.0 };
        }
        let sum: f64 = own.iter().sum();
        if !(sum > 0.0 && sum.is_finite()) {
            return Self(shares);
        }
        let mut largest = 0;
        for place in 0..COUNT {
            shares[place] = Points::of(own[place] / sum);
            if shares[place] > shares[largest] {
                largest = place;
            }
        }
        let given: u32 = shares.iter().map(|share| share.0).sum();
        shares[largest].0 = (shares[largest].0 + Points::FULL.0) - given;
        Self(shares)
    }

    /// The weighted sum, or nothing where nothing is known.
    pub(super) fn score(&self, measures: &Measures) -> Option<Score> {
        if self.0.iter().all(|share| *share == Points::NONE) {
            return None;
        }
        let parts = self.0.iter().zip(measures);
        let sum = parts.map(|(share, measure)| {
            u64::from(share.0) * u64::from(measure.points().unwrap_or(Points::NONE).0)
        });
        Some(Score(sum.sum()))
    }

    /// The share of a criterion.
    pub(super) fn get(&self, kind: CriterionKind) -> Points {
        self.0[kind as usize]
    }

    /// The shares in the order of [`CriterionKind::ALL`].
    pub(super) fn iter(&self) -> impl Iterator<Item = Points> {
        self.0.into_iter()
    }

    /// How much the score gains where one criterion goes from these points to those.
    pub(super) fn gain(&self, kind: CriterionKind, from: Points, to: Points) -> Score {
        Score(u64::from(self.get(kind).0) * u64::from(to.0.saturating_sub(from.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::measure::Measure;
    use super::*;

    fn measures(known: &[(CriterionKind, f64)]) -> Measures {
        let mut measures = [Measure::UNKNOWN; COUNT];
        for (kind, fraction) in known {
            measures[*kind as usize] = Measure::of(Points::of(*fraction));
        }
        measures
    }

    #[test]
    fn thirds_add_to_exactly_one_with_the_rest_on_the_largest() {
        use CriterionKind::{Pay, Place, Skills};
        let weights = Weights { skills: 1.0, place: 1.0, pay: 1.0, ..Weights::default() };
        let measures = measures(&[(Skills, 0.5), (Place, 1.0), (Pay, 0.0)]);
        let shares = Shares::of(&weights, &measures);
        assert_eq!([shares.get(Skills).0, shares.get(Place).0, shares.get(Pay).0], [3334, 3333, 3333]);
        assert_eq!(shares.iter().map(|share| share.0).sum::<u32>(), 10_000);
        assert_eq!(shares.score(&measures), Some(Score(3334 * 5000 + 3333 * 10_000)));
    }

    #[test]
    fn nothing_known_or_nothing_weighed_is_no_score() {
        let weights = Weights::default();
        let nothing = measures(&[]);
        assert_eq!(Shares::of(&weights, &nothing).score(&nothing), None);
        let pay = measures(&[(CriterionKind::Pay, 1.0)]);
        let unweighed = Weights { pay: 0.0, ..weights };
        assert_eq!(Shares::of(&unweighed, &pay).score(&pay), None);
    }

    #[test]
    fn a_score_prints_with_its_own_digits_and_no_more() {
        assert_eq!(serde_json::to_string(&Score(82_123_456)).unwrap(), "0.82123456");
        assert_eq!(serde_json::to_string(&Score(100_000_000)).unwrap(), "1.0");
    }
}

//! What a criterion finds before anybody asks for words: a state and points, in whole ten-thousandths.

use super::assessment::State;

/// A share or a score in ten-thousandths, so that sums are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Points(pub(super) u32);

impl Points {
    /// Nothing.
    pub(super) const NONE: Self = Self(0);
    /// The whole.
    pub(super) const FULL: Self = Self(10_000);

    /// The nearest points to a fraction, held between 0 and 1.
    pub(super) fn of(fraction: f64) -> Self {
        // A float that is no number becomes 0 in the cast.
        Self((fraction.clamp(0.0, 1.0) * 10_000.0).round() as u32)
    }

    /// As a number with at most four decimals.
    pub(super) fn as_f64(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

/// What a criterion finds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measure {
    points: Option<Points>,
    state: State,
    /// Whether anything that is known of the graduate, and of the work, went into it.
    informed: bool,
}

impl Measure {
    /// Nothing can be said.
    pub(super) const UNKNOWN: Self = Self { points: None, state: State::Unknown, informed: false };

    /// All, part or nothing of it, by the points.
    pub(super) fn of(points: Points) -> Self {
        let state = match points {
            Points::NONE => State::Unmet,
            Points::FULL => State::Met,
            _ => State::Partly,
        };
        Self { points: Some(points), state, informed: true }
    }

    /// Points with a state of their own.
    pub(super) fn with_state(points: Points, state: State) -> Self {
        Self { points: Some(points), state, informed: true }
    }

    /// The same, saying whether anything known of the graduate, and of the work, went into it.
    pub(super) fn informed(self, informed: bool) -> Self {
        Self { informed, ..self }
    }

    /// The points, if anything is known.
    pub(super) fn points(&self) -> Option<Points> {
        self.points
    }

    /// The state.
    pub(super) fn state(&self) -> State {
        self.state
    }

    /// Whether anything known of the graduate went into it.
    pub(super) fn is_informed(&self) -> bool {
        self.informed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_stay_between_nothing_and_all() {
        assert_eq!(Points::of(f64::NAN), Points::NONE);
        assert_eq!(Points::of(-3.0), Points::NONE);
        assert_eq!(Points::of(7.0), Points::FULL);
        assert_eq!(Points::of(1.0 / 3.0).as_f64(), 0.3333);
    }
}

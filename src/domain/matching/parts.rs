//! A pair taken apart: what one part of a graduate amounts to for a vacancy, and one part of a vacancy for a graduate.
//!
//! Each criterion and each hard condition reads one part of either side, so what many graduates share (a major, a list
//! of wishes) needs to be judged once for all of them. The judging is that of the criteria themselves; put together
//! again by [`Weighing`], it gives the score that [`score_only`](super::score_only) gives.

mod for_candidate;
mod for_post;

pub use for_candidate::{Bond, ForCandidate};
pub use for_post::ForPost;

use super::{
    criteria::{COUNT, CriterionKind, skills},
    eligibility,
    knowledge::Knowledge,
    measure::{Measure, Points},
    score::Shares,
    weights::Weights,
};
use crate::domain::vacancy::Requirements;

/// What a part amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// In ten-thousandths, if anything is known.
    pub points: Option<u16>,
    /// Whether anything known of the graduate went into it.
    pub informed: bool,
    /// Whether it keeps the pair from being eligible.
    pub blocked: bool,
}

impl Part {
    fn of(measure: Measure) -> Self {
        let points = measure.points().map(|points| u16::try_from(points.0).unwrap_or(u16::MAX));
        Self { points, informed: measure.is_informed(), blocked: false }
    }

    /// A hard condition alone.
    fn condition(blocked: bool) -> Self {
        Self { blocked, ..Self::default() }
    }

    fn blocked(self, blocked: bool) -> Self {
        Self { blocked, ..self }
    }
}

/// What a skill that is held counts in place of the one asked for.
pub fn skill_credit(asked: &str, held: &str, knowledge: &dyn Knowledge) -> f64 {
    skills::credit(asked, held, knowledge)
}

/// What a skill that is asked for weighs, by how rare it is.
pub fn skill_rarity(asked: &str, knowledge: &dyn Knowledge) -> f64 {
    skills::rarity(asked, knowledge)
}

/// The least age at which somebody may have the work: the law's, the vacancy's or a required certificate's.
pub fn least_age(requirements: &Requirements, knowledge: &dyn Knowledge) -> u8 {
    eligibility::least_age(requirements, knowledge).0
}

/// How parts count together.
#[derive(Debug, Clone, Copy)]
pub struct Weighing<'a>(pub &'a Weights);

impl Weighing<'_> {
    /// How far rounding the shares, and giving what is left over to the largest, can lift a score above the plain
    /// weighted mean: half a ten-thousandth for each criterion, in hundred-millionths.
    const ROUNDING: f64 = (COUNT as f64) * 5_000.0;

    /// The shares in ten-thousandths of those criteria that are known, in their order; nothing where there is no score.
    pub fn shares(&self, known: [bool; COUNT]) -> Option<[u32; COUNT]> {
        let shares = Shares::among(self.0, known);
        let mut each = [0; COUNT];
        for (place, share) in each.iter_mut().zip(shares.iter()) {
            *place = share.0;
        }
        each.iter().any(|share| *share > 0).then_some(each)
    }

    /// A score in hundred-millionths that no pair exceeds with these points, where what else may be known reaches all.
    pub fn ceiling(&self, known: impl Iterator<Item = (CriterionKind, u16)>) -> u32 {
        let (mut reached, mut whole) = (0.0, 0.0);
        for (kind, points) in known {
            let weight = self.0.get(kind);
            reached += weight * f64::from(points);
            whole += weight;
        }
        let full = f64::from(Points::FULL.0);
        let mean = if whole > 0.0 { reached / whole } else { 0.0 };
        // Rounded up, and by far below what four bytes hold.
        (mean * full + Self::ROUNDING).min(full * full).ceil() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Candidate, Post, fixtures, fixtures::Table, properties, score_only, worlds};
    use super::*;
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn who_was_born_by_the_latest_day_is_old_enough(age in 16..40u8, born in 0..20_000u64, day in 0..20_000u64) {
            let first = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
            let (born, today) = (first + Days::new(born), first + Days::new(15_000 + day));
            let mut vacancy = fixtures::vacancy();
            vacancy.content.requirements.minimum_age = Some(age);
            let post = Post::of(&vacancy);
            let latest = ForPost::new(&post, &Table, today).latest_birth();
            prop_assert_eq!(born <= latest, eligibility::birthday(born, age).unwrap() <= today);
        }

        #[test]
        fn no_score_exceeds_a_ceiling(
            graduate in worlds::graduates(), vacancy in worlds::vacancies(), weights in properties::weights(),
            told in prop::collection::vec(any::<bool>(), COUNT),
        ) {
            let candidate = Candidate::of(&graduate, None, None);
            let post = Post::of(&vacancy);
            let side = ForPost::new(&post, &Table, fixtures::TODAY);
            let Some((_, score)) = score_only(&candidate, &post, &Table, &weights, fixtures::TODAY) else {
                return Ok(());
            };
            let judged = [
                side.major(&candidate.major),
                side.wishes(&candidate.preferences.occupations),
            ];
            let known = CriterionKind::ALL.into_iter().zip(told).filter_map(|(kind, told)| {
                match (kind, told) {
                    (CriterionKind::Occupation, true) => Some((kind, judged[0].points?)),
                    (CriterionKind::Wish, true) => Some((kind, judged[1].points?)),
                    _ => side.may_know(kind).then_some((kind, 10_000)),
                }
            });
            prop_assert!(Weighing(&weights).ceiling(known) >= score.as_units());
        }
    }
}

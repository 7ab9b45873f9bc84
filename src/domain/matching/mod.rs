//! How well a graduate and a vacancy fit: one function for both directions, so that both sides see the same number.
//!
//! The cast: a [`Candidate`] (what may be known of a graduate) and a [`Post`] (what a vacancy says) make a pair. Hard
//! conditions decide whether the pair is *eligible*; each criterion gives a *measure*, its share of the weights makes
//! the *score*, and an [`Assessment`] explains all of it. What the dictionaries know comes through [`Knowledge`].

mod assessment;
mod candidate;
mod criteria;
mod crowd;
mod eligibility;
mod help;
mod knowledge;
mod measure;
mod obstacle;
mod pair;
pub mod parts;
mod score;
mod weights;
mod wording;

pub use assessment::{Assessment, BlockCode, Blocking, Criterion, Evidence, Help, HelpAction, State};
pub use candidate::{Candidate, Cooperation};
pub use criteria::{COUNT as CRITERIA, CriterionKind};
pub use crowd::{Crowd, Field};
pub use knowledge::{Knowledge, MajorRelation, SkillRelation};
pub use pair::Post;
pub use score::Score;
pub use weights::{WeightFault, Weights};

use chrono::NaiveDate;
use measure::Points;
use pair::Pair;
use score::Shares;

/// Assesses the pair on the day, with every criterion explained. The same for both directions.
pub fn assess(
    candidate: &Candidate,
    post: &Post<'_>,
    knowledge: &dyn Knowledge,
    weights: &Weights,
    today: NaiveDate,
) -> Assessment {
    let pair = Pair { candidate, post, knowledge, today };
    let measures = criteria::measure_all(&pair);
    let shares = Shares::of(weights, &measures);
    let blocking: Vec<_> = eligibility::obstacles(&pair).iter().map(|found| found.explain(&pair)).collect();
    let criteria = CriterionKind::ALL.iter().zip(measures.iter()).zip(shares.iter());
    Assessment {
        vacancy: post.vacancy,
        graduate: candidate.graduate,
        record_version: candidate.version,
        eligible: blocking.is_empty(),
        score: shares.score(&measures).map(Score::as_f64),
        criteria: criteria
            .map(|((kind, measure), share)| {
                let told = criteria::explain(*kind, &pair);
                Criterion {
                    criterion: *kind,
                    weight: share.as_f64(),
                    score: measure.points().unwrap_or(Points::NONE).as_f64(),
                    state: measure.state(),
                    message: told.message,
                    evidence: told.evidence,
                }
            })
            .collect(),
        blocking,
        would_help: help::would_help(&pair, &shares),
    }
}

/// How far a major leads to a vacancy's work, from 0 to 1, by the occupation criterion; nothing where nobody can say.
pub fn leads_to(
    major: &crate::domain::major::Major,
    content: &crate::domain::vacancy::VacancyContent,
    knowledge: &dyn Knowledge,
) -> Option<f64> {
    criteria::occupation::leads_to(major, content, knowledge)
}

/// Whether the pair is eligible and its score, without a word of explanation: the same numbers as [`assess`] gives,
/// for ranking many. Nothing where there is no score.
pub fn score_only(
    candidate: &Candidate,
    post: &Post<'_>,
    knowledge: &dyn Knowledge,
    weights: &Weights,
    today: NaiveDate,
) -> Option<(bool, Score)> {
    let pair = Pair { candidate, post, knowledge, today };
    let measures = criteria::measure_all(&pair);
    let score = Shares::of(weights, &measures).score(&measures)?;
    Some((eligibility::obstacles(&pair).is_empty(), score))
}

/// Whether the pair is eligible and, where there is one, its score: as [`score_only`] where the lack of a score is no
/// answer to the first question.
pub fn eligible_and_score(
    candidate: &Candidate,
    post: &Post<'_>,
    knowledge: &dyn Knowledge,
    weights: &Weights,
    today: NaiveDate,
) -> (bool, Option<Score>) {
    let pair = Pair { candidate, post, knowledge, today };
    let measures = criteria::measure_all(&pair);
    (eligibility::obstacles(&pair).is_empty(), Shares::of(weights, &measures).score(&measures))
}

#[cfg(test)]
pub(crate) mod fixtures;
#[cfg(test)]
pub(crate) mod properties;
#[cfg(test)]
mod scenarios;
#[cfg(test)]
pub(crate) mod worlds;

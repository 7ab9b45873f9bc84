//! The verifier: whether an assignment is feasible and stable, by another way than it was made.
//!
//! It knows nothing of proposals. From who holds a seat it works out, for each vacancy, before which place somebody
//! would be taken in ([`Standing`]), and then looks whether anybody wishes for a vacancy more than the own one and
//! stands before that bar.

use super::{assignment::Assignment, market::Market, standing::Standing};

/// Of so many blocking pairs the names are kept; all are counted.
const LISTED: usize = 1000;

/// What the verifier found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What makes it no assignment of this round at all.
    pub faults: Vec<Fault>,
    /// How many pairs would rather have each other. Zero, or it is not stable.
    pub blocking: u64,
    /// The first thousand of them.
    pub pairs: Vec<BlockingPair>,
}

impl Verdict {
    /// Feasible, and nobody would rather change.
    pub fn is_stable(&self) -> bool {
        self.faults.is_empty() && self.blocking == 0
    }
}

/// A graduate and a vacancy that would rather have each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlockingPair {
    /// The graduate.
    pub graduate: u32,
    /// The vacancy.
    pub vacancy: u32,
}

/// Why an assignment is not feasible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is for another number of graduates.
    OtherGraduates,
    /// The graduate has not wished this vacancy, or the vacancy does not list the graduate.
    NotListed {
        /// The graduate.
        graduate: u32,
    },
    /// The vacancy holds people whom it would not choose: too many, or others on reserved seats.
    Overfull {
        /// The vacancy.
        vacancy: u32,
    },
}

/// Looks at every graduate and every wish above the own place.
pub fn verify(market: &Market, assignment: &Assignment) -> Verdict {
    let mut verdict = Verdict::default();
    if assignment.0.len() != market.graduates() {
        verdict.faults.push(Fault::OtherGraduates);
        return verdict;
    }
    let standing = Standing::of(market, assignment);
    for (graduate, vacancy) in assignment.iter().enumerate() {
        if vacancy.is_some() && standing.rank(graduate).is_none() {
            verdict.faults.push(Fault::NotListed { graduate: graduate as u32 });
        }
    }
    let full = (0_u32..).zip(standing.overfull()).filter(|(_, over)| *over);
    verdict.faults.extend(full.map(|(vacancy, _)| Fault::Overfull { vacancy }));
    for graduate in 0..market.graduates() {
        look_for_better(market, &standing, graduate, &mut verdict);
    }
    verdict
}

fn look_for_better(market: &Market, standing: &Standing, graduate: usize, verdict: &mut Verdict) {
    let wishes = market.wishes_of(graduate);
    let better = &wishes[..standing.rank(graduate).unwrap_or(wishes.len())];
    let programme = market.programme_of(graduate);
    for wish in better {
        if wish.place < standing.bar(wish.vacancy as usize, programme) {
            verdict.blocking += 1;
            if verdict.pairs.len() < LISTED {
                verdict.pairs.push(BlockingPair { graduate: graduate as u32, vacancy: wish.vacancy });
            }
        }
    }
}

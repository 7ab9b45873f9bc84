//! Who gets what.

use super::{
    market::{Market, NONE},
    offering, proposing,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// To whose best a round is decided. Of all stable assignments, each gives its side the best that it has in any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Optimum {
    /// The graduates': no graduate is better off in another stable assignment.
    #[default]
    #[serde(rename = "graduate")]
    Graduates,
    /// The employers': no vacancy is.
    #[serde(rename = "employer")]
    Employers,
}

/// The vacancy of each graduate, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment(pub(super) Vec<u32>);

impl Assignment {
    /// The vacancy of this graduate.
    pub fn vacancy_of(&self, graduate: usize) -> Option<u32> {
        self.0.get(graduate).copied().filter(|vacancy| *vacancy != NONE)
    }

    /// The vacancy of every graduate, in their order.
    pub fn iter(&self) -> impl Iterator<Item = Option<u32>> {
        self.0.iter().map(|vacancy| (*vacancy != NONE).then_some(*vacancy))
    }

    /// How many graduates are placed.
    pub fn placed(&self) -> usize {
        self.0.iter().filter(|vacancy| **vacancy != NONE).count()
    }

    /// From the numbers of the wishes that are granted.
    pub(super) fn granting(market: &Market, granted: impl Iterator<Item = u32>) -> Self {
        let vacancy = |wish: u32| market.wishes.get(wish as usize).map_or(NONE, |wish| wish.vacancy);
        Self(granted.map(vacancy).collect())
    }
}

impl FromIterator<Option<u32>> for Assignment {
    fn from_iter<I: IntoIterator<Item = Option<u32>>>(vacancies: I) -> Self {
        Self(vacancies.into_iter().map(|vacancy| vacancy.unwrap_or(NONE)).collect())
    }
}

/// Decides the round. The same market gives the same assignment, always.
pub fn assign(market: &Market, optimum: Optimum) -> Assignment {
    match optimum {
        Optimum::Graduates => proposing::graduates_propose(market),
        Optimum::Employers => offering::employers_offer(market),
    }
}

//! The list of each person: the own wishes first, then the vacancies of the round that fit best and may take this person.

use crate::{
    app::knowledge::Dictionaries,
    domain::{
        matching::{Candidate, Crowd, Field, Weights},
        placement_round::Wished,
        round::{complete, turns},
        vacancy::Vacancy,
    },
};
use chrono::NaiveDate;
use jobbridge_index::Vocabulary;
use std::sync::Arc;

/// The vacancies of a round, and how pairs with them are judged.
pub(crate) struct Lister {
    vacancies: Vec<Vacancy>,
    /// In which turn each comes where scores are equal.
    turns: Vec<u32>,
    words: Arc<Vocabulary>,
    weights: Weights,
    today: NaiveDate,
    longest: usize,
}

/// The list of a person.
pub(crate) struct Listing {
    /// How many wishes are the person's own.
    pub(crate) own: u32,
    /// All wishes, best first.
    pub(crate) wishes: Vec<Wished>,
}

impl Lister {
    pub(crate) fn new(
        vacancies: Vec<Vacancy>,
        seed: &str,
        (words, weights): (Arc<Vocabulary>, Weights),
        today: NaiveDate,
        longest: u32,
    ) -> Self {
        let ids: Vec<_> = vacancies.iter().map(|vacancy| vacancy.id.to_string()).collect();
        Self { turns: turns(seed, &ids), vacancies, words, weights, today, longest: longest as usize }
    }

    /// Nothing known yet of pairs with these vacancies; handed from list to list, it need not be found out again.
    pub(crate) fn crowd(&self) -> Crowd {
        self.with_field(Crowd::new)
    }

    /// Makes the list of a person with these own wishes. An own wish stays on the list even where the vacancy may not take
    /// the person: it keeps its rank, and is told as what it is.
    pub(crate) fn list(&self, crowd: &mut Crowd, candidate: &Candidate, own: &[u32]) -> Listing {
        self.with_field(|field| {
            let mut scored = crowd.best(field, candidate, self.longest);
            scored.sort_unstable();
            let list = complete(own, &scored, &self.turns, self.longest);
            let wish = |number: u32| {
                if let Ok(place) = scored.binary_search_by_key(&number, |one| one.0) {
                    return Wished(number, Some(scored[place].1));
                }
                // Who may be taken and has no score comes last.
                let (eligible, score) = crowd.judge(field, candidate, number);
                Wished(number, eligible.then(|| score.unwrap_or(0)))
            };
            Listing {
                own: u32::try_from(own.len().min(self.longest)).unwrap_or(u32::MAX),
                wishes: list.into_iter().map(wish).collect(),
            }
        })
    }

    fn with_field<T>(&self, ask: impl FnOnce(&Field<'_>) -> T) -> T {
        let knowledge = Dictionaries(&self.words);
        ask(&Field {
            vacancies: &self.vacancies,
            turns: &self.turns,
            knowledge: &knowledge,
            weights: &self.weights,
            today: self.today,
        })
    }
}

//! The verifier once more, from outside.

use super::{all, text};
use crate::support::TestServer;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Vacancies in order, each with its score where there is one.
type Wishes = Vec<(String, Option<f64>)>;

/// The verifier once more, as slowly and plainly as can be, from what anybody may read of the round: whether nobody
/// would rather change, and every seat is given as the vacancies choose.
pub(super) struct Naive {
    seed: String,
    /// Seats, and those of them kept by programme.
    vacancies: BTreeMap<String, (usize, BTreeMap<String, usize>)>,
    /// Programme, and the list of vacancies with scores.
    pub(super) people: BTreeMap<String, (String, Wishes)>,
    pub(super) placed: BTreeMap<String, String>,
}

impl Naive {
    pub(super) async fn read(server: &TestServer, round: &Value) -> Self {
        let path = format!("/v1/rounds/{}", text(&round["id"]));
        let (mut vacancies, mut people, mut placed) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for row in all(server, &format!("{path}/vacancies"), &server.operator_key).await {
            let kept = row["reserved"].as_array().unwrap().iter();
            let kept = kept.map(|one| (text(&one["programme"]), one["seats"].as_u64().unwrap() as usize));
            vacancies
                .insert(text(&row["vacancy"]), (row["seats"].as_u64().unwrap() as usize, kept.collect()));
        }
        for row in all(server, &format!("{path}/results"), &server.operator_key).await {
            let list = row["list"].as_array().unwrap().iter();
            let list = list.map(|wish| (text(&wish["vacancy"]), wish["score"].as_f64())).collect();
            let who = text(&row["graduate"]);
            if let Some(vacancy) = row["placed"]["vacancy"].as_str() {
                placed.insert(who.clone(), vacancy.to_owned());
            }
            people.insert(who, (text(&row["programme"]), list));
        }
        Self { seed: text(&round["seed"]), vacancies, people, placed }
    }

    fn score(&self, who: &str, vacancy: &str) -> Option<f64> {
        self.people[who].1.iter().find(|(id, _)| id == vacancy).and_then(|(_, score)| *score)
    }

    /// The better first: the higher score, then the lower lottery number.
    fn place(&self, who: &str, vacancy: &str) -> (i64, u64) {
        let score = (self.score(who, vacancy).unwrap() * 1e8).round() as i64;
        let digest = Sha256::digest(format!("{}:{who}", self.seed));
        (-score, u64::from_be_bytes(digest[..8].try_into().unwrap()))
    }

    fn choose(&self, vacancy: &str, among: &BTreeSet<String>) -> BTreeSet<String> {
        let (seats, kept) = &self.vacancies[vacancy];
        let mut left: Vec<_> = among.iter().filter(|who| self.score(who, vacancy).is_some()).collect();
        left.sort_by_key(|who| self.place(who, vacancy));
        let (mut chosen, mut open) = (BTreeSet::new(), *seats);
        for (programme, seats) in kept {
            let own: Vec<_> =
                left.iter().copied().filter(|who| self.people[*who].0 == *programme).take(*seats).collect();
            left.retain(|who| !own.contains(who));
            chosen.extend(own.into_iter().cloned());
            open -= seats;
        }
        chosen.extend(left.into_iter().take(open).cloned());
        chosen
    }

    pub(super) fn check(&self) {
        let held = |vacancy: &str| -> BTreeSet<String> {
            self.placed.iter().filter(|(_, got)| *got == vacancy).map(|(who, _)| who.clone()).collect()
        };
        for vacancy in self.vacancies.keys() {
            assert_eq!(
                self.choose(vacancy, &held(vacancy)),
                held(vacancy),
                "{vacancy} would choose otherwise"
            );
        }
        for (who, (_, list)) in &self.people {
            for (vacancy, _) in list.iter().take_while(|(id, _)| self.placed.get(who) != Some(id)) {
                let mut with = held(vacancy);
                with.insert(who.clone());
                assert!(
                    !self.choose(vacancy, &with).contains(who),
                    "{who} and {vacancy} would rather change"
                );
            }
        }
    }
}

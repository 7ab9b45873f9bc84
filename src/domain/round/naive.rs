//! The same words as in the module's page, said slowly and in another way: what the tests compare with.

use super::{assignment::Assignment, market::Market, seats::Seats, verify::BlockingPair};
use std::collections::{BTreeMap, BTreeSet};

/// Lists with names for nothing: what a market was made of.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) wishes: Vec<Vec<u32>>,
    pub(super) programmes: Vec<Option<u32>>,
    pub(super) seats: Vec<Seats>,
    /// The orders of the vacancies, best first.
    pub(super) orders: Vec<Vec<u32>>,
}

impl World {
    pub(super) fn market(&self) -> Market {
        let wishes = self.wishes.iter().cloned().collect();
        let orders = self.orders.iter().cloned().collect();
        Market::new(&wishes, &self.programmes, self.seats.clone(), super::Choices::Lists(&orders)).unwrap()
    }

    fn acceptable(&self, graduate: u32, vacancy: u32) -> bool {
        self.wishes[graduate as usize].contains(&vacancy) && self.orders[vacancy as usize].contains(&graduate)
    }

    /// Whom a vacancy chooses among these.
    pub(super) fn choose(&self, vacancy: u32, among: &BTreeSet<u32>) -> BTreeSet<u32> {
        let seats = &self.seats[vacancy as usize];
        let mut left: Vec<u32> =
            self.orders[vacancy as usize].iter().copied().filter(|one| among.contains(one)).collect();
        let (mut chosen, mut open) = (BTreeSet::new(), seats.total as usize);
        for one in &seats.reserved {
            let of_programme = |graduate: &u32| self.programmes[*graduate as usize] == Some(one.programme);
            let best: Vec<u32> = left.iter().copied().filter(of_programme).take(one.seats as usize).collect();
            open -= if one.yields { best.len() } else { one.seats as usize };
            left.retain(|graduate| !best.contains(graduate));
            chosen.extend(best);
        }
        chosen.extend(left.into_iter().take(open));
        chosen
    }

    fn holders(&self, assignment: &Assignment) -> BTreeMap<u32, BTreeSet<u32>> {
        let mut holders: BTreeMap<u32, BTreeSet<u32>> =
            (0..self.seats.len() as u32).map(|vacancy| (vacancy, BTreeSet::new())).collect();
        for (graduate, vacancy) in (0_u32..).zip(assignment.iter()) {
            if let Some(vacancy) = vacancy {
                holders.entry(vacancy).or_default().insert(graduate);
            }
        }
        holders
    }

    pub(super) fn feasible(&self, assignment: &Assignment) -> bool {
        let mut pairs = (0_u32..).zip(assignment.iter());
        pairs.all(|(graduate, vacancy)| vacancy.is_none_or(|vacancy| self.acceptable(graduate, vacancy)))
            && self.holders(assignment).iter().all(|(vacancy, held)| self.choose(*vacancy, held) == *held)
    }

    pub(super) fn blocking(&self, assignment: &Assignment) -> Vec<BlockingPair> {
        let (holders, mut found) = (self.holders(assignment), Vec::new());
        for (graduate, wishes) in (0_u32..).zip(&self.wishes) {
            let own = assignment.vacancy_of(graduate as usize);
            for vacancy in wishes.iter().take_while(|vacancy| Some(**vacancy) != own) {
                let mut with = holders[vacancy].clone();
                with.insert(graduate);
                if self.acceptable(graduate, *vacancy) && self.choose(*vacancy, &with).contains(&graduate) {
                    found.push(BlockingPair { graduate, vacancy: *vacancy });
                }
            }
        }
        found
    }

    /// All stable assignments, by trying everything: for few people only.
    pub(super) fn all_stable(&self) -> Vec<Assignment> {
        let mut found = Vec::new();
        let mut chosen = vec![None; self.wishes.len()];
        self.try_all(0, &mut chosen, &mut found);
        found
    }

    fn try_all(&self, graduate: usize, chosen: &mut Vec<Option<u32>>, found: &mut Vec<Assignment>) {
        if graduate == chosen.len() {
            let assignment: Assignment = chosen.iter().copied().collect();
            if self.feasible(&assignment) && self.blocking(&assignment).is_empty() {
                found.push(assignment);
            }
            return;
        }
        for vacancy in self.wishes[graduate].iter().copied().map(Some).chain([None]) {
            chosen[graduate] = vacancy;
            self.try_all(graduate + 1, chosen, found);
        }
    }

    /// The place in the own list; the length of it for nothing.
    pub(super) fn rank(&self, graduate: usize, assignment: &Assignment) -> usize {
        let own = assignment.vacancy_of(graduate);
        self.wishes[graduate].iter().take_while(|vacancy| Some(**vacancy) != own).count()
    }
}

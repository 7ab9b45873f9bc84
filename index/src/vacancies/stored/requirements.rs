//! The requirements of stored searches, each kept once: a word in all the ways in which it may be found, one of some
//! values, a group of alternatives.

use std::collections::HashMap;
use std::sync::Arc;

use super::facts::Facts;
use super::numbers::Numbers;
use super::terms::{Terms, Trigger};
use super::tree::{Tree, each_term, holds};
use crate::vacancies::reading::plan::Breadth;

/// The requirement that every vacancy meets.
pub(super) const MET_BY_ALL: u32 = 0;

/// A requirement by its number, as long as it is this one that has the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) number: u32,
    version: u32,
}

#[derive(Debug)]
struct Requirement {
    code: Arc<[u32]>,
    breadth: Breadth,
    /// How many searches need it or exclude it.
    uses: u32,
    /// Counts those that had the number.
    version: u32,
}

/// All requirements.
#[derive(Debug)]
pub(super) struct Requirements {
    pub(super) terms: Terms,
    list: Vec<Requirement>,
    numbers: HashMap<Arc<[u32]>, u32>,
    free: Vec<u32>,
}

impl Default for Requirements {
    fn default() -> Requirements {
        let met_by_all = Requirement { code: Arc::default(), breadth: Breadth::Broad, uses: 1, version: 0 };
        Requirements {
            terms: Terms::default(),
            list: vec![met_by_all],
            numbers: HashMap::new(),
            free: Vec::new(),
        }
    }
}

impl Requirements {
    /// The number of a requirement, given to it where it has none.
    pub(super) fn number(&mut self, tree: &Tree, breadth: Breadth) -> Known {
        let code = tree.code();
        if let Some(number) = self.numbers.get(code.as_slice()) {
            return self.known(*number);
        }
        let code: Arc<[u32]> = Arc::from(code);
        let mut requirement = Requirement { code: Arc::clone(&code), breadth, uses: 0, version: 0 };
        let number = match self.free.pop() {
            Some(number) => {
                let slot = &mut self.list[number as usize];
                requirement.version = slot.version.wrapping_add(1);
                *slot = requirement;
                number
            }
            None => {
                self.list.push(requirement);
                self.list.len() as u32 - 1
            }
        };
        each_term(&code, |term| self.terms.hold(term));
        for (term, sure) in tree.triggers(&self.terms) {
            self.terms.add_trigger(term, Trigger::new(number, sure));
        }
        self.numbers.insert(code, number);
        self.known(number)
    }

    fn known(&self, number: u32) -> Known {
        Known { number, version: self.list[number as usize].version }
    }

    /// Whether the number is still that of the same requirement.
    pub(super) fn is_current(&self, known: Known) -> bool {
        let slot = self.list.get(known.number as usize);
        slot.is_some_and(|slot| slot.version == known.version && self.numbers.contains_key(&slot.code))
    }

    /// Counts a search more.
    pub(super) fn hold(&mut self, number: u32) {
        self.list[number as usize].uses += 1;
    }

    /// Counts a search less.
    pub(super) fn release(&mut self, number: u32) {
        self.list[number as usize].uses -= 1;
        self.drop_unused(number);
    }

    /// Takes a requirement out that no search has.
    pub(super) fn drop_unused(&mut self, number: u32) {
        let slot = &mut self.list[number as usize];
        if slot.uses > 0 {
            return;
        }
        let code = std::mem::take(&mut slot.code);
        if self.numbers.remove(&code).is_none() {
            return;
        }
        self.free.push(number);
        each_term(&code, |term| self.terms.remove_triggers(term, number));
        each_term(&code, |term| self.terms.release(term));
    }

    /// Narrow ones first, and of those the ones that few searches have.
    pub(super) fn rarity(&self, number: u32) -> (Breadth, u32) {
        self.list.get(number as usize).map_or((Breadth::Broad, 0), |slot| (slot.breadth, slot.uses))
    }

    /// Numbers are below this.
    pub(super) fn end(&self) -> usize {
        self.list.len()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// All that a vacancy meets.
    pub(super) fn met_by(&self, facts: &Facts, tried: &mut Numbers, met: &mut Numbers) {
        met.reset(self.end());
        tried.reset(self.end());
        met.insert(MET_BY_ALL);
        for term in facts.terms() {
            for trigger in self.terms.triggers(*term) {
                if trigger.is_sure() {
                    met.insert(trigger.requirement());
                } else {
                    tried.insert(trigger.requirement());
                }
            }
        }
        for number in tried.list() {
            if !met.contains(*number)
                && self.list.get(*number as usize).is_some_and(|slot| holds(&slot.code, facts))
            {
                met.insert(*number);
            }
        }
    }

    /// Bytes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        /// What an allocation and the counts of a shared row cost beside what is in it.
        const AROUND: usize = 32;
        let codes = self.list.iter().map(|slot| size_of_val(&*slot.code) + AROUND);
        codes.sum::<usize>()
            + self.terms.bytes()
            + self.list.capacity() * size_of::<Requirement>()
            + self.numbers.capacity() * (size_of::<(Arc<[u32]>, u32)>() + 1)
            + self.free.capacity() * size_of::<u32>()
    }
}

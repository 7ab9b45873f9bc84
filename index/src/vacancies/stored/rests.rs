//! What a search asks beside its first three requirements, each kept once: most ask for nothing, or for the same pay.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::vacancies::query::conditions::Conditions;

/// Nothing more is asked.
pub(super) const NOTHING: u32 = u32::MAX;

/// What else is asked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rest {
    /// More requirements.
    pub(super) needed: Box<[u32]>,
    /// What must not be true.
    pub(super) excluded: Box<[u32]>,
    /// What is asked of the numbers.
    pub(super) conditions: Option<Box<Conditions>>,
}

impl Rest {
    fn asks_for_nothing(&self) -> bool {
        self.needed.is_empty() && self.excluded.is_empty() && self.conditions.is_none()
    }

    fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.needed, &self.excluded).hash(&mut hasher);
        if let Some(conditions) = &self.conditions {
            conditions.hash(&mut hasher);
        }
        hasher.finish()
    }

    fn bytes(&self) -> usize {
        let lists = size_of_val(&*self.needed) + size_of_val(&*self.excluded);
        lists + self.conditions.as_ref().map_or(0, |_| size_of::<Conditions>())
    }
}

#[derive(Debug)]
struct Slot {
    rest: Rest,
    hash: u64,
    uses: u32,
    /// Another of the same hash.
    next: u32,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Rests {
    list: Vec<Slot>,
    /// The first of each hash.
    first: HashMap<u64, u32>,
    free: Vec<u32>,
}

impl Rests {
    /// The number of what else is asked, if it is known.
    pub(super) fn find(&self, rest: &Rest) -> Option<u32> {
        if rest.asks_for_nothing() {
            return Some(NOTHING);
        }
        let mut at = self.first.get(&rest.hash()).copied();
        while let Some(slot) = at.and_then(|number| self.list.get(number as usize)) {
            if slot.rest == *rest {
                return at;
            }
            at = Some(slot.next);
        }
        None
    }

    /// The number of what else is asked; it is used once more.
    pub(super) fn hold(&mut self, rest: Rest) -> u32 {
        if let Some(known) = self.find(&rest) {
            if let Some(slot) = self.list.get_mut(known as usize) {
                slot.uses += 1;
            }
            return known;
        }
        let hash = rest.hash();
        let next = self.first.get(&hash).copied().unwrap_or(NOTHING);
        let slot = Slot { rest, hash, uses: 1, next };
        let number = match self.free.pop() {
            Some(number) => {
                self.list[number as usize] = slot;
                number
            }
            None => {
                self.list.push(slot);
                self.list.len() as u32 - 1
            }
        };
        self.first.insert(hash, number);
        number
    }

    /// It is used once less, and goes where that was the last time.
    pub(super) fn release(&mut self, number: u32) {
        let Some(slot) = self.list.get_mut(number as usize) else { return };
        slot.uses -= 1;
        if slot.uses > 0 {
            return;
        }
        let (hash, next) = (slot.hash, slot.next);
        slot.rest = Rest { needed: Box::default(), excluded: Box::default(), conditions: None };
        self.free.push(number);
        if self.first.get(&hash) == Some(&number) {
            match next {
                NOTHING => self.first.remove(&hash),
                next => self.first.insert(hash, next),
            };
            return;
        }
        let mut at = self.first.get(&hash).copied();
        while let Some(slot) = at.and_then(|number| self.list.get_mut(number as usize)) {
            if slot.next == number {
                slot.next = next;
                return;
            }
            at = Some(slot.next);
        }
    }

    pub(super) fn get(&self, number: u32) -> Option<&Rest> {
        self.list.get(number as usize).map(|slot| &slot.rest)
    }

    /// Bytes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        self.list.iter().map(|slot| slot.rest.bytes()).sum::<usize>()
            + self.list.capacity() * size_of::<Slot>()
            + self.first.capacity() * (size_of::<(u64, u32)>() + 1)
            + self.free.capacity() * size_of::<u32>()
    }
}

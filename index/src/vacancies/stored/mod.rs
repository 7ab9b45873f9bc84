//! Stored searches in memory: which of a million find a new vacancy, without running each.
//!
//! A search is read and planned as when it is run. What it requires of the terms of a vacancy (each word in all its
//! ways, each filter) is kept once for all searches that require it. A vacancy sets off, by its own terms, the
//! requirements it meets; a search is listed under the one of its requirements that is met least, and looked at only
//! where that one is met. What is found is exactly what the search itself would find.

mod cells;
mod compiling;
mod entries;
mod facts;
mod numbers;
mod requirements;
mod rests;
mod terms;
mod tree;

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tantivy::schema::Schema;

use self::compiling::{Compiler, Reader, Required};
use self::entries::{Entries, Entry};
use self::facts::Facts;
pub use self::facts::VacancyWords;
use self::numbers::Numbers;
use self::requirements::{MET_BY_ALL, Requirements};
use self::rests::{NOTHING, Rest, Rests};
use super::query::VacancyQuery;
use super::query::error::QueryError;
use super::reading::plan::Breadth;
use super::storage::schema::{Fields, schema};
use super::writing::document::VacancyDocument;
use super::writing::tokens::Memo;
use crate::vocabulary::Vocabulary;

/// Searches by the caller's ids. All may read and write it at once.
pub struct StoredSearches<I> {
    vocabulary: Arc<Vocabulary>,
    schema: Schema,
    fields: Fields,
    stored: RwLock<Stored<I>>,
    spare: Mutex<Vec<Scratch>>,
}

/// What the stored searches come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StoredCounts {
    /// Searches.
    pub searches: usize,
    /// Those that differ, about.
    pub distinct: usize,
    /// Words, filters and groups of alternatives that differ.
    pub requirements: usize,
    /// Terms these ask for.
    pub terms: usize,
    /// Bytes in memory, about.
    pub bytes: usize,
}

struct Stored<I> {
    requirements: Requirements,
    compiler: Compiler,
    rests: Rests,
    entries: Entries,
    slots: Vec<Slot<I>>,
    places: HashMap<I, u32>,
    free: Vec<u32>,
}

/// One search: whose it is, and under which requirement it is listed.
#[derive(Clone, Copy)]
struct Slot<I> {
    id: I,
    first: u32,
}

/// What reading a vacancy and finding need for a while.
#[derive(Default)]
struct Scratch {
    memo: Memo,
    facts: Facts,
    tried: Numbers,
    met: Numbers,
    found: Vec<u32>,
}

impl<I: Copy + Eq + Hash> StoredSearches<I> {
    /// None yet.
    pub fn new(vocabulary: Arc<Vocabulary>) -> StoredSearches<I> {
        let (schema, fields) = schema();
        let stored = RwLock::new(Stored::new());
        StoredSearches { vocabulary, schema, fields, stored, spare: Mutex::default() }
    }

    /// Stores a search under an id, in place of the one that was there.
    ///
    /// # Errors
    /// As the search itself; then nothing is stored under the id.
    pub fn put(&self, id: I, query: &VacancyQuery) -> Result<(), QueryError> {
        self.write().put(self, id, query)
    }

    /// Stores many searches, and returns those that cannot be run.
    pub fn put_all<'q>(&self, all: impl IntoIterator<Item = (I, &'q VacancyQuery)>) -> Vec<(I, QueryError)> {
        let mut stored = self.write();
        let put = all.into_iter().map(|(id, query)| (id, stored.put(self, id, query)));
        put.filter_map(|(id, result)| Some((id, result.err()?))).collect()
    }

    /// Takes a search out. Whether it was there.
    pub fn remove(&self, id: I) -> bool {
        self.write().remove(id)
    }

    /// The words of a vacancy as they are indexed.
    pub fn words_of(&self, document: &VacancyDocument) -> VacancyWords {
        let mut scratch = self.scratch();
        let with = (&self.schema, &self.fields);
        let words = VacancyWords::of(document, &self.vocabulary, with, &mut scratch.memo);
        self.give_back(scratch);
        words
    }

    /// The ids of all searches that find the vacancy, in no order.
    pub fn find(&self, vacancy: &VacancyWords) -> Vec<I> {
        let mut scratch = self.scratch();
        let stored = self.read();
        stored.find(vacancy, &mut scratch);
        let slots = scratch.found.iter().filter_map(|key| stored.slots.get(*key as usize));
        let found = slots.map(|slot| slot.id).collect();
        drop(stored);
        self.give_back(scratch);
        found
    }

    fn scratch(&self) -> Scratch {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, scratch: Scratch) {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
    }

    /// How many searches there are.
    pub fn len(&self) -> usize {
        self.read().places.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What they come to. Goes through all of them.
    pub fn counts(&self) -> StoredCounts {
        self.read().counts()
    }

    fn read(&self) -> RwLockReadGuard<'_, Stored<I>> {
        self.stored.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Stored<I>> {
        self.stored.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<I: Copy + Eq + Hash> Stored<I> {
    fn new() -> Stored<I> {
        Stored {
            requirements: Requirements::default(),
            compiler: Compiler::default(),
            rests: Rests::default(),
            entries: Entries::default(),
            slots: Vec::new(),
            places: HashMap::new(),
            free: Vec::new(),
        }
    }

    fn put(&mut self, with: &StoredSearches<I>, id: I, query: &VacancyQuery) -> Result<(), QueryError> {
        self.remove(id);
        let mut made = Vec::new();
        let mut reader = Reader {
            compiler: &mut self.compiler,
            requirements: &mut self.requirements,
            vocabulary: &with.vocabulary,
            fields: &with.fields,
            made: &mut made,
        };
        let required = reader.required(query);
        let stored = required.map(|required| self.insert(id, required));
        made.into_iter().for_each(|number| self.requirements.drop_unused(number));
        stored
    }

    fn insert(&mut self, id: I, required: Required) {
        let Required { mut needed, excluded, conditions } = required;
        self.order(&mut needed);
        let mut needed = needed.into_iter();
        let mut next = || needed.next().unwrap_or(MET_BY_ALL);
        let (first, second, third) = (next(), next(), next());
        let rest = Rest {
            needed: needed.collect(),
            excluded: excluded.into_boxed_slice(),
            conditions: conditions.map(Box::new),
        };
        let rest = self.rests.hold(rest);
        let key = self.key(Slot { id, first });
        let entry = Entry { second, third, rest, payload: key };
        if self.entries.insert(first, entry) {
            self.requirements_of(first, &entry).into_iter().for_each(|number| self.requirements.hold(number));
        } else {
            self.rests.release(rest);
        }
    }

    /// The one that is met least comes first, a place second, and then the others.
    fn order(&self, needed: &mut [u32]) {
        needed.sort_by_cached_key(|number| {
            let (breadth, uses) = self.requirements.rarity(*number);
            // Rarity is only known about: for equal searches it should not depend on when they came.
            (breadth, u32::BITS - uses.leading_zeros(), *number)
        });
        let is_place = |number: &u32| self.requirements.rarity(*number).0 == Breadth::Place;
        if let Some(place) = needed.iter().skip(1).position(is_place) {
            needed[1..=place + 1].rotate_right(1);
        }
    }

    fn key(&mut self, slot: Slot<I>) -> u32 {
        let key = match self.free.pop() {
            Some(key) => {
                self.slots[key as usize] = slot;
                key
            }
            None => {
                self.slots.push(slot);
                self.slots.len() as u32 - 1
            }
        };
        self.places.insert(slot.id, key);
        key
    }

    fn remove(&mut self, id: I) -> bool {
        let Some(key) = self.places.remove(&id) else { return false };
        let first = self.slots[key as usize].first;
        self.free.push(key);
        if let Some(gone) = self.entries.remove(first, key) {
            let released = self.requirements_of(first, &gone);
            released.into_iter().for_each(|number| self.requirements.release(number));
            self.rests.release(gone.rest);
        }
        true
    }

    /// Every requirement of a search, needed or excluded.
    fn requirements_of(&self, first: u32, entry: &Entry) -> Vec<u32> {
        let rest = self.rests.get(entry.rest);
        let more = rest.into_iter().flat_map(|rest| rest.needed.iter().chain(&rest.excluded).copied());
        [first, entry.second, entry.third]
            .into_iter()
            .chain(more)
            .filter(|number| *number != MET_BY_ALL)
            .collect()
    }

    fn find(&self, vacancy: &VacancyWords, scratch: &mut Scratch) {
        let Scratch { facts, tried, met, found, .. } = scratch;
        facts.read(vacancy, &self.requirements.terms);
        self.requirements.met_by(facts, tried, met);
        let fits = |rest: u32| rest == NOTHING || self.fits(rest, met, vacancy);
        found.clear();
        self.entries.find(met, fits, found);
    }

    fn fits(&self, rest: u32, met: &Numbers, vacancy: &VacancyWords) -> bool {
        self.rests.get(rest).is_some_and(|rest| {
            rest.needed.iter().all(|number| met.contains(*number))
                && !rest.excluded.iter().any(|number| met.contains(*number))
                && rest.conditions.as_ref().is_none_or(|conditions| conditions.admit(vacancy.figures()))
        })
    }

    fn counts(&self) -> StoredCounts {
        let own = self.slots.capacity() * size_of::<Slot<I>>()
            + self.places.capacity() * (size_of::<(I, u32)>() + 1)
            + self.free.capacity() * size_of::<u32>();
        let parts =
            [self.requirements.bytes(), self.compiler.bytes(), self.rests.bytes(), self.entries.bytes()];
        StoredCounts {
            searches: self.places.len(),
            distinct: self.entries.len(),
            requirements: self.requirements.len(),
            terms: self.requirements.terms.len(),
            bytes: own + parts.iter().sum::<usize>(),
        }
    }
}

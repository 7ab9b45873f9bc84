//! What was found in a segment once is kept: segments never change. A word that is asked for again costs nothing
//! but the going through of its list.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use tantivy::index::SegmentId;
use tantivy::{Opstamp, Searcher, SegmentReader, TantivyError};

use super::counting::{FacetNames, FacetValues};
use super::flat::Numbers;
use crate::vacancies::answering::search::Scope;
use crate::vacancies::query::FacetField;
use crate::vacancies::query::conditions::Conditions;
use crate::vacancies::ranking::bits::Bits;
use crate::vacancies::ranking::found::Found;
use crate::vacancies::reading::plan::Unit;

/// Bytes that are kept for each document of a segment.
const BYTES_EACH: usize = 256;
/// Bytes that are kept for a small segment.
const LEAST_BYTES: usize = 1 << 18;
/// Segments of fewer documents are read when they are first searched.
const WORTH_PREPARING: u32 = 1_000;

/// What is kept of all segments of an index.
#[derive(Default)]
pub(crate) struct Shelf {
    segments: RwLock<HashMap<SegmentId, Arc<SegmentShelf>>>,
    pub(crate) names: FacetNames,
}

/// What is kept of one segment.
#[derive(Default)]
pub(crate) struct SegmentShelf {
    numbers: OnceLock<Arc<Numbers>>,
    facets: [OnceLock<Arc<FacetValues>>; FacetField::ALL.len()],
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    entries: HashMap<String, Entry>,
    bytes: usize,
    /// Counts the uses.
    clock: u64,
    /// The documents that were not deleted, as of the last deletion.
    alive: Option<(Opstamp, Arc<Bits>)>,
}

struct Entry {
    what: What,
    bytes: usize,
    used: u64,
}

#[derive(Clone)]
enum What {
    Found(Arc<Found>),
    Set(Arc<Bits>),
}

impl Shelf {
    /// The shelf of a segment.
    pub(crate) fn segment(&self, reader: &SegmentReader) -> Arc<SegmentShelf> {
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(shelf) = segments.get(&reader.segment_id()) {
            return Arc::clone(shelf);
        }
        drop(segments);
        let mut segments = self.segments.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(segments.entry(reader.segment_id()).or_default())
    }

    /// Forgets the segments that are no more, and reads the numbers of new large ones before they are asked for.
    pub(crate) fn prepare(&self, searcher: &Searcher) -> Result<(), TantivyError> {
        let now: HashSet<SegmentId> =
            searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        let mut segments = self.segments.write().unwrap_or_else(PoisonError::into_inner);
        segments.retain(|segment, _| now.contains(segment));
        drop(segments);
        for reader in searcher.segment_readers().iter().filter(|one| one.max_doc() >= WORTH_PREPARING) {
            self.segment(reader).numbers(reader)?;
        }
        Ok(())
    }
}

impl SegmentShelf {
    pub(crate) fn numbers(&self, reader: &SegmentReader) -> Result<Arc<Numbers>, TantivyError> {
        if let Some(numbers) = self.numbers.get() {
            return Ok(Arc::clone(numbers));
        }
        let numbers = Arc::new(Numbers::read(reader)?);
        Ok(Arc::clone(self.numbers.get_or_init(|| numbers)))
    }

    pub(crate) fn facet(
        &self,
        facet: FacetField,
        reader: &SegmentReader,
        names: &FacetNames,
    ) -> Result<Arc<FacetValues>, TantivyError> {
        let slot = &self.facets[facet as usize];
        if let Some(values) = slot.get() {
            return Ok(Arc::clone(values));
        }
        let values = Arc::new(FacetValues::read(facet, reader, names)?);
        Ok(Arc::clone(slot.get_or_init(|| values)))
    }

    /// The list of a unit that gives scores.
    pub(crate) fn found(
        &self,
        scope: Scope<'_>,
        reader: &SegmentReader,
        unit: &Unit<'_>,
    ) -> Result<Arc<Found>, TantivyError> {
        if let Some(What::Found(found)) = self.guard().get(&unit.name) {
            return Ok(found);
        }
        let mut documents = Vec::new();
        unit.weight(scope)?.for_each(reader, &mut |doc, score| documents.push((doc, score)))?;
        let found = Arc::new(Found::of(reader.max_doc(), &documents));
        self.keep(&unit.name, What::Found(Arc::clone(&found)), found.bytes(), reader);
        Ok(found)
    }

    /// The set of a unit that gives none.
    pub(crate) fn set(
        &self,
        scope: Scope<'_>,
        reader: &SegmentReader,
        unit: &Unit<'_>,
    ) -> Result<Arc<Bits>, TantivyError> {
        if let Some(What::Set(set)) = self.guard().get(&unit.name) {
            return Ok(set);
        }
        let mut set = Bits::none(reader.max_doc());
        unit.weight(scope)?
            .for_each_no_score(reader, &mut |docs| docs.iter().for_each(|doc| set.insert(*doc)))?;
        Ok(self.keep_set(&unit.name, set, reader))
    }

    /// The documents that fulfil the conditions on pay.
    pub(crate) fn paid(
        &self,
        conditions: &Conditions,
        numbers: &Numbers,
        reader: &SegmentReader,
    ) -> Arc<Bits> {
        let name = conditions.pay_name();
        if let Some(What::Set(set)) = self.guard().get(&name) {
            return set;
        }
        let set = Bits::where_true(reader.max_doc(), |doc| conditions.admits_pay(numbers, doc));
        self.keep_set(&name, set, reader)
    }

    /// The documents that were not deleted; `None` where none was.
    pub(crate) fn alive(&self, reader: &SegmentReader) -> Option<Arc<Bits>> {
        let alive = reader.alive_bitset()?;
        let stamp = reader.delete_opstamp().unwrap_or_default();
        if let Some((_, set)) = self.guard().alive.as_ref().filter(|(kept, _)| *kept == stamp) {
            return Some(Arc::clone(set));
        }
        let set = Arc::new(Bits::where_true(reader.max_doc(), |doc| alive.is_alive(doc)));
        self.guard().alive = Some((stamp, Arc::clone(&set)));
        Some(set)
    }

    fn guard(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep_set(&self, name: &str, set: Bits, reader: &SegmentReader) -> Arc<Bits> {
        let set = Arc::new(set);
        self.keep(name, What::Set(Arc::clone(&set)), size_of_val(set.words()), reader);
        set
    }

    fn keep(&self, name: &str, what: What, bytes: usize, reader: &SegmentReader) {
        let most = (reader.max_doc() as usize * BYTES_EACH).max(LEAST_BYTES);
        self.guard().put(name, what, bytes + name.len(), most);
    }
}

impl Kept {
    fn get(&mut self, name: &str) -> Option<What> {
        self.clock += 1;
        let clock = self.clock;
        let entry = self.entries.get_mut(name)?;
        entry.used = clock;
        Some(entry.what.clone())
    }

    /// Puts something in; what was not used for longest goes when there is too much.
    fn put(&mut self, name: &str, what: What, bytes: usize, most: usize) {
        if bytes > most / 4 {
            return;
        }
        self.clock += 1;
        let entry = Entry { what, bytes, used: self.clock };
        let before = self.entries.insert(name.to_owned(), entry);
        self.bytes = self.bytes + bytes - before.map_or(0, |before| before.bytes);
        if self.bytes > most {
            self.make_room(most - most / 8);
        }
    }

    fn make_room(&mut self, most: usize) {
        let mut uses: Vec<(u64, usize)> =
            self.entries.values().map(|entry| (entry.used, entry.bytes)).collect();
        uses.sort_unstable_by(|a, b| b.cmp(a));
        let mut sum = 0;
        let oldest = uses.into_iter().take_while(|(_, bytes)| {
            sum += bytes;
            sum <= most
        });
        let oldest = oldest.last().map_or(u64::MAX, |(used, _)| used);
        self.entries.retain(|_, entry| entry.used >= oldest);
        self.bytes = self.entries.values().map(|entry| entry.bytes).sum();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_used_for_longest_goes() {
        let mut kept = Kept::default();
        let set = || What::Set(Arc::new(Bits::none(64)));
        for name in ["a", "b", "c", "d"] {
            kept.put(name, set(), 25, 100);
        }
        assert!(kept.get("a").is_some());
        kept.put("e", set(), 25, 100);
        assert!(kept.get("a").is_some() && kept.get("e").is_some());
        assert!(kept.get("b").is_none());
        assert!(kept.bytes <= 100);
        kept.put("large", set(), 26, 100);
        assert!(kept.get("large").is_none());
    }
}

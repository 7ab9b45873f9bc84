//! The index of vacancies.

use std::path::Path;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use tantivy::{Searcher, TantivyError};

use super::completions::Completions;
use super::document::VacancyDocument;
use super::error::QueryError;
use super::hits::{Suggestion, VacancyHits};
use super::query::{VacancyQuery, VacancyRecall};
use super::schema::Fields;
use super::search::Scope;
use super::shelf::Shelf;
use crate::index::{IndexError, IndexOptions};
use crate::part::Part;
use crate::vocabulary::Vocabulary;

/// The vacancies of one index.
pub struct VacancyIndex {
    part: Part,
    fields: Fields,
    vocabulary: Arc<Vocabulary>,
    /// The state of the index that word frequencies are taken from.
    statistics: RwLock<Statistics>,
    /// What searches found in segments that are still there.
    shelf: Shelf,
    /// Made when somebody first types.
    completions: OnceLock<Completions>,
}

/// A state of the index with its number.
#[derive(Clone)]
struct Statistics {
    searcher: Searcher,
    generation: u64,
}

/// Word frequencies are taken anew when the index has grown or shrunk by one part in this many.
const CHANGE_THAT_COUNTS: u64 = 10;

impl VacancyIndex {
    pub(crate) fn open(
        dir: &Path,
        vocabulary: Arc<Vocabulary>,
        options: &IndexOptions,
    ) -> Result<VacancyIndex, TantivyError> {
        let (schema, fields) = super::schema::schema();
        let part = Part::open(dir, schema, super::schema::KEY, options)?;
        let searcher = part.searcher();
        let shelf = Shelf::default();
        shelf.prepare(&searcher)?;
        let statistics = RwLock::new(Statistics { searcher, generation: 1 });
        Ok(VacancyIndex { part, fields, vocabulary, statistics, shelf, completions: OnceLock::new() })
    }

    pub(crate) fn upsert(&self, document: &VacancyDocument) -> Result<(), IndexError> {
        self.part.upsert(&document.key, super::writing::written(&self.fields, &self.vocabulary, document))
    }

    pub(crate) fn remove(&self, key: &str) -> Result<(), IndexError> {
        self.part.remove(key)
    }

    pub(crate) fn commit(&self, position: Option<&str>) -> Result<(), IndexError> {
        self.part.commit(position)
    }

    pub(crate) fn forget_uncommitted(&self) {
        self.part.forget_uncommitted();
    }

    pub(crate) fn clear(&self) -> Result<(), IndexError> {
        self.part.clear()
    }

    pub(crate) fn position(&self) -> Option<String> {
        self.part.position()
    }

    pub(crate) fn reload(&self) -> Result<(), IndexError> {
        self.part.reload()?;
        let searcher = self.part.searcher();
        self.shelf.prepare(&searcher)?;
        let Statistics { searcher: before, generation } = self.statistics();
        let (now, then) = (searcher.num_docs(), before.num_docs());
        if then == 0 || now.abs_diff(then) > then / CHANGE_THAT_COUNTS {
            *self.statistics.write().unwrap_or_else(PoisonError::into_inner) =
                Statistics { searcher, generation: generation + 1 };
        }
        Ok(())
    }

    fn statistics(&self) -> Statistics {
        self.statistics.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.part.count()
    }

    /// The keys of all of them, in order.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn keys(&self) -> Result<Vec<String>, IndexError> {
        self.part.keys()
    }

    /// Runs a search.
    ///
    /// # Errors
    /// When the search cannot be run as asked, or the index fails.
    pub fn search(&self, query: &VacancyQuery) -> Result<VacancyHits, QueryError> {
        let statistics = self.statistics();
        let scope = Scope {
            searcher: &self.part.searcher(),
            statistics: &statistics.searcher,
            generation: statistics.generation,
            shelf: &self.shelf,
            fields: &self.fields,
            vocabulary: &self.vocabulary,
        };
        super::search::search(scope, query)
    }

    /// The keys of vacancies that may suit a graduate, best first; made for recall, to be scored by the caller.
    ///
    /// # Errors
    /// When the index fails.
    pub fn recall(&self, recall: &VacancyRecall) -> Result<Vec<(String, f32)>, IndexError> {
        super::recall::recall(&self.part.searcher(), &self.fields, &self.vocabulary, recall)
    }

    /// Completions of what somebody has typed so far, pinyin included.
    ///
    /// # Errors
    /// When the index fails.
    pub fn suggest(&self, prefix: &str, limit: usize) -> Result<Vec<Suggestion>, IndexError> {
        let completions = self.completions.get_or_init(|| Completions::new(&self.vocabulary));
        let searcher = self.part.searcher();
        super::suggest::suggest(&searcher, &self.fields, &self.vocabulary, completions, prefix, limit)
    }
}

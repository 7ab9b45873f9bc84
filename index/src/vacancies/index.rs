//! The index of vacancies.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use tantivy::{Searcher, TantivyDocument, TantivyError};

use super::answering::cursor::Cursor;
use super::answering::hits::{Suggestion, SuggestionKind, VacancyHits};
use super::answering::marker::Marker;
use super::answering::search::Scope;
use super::answering::window::{Personal, PersonalPage};
use super::mistakes::near::NearWords;
use super::query::error::QueryError;
use super::query::{VacancyQuery, VacancyRecall};
use super::storage::derived::Derived;
use super::storage::schema::{EMPLOYER_NAMED, Fields, TITLE};
use super::storage::shelf::Shelf;
use super::suggest::Sources;
use super::suggest::completions::Completions;
use super::suggest::names::Names;
use super::writing::document::VacancyDocument;
use super::writing::tokens::Memo;
use crate::index::{IndexError, IndexOptions};
use crate::part::Part;
use crate::vocabulary::Vocabulary;

/// The vacancies of one index.
pub struct VacancyIndex {
    part: Part,
    fields: Fields,
    vocabulary: Arc<Vocabulary>,
    /// The states of the index that word frequencies are taken from, the newest first.
    statistics: RwLock<Vec<Statistics>>,
    /// What searches found in segments that are still there.
    shelf: Shelf,
    /// What writing remembers, one for each thread.
    memos: Mutex<Vec<Memo>>,
    /// Made when somebody first types.
    completions: OnceLock<Completions>,
    titles: Derived<Names>,
    employers: Derived<Names>,
    /// Made when words are first found nowhere.
    near: Derived<NearWords>,
}

/// A state of the index with its number.
#[derive(Clone)]
struct Statistics {
    searcher: Searcher,
    generation: u64,
}

/// Documents that each thread prepares before they are handed on.
const PREPARED_AT_ONCE: usize = 512;
/// Fewer documents are not worth a thread.
const LEAST_FOR_A_THREAD: usize = 16;
/// Word frequencies are taken anew when the index has grown or shrunk by one part in this many.
const CHANGE_THAT_COUNTS: u64 = 10;
/// A page still fits the one before it while the frequencies have been taken anew fewer times than this.
const STATISTICS_KEPT: usize = 4;
/// Below this, completions are made while somebody types.
const WORTH_WARMING: u64 = 5_000;

impl VacancyIndex {
    pub(crate) fn open(
        dir: &Path,
        vocabulary: Arc<Vocabulary>,
        options: &IndexOptions,
    ) -> Result<VacancyIndex, TantivyError> {
        let (schema, fields) = super::storage::schema::schema();
        let part = Part::open(dir, schema, super::storage::schema::KEY, options)?;
        let searcher = part.searcher();
        let shelf = Shelf::default();
        shelf.prepare(&searcher)?;
        let statistics = RwLock::new(vec![Statistics { searcher, generation: 1 }]);
        Ok(VacancyIndex {
            part,
            fields,
            vocabulary,
            statistics,
            shelf,
            memos: Mutex::default(),
            completions: OnceLock::new(),
            titles: Derived::default(),
            employers: Derived::default(),
            near: Derived::default(),
        })
    }

    /// Takes documents in, one after the other; what can be prepared for each alone is prepared by as many threads
    /// as write.
    pub(crate) fn upsert(&self, documents: &[&VacancyDocument]) -> Result<(), IndexError> {
        for some in documents.chunks(PREPARED_AT_ONCE * self.part.threads()) {
            let each = some.len().div_ceil(self.part.threads()).max(LEAST_FOR_A_THREAD);
            let prepared = std::thread::scope(|scope| {
                let (first, rest) = some.split_at(each.min(some.len()));
                let others: Vec<_> =
                    rest.chunks(each).map(|part| scope.spawn(|| self.prepared(part))).collect();
                let mut prepared = self.prepared(first);
                for thread in others {
                    let part = thread.join().map_err(|_| IndexError::Failed("a thread died".to_owned()))?;
                    prepared.extend(part);
                }
                Ok::<_, IndexError>(prepared)
            })?;
            for (document, prepared) in some.iter().zip(prepared) {
                self.part.upsert(&document.key, prepared)?;
            }
        }
        Ok(())
    }

    fn prepared(&self, documents: &[&VacancyDocument]) -> Vec<TantivyDocument> {
        let memo = || self.memos.lock().unwrap_or_else(PoisonError::into_inner);
        let mut own = memo().pop().unwrap_or_default();
        let written = |document: &&VacancyDocument| {
            super::writing::written(&self.fields, &self.vocabulary, &mut own, document)
        };
        let written = documents.iter().map(written).collect();
        memo().push(own);
        written
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
        self.take_statistics(&searcher);
        self.titles.refresh(&searcher, |searcher, before| self.titles_of(searcher, before))?;
        self.employers.refresh(&searcher, |searcher, before| self.employers_of(searcher, before))?;
        self.near.refresh(&searcher, |searcher, _| self.near_of(searcher))?;
        Ok(())
    }

    fn titles_of(&self, searcher: &Searcher, before: Option<&Names>) -> tantivy::Result<Names> {
        Names::of(searcher, TITLE, SuggestionKind::Title, &self.vocabulary, before)
    }

    fn employers_of(&self, searcher: &Searcher, before: Option<&Names>) -> tantivy::Result<Names> {
        Names::of(searcher, EMPLOYER_NAMED, SuggestionKind::Employer, &self.vocabulary, before)
    }

    fn near_of(&self, searcher: &Searcher) -> tantivy::Result<NearWords> {
        NearWords::new(searcher, &self.fields, &self.vocabulary)
    }

    fn near(&self) -> Result<Arc<NearWords>, QueryError> {
        let near = self.near.get(&self.part.searcher(), |searcher, _| self.near_of(searcher));
        Ok(near.map_err(IndexError::from)?)
    }

    /// Takes the word frequencies anew where the index has changed much.
    fn take_statistics(&self, searcher: &Searcher) {
        let mut kept = self.statistics.write().unwrap_or_else(PoisonError::into_inner);
        let newest = kept.first().map(|newest| (newest.searcher.num_docs(), newest.generation));
        let (then, generation) = newest.unwrap_or_default();
        if then == 0 || searcher.num_docs().abs_diff(then) > then / CHANGE_THAT_COUNTS {
            kept.truncate(STATISTICS_KEPT - 1);
            kept.insert(0, Statistics { searcher: searcher.clone(), generation: generation + 1 });
        }
    }

    /// The word frequencies that ranked the page before, or the newest.
    fn statistics(&self, query: &VacancyQuery) -> Result<Statistics, QueryError> {
        let asked = Cursor::read(query)?.map(|cursor| cursor.generation);
        let kept = self.statistics.read().unwrap_or_else(PoisonError::into_inner);
        let same = kept.iter().find(|kept| Some(kept.generation) == asked);
        let newest = || Statistics { searcher: self.part.searcher(), generation: 0 };
        Ok(same.or_else(|| kept.first()).cloned().unwrap_or_else(newest))
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
        let (searcher, statistics) = (self.part.searcher(), self.statistics(query)?);
        super::answering::ask::ask(self.scope(&searcher, &statistics), query, Some(&|| self.near()))
    }

    /// Runs a search whose first hits are put in an order of somebody's own.
    ///
    /// # Errors
    /// When the search cannot be run as asked, or the index fails.
    pub fn search_for(
        &self,
        query: &VacancyQuery,
        personal: Personal<'_>,
    ) -> Result<PersonalPage, QueryError> {
        let (searcher, statistics) = (self.part.searcher(), self.statistics(query)?);
        let scope = self.scope(&searcher, &statistics);
        super::answering::window::open(scope, &self.vocabulary, query, personal, &|| self.near())
    }

    fn scope<'a>(&'a self, searcher: &'a Searcher, statistics: &'a Statistics) -> Scope<'a> {
        Scope {
            searcher,
            statistics: &statistics.searcher,
            generation: statistics.generation,
            shelf: &self.shelf,
            fields: &self.fields,
            vocabulary: &self.vocabulary,
        }
    }

    /// Marks what a text searches for in texts, given as it was [understood](super::Understood::text).
    ///
    /// # Errors
    /// When the text cannot be searched for.
    pub fn marker(&self, text: &str) -> Result<Marker, QueryError> {
        Marker::new(Arc::clone(&self.vocabulary), text)
    }

    /// The keys of vacancies that may suit a graduate, best first; made for recall, to be scored by the caller.
    ///
    /// # Errors
    /// When the index fails.
    pub fn recall(&self, recall: &VacancyRecall) -> Result<Vec<(String, f32)>, IndexError> {
        super::answering::recall::recall(&self.part.searcher(), &self.fields, &self.vocabulary, recall)
    }

    /// Completions of what somebody has typed so far, pinyin included.
    ///
    /// # Errors
    /// When the index fails.
    pub fn suggest(&self, prefix: &str, limit: usize) -> Result<Vec<Suggestion>, IndexError> {
        let dictionaries = self.completions.get_or_init(|| Completions::new(&self.vocabulary));
        let searcher = self.part.searcher();
        let titles = self.titles.get(&searcher, |searcher, before| self.titles_of(searcher, before))?;
        let employers =
            self.employers.get(&searcher, |searcher, before| self.employers_of(searcher, before))?;
        let sources =
            Sources { vocabulary: &self.vocabulary, titles: &titles, employers: &employers, dictionaries };
        Ok(super::suggest::suggest(&sources, prefix, limit))
    }

    /// Works out what completions and corrections need, so that nobody who asks has to wait for it. For a small
    /// index that is not worth the while.
    ///
    /// # Errors
    /// When the index fails.
    pub fn warm_up(&self) -> Result<(), IndexError> {
        if self.count() < WORTH_WARMING {
            return Ok(());
        }
        self.suggest("数控", 1)?;
        self.near.get(&self.part.searcher(), |searcher, _| self.near_of(searcher))?;
        Ok(())
    }
}

//! What is worked out from the whole index and kept in memory: made when it is first needed, and made anew by the
//! writer, not by those who read, when the index has changed enough.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tantivy::Searcher;

/// A small index is worked out anew with every commit.
const SMALL: u64 = 2_000;
/// Otherwise when it has grown or shrunk by one part in this many.
const CHANGE_THAT_COUNTS: u64 = 10;
/// Or after so many commits.
const COMMITS_THAT_COUNT: u64 = 100;

/// Something worked out from the index.
pub(crate) struct Derived<T> {
    current: RwLock<Option<Made<T>>>,
    making: Mutex<()>,
}

struct Made<T> {
    value: Arc<T>,
    documents: u64,
    generation: u64,
}

impl<T> Default for Derived<T> {
    fn default() -> Derived<T> {
        Derived { current: RwLock::new(None), making: Mutex::new(()) }
    }
}

impl<T> Derived<T> {
    /// What was worked out last; the first to ask waits for it to be made.
    pub(crate) fn get(
        &self,
        searcher: &Searcher,
        make: impl FnOnce(&Searcher, Option<&T>) -> tantivy::Result<T>,
    ) -> tantivy::Result<Arc<T>> {
        if let Some(value) = self.current() {
            return Ok(value);
        }
        let _one = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        match self.current() {
            Some(value) => Ok(value),
            None => self.make(searcher, make),
        }
    }

    /// Makes it anew where somebody has asked for it before and the index has changed enough since.
    pub(crate) fn refresh(
        &self,
        searcher: &Searcher,
        make: impl FnOnce(&Searcher, Option<&T>) -> tantivy::Result<T>,
    ) -> tantivy::Result<()> {
        let stale = match self.current.read().unwrap_or_else(PoisonError::into_inner).as_ref() {
            Some(made) => made.is_stale(searcher),
            None => false,
        };
        if stale {
            let _one = self.making.lock().unwrap_or_else(PoisonError::into_inner);
            self.make(searcher, make)?;
        }
        Ok(())
    }

    fn current(&self) -> Option<Arc<T>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().map(|made| Arc::clone(&made.value))
    }

    fn make(
        &self,
        searcher: &Searcher,
        make: impl FnOnce(&Searcher, Option<&T>) -> tantivy::Result<T>,
    ) -> tantivy::Result<Arc<T>> {
        let value = Arc::new(make(searcher, self.current().as_deref())?);
        let made = Made {
            value: Arc::clone(&value),
            documents: searcher.num_docs(),
            generation: searcher.generation().generation_id(),
        };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(made);
        Ok(value)
    }
}

impl<T> Made<T> {
    fn is_stale(&self, searcher: &Searcher) -> bool {
        let (documents, generation) = (searcher.num_docs(), searcher.generation().generation_id());
        let commits = generation.saturating_sub(self.generation);
        let changed = documents.abs_diff(self.documents);
        commits > 0
            && (documents < SMALL
                || changed > self.documents / CHANGE_THAT_COUNTS
                || commits >= COMMITS_THAT_COUNT)
    }
}

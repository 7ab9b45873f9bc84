//! The search index of one node: vacancies and graduates under one directory, with one writer.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::changes::IndexChange;
use crate::graduates::GraduateIndex;
use crate::lock::DirectoryLock;
use crate::vacancies::VacancyIndex;
use crate::vocabulary::Vocabulary;

pub use crate::open::{OpenError, OpenIndex};

/// How the index is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexOptions {
    /// Threads that write segments: 1 while serving, 2 for bulk loading.
    pub writer_threads: usize,
    /// Memory for documents not yet on disk, in megabytes, all threads together.
    pub memory_mb: usize,
    /// Changed by the caller when it maps its documents otherwise: an older index is then made anew.
    pub schema_version: u32,
}

impl Default for IndexOptions {
    fn default() -> IndexOptions {
        IndexOptions { writer_threads: 1, memory_mb: 64, schema_version: 1 }
    }
}

/// The index failed; the store is not touched. After an error in writing call [`SearchIndex::rollback`] and go on
/// from the position it gives.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Reading or writing failed.
    #[error("the index failed: {0}")]
    Failed(String),
    /// Writing failed before, and nobody rolled back since.
    #[error("writing to the index failed before: roll back first")]
    NeedsRollback,
}

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> IndexError {
        IndexError::Failed(error.to_string())
    }
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> IndexError {
        IndexError::Failed(error.to_string())
    }
}

/// The index of one directory. Reading never waits for writing.
pub struct SearchIndex {
    pub(crate) vacancies: VacancyIndex,
    pub(crate) graduates: GraduateIndex,
    /// The position of the last commit that searches see.
    pub(crate) shown: Mutex<Option<String>>,
    /// A write failed: what was applied since the last commit is not whole any more.
    pub(crate) failed: AtomicBool,
    pub(crate) _lock: DirectoryLock,
}

impl SearchIndex {
    /// Opens the index under a directory, or makes it.
    ///
    /// A damaged index is set aside and an empty one made; one with other dictionaries or another schema version
    /// is made anew. In both cases the position is `None`: fill it from the start of the log.
    ///
    /// # Errors
    /// When another process writes there, or the directory cannot be read or written.
    pub fn open(
        dir: &Path,
        vocabulary: Arc<Vocabulary>,
        options: &IndexOptions,
    ) -> Result<OpenIndex, OpenError> {
        crate::open::open(dir, vocabulary, options)
    }

    /// Takes changes in; they are found after [`SearchIndex::commit`].
    ///
    /// # Errors
    /// When writing fails; see [`IndexError`].
    pub fn apply(&self, changes: &[IndexChange]) -> Result<(), IndexError> {
        let vacancy = |change: &IndexChange| matches!(change, IndexChange::UpsertVacancy(_));
        self.writing(|| {
            // Vacancies in a row are taken in together.
            changes.chunk_by(|a, b| vacancy(a) && vacancy(b)).try_for_each(|some| self.apply_alike(some))
        })
    }

    fn apply_alike(&self, changes: &[IndexChange]) -> Result<(), IndexError> {
        let documents = changes.iter().filter_map(|change| match change {
            IndexChange::UpsertVacancy(document) => Some(document.as_ref()),
            _ => None,
        });
        self.vacancies.upsert(&documents.collect::<Vec<_>>())?;
        changes.iter().try_for_each(|change| self.apply_other(change))
    }

    fn apply_other(&self, change: &IndexChange) -> Result<(), IndexError> {
        match change {
            IndexChange::UpsertVacancy(_) => Ok(()),
            IndexChange::RemoveVacancy(key) => self.vacancies.remove(key),
            IndexChange::UpsertGraduate(document) => self.graduates.upsert(document),
            IndexChange::RemoveGraduate(key) => self.graduates.remove(key),
        }
    }

    /// Makes everything applied durable together with the position in the caller's log, and visible.
    ///
    /// # Errors
    /// When writing fails; see [`IndexError`].
    pub fn commit(&self, position: &str) -> Result<(), IndexError> {
        // Vacancies first: after a crash in between, the graduates' position is the older one, and going on
        // from it repeats some vacancies, which changes nothing.
        self.writing(|| {
            self.vacancies.commit(Some(position))?;
            self.graduates.commit(Some(position))
        })?;
        self.reload()
    }

    /// Forgets everything applied since the last commit, with new writers, and gives its position: after a
    /// failed write (a full disk) the log is followed again from there.
    pub fn rollback(&self) -> Option<String> {
        self.vacancies.forget_uncommitted();
        self.graduates.forget_uncommitted();
        self.failed.store(false, Ordering::SeqCst);
        self.show_position();
        self.position()
    }

    fn writing(&self, write: impl FnOnce() -> Result<(), IndexError>) -> Result<(), IndexError> {
        if self.failed.load(Ordering::SeqCst) {
            return Err(IndexError::NeedsRollback);
        }
        write().inspect_err(|_| self.failed.store(true, Ordering::SeqCst))
    }

    /// The position of the last whole commit; `None` before the first. It is told once searches see the commit: who
    /// waits for a position finds what came before it.
    pub fn position(&self) -> Option<String> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows the last commit to the searches that start from now on. `commit` does so itself.
    ///
    /// # Errors
    /// When the commit cannot be read.
    pub fn reload(&self) -> Result<(), IndexError> {
        self.vacancies.reload()?;
        self.graduates.reload()?;
        self.show_position();
        Ok(())
    }

    fn show_position(&self) {
        // Every whole commit writes the graduates last; without the other side there was none.
        let position = self.vacancies.position().and(self.graduates.position());
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = position;
    }

    /// Empties the index and forgets its position.
    ///
    /// # Errors
    /// When writing fails; see [`IndexError`].
    pub fn clear(&self) -> Result<(), IndexError> {
        self.writing(|| {
            self.graduates.clear()?;
            self.vacancies.clear()
        })?;
        self.reload()
    }

    /// The vacancies.
    pub fn vacancies(&self) -> &VacancyIndex {
        &self.vacancies
    }

    /// The graduates.
    pub fn graduates(&self) -> &GraduateIndex {
        &self.graduates
    }
}

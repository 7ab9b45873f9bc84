//! One part of the index: a directory of the search library with its writer and its reader.

use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::directory::MmapDirectory;
use tantivy::error::DataCorruption;
use tantivy::indexer::IndexWriter;
use tantivy::schema::{Field, Schema};
use tantivy::{
    Index, IndexReader, IndexSettings, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term,
};

use crate::index::{IndexError, IndexOptions};
use crate::tokenizer::tokenizers;

/// The search library wants at least this for each writing thread.
const LEAST_MEMORY: usize = 15_000_000;

/// Keys that are remembered while an index is built from nothing.
const MOST_KEYS: usize = 2_000_000;

/// Bytes of stored titles and keys that are unpacked to read one of them.
const STORE_BLOCK: usize = 2048;

/// Reads every file of the last commit against its checksum: one that is damaged within opens like any other, and
/// then finds what is not there or breaks a search.
fn check_whole(index: &Index) -> Result<(), TantivyError> {
    match index.validate_checksum()?.into_iter().next() {
        Some(file) => Err(DataCorruption::new(file, "the checksum differs".to_owned()).into()),
        None => Ok(()),
    }
}

/// One directory of the search library.
pub(crate) struct Part {
    index: Index,
    reader: IndexReader,
    key: Field,
    writer: Mutex<Option<IndexWriter>>,
    threads: usize,
    memory: usize,
    /// Keys that may be there, hashed; `None` where any may.
    written: Mutex<Option<HashSet<u64>>>,
}

impl Part {
    pub(crate) fn open(
        dir: &Path,
        schema: Schema,
        key: &str,
        options: &IndexOptions,
    ) -> Result<Part, TantivyError> {
        let key = schema.get_field(key)?;
        let directory = MmapDirectory::open(dir)?;
        let settings = IndexSettings { docstore_blocksize: STORE_BLOCK, ..IndexSettings::default() };
        let builder = Index::builder().schema(schema).tokenizers(tokenizers()).settings(settings);
        let index = builder.open_or_create(directory)?;
        check_whole(&index)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let threads = options.writer_threads.clamp(1, 8);
        let memory = (options.memory_mb * 1_000_000).max(LEAST_MEMORY * threads);
        let empty = index.load_metas()?.segments.is_empty();
        let written = Mutex::new(empty.then(HashSet::new));
        let part = Part { index, reader, key, writer: Mutex::new(None), threads, memory, written };
        part.with_writer(|_| Ok(()))?;
        Ok(part)
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    fn guard(&self) -> MutexGuard<'_, Option<IndexWriter>> {
        // A panic while writing leaves the writer to be replaced, not the lock to be feared.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs something with the writer. After a failure the writer is dropped: it may be dead, and what it held
    /// was not committed. The next call makes a new one.
    fn with_writer<T>(
        &self,
        run: impl FnOnce(&mut IndexWriter) -> Result<T, TantivyError>,
    ) -> Result<T, TantivyError> {
        let mut guard = self.guard();
        let writer = match guard.take() {
            Some(writer) => writer,
            None => self.index.writer_with_num_threads(self.threads, self.memory)?,
        };
        let result = run(guard.insert(writer));
        if result.is_err() {
            *guard = None;
        }
        result
    }

    /// Threads that write.
    pub(crate) fn threads(&self) -> usize {
        self.threads
    }

    pub(crate) fn upsert(&self, key: &str, document: TantivyDocument) -> Result<(), IndexError> {
        let before = self.may_be_there(key).then(|| Term::from_field_text(self.key, key));
        self.with_writer(|writer| {
            if let Some(before) = before {
                writer.delete_term(before);
            }
            writer.add_document(document).map(|_| ())
        })?;
        Ok(())
    }

    /// Whether a document of this key may be there already, and that it is from now on. An index that is built from
    /// nothing spares looking for what it does not hold.
    fn may_be_there(&self, key: &str) -> bool {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let known = written.as_mut().is_none_or(|written| !written.insert(hasher.finish()));
        if written.as_ref().is_some_and(|written| written.len() > MOST_KEYS) {
            *written = None;
        }
        known
    }

    pub(crate) fn remove(&self, key: &str) -> Result<(), IndexError> {
        let term = Term::from_field_text(self.key, key);
        self.with_writer(|writer| {
            writer.delete_term(term);
            Ok(())
        })?;
        Ok(())
    }

    pub(crate) fn commit(&self, position: Option<&str>) -> Result<(), IndexError> {
        self.with_writer(|writer| {
            let mut prepared = writer.prepare_commit()?;
            if let Some(position) = position {
                prepared.set_payload(position);
            }
            prepared.commit().map(|_| ())
        })?;
        Ok(())
    }

    /// Empties the part, commits that, and forgets the position.
    pub(crate) fn clear(&self) -> Result<(), IndexError> {
        self.set_written(Some(HashSet::new()));
        let cleared = self.with_writer(|writer| writer.delete_all_documents().map(|_| ()));
        let cleared = cleared.map_err(IndexError::from).and_then(|()| self.commit(None));
        if cleared.is_err() {
            self.set_written(None);
        }
        cleared
    }

    fn set_written(&self, written: Option<HashSet<u64>>) {
        *self.written.lock().unwrap_or_else(PoisonError::into_inner) = written;
    }

    /// Drops whatever was applied since the last commit.
    pub(crate) fn forget_uncommitted(&self) {
        *self.guard() = None;
    }

    /// The payload of the last commit.
    pub(crate) fn position(&self) -> Option<String> {
        self.index.load_metas().ok().and_then(|metas| metas.payload)
    }

    pub(crate) fn reload(&self) -> Result<(), IndexError> {
        self.reader.reload()?;
        Ok(())
    }

    pub(crate) fn count(&self) -> u64 {
        self.searcher().num_docs()
    }

    /// The keys of all documents, in order.
    pub(crate) fn keys(&self) -> Result<Vec<String>, IndexError> {
        let searcher = self.searcher();
        let name = searcher.schema().get_field_name(self.key).to_owned();
        let mut keys = BTreeSet::new();
        for segment in searcher.segment_readers() {
            let Some(column) = segment.fast_fields().str(&name)? else { continue };
            let mut key = String::new();
            for doc in segment.doc_ids_alive() {
                if let Some(ord) = column.ords().first(doc) {
                    key.clear();
                    column.ord_to_str(ord, &mut key)?;
                    keys.insert(key.clone());
                }
            }
        }
        Ok(keys.into_iter().collect())
    }
}

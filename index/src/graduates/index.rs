//! The index of graduates.

use std::path::Path;
use std::sync::Arc;

use tantivy::TantivyError;

use super::document::GraduateDocument;
use super::query::{GraduateHit, GraduateQuery};
use super::schema::Fields;
use crate::index::{IndexError, IndexOptions};
use crate::part::Part;
use crate::vocabulary::Vocabulary;

/// The graduates of one index.
pub struct GraduateIndex {
    part: Part,
    fields: Fields,
    vocabulary: Arc<Vocabulary>,
}

impl GraduateIndex {
    pub(crate) fn open(
        dir: &Path,
        vocabulary: Arc<Vocabulary>,
        options: &IndexOptions,
    ) -> Result<GraduateIndex, TantivyError> {
        let (schema, fields) = super::schema::schema();
        let part = Part::open(dir, schema, super::schema::KEY, options)?;
        Ok(GraduateIndex { part, fields, vocabulary })
    }

    pub(crate) fn upsert(&self, document: &GraduateDocument) -> Result<(), IndexError> {
        self.part.upsert(&document.key, super::schema::written(&self.fields, &self.vocabulary, document))
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
        self.part.reload()
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

    /// Graduates a vacancy may suit, best first; made for recall, to be scored by the caller.
    ///
    /// # Errors
    /// When the index fails.
    pub fn find(&self, query: &GraduateQuery) -> Result<Vec<GraduateHit>, IndexError> {
        super::search::find(&self.part.searcher(), &self.fields, &self.vocabulary, query)
    }
}

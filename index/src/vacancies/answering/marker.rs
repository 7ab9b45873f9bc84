//! Marking what a search looks for in texts that the index does not keep.

use std::sync::Arc;

use super::highlight::Highlighter;
use crate::vacancies::query::error::QueryError;
use crate::vacancies::reading::{self, Reading};
use crate::vocabulary::Vocabulary;

/// Marks the words of one search. All that it gives is HTML whose only tag is `mark`.
pub struct Marker {
    vocabulary: Arc<Vocabulary>,
    reading: Reading,
}

impl Marker {
    pub(crate) fn new(vocabulary: Arc<Vocabulary>, text: &str) -> Result<Marker, QueryError> {
        let reading = reading::read(&vocabulary, text)?;
        Ok(Marker { vocabulary, reading })
    }

    /// For each text the part of it around the first word of the search; `None` where none of them is in it.
    pub fn snippets<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Vec<Option<String>> {
        if self.reading.wanted.is_empty() {
            return texts.map(|_| None).collect();
        }
        let highlighter = Highlighter::new(&self.vocabulary, &self.reading);
        texts.map(|text| highlighter.snippet(text)).collect()
    }
}

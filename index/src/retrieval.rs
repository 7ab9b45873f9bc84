//! Retrieval for matching: wishes that add to a score, conditions that must hold, the best n.

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Searcher, TantivyError, Term};

/// A retrieval being put together.
pub(crate) struct Retrieval<'a> {
    searcher: &'a Searcher,
    wishes: Vec<(Occur, Box<dyn Query>)>,
    conditions: Vec<(Occur, Box<dyn Query>)>,
}

impl<'a> Retrieval<'a> {
    pub(crate) fn new(searcher: &'a Searcher) -> Retrieval<'a> {
        Retrieval { searcher, wishes: Vec::new(), conditions: Vec::new() }
    }

    /// Documents with this value score this much more.
    pub(crate) fn wish(&mut self, field: Field, value: &str, score: f32) {
        let term = Term::from_field_text(field, value);
        self.wish_for(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), score);
    }

    /// Documents with this value score more, the more the rarer it is.
    pub(crate) fn wish_by_rarity(&mut self, field: Field, value: &str, factor: f32) {
        let term = Term::from_field_text(field, value);
        let all = self.searcher.num_docs() as f32;
        let with = self.searcher.doc_freq(&term).unwrap_or(0) as f32;
        let rarity = (1.0 + (all - with).max(0.0) / (with + 0.5)).ln().max(0.1);
        self.wish_for(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), factor * rarity);
    }

    /// Documents found by this score this much more.
    pub(crate) fn wish_for(&mut self, query: Box<dyn Query>, score: f32) {
        self.wishes.push((Occur::Should, Box::new(ConstScoreQuery::new(query, score))));
    }

    /// Only documents with one of these values; no values is no condition.
    pub(crate) fn require_any(&mut self, field: Field, values: &[String]) {
        if !values.is_empty() {
            let terms = values.iter().map(|value| Term::from_field_text(field, value));
            self.require(Box::new(TermSetQuery::new(terms)));
        }
    }

    /// Only documents found by this.
    pub(crate) fn require(&mut self, query: Box<dyn Query>) {
        self.conditions.push((Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0))));
    }

    /// The best documents, best first. Without any wish nothing is found.
    pub(crate) fn run(self, limit: usize) -> Result<Vec<(f32, DocAddress)>, TantivyError> {
        if limit == 0 || self.wishes.is_empty() {
            return Ok(Vec::new());
        }
        let mut clauses = self.conditions;
        clauses.push((Occur::Must, Box::new(BooleanQuery::new(self.wishes))));
        self.searcher.search(&BooleanQuery::new(clauses), &TopDocs::with_limit(limit).order_by_score())
    }
}

/// The keys of found documents, in their order.
pub(crate) fn keys_of(
    searcher: &Searcher,
    key: &str,
    found: &[(f32, DocAddress)],
) -> Result<Vec<(String, f32)>, TantivyError> {
    let mut columns = Vec::new();
    for segment in searcher.segment_readers() {
        columns.push(segment.fast_fields().str(key)?);
    }
    let mut keys = Vec::with_capacity(found.len());
    for (score, address) in found {
        let column = columns.get(address.segment_ord as usize).and_then(Option::as_ref);
        let Some(column) = column else { continue };
        if let Some(ord) = column.ords().first(address.doc_id) {
            let mut text = String::new();
            column.ord_to_str(ord, &mut text)?;
            keys.push((text, *score));
        }
    }
    Ok(keys)
}

//! Finding the dictionaries' terms in running text, and what the text says about each.
//!
//! [`flat`] makes the text comparable and keeps the way back; [`terms`] finds the terms in it, whole words only;
//! [`clauses`] cuts it where one demand ends and the next begins; [`asking`] reads from the clause around a term
//! whether it is demanded, welcome or not needed; [`level`] reads the level beside a certificate.

mod asking;
mod clauses;
mod flat;
pub(super) mod level;
mod terms;

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::text::TextAnalysis;
use clauses::Clauses;
pub(super) use flat::Flat;
pub(super) use terms::Terms;

use super::DictionaryError;

/// What a text says about a term that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// It is named; nothing says that it is asked for.
    Mentioned,
    /// Who has it is preferred: 优先, 加分.
    Preferred,
    /// It is asked for: 须, 持, 会, 熟练.
    Required,
}

/// A skill or certificate that was found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Its canonical spelling.
    pub name: String,
    /// Where it stands, in Unicode scalar values of the text that was given.
    pub span: Range<usize>,
    /// The text says that it is not needed: 无需叉车证.
    pub negated: bool,
    /// What the text says about it.
    pub asking: Asking,
    /// The level of a skill-level certificate, 5 the lowest: 4 for 中级焊工证.
    pub level: Option<u8>,
    /// The grade of a 1+X certificate, on its own scale: 初级, 中级 or 高级.
    pub grade: Option<&'static str>,
}

/// A term of the dictionary in a text: which entry, and its bytes in the flat text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) entry: usize,
    pub(super) range: Range<usize>,
    pub(super) level: Option<u8>,
    pub(super) grade: Option<&'static str>,
}

/// Finds the terms of one dictionary.
pub(super) struct Finder {
    terms: Terms,
    text: Arc<TextAnalysis>,
}

impl Finder {
    /// `terms` are folded, each with the entry it stands for.
    pub(super) fn new(
        file: &'static str,
        terms: Vec<(String, usize)>,
        text: &Arc<TextAnalysis>,
    ) -> Result<Finder, DictionaryError> {
        Ok(Finder { terms: Terms::new(file, terms)?, text: Arc::clone(text) })
    }

    /// What is found in a text, in its order. `accept` looks at the text around each term and may refuse it, widen
    /// it, or read a level; of overlapping terms the first wins, and of those the longest.
    pub(super) fn find(
        &self,
        text: &str,
        accept: impl Fn(&Flat, Hit) -> Option<Hit>,
        name: impl Fn(usize) -> String,
    ) -> Vec<Found> {
        let flat = Flat::new(text, &self.text.normalise(text));
        let mut hits: Vec<Hit> = self.terms.find(&flat, self.text.words());
        if hits.is_empty() {
            return Vec::new();
        }
        hits = hits.into_iter().filter_map(|hit| accept(&flat, hit)).collect();
        let hits = terms::longest_of(hits);
        let clauses = Clauses::of(&flat, hits.iter().map(|hit| hit.range.clone()).collect());
        let mut characters = Characters::new(text);
        let found = hits.into_iter().map(|hit| {
            let said = clauses.said(&hit.range);
            let bytes = flat.original(&hit.range);
            Found {
                name: name(hit.entry),
                span: characters.count(bytes.start)..characters.count(bytes.end),
                negated: said.negated,
                asking: said.asking,
                level: hit.level,
                grade: hit.grade,
            }
        });
        found.collect()
    }
}

/// Counts Unicode scalar values up to positions that only grow, in one pass.
struct Characters<'a> {
    text: &'a str,
    at: usize,
    counted: usize,
}

impl<'a> Characters<'a> {
    fn new(text: &'a str) -> Characters<'a> {
        Characters { text, at: 0, counted: 0 }
    }

    fn count(&mut self, to: usize) -> usize {
        if to < self.at {
            (self.at, self.counted) = (0, 0);
        }
        self.counted += self.text.get(self.at..to).map_or(0, |between| between.chars().count());
        self.at = to;
        self.counted
    }
}

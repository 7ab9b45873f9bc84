//! The terms of a dictionary in a flat text: whole words only, the longest first.

use std::cmp::Reverse;
use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::flat::{Flat, flat_term};
use super::{DictionaryError, Hit};
use crate::text::{Word, Words};

/// All terms of a dictionary in one automaton.
pub(in super::super) struct Terms {
    automaton: AhoCorasick,
    /// The entry that each pattern stands for.
    entries: Vec<usize>,
}

impl Terms {
    pub(super) fn new(file: &'static str, terms: Vec<(String, usize)>) -> Result<Terms, DictionaryError> {
        let mut known: HashMap<String, usize> = HashMap::new();
        for (term, entry) in terms {
            known.entry(flat_term(&term)).or_insert(entry);
        }
        let mut known: Vec<(String, usize)> =
            known.into_iter().filter(|(term, _)| !term.is_empty()).collect();
        known.sort();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(known.iter().map(|(term, _)| term))
            .map_err(|reason| DictionaryError::Row { file, reason: reason.to_string() })?;
        Ok(Terms { automaton, entries: known.into_iter().map(|(_, entry)| entry).collect() })
    }

    /// Every term that stands in the text as a word of its own; terms may overlap.
    pub(super) fn find(&self, flat: &Flat, words: &Words) -> Vec<Hit> {
        let mut all = self.automaton.find_overlapping_iter(flat.text()).peekable();
        if all.peek().is_none() {
            return Vec::new();
        }
        let cut = words.cut(flat.text());
        all.filter(|found| stands_alone(flat, &found.range()) && !cuts_a_word(&cut, &found.range()))
            .filter_map(|found| {
                let entry = *self.entries.get(found.pattern().as_usize())?;
                Some(Hit { entry, range: found.range(), level: None, grade: None })
            })
            .collect()
    }
}

/// Latin letters on both sides belong to one word: no CAD in cadence.
fn stands_alone(flat: &Flat, range: &std::ops::Range<usize>) -> bool {
    let term = flat.text().get(range.clone()).unwrap_or_default();
    let before = flat.before(range.start).chars().next_back();
    let after = flat.after(range.end).chars().next();
    let joined_before = latin(before) && latin(term.chars().next());
    let joined_after = match (term.chars().next_back(), after) {
        // A version may follow a name of some length: CAD2014, Office365.
        (Some(last), Some(next)) if last.is_ascii_alphabetic() && next.is_ascii_digit() => term.len() < 3,
        // C++ is not C, nor is C#.
        (Some(last), Some('+' | '#')) if last.is_ascii_alphanumeric() => true,
        (last, next) => latin(last) && latin(next),
    };
    !joined_before && !joined_after
}

fn latin(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Whether an end of the range falls inside a word: 会计 in 会计算机操作 does.
fn cuts_a_word(words: &[Word<'_>], range: &std::ops::Range<usize>) -> bool {
    [range.start, range.end].into_iter().any(|end| {
        let at = words.partition_point(|word| word.range.end <= end);
        words.get(at).is_some_and(|word| word.range.start < end && !word.text.is_ascii())
    })
}

/// Of overlapping hits the first, and of those that begin together the longest.
pub(super) fn longest_of(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.range.start, Reverse(hit.range.end)));
    let mut end = 0;
    hits.retain(|hit| {
        let free = hit.range.start >= end;
        if free {
            end = hit.range.end;
        }
        free
    });
    hits
}

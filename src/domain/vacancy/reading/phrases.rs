//! A table of phrases and what each means. Where several fit, the one that begins first and reaches furthest is read:
//! 两班倒 is not 倒班, 不包吃住 is not 包吃住, and 夜班补贴 is no shift.

use super::{folded::Folded, pattern::Pattern};
use std::{collections::HashMap, ops::Range};

/// The phrases of one kind.
pub(super) struct Phrases<T> {
    rows: Vec<(Pattern, T)>,
    /// The rows that may begin with a character.
    by_first: HashMap<char, Vec<usize>>,
    /// The rows that may begin with any.
    anywhere: Vec<usize>,
}

/// A phrase where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said<T> {
    /// What it means.
    pub(super) meaning: T,
    /// The folded characters.
    pub(super) at: Range<usize>,
    /// The numbers in it.
    pub(super) numbers: Vec<u32>,
}

impl<T: Copy> Phrases<T> {
    /// A table of patterns, each with its meaning.
    pub(super) fn new<S: AsRef<str>>(table: impl IntoIterator<Item = (S, T)>) -> Self {
        let mut phrases = Self { rows: Vec::new(), by_first: HashMap::new(), anywhere: Vec::new() };
        for (row, (written, meaning)) in table.into_iter().enumerate() {
            let pattern = Pattern::new(written.as_ref());
            match pattern.first_characters() {
                Some(characters) => {
                    for c in characters {
                        let rows = phrases.by_first.entry(c).or_default();
                        if rows.last() != Some(&row) {
                            rows.push(row);
                        }
                    }
                }
                None => phrases.anywhere.push(row),
            }
            phrases.rows.push((pattern, meaning));
        }
        phrases
    }

    /// Every phrase of the text, from left to right; none overlaps another.
    pub(super) fn find(&self, text: &Folded) -> Vec<Said<T>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.chars().len() {
            match self.longest(text, at) {
                Some(said) => {
                    at = said.at.end;
                    found.push(said);
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest(&self, text: &Folded, at: usize) -> Option<Said<T>> {
        let before = at.checked_sub(1).and_then(|before| text.at(before));
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if digit(before) && digit(text.at(at)) {
            return None; // a number is read as a whole or not at all: 26天制 is not 6天制
        }
        let rows = text.at(at).and_then(|first| self.by_first.get(&first)).into_iter().flatten();
        let mut best: Option<Said<T>> = None;
        for (pattern, meaning) in rows.chain(&self.anywhere).filter_map(|row| self.rows.get(*row)) {
            let Some(fit) = pattern.fit(text, at) else { continue };
            if best.as_ref().is_none_or(|best| fit.end > best.at.end) {
                best = Some(Said { meaning: *meaning, at: at..fit.end, numbers: fit.numbers });
            }
        }
        best
    }
}

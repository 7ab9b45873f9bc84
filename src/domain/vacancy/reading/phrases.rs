//! A table of phrases and what each means. Where several fit, the one that begins first and reaches furthest is read:
//! 两班倒 is not 倒班, 不包吃住 is not 包吃住, and 夜班补贴 is no shift.

use super::{folded::Folded, pattern::Pattern};
use std::{collections::HashMap, ops::Range};

/// The phrases of one kind.
pub(super) struct Phrases<T> {
    rows: Vec<(Pattern, T)>,
    firsts: Firsts,
    /// The rows that may begin with a character.
    by_first: HashMap<char, Vec<usize>>,
    /// The rows that may begin with any.
    anywhere: Vec<usize>,
}

/// The characters that phrases may begin with, known by their last bits: most places of a text are put aside by these
/// alone.
#[derive(Default)]
struct Firsts([u64; 32]);

impl Firsts {
    fn add(&mut self, c: char) {
        let (word, bit) = Self::place(c);
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << bit;
        }
    }

    /// Whether a phrase may begin with the character; none does where this says so.
    fn may_have(&self, c: char) -> bool {
        let (word, bit) = Self::place(c);
        self.0.get(word).is_some_and(|word| (word >> bit) & 1 == 1)
    }

    fn place(c: char) -> (usize, u32) {
        ((c as usize >> 6) & 31, c as u32 & 63)
    }
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
        let mut phrases = Self {
            rows: Vec::new(),
            firsts: Firsts::default(),
            by_first: HashMap::new(),
            anywhere: Vec::new(),
        };
        for (row, (written, meaning)) in table.into_iter().enumerate() {
            let pattern = Pattern::new(written.as_ref());
            match pattern.first_characters() {
                Some(characters) => {
                    for c in characters {
                        phrases.firsts.add(c);
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
        while let Some(first) = text.at(at) {
            if self.anywhere.is_empty() && !self.firsts.may_have(first) {
                at += 1;
                continue;
            }
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

//! Marking in a title what was searched for.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::vacancies::reading::{Piece, Reading};
use crate::vocabulary::Vocabulary;

/// Marks the words of one search.
pub(crate) struct Highlighter<'a> {
    vocabulary: &'a Vocabulary,
    words: Vec<String>,
    /// Latin words that may be pinyin.
    spellings: Vec<String>,
}

impl Highlighter<'_> {
    pub(crate) fn new<'a>(vocabulary: &'a Vocabulary, reading: &Reading) -> Highlighter<'a> {
        let mut words = BTreeSet::new();
        for wanted in &reading.wanted {
            for piece in wanted.pieces.iter().chain(&wanted.helping).chain(&wanted.whole) {
                words.extend(words_of(piece));
            }
        }
        let spellings = words.iter().filter(|word| word.len() >= 3 && word.is_ascii()).cloned().collect();
        Highlighter { vocabulary, words: words.into_iter().collect(), spellings }
    }

    /// The title, HTML-escaped, with `<mark>` around what was searched for.
    pub(crate) fn highlight(&self, title: &str) -> String {
        mark(title, 0..title.len(), &self.ranges(title))
    }

    /// What was searched for, as sorted ranges of the text.
    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let normalised = self.vocabulary.text().normalise(text);
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for found in self.found(normalised.text()) {
            ranges.push(normalised.original_start(found.start)..normalised.original_end(found.end));
        }
        ranges.sort_by_key(|range| range.start);
        merge(ranges)
    }

    /// The part of a longer text around the first of what was searched for, HTML-escaped and marked; `None` where
    /// there is nothing of it.
    pub(crate) fn snippet(&self, text: &str) -> Option<String> {
        let ranges = self.ranges(text);
        let first = ranges.first()?;
        let before = text.get(..first.start)?.char_indices().rev();
        let start = before.take_while(|(_, c)| !is_break(*c)).take(SNIPPET_BEFORE).last();
        let start = start.map_or(first.start, |(at, _)| at);
        let end = text.get(start..)?.char_indices().nth(SNIPPET);
        let end = end.map_or(text.len(), |(at, _)| start + at).max(first.end);
        let mut snippet = String::new();
        if text.get(..start).is_some_and(|before| !before.trim().is_empty()) {
            snippet.push('…');
        }
        snippet.push_str(&mark(text, start..end, &ranges));
        if text.get(end..).is_some_and(|after| !after.trim().is_empty()) {
            snippet.push('…');
        }
        Some(snippet)
    }

    fn found(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for word in &self.words {
            found.extend(text.match_indices(word.as_str()).map(|(at, word)| at..at + word.len()));
        }
        if found.is_empty() && !self.spellings.is_empty() {
            found.extend(self.spelt(text));
        }
        found
    }

    /// Runs of characters that a Latin word of the search spells.
    fn spelt(&self, text: &str) -> Vec<Range<usize>> {
        let syllables = self.vocabulary.text().pinyin().syllables(text);
        let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bounds.push(text.len());
        let mut found = Vec::new();
        for from in 0..syllables.len() {
            for to in from + 1..=syllables.len().min(from + 8) {
                let Some(run) = syllables.get(from..to) else { continue };
                let spelling = crate::text::Pinyin::spell(run);
                let spelt =
                    |word: &String| *word == spelling.full || (to - from > 2 && *word == spelling.initials);
                if self.spellings.iter().any(spelt)
                    && let (Some(start), Some(end)) = (bounds.get(from), bounds.get(to))
                {
                    found.push(*start..*end);
                }
            }
        }
        found
    }
}

/// Characters of a snippet, and of these before what was found.
const SNIPPET: usize = 80;
const SNIPPET_BEFORE: usize = 24;

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '。' | '；' | '！' | '？')
}

/// A part of a text, HTML-escaped, with `<mark>` around the ranges that lie in it.
fn mark(text: &str, part: Range<usize>, ranges: &[Range<usize>]) -> String {
    let mut marked = String::with_capacity(part.len() + 32);
    let mut done = part.start;
    for range in ranges.iter().filter(|range| part.start <= range.start && range.end <= part.end) {
        escape(text.get(done..range.start).unwrap_or_default(), &mut marked);
        marked.push_str("<mark>");
        escape(text.get(range.clone()).unwrap_or_default(), &mut marked);
        marked.push_str("</mark>");
        done = range.end;
    }
    escape(text.get(done..part.end).unwrap_or_default(), &mut marked);
    marked
}

fn words_of(piece: &Piece) -> impl Iterator<Item = String> + '_ {
    let others = piece.others.iter().map(|(word, _)| word.clone());
    std::iter::once(piece.text.clone()).chain(piece.parts.iter().cloned()).chain(others)
}

/// Sorted ranges without overlaps.
fn merge(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

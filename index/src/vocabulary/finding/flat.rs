//! Text made flat: folded, without the spaces between Chinese words, line breaks kept.

use std::ops::Range;

use crate::text::Normalised;

/// A folded text in which a term stands as the dictionary writes it, with the way back to the original.
pub(in super::super) struct Flat {
    text: String,
    /// For every byte of `text`, the original bytes of its character.
    origins: Vec<(usize, usize)>,
}

impl Flat {
    pub(super) fn new(original: &str, normalised: &Normalised) -> Flat {
        let folded = normalised.text();
        let mut flat = Flat { text: String::with_capacity(folded.len()), origins: Vec::new() };
        let mut rest = folded.char_indices().peekable();
        let mut last_end = 0;
        while let Some((at, c)) = rest.next() {
            let origin = (normalised.original_start(at), normalised.original_end(at + c.len_utf8()));
            if c != ' ' {
                flat.push(c, origin);
                last_end = origin.1;
                continue;
            }
            let next = rest.peek().copied();
            let until = next.map_or(original.len(), |(at, _)| normalised.original_start(at));
            let gap = original.get(last_end..until).unwrap_or_default();
            if gap.contains(['\n', '\r']) {
                flat.push('\n', origin);
            } else if is_latin(flat.text.chars().next_back()) && is_latin(next.map(|(_, c)| c)) {
                flat.push(' ', origin);
            }
        }
        flat
    }

    fn push(&mut self, c: char, origin: (usize, usize)) {
        self.text.push(c);
        self.origins.resize(self.text.len(), origin);
    }

    /// The flat text.
    pub(in super::super) fn text(&self) -> &str {
        &self.text
    }

    /// What stands before a position.
    pub(in super::super) fn before(&self, at: usize) -> &str {
        self.text.get(..at).unwrap_or_default()
    }

    /// What stands after a position.
    pub(in super::super) fn after(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The original bytes of a range that is not empty.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.origins.get(range.start).map_or(0, |(start, _)| *start);
        let last = range.end.checked_sub(1).and_then(|last| self.origins.get(last));
        start..last.map_or(start, |(_, end)| *end).max(start)
    }
}

fn is_latin(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii() && c != '\n')
}

/// A term as it stands in a flat text.
pub(super) fn flat_term(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded.chars().peekable();
    while let Some(c) = rest.next() {
        let stays = is_latin(out.chars().next_back()) && is_latin(rest.peek().copied());
        if c != ' ' || stays {
            out.push(c);
        }
    }
    out
}

//! A stretch of a text, as callers count it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A stretch of a text in Unicode scalar values of what was given, its end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct Span {
    /// Its first character.
    pub start: u32,
    /// The character after its last.
    pub end: u32,
}

impl Span {
    /// A span between two places; texts are bounded far below what it can count.
    pub fn new(start: usize, end: usize) -> Self {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: place(start), end: place(end) }
    }

    /// The characters of the text that it covers.
    pub fn quote(self, text: &str) -> String {
        let length = self.end.saturating_sub(self.start);
        text.chars().skip(self.start as usize).take(length as usize).collect()
    }

    /// Whether the two share a character.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_counts_characters_and_not_bytes() {
        let span = Span::new(1, 3);
        assert_eq!(span.quote("𠮷限男性"), "限男");
        assert!(span.overlaps(Span::new(2, 9)) && !span.overlaps(Span::new(3, 9)));
    }
}

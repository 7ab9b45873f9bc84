//! What a text says of whom, read by its clauses: the words with what they stand for, what says one thing together,
//! who speaks, and then what is asked of people or taken from them.

mod clause;
mod groups;
mod lists;
mod pay;
mod stance;
mod taking;
mod token;

use super::{Finding, Rule, Severity, wording::Read};
use clause::{merged, sentences};
use token::{Bare, tokens};

use stance::Stance;

/// Something found: a rule, how bad it is, and where in the bare text.
type Found = (Rule, Severity, usize, usize);

/// A text as the grammar reads it.
pub(super) struct Grammar {
    found: Vec<(Rule, Severity, usize, usize)>,
    stance: Stance,
}

impl Grammar {
    /// Reads a folded text.
    pub(super) fn new(folded: &str) -> Self {
        let bare = Bare::new(folded);
        let tokens = merged(&tokens(&bare.text), &bare);
        let sentences = sentences(&tokens, bare.text.len());
        let stance = Stance::new(&sentences, &bare);
        let mut found: Vec<Found> = Vec::new();
        for sentence in &sentences {
            found.extend(groups::check(sentence, &bare));
            found.extend(taking::check(sentence, &bare));
            found.extend(pay::check(sentence, &bare));
        }
        let folded = |(rule, severity, start, end): Found| {
            let (start, end) = bare.folded(start, end)?;
            Some((rule, severity, start, end))
        };
        let found = found.into_iter().filter_map(folded);
        let found = found.filter(|(rule, _, start, end)| !stance.excuses(*rule, *start, *end)).collect();
        Self { found, stance }
    }

    /// What it finds.
    pub(super) fn findings(&self, read: &Read<'_>) -> Vec<Finding> {
        let found = self.found.iter();
        found
            .filter_map(|(rule, severity, start, end)| read.finding(*rule, *severity, *start, *end))
            .collect()
    }

    /// Whether a stretch of the folded text is said in a way that excuses it.
    pub(super) fn excuses(&self, rule: Rule, start: usize, end: usize) -> bool {
        self.stance.excuses(rule, start, end)
    }
}

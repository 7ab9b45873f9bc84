//! Texts as bags of terms: characters one by one and in pairs, and words.

use std::collections::BTreeMap;

use crate::text::{TextAnalysis, is_word_character};

/// How often each term is in a text, weighted by the field it is in. Ordered, so that sums do not vary.
pub(super) type Counts = BTreeMap<String, f32>;

/// Both views of a text: characters find what words miss (数控 in 数控车工), words are surer.
#[derive(Debug, Clone, Default)]
pub(super) struct Views {
    pub(super) characters: Counts,
    pub(super) words: Counts,
}

impl Views {
    /// Adds a text with the weight of its field.
    pub(super) fn add(&mut self, text: &TextAnalysis, field: &str, weight: f32) {
        if weight == 0.0 {
            return;
        }
        let folded = text.fold(field);
        for run in folded.split(|c| !is_word_character(c)).filter(|run| !run.is_empty()) {
            count_characters(run, weight, &mut self.characters);
        }
        for word in text.words().cut_with_parts(&folded) {
            if word.text.chars().nth(1).is_some() {
                *self.words.entry(word.text.to_owned()).or_default() += weight;
            }
        }
    }
}

fn count_characters(run: &str, weight: f32, counts: &mut Counts) {
    let bounds: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    for length in [1, 2] {
        for pair in bounds.windows(length + 1) {
            let (Some(from), Some(to)) = (pair.first(), pair.last()) else { continue };
            if let Some(term) = run.get(*from..*to) {
                *counts.entry(term.to_owned()).or_default() += weight;
            }
        }
    }
}

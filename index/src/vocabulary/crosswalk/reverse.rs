//! The majors for an occupation that no table names.

use super::counts::Views;
use super::derive::{Deriver, LEAST_CONFIDENCE};
use super::links::Link;
use crate::vocabulary::Vocabulary;

/// How many majors are proposed.
const PROPOSED: usize = 8;
/// What the best of them is sure of: words alone.
const SUREST: f32 = 0.4;

impl Deriver {
    /// The majors whose words are most like an occupation's.
    pub(super) fn majors_like(&self, words: &Vocabulary, occupation: &str) -> Vec<Link> {
        let Some(occupation) = words.occupations().by_code(occupation) else { return Vec::new() };
        let mut views = Views::default();
        views.add(words.text(), &occupation.name, 1.5);
        let fields = occupation.aliases.iter().chain(&occupation.terms);
        fields.for_each(|field| views.add(words.text(), field, 1.0));
        let scores = super::evidence::scaled(self.majors().score(&views.characters));
        let mut links: Vec<Link> = words
            .majors()
            .iter()
            .zip(scores)
            .map(|(major, score)| Link::derived(major.code.clone(), SUREST * score * score))
            .filter(|link| link.confidence >= LEAST_CONFIDENCE)
            .collect();
        links.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        links.truncate(PROPOSED);
        links
    }
}

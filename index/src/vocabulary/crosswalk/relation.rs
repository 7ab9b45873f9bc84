//! How a major and an occupation relate.

use serde::{Deserialize, Serialize};

use super::links::LinkSource;
use crate::vocabulary::Vocabulary;

/// How an occupation relates to a major.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MajorRelation {
    /// The official table links them (对口).
    Same,
    /// The official table links the major to another occupation of the same small class, such as `6-18-01`.
    Close,
    /// No official table covers the major; our own links them.
    Editorial {
        /// How sure, above 0 and at most 1.
        confidence: f32,
    },
    /// No table links them, but their words are alike: a derived guess, to be shown as one.
    Derived {
        /// How sure, above 0 and at most 1.
        confidence: f32,
    },
    /// The official table covers the major and does not link it, and words say nothing either.
    Unrelated,
    /// No official table covers the major and nothing else links them, or a code is not known.
    Uncovered,
}

/// What being of the small class of an occupation in our own table says, of that link's confidence.
const SAME_SMALL_CLASS: f32 = 0.5;

impl Vocabulary {
    /// How an occupation relates to a major, both by code.
    pub fn relation(&self, major: &str, occupation: &str) -> MajorRelation {
        if self.occupations.by_code(occupation).is_none() || self.majors.by_code(major).is_none() {
            return MajorRelation::Uncovered;
        }
        if let Some(link) = self.crosswalk.links.between(major, occupation) {
            return match link.source {
                LinkSource::Official => MajorRelation::Same,
                LinkSource::Editorial => MajorRelation::Editorial { confidence: link.confidence },
                LinkSource::Derived => MajorRelation::Derived { confidence: link.confidence },
            };
        }
        let links = self.linked_occupations_of(major);
        let alike = links.iter().filter(|link| small_class(&link.code) == small_class(occupation));
        let alike = alike.max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        let covered = links.iter().any(|link| link.source == LinkSource::Official);
        if covered && alike.is_some() {
            return MajorRelation::Close;
        }
        let by_class = alike.map_or(0.0, |link| link.confidence * SAME_SMALL_CLASS);
        let by_words = self.derived_of(major).iter().find(|link| link.code == occupation);
        let confidence = by_words.map_or(0.0, |link| link.confidence).max(by_class);
        match (confidence > 0.0, covered) {
            (true, _) => MajorRelation::Derived { confidence },
            (false, true) => MajorRelation::Unrelated,
            (false, false) => MajorRelation::Uncovered,
        }
    }
}

/// The first three groups of an occupation code: `6-18-01-07` → `6-18-01`.
pub(super) fn small_class(code: &str) -> &str {
    level(code, 2)
}

/// The first two groups of an occupation code: `6-18-01-07` → `6-18`.
pub(super) fn middle_class(code: &str) -> &str {
    level(code, 1)
}

fn level(code: &str, dashes: usize) -> &str {
    code.match_indices('-').nth(dashes).and_then(|(at, _)| code.get(..at)).unwrap_or(code)
}

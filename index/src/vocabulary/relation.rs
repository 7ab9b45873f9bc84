//! How a major and an occupation relate.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::dictionary::{DictionaryError, MAJOR_OCCUPATIONS};
use super::majors::{Major, Majors};
use super::occupations::{Occupation, Occupations};

/// How an occupation relates to a major.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MajorRelation {
    /// The official table links them (对口).
    Same,
    /// The table links the major to another occupation of the same small class, such as `6-18-01`.
    Close,
    /// The table covers the major and links neither.
    Unrelated,
    /// No table covers the major, but their words are alike: a derived guess, to be shown as one.
    Related {
        /// How alike, above 0 and at most 1.
        score: f32,
    },
    /// No table covers the major and their words say nothing, or a code is not known.
    Uncovered,
}

/// Likeness under this is chance.
const LEAST_LIKENESS: f32 = 0.08;
/// Likeness of this and more counts as full.
const FULL_LIKENESS: f32 = 0.3;

#[derive(Deserialize)]
struct Link {
    major: String,
    occupation: String,
}

/// The official links, and the words for majors without any.
pub(super) struct Relations {
    links: HashMap<String, Vec<String>>,
    reverse: HashMap<String, Vec<String>>,
    close: HashSet<(String, String)>,
    major_pairs: HashMap<String, Vec<u64>>,
    occupation_pairs: HashMap<String, Vec<u64>>,
}

impl Relations {
    pub(super) fn load(majors: &Majors, occupations: &Occupations) -> Result<Relations, DictionaryError> {
        let mut links: HashMap<String, Vec<String>> = HashMap::new();
        let mut reverse: HashMap<String, Vec<String>> = HashMap::new();
        let mut close = HashSet::new();
        for Link { major, occupation } in MAJOR_OCCUPATIONS.rows()? {
            let unknown = |code| DictionaryError::UnknownCode { file: MAJOR_OCCUPATIONS.name, code };
            if majors.by_code(&major).is_none() {
                return Err(unknown(major));
            }
            if occupations.by_code(&occupation).is_none() {
                return Err(unknown(occupation));
            }
            close.insert((major.clone(), small_class(&occupation).to_owned()));
            reverse.entry(occupation.clone()).or_default().push(major.clone());
            links.entry(major).or_default().push(occupation);
        }
        let uncovered = majors.iter().filter(|major| !links.contains_key(&major.code));
        let major_pairs = uncovered.map(|major| (major.code.clone(), words_of_major(major))).collect();
        let occupation_pairs =
            occupations.iter().map(|one| (one.code.clone(), words_of_occupation(one))).collect();
        Ok(Relations { links, reverse, close, major_pairs, occupation_pairs })
    }

    pub(super) fn between(&self, major: &str, occupation: &str) -> MajorRelation {
        if !self.occupation_pairs.contains_key(occupation) {
            return MajorRelation::Uncovered;
        }
        match self.links.get(major) {
            Some(links) if links.iter().any(|linked| linked == occupation) => MajorRelation::Same,
            Some(_) if self.close.contains(&(major.to_owned(), small_class(occupation).to_owned())) => {
                MajorRelation::Close
            }
            Some(_) => MajorRelation::Unrelated,
            None => self.by_words(major, occupation),
        }
    }

    fn by_words(&self, major: &str, occupation: &str) -> MajorRelation {
        let pairs = self.major_pairs.get(major).zip(self.occupation_pairs.get(occupation));
        let likeness = pairs.map_or(0.0, |(one, other)| likeness(one, other));
        if likeness < LEAST_LIKENESS {
            return MajorRelation::Uncovered;
        }
        MajorRelation::Related { score: (likeness / FULL_LIKENESS).min(1.0) }
    }

    pub(super) fn occupations_of(&self, major: &str) -> &[String] {
        self.links.get(major).map_or(&[], Vec::as_slice)
    }

    pub(super) fn majors_of(&self, occupation: &str) -> &[String] {
        self.reverse.get(occupation).map_or(&[], Vec::as_slice)
    }
}

/// The first three groups of an occupation code: `6-18-01-07` → `6-18-01`.
fn small_class(code: &str) -> &str {
    code.match_indices('-').nth(2).and_then(|(at, _)| code.get(..at)).unwrap_or(code)
}

fn words_of_major(major: &Major) -> Vec<u64> {
    pairs(std::iter::once(&major.name).chain(&major.courses))
}

fn words_of_occupation(occupation: &Occupation) -> Vec<u64> {
    pairs(std::iter::once(&occupation.name).chain(&occupation.aliases).chain(&occupation.terms))
}

/// The pairs of neighbouring characters of some words, sorted, each once, without the most general ones.
fn pairs<'a>(words: impl Iterator<Item = &'a String>) -> Vec<u64> {
    const GENERAL: [&str; 12] =
        ["技术", "应用", "基础", "管理", "与管", "实务", "操作", "设备", "工程", "生产", "制作", "加工"];
    let mut pairs = Vec::new();
    for word in words {
        let chars: Vec<char> = word.chars().collect();
        for pair in chars.windows(2) {
            if let [one, other] = *pair
                && !GENERAL.iter().any(|general| general.chars().eq([one, other]))
            {
                pairs.push(u64::from(u32::from(one)) << 32 | u64::from(u32::from(other)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Cosine of two sorted sets.
fn likeness(one: &[u64], other: &[u64]) -> f32 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let shared = one.iter().filter(|pair| other.binary_search(pair).is_ok()).count();
    shared as f32 / ((one.len() * other.len()) as f32).sqrt()
}

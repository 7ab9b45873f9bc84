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
const FULL_LIKENESS: f32 = 0.4;

#[derive(Deserialize)]
struct Link {
    major: String,
    occupation: String,
}

/// The official links, and the words of everything for majors without any.
pub(super) struct Relations {
    links: HashMap<String, Vec<String>>,
    reverse: HashMap<String, Vec<String>>,
    close: HashSet<(String, String)>,
    majors: HashMap<String, WordVector>,
    occupations: HashMap<String, WordVector>,
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
        let (majors, occupations) = vectors(majors, occupations);
        Ok(Relations { links, reverse, close, majors, occupations })
    }

    pub(super) fn between(&self, major: &str, occupation: &str) -> MajorRelation {
        if !self.occupations.contains_key(occupation) {
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
        let likeness = self.likeness(major, occupation);
        if likeness < LEAST_LIKENESS {
            return MajorRelation::Uncovered;
        }
        MajorRelation::Related { score: (likeness / FULL_LIKENESS).min(1.0) }
    }

    /// How alike the words of a major and an occupation are, 0 to 1.
    pub(super) fn likeness(&self, major: &str, occupation: &str) -> f32 {
        let both = self.majors.get(major).zip(self.occupations.get(occupation));
        both.map_or(0.0, |(major, occupation)| major.cosine(occupation))
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

fn vectors(
    majors: &Majors,
    occupations: &Occupations,
) -> (HashMap<String, WordVector>, HashMap<String, WordVector>) {
    let counted: Vec<_> = occupations.iter().map(|one| (&one.code, counts_of_occupation(one))).collect();
    let mut spread: HashMap<[char; 2], f32> = HashMap::new();
    for (_, counts) in &counted {
        for pair in counts.keys() {
            *spread.entry(*pair).or_default() += 1.0;
        }
    }
    let all = counted.len() as f32;
    let rarity = |pair: &[char; 2]| (all / spread.get(pair).copied().unwrap_or(1.0)).ln();
    let majors = majors.iter().map(|one| (one.code.clone(), WordVector::new(counts_of_major(one), rarity)));
    let majors = majors.collect();
    let vector = |(code, counts): (&String, PairCounts)| (code.clone(), WordVector::new(counts, rarity));
    (majors, counted.into_iter().map(vector).collect())
}

/// How often two characters stand side by side, weighted by where.
type PairCounts = HashMap<[char; 2], f32>;

fn counts_of_major(major: &Major) -> PairCounts {
    let mut counts = PairCounts::new();
    count_pairs(&major.name, 3.0, &mut counts);
    for course in major.courses.iter().chain(&major.certificates) {
        count_pairs(course, 0.7, &mut counts);
    }
    counts
}

fn counts_of_occupation(occupation: &Occupation) -> PairCounts {
    let mut counts = PairCounts::new();
    count_pairs(&occupation.name, 3.0, &mut counts);
    for alias in &occupation.aliases {
        count_pairs(alias, 1.5, &mut counts);
    }
    for (rank, term) in (0_u8..).zip(&occupation.terms) {
        count_pairs(term, 1.0 / (1.0 + f32::from(rank) * 0.1), &mut counts);
    }
    counts
}

/// Words that every second name has and that say nothing about the trade.
const GENERAL: [&str; 12] =
    ["工程技术人员", "专业人员", "技术", "应用", "基础", "管理", "服务", "人员", "与", "及", "和", "、"];

fn count_pairs(text: &str, weight: f32, counts: &mut PairCounts) {
    let bare = GENERAL.iter().fold(text.to_owned(), |text, general| text.replace(general, " "));
    for word in bare.split(' ') {
        for (one, other) in word.chars().zip(word.chars().skip(1)) {
            *counts.entry([one, other]).or_default() += weight;
        }
    }
}

/// The pairs of a text by code point, weighted by rarity, as a vector of length one.
struct WordVector(Vec<([char; 2], f32)>);

impl WordVector {
    fn new(counts: PairCounts, rarity: impl Fn(&[char; 2]) -> f32) -> WordVector {
        // The root keeps a pair that is everywhere in one text from drowning all others.
        let weighted = counts.into_iter().map(|(pair, count)| (pair, count.sqrt() * rarity(&pair)));
        let mut weighted: Vec<([char; 2], f32)> = weighted.collect();
        weighted.sort_unstable_by_key(|(pair, _)| *pair);
        let length = weighted.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        for (_, weight) in &mut weighted {
            *weight /= length.max(f32::MIN_POSITIVE);
        }
        WordVector(weighted)
    }

    fn cosine(&self, other: &WordVector) -> f32 {
        let shared = self.0.iter().filter_map(|(pair, weight)| {
            let at = other.0.binary_search_by_key(pair, |(pair, _)| *pair).ok()?;
            Some(weight * other.0.get(at)?.1)
        });
        shared.sum()
    }
}

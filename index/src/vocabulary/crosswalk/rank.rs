//! Ranking occupations for a title or a major: one question for both, since people ask with either.
//!
//! A known major is answered by its tables first: official links, then ours, then what words suggest; where several
//! speak, their scores add up. Any other text is read as a title of work and by its words.

use super::derive::Derivation;
use super::links::LinkSource;
use crate::vocabulary::{Major, Vocabulary, WordRelation};

/// What occupations are asked for.
#[derive(Debug, Clone, Default)]
pub struct OccupationQuery {
    /// The title of a job, or the name or code of a major.
    pub title: String,
    /// The name or code of the major, where `title` is something else.
    pub major: Option<String>,
    /// Courses; where none are given, a known major's are used.
    pub courses: Vec<String>,
}

/// What may be used to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RankingMethod {
    /// Everything known: official links, then our own, then derived.
    Known,
    /// Only the derived method, and no link of any major of the class of the asked major, as if that class had none.
    DerivedOnly,
}

/// An occupation and how well it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedOccupation {
    /// Its code.
    pub code: String,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
}

/// What an official link adds: more than all else together.
const OFFICIAL: f32 = 2.0;
/// What the derived score adds to a link of our table.
const BESIDE_TABLE: f32 = 0.1;
/// What the square of the derived score counts where no table has a link.
const WITHOUT_TABLE: f32 = 0.55;
/// Above this the reader of titles has found a name (see `propose_occupations`).
const NAMED: f32 = 2.0;

impl Vocabulary {
    /// The occupations that answer a title or a major, best first, at most `limit`.
    pub fn rank_occupations(
        &self,
        query: &OccupationQuery,
        method: RankingMethod,
        limit: usize,
    ) -> Vec<RankedOccupation> {
        let named = query.major.as_deref().and_then(|major| self.majors().find(major));
        let major = named.or_else(|| self.majors().find(&query.title));
        let mut ranked = match major {
            Some(major) => self.rank_for_major(major, query, method),
            None => self.rank_for_text(query, method),
        };
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.code.cmp(&b.code)));
        ranked.truncate(limit);
        ranked
    }

    fn rank_for_major(
        &self,
        major: &Major,
        query: &OccupationQuery,
        method: RankingMethod,
    ) -> Vec<RankedOccupation> {
        let mut derivation = Derivation::of_major(major);
        if !query.courses.is_empty() {
            derivation.courses = query.courses.clone();
        }
        if method == RankingMethod::DerivedOnly {
            derivation.without_class = Some(major.class_code.clone());
            return self.deriver().rank(self, &derivation);
        }
        let mut ranked = self.deriver().rank(self, &derivation);
        for one in &mut ranked {
            one.score = match self.crosswalk.links.between(&major.code, &one.code) {
                Some(link) => {
                    let official = if link.source == LinkSource::Official { OFFICIAL } else { 0.0 };
                    official + link.confidence + BESIDE_TABLE * one.score
                }
                None => WITHOUT_TABLE * one.score * one.score,
            };
        }
        ranked
    }

    /// A major that no catalogue here knows, or a title of work.
    fn rank_for_text(&self, query: &OccupationQuery, method: RankingMethod) -> Vec<RankedOccupation> {
        let text = self.bare(query.major.as_deref().unwrap_or(&query.title));
        let derivation =
            Derivation { name: text.clone(), courses: query.courses.clone(), ..Derivation::default() };
        if method == RankingMethod::DerivedOnly || query.major.is_some() || !query.courses.is_empty() {
            return self.deriver().rank(self, &derivation);
        }
        let mut found: std::collections::BTreeMap<String, f32> = std::collections::BTreeMap::new();
        for one in self.deriver().rank_title(self, &derivation) {
            found.insert(one.code, one.score);
        }
        for hit in self.propose_occupations(&query.title, 20) {
            let named = if hit.score > NAMED { 1.0 } else { 0.0 };
            *found.entry(hit.code).or_default() += named + hit.score / 10.0;
        }
        found.into_iter().map(|(code, score)| RankedOccupation { code, score }).collect()
    }

    /// A title without the words that every advertisement has, and with the other words for what it says.
    fn bare(&self, title: &str) -> String {
        let folded = self.text().fold(title);
        let words = self.text().words().cut(&folded);
        let telling = words.iter().filter(|word| !self.synonyms().is_general(word.text));
        let mut telling: Vec<&str> = telling.map(|word| word.text).collect();
        if telling.is_empty() {
            return folded;
        }
        for word in telling.clone() {
            let same = self.synonyms().of(word).iter().filter(|one| one.relation == WordRelation::Same);
            telling.extend(same.map(|one| one.word.as_str()).take(2));
        }
        telling.join(" ")
    }
}

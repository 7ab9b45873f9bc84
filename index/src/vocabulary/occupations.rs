//! Occupations of the national occupational classification (2022), by code, by name and by the title of a vacancy.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dictionary::{DictionaryError, OCCUPATION_TITLES, OCCUPATIONS, list};
use crate::text::Folding;

/// One occupation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Occupation {
    /// Its code, such as `6-18-01-01`.
    pub code: String,
    /// Its name, such as 车工.
    pub name: String,
    /// Kinds of work within it (工种) and everyday titles.
    pub aliases: Vec<String>,
    /// Words its description is known by, the most telling first.
    pub terms: Vec<String>,
}

/// An occupation proposed for a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OccupationHit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How well it fits; above 2 a name or title was found in the text, below only words hint at it.
    pub score: f32,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    aliases: String,
    terms: String,
}

#[derive(Deserialize)]
struct Title {
    title: String,
    code: String,
}

/// What each character of a name counts that is only a part of a longer name: it hints.
const PART_OF_NAME: f32 = 0.3;

/// All occupations.
pub struct Occupations {
    pub(super) entries: Vec<Occupation>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_term: HashMap<String, Vec<(usize, f32)>>,
    longest_name: usize,
    folding: Arc<Folding>,
}

impl Occupations {
    pub(super) fn load(folding: &Arc<Folding>) -> Result<Occupations, DictionaryError> {
        let mut entries: Vec<Occupation> = OCCUPATIONS.rows::<Row>()?.into_iter().map(Into::into).collect();
        let by_code: HashMap<String, usize> =
            entries.iter().enumerate().map(|(at, occupation)| (occupation.code.clone(), at)).collect();
        for title in OCCUPATION_TITLES.rows::<Title>()? {
            let occupation = by_code.get(&title.code).and_then(|at| entries.get_mut(*at));
            let Some(occupation) = occupation else {
                return Err(DictionaryError::UnknownCode { file: OCCUPATION_TITLES.name, code: title.code });
            };
            if title.title != occupation.name && !occupation.aliases.contains(&title.title) {
                occupation.aliases.push(title.title);
            }
        }
        let mut occupations = Occupations {
            entries,
            by_code,
            by_name: HashMap::new(),
            by_term: HashMap::new(),
            longest_name: 0,
            folding: Arc::clone(folding),
        };
        occupations.index_names();
        occupations.index_terms();
        Ok(occupations)
    }

    fn index_names(&mut self) {
        for (at, occupation) in self.entries.iter().enumerate() {
            for name in std::iter::once(&occupation.name).chain(&occupation.aliases) {
                let name = self.folding.fold(name);
                self.longest_name = self.longest_name.max(name.chars().count());
                let named = self.by_name.entry(name).or_default();
                if !named.contains(&at) {
                    named.push(at);
                }
            }
        }
    }

    fn index_terms(&mut self) {
        for (at, occupation) in self.entries.iter().enumerate() {
            for (rank, term) in (0_u8..).zip(&occupation.terms) {
                // The files list terms by how telling they are; the tenth says about half of the first.
                let weight = 1.0 / (1.0 + f32::from(rank) * 0.1);
                self.by_term.entry(self.folding.fold(term)).or_default().push((at, weight));
            }
        }
    }

    /// All occupations by code.
    pub fn iter(&self) -> impl Iterator<Item = &Occupation> {
        self.entries.iter()
    }

    /// The occupation with this code.
    pub fn by_code(&self, code: &str) -> Option<&Occupation> {
        self.by_code.get(code.trim()).and_then(|at| self.entries.get(*at))
    }

    /// Where the occupation with this code stands among all.
    pub(super) fn position(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// The occupations with this name or alias: its own name first.
    pub fn by_name(&self, name: &str) -> Vec<&Occupation> {
        let name = self.folding.fold(name);
        let found = self.by_name.get(&name).into_iter().flatten();
        let mut found: Vec<&Occupation> = found.filter_map(|at| self.entries.get(*at)).collect();
        found.sort_by_key(|occupation| self.folding.fold(&occupation.name) != name);
        found
    }

    /// The code itself and its higher levels: `6-18-01-01` → `6`, `6-18`, `6-18-01`, `6-18-01-01`.
    pub fn levels(code: &str) -> Vec<String> {
        let dashes = code.match_indices('-').map(|(at, _)| at);
        dashes.chain([code.len()]).filter_map(|end| code.get(..end)).map(str::to_owned).collect()
    }

    /// The occupations a title may mean, best first. `also` are other words for words in it; the best of them
    /// counts, and a little less than the title itself.
    pub(super) fn find_with<'a>(
        &self,
        title: &str,
        also: impl Iterator<Item = &'a str>,
        limit: usize,
    ) -> Vec<OccupationHit> {
        let mut scores = self.score_text(&self.folding.fold(title));
        let mut others: HashMap<usize, f32> = HashMap::new();
        for other in also {
            for (at, score) in self.score_text(other) {
                let best = others.entry(at).or_default();
                *best = best.max(score);
            }
        }
        for (at, score) in others {
            *scores.entry(at).or_default() += 0.4 * score;
        }
        let mut ranked: Vec<(usize, f32)> = scores.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let hits = ranked.into_iter().take(limit).filter_map(|(at, score)| {
            let occupation = self.entries.get(at)?;
            Some(OccupationHit { code: occupation.code.clone(), name: occupation.name.clone(), score })
        });
        hits.collect()
    }

    /// The occupations a vacancy's title may mean, best first, by the names it contains.
    pub fn find(&self, title: &str, limit: usize) -> Vec<OccupationHit> {
        self.find_with(title, std::iter::empty(), limit)
    }

    /// Where the names in a text stand, each that is not within a longer one: the longest says what is meant, so that
    /// 电子装配工 is not read as 装配工.
    pub(super) fn longest_names(&self, text: &str) -> Vec<Range<usize>> {
        let start = text.as_ptr() as usize;
        let named =
            substrings(text, self.longest_name.min(24)).filter(|(part, _)| self.by_name.contains_key(*part));
        let spans = named.map(|(part, _)| {
            let from = part.as_ptr() as usize - start;
            from..from + part.len()
        });
        let mut spans: Vec<Range<usize>> = spans.collect();
        spans.sort_by_key(|span| std::cmp::Reverse(span.len()));
        let mut longest: Vec<Range<usize>> = Vec::new();
        for span in spans {
            if !longest.iter().any(|longer| within(&span, longer)) {
                longest.push(span);
            }
        }
        longest
    }

    fn score_text(&self, text: &str) -> HashMap<usize, f32> {
        let mut best: HashMap<usize, f32> = HashMap::new();
        let longest = self.longest_names(text);
        let whole = |part: &str| longest.iter().any(|span| text.get(span.clone()) == Some(part));
        for (part, length) in substrings(text, self.longest_name.min(24)) {
            for at in self.by_name.get(part).into_iter().flatten() {
                let own = self.entries.get(*at).is_some_and(|occupation| occupation.name == part);
                let ends = text.ends_with(part);
                let known = 2.0 + length + f32::from(u8::from(own)) * 0.5 + f32::from(u8::from(ends)) * 0.5;
                let score = if whole(part) { known } else { PART_OF_NAME * length };
                let slot = best.entry(*at).or_default();
                *slot = slot.max(score);
            }
            if let Some(known) = self.by_term.get(part).filter(|_| length >= 2.0) {
                // A term of many occupations says little.
                let rarity = 1.0 / (1.0 + (known.len() as f32).ln());
                for (at, weight) in known {
                    *best.entry(*at).or_default() += 0.4 * weight * rarity;
                }
            }
        }
        best
    }

    /// Every name and alias, folded.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    pub(super) fn words(&self, words: &mut HashSet<String>) {
        words.extend(self.by_name.keys().cloned());
    }
}

/// Whether a span is a true part of a longer one.
pub(super) fn within(span: &Range<usize>, longer: &Range<usize>) -> bool {
    longer.start <= span.start && span.end <= longer.end && span.len() < longer.len()
}

/// Every part of a text of 2 to `longest` characters, with its length; longer texts are cut at 128 characters.
fn substrings(text: &str, longest: usize) -> impl Iterator<Item = (&str, f32)> {
    let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).take(128).collect();
    bounds.push(text.char_indices().nth(128).map_or(text.len(), |(at, _)| at));
    let count = bounds.len();
    (0..count).flat_map(move |from| {
        let bounds = bounds.clone();
        (from + 2..count.min(from + longest + 1)).filter_map(move |to| {
            let part = text.get(*bounds.get(from)?..*bounds.get(to)?)?;
            Some((part, (to - from) as f32))
        })
    })
}

impl From<Row> for Occupation {
    fn from(row: Row) -> Occupation {
        Occupation { code: row.code, name: row.name, aliases: list(&row.aliases), terms: list(&row.terms) }
    }
}

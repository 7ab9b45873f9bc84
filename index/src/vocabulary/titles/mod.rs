//! Titles of all kinds of work in families, and how near any title is to any other.
//!
//! A family holds the titles that mean the same or nearly the same work; its code is the unit group of ISCO-08 it is in,
//! so that families of one group are near to each other. [`ridge`] learns at start, from the families alone, how much each
//! part of a title ([`grams`]) speaks for each family; [`meaning`] reads a title so, known or not; [`ranking`] ranks a
//! list of titles for a query.

mod grams;
mod meaning;
mod ranking;
mod ridge;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

pub use ranking::{RankedTitle, TitleRanking};

use super::Vocabulary;
use super::dictionary::{DictionaryError, TITLE_FAMILIES, list};
use crate::text::Folding;
use meaning::{Model, alike};

/// Titles that mean the same or nearly the same work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TitleFamily {
    /// The unit group of ISCO-08 it is in, such as `2512`.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Its titles, the most usual first.
    pub titles: Vec<String>,
}

impl TitleFamily {
    /// Its name and its titles, each once.
    fn names(&self) -> impl Iterator<Item = &String> {
        let name = Some(&self.name).filter(|name| !self.titles.contains(name));
        name.into_iter().chain(&self.titles)
    }

    /// The group with so many digits that it is in.
    fn group(&self, digits: usize) -> &str {
        self.code.get(..digits).unwrap_or(&self.code)
    }
}

/// A family that a title belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct TitleFamilyHit<'a> {
    /// The family.
    pub family: &'a TitleFamily,
    /// About 1 where the title is surely one of its titles; under 0.3 only the whole group is sure.
    pub score: f32,
}

/// A title that is near to another.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedTitle {
    /// The title.
    pub title: String,
    /// How near, from 0 to 1.
    pub score: f32,
}

#[derive(Deserialize)]
struct Row {
    isco: String,
    family: String,
    titles: String,
}

/// All families. What is learnt from them takes a second and is learnt when first asked for.
pub struct TitleFamilies {
    families: Vec<TitleFamily>,
    by_title: HashMap<String, Vec<usize>>,
    model: OnceLock<Arc<Model>>,
}

/// From a score as low as this a title is taken to belong to a group of families.
const BELONGS: f32 = 0.3;
/// What a family must have of it at least.
const SPOKEN_FOR: f32 = 0.1;
/// Of so many families titles are proposed.
const NEAREST_FAMILIES: usize = 4;

impl TitleFamilies {
    pub(super) fn load(folding: &Folding) -> Result<TitleFamilies, DictionaryError> {
        let rows = TITLE_FAMILIES.rows::<Row>()?.into_iter();
        let families: Vec<TitleFamily> = rows
            .map(|row| TitleFamily { code: row.isco, name: row.family, titles: list(&row.titles) })
            .collect();
        let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, family) in families.iter().enumerate() {
            for title in family.names() {
                let families = by_title.entry(folding.fold(title)).or_default();
                if families.last() != Some(&at) {
                    families.push(at);
                }
            }
        }
        Ok(TitleFamilies { families, by_title, model: OnceLock::new() })
    }

    /// All families, by the code of their group.
    pub fn iter(&self) -> impl Iterator<Item = &TitleFamily> {
        self.families.iter()
    }

    /// The families that have exactly this folded title.
    pub fn with_title(&self, folded: &str) -> impl Iterator<Item = &TitleFamily> {
        self.by_title.get(folded).into_iter().flatten().filter_map(|at| self.families.get(*at))
    }
}

impl Vocabulary {
    fn title_model(&self) -> &Arc<Model> {
        let titles = &self.titles;
        titles.model.get_or_init(|| Arc::new(Model::new(&self.text, &titles.families)))
    }

    /// The families of titles.
    pub fn title_families(&self) -> &TitleFamilies {
        &self.titles
    }

    /// The families any title belongs to, the surest first; none where nothing speaks clearly for one.
    pub fn families_of_title(&self, title: &str, limit: usize) -> Vec<TitleFamilyHit<'_>> {
        let folded = self.text.fold(title);
        let scores = self.title_model().families(&folded);
        let families = || self.titles.families.iter().zip(&scores);
        let mut groups: HashMap<&str, f32> = HashMap::new();
        for (family, score) in families() {
            *groups.entry(&family.code).or_default() += score;
        }
        let clear = |family: &TitleFamily, score: f32| {
            let group = groups.get(family.code.as_str()).copied().unwrap_or_default();
            score >= SPOKEN_FOR && group >= BELONGS
        };
        let mut hits: Vec<TitleFamilyHit<'_>> = families()
            .filter(|(family, score)| clear(family, **score))
            .map(|(family, score)| TitleFamilyHit { family, score: *score })
            .collect();
        for family in self.titles.with_title(&folded) {
            match hits.iter_mut().find(|hit| std::ptr::eq(hit.family, family)) {
                Some(hit) => hit.score = hit.score.max(BELONGS),
                None => hits.push(TitleFamilyHit { family, score: BELONGS }),
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        hits.truncate(limit);
        hits
    }

    /// Other titles for the same or nearly the same work, the nearest first; none where the title is not understood.
    pub fn related_titles(&self, title: &str, limit: usize) -> Vec<RelatedTitle> {
        let folded = self.text.fold(title);
        let model = self.title_model();
        let meaning = model.meaning(&folded);
        let families = self.families_of_title(title, NEAREST_FAMILIES);
        let titles: BTreeSet<&String> = families.iter().flat_map(|hit| hit.family.names()).collect();
        let others = titles.into_iter().map(|title| (title, self.text.fold(title)));
        let mut related: Vec<RelatedTitle> = others
            .filter(|(_, other)| *other != folded)
            .map(|(title, other)| RelatedTitle {
                title: title.clone(),
                score: alike(&meaning, &model.meaning(&other)),
            })
            .collect();
        related.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.title.cmp(&b.title)));
        related.truncate(limit);
        related
    }
}

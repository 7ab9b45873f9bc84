//! How well a vacancy answers a query, 0 to 3, by what is true of both.
//!
//! - A vacancy of an occupation that was asked for has that occupation's grade in the table: 3 where nothing is said,
//!   2 for a narrower or neighbouring one that the asker means too, 1 for one somebody might look at. An occupation of
//!   the same family as one asked for with 3 has 1. Where no occupation is asked for, everything starts with 3.
//! - In another place than the one asked for: 0.
//! - Each condition asked for and not offered takes 2 away; where only conditions are asked for, all of it.
//! - Another employer than the one asked for: 0. Without a phrase that must stand there, or with a word that must not: 0.
//! - `overrides.csv` says by hand what a vacancy is worth at least (or, with 0, never) for holding a word in its title,
//!   places and conditions apart.
//!
//! What has 2 or 3 counts as relevant where a figure knows only yes and no.

use serde::Deserialize;

use super::conditions::Condition;
use super::corpus::{Vacancy, graded};
use super::tables::{Job, Tables, list, rows};
use crate::text::TextAnalysis;

/// A query and what it asks for.
pub(super) struct Judged {
    pub(super) query: String,
    pub(super) kind: String,
    /// The grade of each vacancy, in the order of the corpus.
    pub(super) grades: Vec<u8>,
}

/// What a vacancy would have to be to answer a query.
pub(super) struct Wish<'a> {
    pub(super) job: &'a Job,
    /// Codes of places, any will do; none is anywhere.
    pub(super) places: Vec<String>,
    pub(super) conditions: Vec<Condition>,
}

#[derive(Deserialize)]
struct Row {
    query: String,
    kind: String,
    asked: String,
    place: String,
    conditions: String,
    must: String,
    without: String,
    employer: String,
}

#[derive(Deserialize)]
struct Override {
    /// Queries, between bars.
    query: String,
    title: String,
    grade: u8,
}

/// What one query asks for.
struct Asked {
    jobs: Vec<(String, u8)>,
    places: Vec<String>,
    conditions: Vec<Condition>,
    must: String,
    without: Vec<String>,
    employer: String,
    /// Words of titles and what they are worth.
    by_hand: Vec<(String, u8)>,
}

/// For each query about a place or conditions a job with them that would answer it.
pub(super) fn wished(tables: &Tables) -> Vec<Wish<'_>> {
    let queries = queries().into_iter().map(|row| Asked::of(&row, tables));
    let narrow = queries.filter(|asked| !asked.places.is_empty() || !asked.conditions.is_empty());
    let wishes = narrow.filter_map(|asked| {
        let (job, _) = asked.jobs.iter().find(|(_, grade)| *grade == 3)?;
        Some(Wish { job: tables.job(job), places: asked.places, conditions: asked.conditions })
    });
    wishes.collect()
}

fn queries() -> Vec<Row> {
    rows(include_str!("../../../tests/index/golden/queries.csv"))
}

pub(super) fn judged(tables: &Tables, vacancies: &[Vacancy], text: &TextAnalysis) -> Vec<Judged> {
    let overrides: Vec<Override> = rows(include_str!("../../../tests/index/golden/overrides.csv"));
    let texts: Vec<(String, String)> = vacancies
        .iter()
        .map(|one| (text.fold(&one.document.title), text.fold(&one.document.description)))
        .collect();
    let judge = |row: Row| {
        let mut asked = Asked::of(&row, tables);
        let by_hand = overrides.iter().filter(|one| list(&one.query, '|').contains(&row.query));
        asked.by_hand = by_hand.map(|one| (one.title.clone(), one.grade)).collect();
        let grades = vacancies.iter().zip(&texts);
        let grades = grades.map(|(vacancy, (title, description))| asked.grade(vacancy, title, description));
        Judged { query: row.query, kind: row.kind, grades: grades.collect() }
    };
    queries().into_iter().map(judge).collect()
}

impl Asked {
    fn of(row: &Row, tables: &Tables) -> Asked {
        let mut jobs: Vec<(String, u8)> = Vec::new();
        let mut families = Vec::new();
        for (name, grade) in graded(&row.asked) {
            if let Some(family) = name.strip_prefix('@') {
                let members = tables.jobs.iter().filter(|job| job.family == family);
                let before = jobs.len();
                jobs.extend(members.map(|job| (job.name.clone(), grade)));
                assert!(jobs.len() > before, "no job is of the family {family}");
            } else {
                if grade == 3 {
                    families.push(tables.job(&name).family.clone());
                }
                jobs.push((tables.job(&name).name.clone(), grade));
            }
        }
        let beside = tables.jobs.iter().filter(|job| families.contains(&job.family));
        jobs.extend(beside.map(|job| (job.name.clone(), 1)));
        Asked {
            jobs,
            places: list(&row.place, '|'),
            conditions: list(&row.conditions, ';').iter().map(|name| Condition::named(name)).collect(),
            must: row.must.clone(),
            without: list(&row.without, '|'),
            employer: row.employer.clone(),
            by_hand: Vec::new(),
        }
    }

    fn grade(&self, vacancy: &Vacancy, title: &str, description: &str) -> u8 {
        let elsewhere =
            !self.places.is_empty() && !self.places.iter().any(|place| vacancy.place.starts_with(place));
        let holds = |word: &String| title.contains(word) || description.contains(word);
        let unwanted = self.without.iter().any(holds);
        let otherwise = !vacancy.employer.contains(&self.employer);
        if elsewhere || unwanted || otherwise || !holds(&self.must) {
            return 0;
        }
        let unmet = self.conditions.iter().filter(|one| !vacancy.conditions.contains(one)).count();
        let unmet = u8::try_from(unmet).unwrap();
        if self.jobs.is_empty() {
            return if unmet == 0 { 3 } else { 0 };
        }
        self.fit(vacancy, title).saturating_sub(2 * unmet)
    }

    /// The best fit between what is asked for and what the vacancy is.
    fn fit(&self, vacancy: &Vacancy, title: &str) -> u8 {
        let fits = vacancy.jobs.iter().flat_map(|(job, fit)| {
            let asked = self.jobs.iter().filter(move |(asked, _)| asked == job);
            asked.map(move |(_, grade)| *grade.min(fit))
        });
        let by_hand = self.by_hand.iter().filter(|(word, _)| title.contains(word)).map(|(_, grade)| *grade);
        if by_hand.clone().any(|grade| grade == 0) { 0 } else { fits.chain(by_hand).max().unwrap_or(0) }
    }
}

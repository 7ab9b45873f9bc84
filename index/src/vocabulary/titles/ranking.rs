//! Ranking a list of titles for a query.
//!
//! 1. **Meaning.** How alike the families are that query and title belong to.
//! 2. **Words.** How many of their characters and pairs are the same, as telling as they are in this list: for titles
//!    that no family knows.
//! 3. **Feedback.** What is like the best of the list so far is lifted: pseudo relevance feedback (Rocchio, *Relevance
//!    Feedback in Information Retrieval*, 1971).
//! 4. **Neighbours.** A title shares the score of the titles nearest to it in the list: what is near to much that
//!    answers, answers.
//!
//! The weights were chosen on our own table and on families with half of their titles hidden (see the test `titles`).

use std::sync::Arc;

use super::TitleFamily;
use super::grams::{GramSpace, Row, grams};
use super::meaning::Model;
use crate::text::TextAnalysis;
use crate::vocabulary::Vocabulary;

/// What words count beside meaning.
const WORDS: f32 = 0.08;
/// How many of the best feed back, and how much.
const FEEDBACK: (usize, f32) = (8, 0.8);
/// How many neighbours a title has.
const NEIGHBOURS: usize = 10;

/// A title and how well it answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedTitle {
    /// Its place in the list, from 0.
    pub at: usize,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
}

/// A list of titles, ready to be ranked.
pub struct TitleRanking<'a> {
    text: &'a TextAnalysis,
    model: Arc<Model>,
    space: GramSpace,
    words: Columns,
    meanings: Vec<Row>,
    meaning: Columns,
    /// For each title the nearest others and their shares.
    neighbours: Vec<Row>,
}

impl TitleRanking<'_> {
    /// Reads the titles: a second for ten thousand.
    pub fn new<'a>(vocabulary: &'a Vocabulary, titles: &[&str]) -> TitleRanking<'a> {
        TitleRanking::with_model(vocabulary.text(), Arc::clone(vocabulary.title_model()), titles)
    }

    /// Reads the titles by what is learnt from other families than those of the dictionary: for honest measuring.
    pub fn learning_from<'a>(
        vocabulary: &'a Vocabulary,
        families: &[TitleFamily],
        titles: &[&str],
    ) -> TitleRanking<'a> {
        let model = Model::new(vocabulary.text(), families);
        TitleRanking::with_model(vocabulary.text(), Arc::new(model), titles)
    }

    fn with_model<'a>(text: &'a TextAnalysis, model: Arc<Model>, titles: &[&str]) -> TitleRanking<'a> {
        let folded: Vec<String> = titles.iter().map(|title| text.fold(title)).collect();
        let parts: Vec<_> = folded.iter().map(|title| grams(title)).collect();
        let space = GramSpace::new(&parts);
        let words: Vec<Row> = parts.iter().map(|title| space.vector(title)).collect();
        let meanings: Vec<Row> = folded.iter().map(|title| model.meaning(title)).collect();
        let meaning = Columns::new(&meanings, model.dimensions());
        let neighbours =
            meanings.iter().enumerate().map(|(at, row)| nearest(at, &meaning.alike(row))).collect();
        let words = Columns::new(&words, space.len());
        TitleRanking { text, model, space, words, meanings, meaning, neighbours }
    }

    /// All titles, the best first; those that answer alike in the order of the list.
    pub fn rank(&self, query: &str) -> Vec<RankedTitle> {
        let folded = self.text.fold(query);
        let mut scores = self.meaning.alike(&self.model.meaning(&folded));
        add(&mut scores, WORDS, &self.words.alike(&self.space.vector(&grams(&folded))));
        let fed_back = self.feed_back(&scores);
        add(&mut scores, FEEDBACK.1, &fed_back);
        let shared = self
            .neighbours
            .iter()
            .map(|near| near.iter().map(|(at, share)| share * value(&scores, *at)).sum());
        let shared: Vec<f32> = shared.collect();
        add(&mut scores, 1.0, &shared);
        let ranked = scores.into_iter().enumerate().map(|(at, score)| RankedTitle { at, score });
        let mut ranked: Vec<RankedTitle> = ranked.collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
        ranked
    }

    /// How alike each title is to the best so far.
    fn feed_back(&self, scores: &[f32]) -> Vec<f32> {
        let mut mixed = vec![0.0; scores.len()];
        for (at, share) in shares(best(scores, FEEDBACK.0), 2) {
            if let Some(meaning) = self.meanings.get(at as usize) {
                add(&mut mixed, share, &self.meaning.alike(meaning));
            }
        }
        mixed
    }
}

/// The vectors of the titles by their entries.
struct Columns {
    columns: Vec<Row>,
    titles: usize,
}

impl Columns {
    fn new(rows: &[Row], dimensions: usize) -> Columns {
        let mut columns = vec![Row::new(); dimensions];
        for (title, row) in (0_u32..).zip(rows) {
            for (at, value) in row {
                if let Some(column) = columns.get_mut(*at as usize) {
                    column.push((title, *value));
                }
            }
        }
        Columns { columns, titles: rows.len() }
    }

    /// The cosine of each title with a vector of length one.
    fn alike(&self, row: &Row) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.titles];
        for (at, value) in row {
            for (title, other) in self.columns.get(*at as usize).into_iter().flatten() {
                if let Some(sum) = sums.get_mut(*title as usize) {
                    *sum += value * other;
                }
            }
        }
        sums
    }
}

fn nearest(title: usize, alike: &[f32]) -> Row {
    let others = best(alike, NEIGHBOURS + 1).into_iter().filter(|(at, _)| *at as usize != title);
    shares(others.take(NEIGHBOURS).collect(), 3)
}

/// The highest scores above 0, best first.
fn best(scores: &[f32], limit: usize) -> Row {
    let mut all: Row = (0_u32..).zip(scores.iter().copied()).filter(|(_, score)| *score > 0.0).collect();
    let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if all.len() > limit {
        all.select_nth_unstable_by(limit, order);
        all.truncate(limit);
    }
    all.sort_unstable_by(order);
    all
}

/// Scores raised to a power and scaled to sum to 1.
fn shares(mut scores: Row, power: i32) -> Row {
    let sum: f32 = scores.iter().map(|(_, score)| score.powi(power)).sum();
    for (_, score) in &mut scores {
        *score = score.powi(power) / sum.max(f32::MIN_POSITIVE);
    }
    scores
}

fn add(to: &mut [f32], times: f32, scores: &[f32]) {
    for (to, score) in to.iter_mut().zip(scores) {
        *to += times * score;
    }
}

fn value(scores: &[f32], at: u32) -> f32 {
    scores.get(at as usize).copied().unwrap_or_default()
}

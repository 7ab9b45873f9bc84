//! Scoring everybody: what the pools' answers and times are measured against.

use super::BenchError;
use crate::{
    app::{
        App,
        matches::Surroundings,
        pools::{Measure, Wanted},
    },
    domain::{
        ids::{GraduateId, VacancyId},
        matching::{Candidate, Post, Score, score_only},
        vacancy::Vacancy,
    },
};
use std::{cmp::Reverse, collections::BTreeSet, hint::black_box, sync::Arc, time::Duration};
use tokio::time::Instant;

/// How many rows are read at once.
const PAGE: u64 = 1000;

/// The order of an answer: eligible first, then by score, then by id.
type Rank<I> = (bool, Reverse<Option<Score>>, I);

/// The best of everybody for one who asks, and how long scoring took.
pub(super) struct Best<I> {
    most: usize,
    best: BTreeSet<Rank<I>>,
    pub(super) time: Duration,
}

impl<I: Ord + Copy> Best<I> {
    fn new(most: usize) -> Self {
        Self { most, best: BTreeSet::new(), time: Duration::ZERO }
    }

    fn offer(&mut self, id: I, scored: Option<(bool, Score)>) {
        // Who has no score is not among the best while others are there; this world is large enough for that.
        let Some((eligible, score)) = scored else { return };
        let rank = (!eligible, Reverse(Some(score)), id);
        if self.best.len() < self.most || self.best.last().is_some_and(|worst| rank < *worst) {
            self.best.insert(rank);
            if self.best.len() > self.most {
                self.best.pop_last();
            }
        }
    }

    /// What share of these was found.
    pub(super) fn recall(&self, found: &[I]) -> f64 {
        let there = self.best.iter().filter(|(.., id)| found.contains(id)).count();
        there as f64 / self.best.len().max(1) as f64
    }
}

/// Scores every graduate of the store for each of the vacancies.
pub(super) async fn graduates(
    app: &App,
    vacancies: &Arc<Vec<Vacancy>>,
    most: usize,
) -> Result<Vec<Best<GraduateId>>, BenchError> {
    let mut best: Vec<_> = vacancies.iter().map(|_| Best::new(most)).collect();
    let mut after: Option<GraduateId> = None;
    loop {
        let ids = app.store.graduate_ids_after(after, PAGE).await?;
        let Some(last) = ids.last() else { return Ok(best) };
        after = Some(*last);
        let graduates = app.store.graduates(&ids).await?;
        let surroundings = Surroundings::of(app, &graduates).await?;
        let vacancies = Arc::clone(vacancies);
        best = app
            .with_pools(move |_, measure| {
                let candidates: Vec<_> = graduates.iter().map(|one| surroundings.candidate(one)).collect();
                for (vacancy, best) in vacancies.iter().zip(&mut best) {
                    let (post, started) = (Post::of(vacancy), Instant::now());
                    for candidate in &candidates {
                        best.offer(candidate.graduate, score(candidate, &post, measure));
                    }
                    best.time += started.elapsed();
                }
                best
            })
            .await?;
    }
}

/// Scores every public vacancy of the store for each of the graduates.
pub(super) async fn vacancies(
    app: &App,
    candidates: &Arc<Vec<Candidate>>,
    most: usize,
) -> Result<Vec<Best<VacancyId>>, BenchError> {
    let mut best: Vec<_> = candidates.iter().map(|_| Best::new(most)).collect();
    let mut after: Option<VacancyId> = None;
    loop {
        let ids = app.store.vacancy_ids_after(after, PAGE).await?;
        let Some(last) = ids.last() else { return Ok(best) };
        after = Some(*last);
        let vacancies = app.store.open_among(&ids, app.today()).await?;
        let candidates = Arc::clone(candidates);
        best = app
            .with_pools(move |_, measure| {
                let posts: Vec<_> = vacancies.iter().map(Post::of).collect();
                for (candidate, best) in candidates.iter().zip(&mut best) {
                    let started = Instant::now();
                    for post in &posts {
                        best.offer(post.vacancy, score(candidate, post, measure));
                    }
                    best.time += started.elapsed();
                }
                best
            })
            .await?;
    }
}

fn score(candidate: &Candidate, post: &Post<'_>, measure: Measure<'_>) -> Option<(bool, Score)> {
    let Measure { knowledge, weights, today } = measure;
    score_only(candidate, post, knowledge, weights, today)
}

/// How long ranking takes in the pools: by walking the best first, by looking at everybody, and for those that alerts
/// are about, for each of the vacancies.
pub(super) async fn ranked(
    app: &App,
    vacancies: Vec<Vacancy>,
    (most, looked_at): (usize, usize),
) -> Result<[Vec<Duration>; 3], BenchError> {
    let (candidates, threshold) = (app.policy.candidates, app.policy.alert_threshold);
    let times = app.with_pools(move |pools, measure| {
        let best = Wanted { most, ..Wanted::default() };
        // To the next hundred-millionth, which is near enough for a figure.
        let least = Some((threshold * 1e8) as u32);
        let told = Wanted { most: candidates, least, ..Wanted::default() };
        let mut times = [Vec::new(), Vec::new(), Vec::new()];
        for (number, vacancy) in vacancies.iter().enumerate() {
            times[0].push(timed(|| black_box(pools.graduate_ids_for(vacancy, &best, measure)).len()));
            if number < looked_at {
                let look = || pools.graduates_by_looking_at_everybody(vacancy, &best, measure).len();
                times[1].push(timed(|| black_box(look())));
            }
            times[2].push(timed(|| black_box(pools.graduates_for(vacancy, &told, measure)).len()));
        }
        times
    });
    Ok(times.await?)
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let started = Instant::now();
    black_box(work());
    started.elapsed()
}

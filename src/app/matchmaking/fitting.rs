//! The graduates whom a vacancy fits: the index proposes, the scoring that everybody sees decides.

use crate::{
    app::{
        App,
        knowledge::Dictionaries,
        matches::{Surroundings, find_graduates, query_for},
        work::WorkError,
    },
    domain::{
        graduate::Graduate,
        ids::GraduateId,
        language::Bilingual,
        matching::{Assessment, Candidate, Post, assess, score_only},
        vacancy::Vacancy,
    },
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// How many reasons a graduate is told.
const REASONS: usize = 3;

/// A graduate whom a vacancy fits.
#[derive(Clone)]
pub(super) struct Fit {
    pub(super) graduate: Arc<Graduate>,
    candidate: Arc<Candidate>,
}

/// The graduates who are eligible and reach the score that alerts ask for, the best first.
pub(super) async fn graduates(app: &App, vacancy: &Vacancy) -> Result<Vec<Fit>, WorkError> {
    let proposed = proposed(app, vacancy).await?;
    reaching(app, vacancy, proposed, app.policy.alert_threshold).await
}

/// Those of the graduates who are eligible, the best first.
pub(super) async fn among(
    app: &App,
    vacancy: &Vacancy,
    graduates: Vec<Graduate>,
) -> Result<Vec<Fit>, WorkError> {
    reaching(app, vacancy, graduates, 0.0).await
}

async fn reaching(
    app: &App,
    vacancy: &Vacancy,
    proposed: Vec<Graduate>,
    threshold: f64,
) -> Result<Vec<Fit>, WorkError> {
    let surroundings = Surroundings::of(app, &proposed).await?;
    let (words, weights, today) = (Arc::clone(&app.words), app.policy.weights.clone(), app.today());
    let vacancy = vacancy.clone();
    let task = tokio::task::spawn_blocking(move || {
        let (knowledge, post) = (Dictionaries(&words), Post::of(&vacancy));
        let mut fits: Vec<_> = proposed
            .into_iter()
            .filter_map(|graduate| {
                let candidate = surroundings.candidate(&graduate);
                let (eligible, score) = score_only(&candidate, &post, &knowledge, &weights, today)?;
                let fits = eligible && score.as_f64() >= threshold;
                fits.then(|| (score, Fit { graduate: Arc::new(graduate), candidate: Arc::new(candidate) }))
            })
            .collect();
        fits.sort_by(|(low, left), (high, right)| {
            high.cmp(low).then(left.graduate.id.cmp(&right.graduate.id))
        });
        fits.into_iter().map(|(_, fit)| fit).collect()
    });
    Ok(task.await?)
}

/// The index's proposals, and the whole of every class that has seats kept for it.
async fn proposed(app: &App, vacancy: &Vacancy) -> Result<Vec<Graduate>, WorkError> {
    let query = query_for(&app.words, vacancy, app.policy.candidates);
    let mut proposed = find_graduates(app, query.clone()).await?;
    let kept = vacancy.content.reserved.iter().filter(|seats| seats.seats > 0);
    let programmes: Vec<_> = kept.map(|seats| seats.programme.to_string()).collect();
    if !programmes.is_empty() {
        let known: HashSet<_> = proposed.iter().map(|graduate| graduate.id).collect();
        let class =
            find_graduates(app, jobbridge_index::GraduateQuery { only_programmes: programmes, ..query })
                .await?;
        proposed.extend(class.into_iter().filter(|graduate| !known.contains(&graduate.id)));
    }
    Ok(proposed)
}

/// The score of each, and the strongest reasons.
pub(super) async fn explain(
    app: &App,
    vacancy: &Vacancy,
    fits: Vec<Fit>,
) -> Result<HashMap<GraduateId, (f64, Vec<Bilingual>)>, WorkError> {
    if fits.is_empty() {
        return Ok(HashMap::new());
    }
    let (words, weights, today) = (Arc::clone(&app.words), app.policy.weights.clone(), app.today());
    let vacancy = vacancy.clone();
    let task = tokio::task::spawn_blocking(move || {
        let (knowledge, post) = (Dictionaries(&words), Post::of(&vacancy));
        let explained = fits.iter().map(|fit| {
            let assessment = assess(&fit.candidate, &post, &knowledge, &weights, today);
            (fit.graduate.id, (assessment.score.unwrap_or_default(), reasons(&assessment)))
        });
        explained.collect()
    });
    Ok(task.await?)
}

/// What speaks for the vacancy, the weightiest first.
fn reasons(assessment: &Assessment) -> Vec<Bilingual> {
    assessment.reasons(REASONS).into_iter().map(|criterion| criterion.message.clone()).collect()
}

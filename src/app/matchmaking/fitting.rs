//! The graduates whom a vacancy fits: the pools say who, the scoring that everybody sees explains.

use crate::{
    app::{
        App,
        knowledge::Dictionaries,
        matches::Surroundings,
        pools::{Fitting, Wanted},
        work::WorkError,
    },
    domain::{
        consent::Purpose,
        graduate::Graduate,
        ids::{GraduateId, ProgrammeId},
        language::Bilingual,
        matching::{Assessment, Post, assess},
        vacancy::Vacancy,
    },
};
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// How many reasons a graduate is told.
const REASONS: usize = 3;

/// The graduates who are eligible and reach the score that alerts ask for, the best first: so many as are looked at for
/// a vacancy, and the whole of every class that has seats kept for it.
pub(super) async fn graduates(app: &App, vacancy: &Vacancy) -> Result<Vec<Fitting>, WorkError> {
    let kept = vacancy.content.reserved.iter().filter(|seats| seats.seats > 0);
    let programmes: Vec<_> = kept.map(|seats| seats.programme).collect();
    let least = Some(least_score(app.policy.alert_threshold));
    let best = Wanted { most: app.policy.candidates, least, ..Wanted::default() };
    let vacancy = vacancy.clone();
    let fits = app.with_pools(move |pools, measure| {
        let mut fits = pools.graduates_for(&vacancy, &best, measure);
        if !programmes.is_empty() {
            let known: HashSet<_> = fits.iter().map(|fit| fit.id).collect();
            let class = pools.graduates_for(&vacancy, &Wanted { programmes, ..best }, measure);
            fits.extend(class.into_iter().filter(|fit| !known.contains(&fit.id)));
            fits.sort_by_key(|fit| (Reverse(fit.score), fit.id));
        }
        fits
    });
    Ok(fits.await?)
}

/// Those in the programmes who are eligible, the best first.
pub(super) async fn in_programmes(
    app: &App,
    vacancy: &Vacancy,
    programmes: Vec<ProgrammeId>,
) -> Result<Vec<Fitting>, WorkError> {
    if programmes.is_empty() {
        return Ok(Vec::new());
    }
    let (all, vacancy) =
        (Wanted { most: usize::MAX, least: Some(0), programmes, school: None }, vacancy.clone());
    Ok(app.with_pools(move |pools, measure| pools.graduates_for(&vacancy, &all, measure)).await?)
}

/// The least score that reaches the threshold, in hundred-millionths.
fn least_score(threshold: f64) -> u32 {
    let near = (threshold.clamp(0.0, 1.1) * 1e8).floor() as u32;
    let reaches = |units: &u32| f64::from(*units) / 1e8 >= threshold;
    (near.saturating_sub(1)..=near.saturating_add(1)).find(reaches).unwrap_or(near)
}

/// Those of the graduates who agree, now, to be matched.
pub(super) async fn still_agreeing(app: &App, ids: &[GraduateId]) -> Result<Vec<Graduate>, WorkError> {
    let mut graduates = app.store.graduates(ids).await?;
    graduates.retain(|graduate| graduate.consents_to(Purpose::Matching));
    Ok(graduates)
}

/// The score of each who is still eligible and reaches the threshold, and the strongest reasons.
pub(super) async fn explain(
    app: &App,
    vacancy: &Vacancy,
    graduates: Vec<Graduate>,
) -> Result<HashMap<GraduateId, (f64, Vec<Bilingual>)>, WorkError> {
    if graduates.is_empty() {
        return Ok(HashMap::new());
    }
    let surroundings = Surroundings::of(app, &graduates).await?;
    let (words, weights, today) = (Arc::clone(&app.words), app.policy.weights.clone(), app.today());
    let (vacancy, threshold) = (vacancy.clone(), app.policy.alert_threshold);
    let task = tokio::task::spawn_blocking(move || {
        let (knowledge, post) = (Dictionaries(&words), Post::of(&vacancy));
        let explained = graduates.iter().filter_map(|graduate| {
            let candidate = surroundings.candidate(graduate);
            let assessment = assess(&candidate, &post, &knowledge, &weights, today);
            let score = assessment.score.filter(|score| assessment.eligible && *score >= threshold)?;
            Some((graduate.id, (score, reasons(&assessment))))
        });
        explained.collect()
    });
    Ok(task.await?)
}

/// What speaks for the vacancy, the weightiest first.
fn reasons(assessment: &Assessment) -> Vec<Bilingual> {
    assessment.reasons(REASONS).into_iter().map(|criterion| criterion.message.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_score_is_the_first_that_reaches_the_threshold() {
        for threshold in [0.0, 0.1, 0.3, 0.55, 0.6, 0.7, 0.123_456_785, 1.0 / 3.0, 1.0] {
            let least = least_score(threshold);
            assert!(f64::from(least) / 1e8 >= threshold, "{threshold}");
            assert!(least == 0 || f64::from(least - 1) / 1e8 < threshold, "{threshold}");
        }
        assert!(least_score(1.5) > 100_000_000, "nobody reaches more than all");
    }
}

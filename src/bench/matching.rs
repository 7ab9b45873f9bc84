//! Matching: one vacancy against all graduates over HTTP, and the assessment of a single pair by itself.

use super::{
    BenchError, BenchOptions,
    client::Connection,
    figures::{Report, grouped, median, spread},
    setup::World,
};
use crate::{
    app::{
        App, keys,
        knowledge::Dictionaries,
        matches::{Surroundings, find_graduates, query_for},
    },
    domain::{
        ids::VacancyId,
        matching::{Candidate, Post, assess, score_only},
        party::Party,
        vacancy::Vacancy,
    },
    server::Server,
};
use std::{hint::black_box, time::Duration};
use tokio::time::Instant;

/// Of how many vacancies the pairs are assessed by themselves.
const POSTS: usize = 20;

pub(super) async fn measure(
    server: &Server,
    world: &World,
    options: &BenchOptions,
    report: &mut Report,
) -> Result<(), BenchError> {
    let app = &server.app;
    let (_, key) = keys::create_key_for(app, Party::Employer(world.employer), "bench").await?;
    let mut connection = Connection::open(server.address, Some(&key)).await?;
    let times = matched(&mut connection, &world.vacancies, options.time).await?;
    report.add(
        &format!("one vacancy against {} graduates", grouped(options.graduates as f64)),
        spread(&times),
        format!(
            "{} requests for the 20 best, explained, over HTTP, one after the other: the index proposes {}, each is \
             read from the store and assessed",
            grouped(times.len() as f64),
            grouped(app.policy.candidates.min(options.graduates) as f64)
        ),
    );
    pairs(app, &world.vacancies, report).await
}

/// How long the matches of each vacancy took, for so long at most.
async fn matched(
    connection: &mut Connection,
    vacancies: &[VacancyId],
    time: Duration,
) -> Result<Vec<Duration>, BenchError> {
    let (end, mut times) = (Instant::now() + time, Vec::new());
    for vacancy in vacancies {
        let started = Instant::now();
        if started >= end && !times.is_empty() {
            break;
        }
        connection.get(&format!("/v1/vacancies/{vacancy}/matches")).await?;
        times.push(started.elapsed());
    }
    Ok(times)
}

/// Assesses pairs in memory: per pair, explained and scored only.
async fn pairs(app: &App, vacancies: &[VacancyId], report: &mut Report) -> Result<(), BenchError> {
    let (mut explained, mut scored, mut count) = (Vec::new(), Vec::new(), 0);
    let sample = &vacancies[..vacancies.len().min(POSTS)];
    for vacancy in app.store.vacancies(sample).await? {
        let graduates = find_graduates(app, query_for(&app.words, &vacancy, app.policy.candidates)).await?;
        let surroundings = Surroundings::of(app, &graduates).await?;
        let candidates: Vec<_> = graduates.iter().map(|one| surroundings.candidate(one)).collect();
        if candidates.is_empty() {
            continue;
        }
        let (one, other) = tokio::task::block_in_place(|| timed(app, &vacancy, &candidates));
        explained.push(one);
        scored.push(other);
        count += candidates.len();
    }
    let how = format!(
        "in memory, one thread, {} pairs of {} vacancies with those the index proposes; median over the vacancies",
        grouped(count as f64),
        explained.len()
    );
    report.add("one pair assessed and explained", format!("{:.1} µs", median(&mut explained)), how.clone());
    report.add("one pair scored only", format!("{:.1} µs", median(&mut scored)), how);
    Ok(())
}

/// Microseconds a pair, explained and scored only.
fn timed(app: &App, vacancy: &Vacancy, candidates: &[Candidate]) -> (f64, f64) {
    let (knowledge, weights, today) = (Dictionaries(&app.words), &app.policy.weights, app.today());
    let post = Post::of(vacancy);
    let per_pair = |time: Duration| time.as_secs_f64() * 1e6 / candidates.len() as f64;
    let started = Instant::now();
    for candidate in candidates {
        black_box(assess(candidate, &post, &knowledge, weights, today));
    }
    let explained = per_pair(started.elapsed());
    let started = Instant::now();
    for candidate in candidates {
        black_box(score_only(candidate, &post, &knowledge, weights, today));
    }
    (explained, per_pair(started.elapsed()))
}

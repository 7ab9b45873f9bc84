//! Matching: one vacancy against all graduates and the other way round over HTTP, ranking and scoring by themselves.

use super::{
    BenchError, BenchOptions,
    client::{Connection, json},
    everybody::{self, Best},
    figures::{Report, grouped, median, spread},
    setup::World,
};
use crate::{
    app::{
        App, keys,
        knowledge::Dictionaries,
        matches::{Surroundings, find_graduates, query_for},
        pools,
    },
    domain::{
        ids::{GraduateId, VacancyId},
        matching::{Candidate, Post, assess, score_only},
        party::Party,
        vacancy::Vacancy,
    },
    server::Server,
};
use std::{hint::black_box, sync::Arc, time::Duration};
use tokio::time::Instant;

/// Of how many vacancies the pairs are assessed by themselves.
const POSTS: usize = 20;

/// How many vacancies are ranked for, and of how many everybody is looked at.
const RANKED: usize = 200;
/// For how many vacancies, and graduates, everybody is scored by the one function.
const SCORED: usize = 5;
/// How many graduates a vacancy is shown, and vacancies a graduate.
const SHOWN: (usize, usize) = (100, 20);
/// How long filling the pools may take.
const FILLING: Duration = Duration::from_secs(3600);

/// Waits until the node knows everybody.
pub(super) async fn fill(
    server: &Server,
    options: &BenchOptions,
    report: &mut Report,
) -> Result<(), BenchError> {
    let started = Instant::now();
    if !pools::filled(&server.app, FILLING).await {
        return Err(BenchError::World("the pools were not filled"));
    }
    let time = started.elapsed().as_secs_f64();
    let [(graduates, bytes), (vacancies, more)] = server.app.pools.sizes();
    let each = |bytes: usize, number: usize| grouped(bytes as f64 / number.max(1) as f64);
    report.add(
        "everybody into memory when the node starts",
        format!("{time:.1} s"),
        format!(
            "{} graduates of {} bytes and {} of {} vacancies of {} bytes, beside the values they share",
            grouped(graduates as f64),
            each(bytes, graduates),
            grouped(vacancies as f64),
            grouped(options.vacancies as f64),
            each(more, vacancies)
        ),
    );
    Ok(())
}

pub(super) async fn measure(
    server: &Server,
    world: &World,
    options: &BenchOptions,
    report: &mut Report,
) -> Result<(), BenchError> {
    let app = &server.app;
    ranking(app, world, options, report).await?;
    let everybody = Everybody::score(app, world).await?;
    report.add(
        &format!("{} graduates scored for a vacancy, one by one", grouped(options.graduates as f64)),
        spread(&everybody.times()),
        format!(
            "scoring everybody, in memory, one thread, {SCORED} vacancies, without reading them; what ranking is \
             compared with"
        ),
    );
    let (shown, few) = SHOWN;
    let (_, key) = keys::create_key_for(app, Party::Employer(world.employer), "bench").await?;
    let mut connection = Connection::open(server.address, Some(&key)).await?;
    let paths = world.vacancies.iter().map(|id| format!("/v1/vacancies/{id}/matches?limit={shown}"));
    let times = matched(&mut connection, paths, options.time).await?;
    let recall = everybody.recall_of_graduates(&mut connection).await?;
    report.add(
        &format!("one vacancy → the {shown} best of {} graduates", grouped(options.graduates as f64)),
        spread(&times),
        format!(
            "{} requests over HTTP, one after the other, scored by the full function and explained; {recall:.1} % of \
             those whom scoring everybody finds for {SCORED} vacancies",
            grouped(times.len() as f64)
        ),
    );
    let (_, key) = keys::create_key_for(app, Party::School(world.school), "bench").await?;
    let mut connection = Connection::open(server.address, Some(&key)).await?;
    let paths = world.graduates.iter().map(|id| format!("/v1/graduates/{id}/matches?limit={few}"));
    let times = matched(&mut connection, paths, options.time).await?;
    let recall = everybody.recall_of_vacancies(&mut connection).await?;
    report.add(
        &format!("one graduate → the {few} best of {} vacancies", grouped(options.vacancies as f64)),
        spread(&times),
        format!(
            "{} requests over HTTP, as above; {recall:.1} % of those that scoring every vacancy finds for {SCORED} \
             graduates",
            grouped(times.len() as f64)
        ),
    );
    pairs(app, &world.vacancies, report).await
}

/// Ranking in the pools, without a word of explanation.
async fn ranking(
    app: &App,
    world: &World,
    options: &BenchOptions,
    report: &mut Report,
) -> Result<(), BenchError> {
    let sample = &world.vacancies[..world.vacancies.len().min(RANKED)];
    let vacancies = app.store.vacancies(sample).await?;
    let [best, all, told] = everybody::ranked(app, vacancies, (SHOWN.0, POSTS)).await?;
    let graduates = grouped(options.graduates as f64);
    report.add(
        &format!("{graduates} graduates ranked for a vacancy"),
        spread(&best),
        format!(
            "hard conditions included, the {} best without explanation, in memory, one thread, {} vacancies; by looking \
             at everybody in the same columns {}",
            SHOWN.0,
            best.len(),
            spread(&all)
        ),
    );
    report.add(
        &format!("whom of {graduates} graduates a new vacancy is told to"),
        spread(&told),
        format!(
            "the {} best that reach the threshold of alerts, as above",
            grouped(app.policy.candidates as f64)
        ),
    );
    Ok(())
}

/// Everybody's scores for a few vacancies and graduates.
struct Everybody {
    graduates: Vec<(VacancyId, Best<GraduateId>)>,
    vacancies: Vec<(GraduateId, Best<VacancyId>)>,
}

impl Everybody {
    async fn score(app: &App, world: &World) -> Result<Self, BenchError> {
        let vacancies = app.store.vacancies(&world.vacancies[..world.vacancies.len().min(SCORED)]).await?;
        let vacancies = Arc::new(vacancies);
        let best = everybody::graduates(app, &vacancies, SHOWN.0).await?;
        let graduates = app.store.graduates(&world.graduates[..world.graduates.len().min(SCORED)]).await?;
        let surroundings = Surroundings::of(app, &graduates).await?;
        let candidates =
            Arc::new(graduates.iter().map(|one| surroundings.candidate(one)).collect::<Vec<_>>());
        let fitting = everybody::vacancies(app, &candidates, SHOWN.1).await?;
        Ok(Self {
            graduates: vacancies.iter().map(|one| one.id).zip(best).collect(),
            vacancies: candidates.iter().map(|one| one.graduate).zip(fitting).collect(),
        })
    }

    fn times(&self) -> Vec<Duration> {
        self.graduates.iter().map(|(_, best)| best.time).collect()
    }

    async fn recall_of_graduates(&self, connection: &mut Connection) -> Result<f64, BenchError> {
        let mut recall = 0.0;
        for (id, best) in &self.graduates {
            let path = format!("/v1/vacancies/{id}/matches?limit={}", SHOWN.0);
            recall += best.recall(&found(connection, &path, "graduate").await?);
        }
        Ok(100.0 * recall / self.graduates.len().max(1) as f64)
    }

    async fn recall_of_vacancies(&self, connection: &mut Connection) -> Result<f64, BenchError> {
        let mut recall = 0.0;
        for (id, best) in &self.vacancies {
            let path = format!("/v1/graduates/{id}/matches?limit={}", SHOWN.1);
            recall += best.recall(&found(connection, &path, "vacancy").await?);
        }
        Ok(100.0 * recall / self.vacancies.len().max(1) as f64)
    }
}

/// The ids in an answer.
async fn found<I: std::str::FromStr>(
    connection: &mut Connection,
    path: &str,
    field: &str,
) -> Result<Vec<I>, BenchError> {
    let answer = json(&connection.get(path).await?)?;
    let items = answer["items"].as_array().ok_or(BenchError::World("an answer has no items"))?;
    Ok(items.iter().filter_map(|item| item[field].as_str()?.parse().ok()).collect())
}

/// How long the matches at each path took, for so long at most.
async fn matched(
    connection: &mut Connection,
    paths: impl Iterator<Item = String>,
    time: Duration,
) -> Result<Vec<Duration>, BenchError> {
    let (end, mut times) = (Instant::now() + time, Vec::new());
    for path in paths {
        let started = Instant::now();
        if started >= end && !times.is_empty() {
            break;
        }
        connection.get(&path).await?;
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

//! A placement round from the people on: their lists made by the scores of matching, brought together, decided and
//! verified, in memory and on one thread.

use super::{
    BenchError, BenchOptions,
    corpus::Corpus,
    figures::{Report, grouped, spread},
    palette::Palette,
    setup::{PROGRAMMES, programme},
};
use crate::{
    app::{knowledge::Dictionaries, rounds::Lister},
    domain::{
        clock::{Clock, SystemClock},
        ids::{EmployerId, SchoolId},
        matching::{Candidate, Post, Weights, eligible_and_score},
        placement_round::USUAL_LIST,
        region::RegionCode,
        round::{Choices, Lists, Market, Optimum, Seats, assign, complete, turns, verify},
        vacancy::Vacancy,
    },
};
use jobbridge_index::Vocabulary;
use std::{sync::Arc, time::Duration};

/// What the lottery is drawn with.
const SEED: &str = "bench";
/// For so many people every pair is judged by itself too.
const CHECKED: usize = 10;
/// How often the round is decided.
const TIMES: usize = 5;

pub(super) fn measure(options: &BenchOptions, report: &mut Report) -> Result<(), BenchError> {
    for graduates in [options.graduates / 10, options.graduates] {
        if graduates > 0 {
            tokio::task::block_in_place(|| measure_one(graduates, report))?;
        }
    }
    Ok(())
}

fn measure_one(graduates: usize, report: &mut Report) -> Result<(), BenchError> {
    let words = Vocabulary::load().map_err(|_| BenchError::World("the dictionaries cannot be read"))?;
    let people = People::of(&words, graduates)?;
    let (words, weights, before) = (Arc::new(words), Weights::default(), resident());
    let posts = people.vacancies.clone();
    let lister =
        Lister::new(people.vacancies, SEED, (Arc::clone(&words), weights.clone()), people.today, USUAL_LIST);
    let began = busy();
    let mut crowd = lister.crowd();
    let entries = graduates * USUAL_LIST as usize;
    let (mut wishes, mut scores) = (Lists::with_capacity(graduates, entries), Vec::with_capacity(entries));
    for candidate in &people.candidates {
        let listing = lister.list(&mut crowd, candidate, &[]);
        if !wishes.push(listing.wishes.iter().map(|wish| wish.0)) {
            return Err(BenchError::World("the lists are too long"));
        }
        scores.extend(listing.wishes.iter().map(|wish| wish.1));
    }
    let listed = busy() - began;
    let turns =
        turns(SEED, &people.candidates.iter().map(|one| one.graduate.to_string()).collect::<Vec<_>>());
    let choices = Choices::Scores { scores: &scores, turns: &turns };
    let impossible = |_| BenchError::World("the lists make no round");
    let market = Market::new(&wishes, &vec![None; graduates], people.seats, choices).map_err(impossible)?;
    let built = busy() - began;
    let grown = resident().saturating_sub(before);
    let pair = checked(&posts, &people.candidates, &wishes, (&words, &weights))?;
    let name =
        format!("lists by match scores, {} × {}", grouped(graduates as f64), grouped(posts.len() as f64));
    report.add(
        &format!("{name}: building"),
        spread(&[built]),
        format!(
            "CPU time of one thread: {:.2} s to find the best {USUAL_LIST} of every graduate, the rest to bring the \
             lists together; {} wishes; the memory grew by {} MB; equal to judging every pair by itself for {} \
             graduates, which at {:.1} µs a pair would take {} s for all",
            listed.as_secs_f64(),
            grouped(scores.len() as f64),
            grown >> 20,
            CHECKED.min(graduates),
            pair.as_secs_f64() * 1e6,
            grouped(pair.as_secs_f64() * (graduates * posts.len()) as f64),
        ),
    );
    decide(&market, &name, report)
}

fn decide(market: &Market, name: &str, report: &mut Report) -> Result<(), BenchError> {
    let (mut decided, mut verified, mut placed) = (Vec::new(), Vec::new(), 0);
    for _ in 0..TIMES {
        let began = busy();
        let assignment = assign(market, Optimum::Graduates);
        decided.push(busy() - began);
        let began = busy();
        let verdict = verify(market, &assignment);
        verified.push(busy() - began);
        placed = assignment.placed();
        if !verdict.is_stable() {
            return Err(BenchError::World("the round is not stable"));
        }
    }
    let how = format!("CPU time; {} placed; {TIMES} times", grouped(placed as f64));
    report.add(&format!("{name}: assignment"), spread(&decided), how);
    report.add(&format!("{name}: verifying"), spread(&verified), "zero blocking pairs each time".to_owned());
    Ok(())
}

/// Makes the first lists again by judging every pair by itself; how long a pair took.
fn checked(
    posts: &[Vacancy],
    candidates: &[Candidate],
    wishes: &Lists,
    (words, weights): (&Vocabulary, &Weights),
) -> Result<Duration, BenchError> {
    let (knowledge, today) = (Dictionaries(words), SystemClock.today());
    let turns = turns(SEED, &posts.iter().map(|one| one.id.to_string()).collect::<Vec<_>>());
    let began = busy();
    for (number, candidate) in candidates.iter().take(CHECKED).enumerate() {
        let scored = (0_u32..).zip(posts).filter_map(|(place, vacancy)| {
            let post = Post::of(vacancy);
            let (eligible, score) = eligible_and_score(candidate, &post, &knowledge, weights, today);
            eligible.then_some((place, score?.as_units()))
        });
        let scored: Vec<_> = scored.collect();
        if complete(&[], &scored, &turns, USUAL_LIST as usize) != wishes.list(number) {
            return Err(BenchError::World("a list is not that of judging every pair by itself"));
        }
    }
    let pairs = u32::try_from(candidates.len().min(CHECKED) * posts.len()).unwrap_or(u32::MAX);
    Ok((busy() - began) / pairs.max(1))
}

/// Those of a round: graduates of the synthetic world, and a fifth as many vacancies.
struct People {
    candidates: Vec<Candidate>,
    vacancies: Vec<Vacancy>,
    seats: Vec<Seats>,
    today: chrono::NaiveDate,
}

impl People {
    fn of(words: &Vocabulary, graduates: usize) -> Result<Self, BenchError> {
        let palette = Palette::read(words)?;
        let corpus = Corpus::new(&palette, &SystemClock);
        let employer = EmployerId::new(corpus.clock, &corpus.entropy);
        let vacancies: Vec<_> = (0..(graduates / 5).max(1)).map(|_| corpus.vacancy(employer)).collect();
        let school = || SchoolId::new(corpus.clock, &corpus.entropy);
        let (west, east) = (school(), school());
        let programmes: Vec<_> =
            (0..PROGRAMMES).map(|number| programme(&corpus, number, west, east)).collect();
        let region = RegionCode::parse("330206").map_err(|_| BenchError::World("a region is none"))?;
        let candidate = |number: usize| {
            let programme = &programmes[number % programmes.len()];
            let graduate = corpus.graduate(number, programme)?;
            Ok::<_, BenchError>(Candidate::of(&graduate, Some(programme), Some(&region)))
        };
        let candidates = (0..graduates).map(candidate).collect::<Result<_, _>>()?;
        // About as many seats as people, so that there is something to decide.
        let seats = vacancies.iter().map(|one| Seats::open(1 + one.content.headcount / 4)).collect();
        Ok(Self { candidates, vacancies, seats, today: SystemClock.today() })
    }
}

/// For how long this thread has had a processor; nothing where Linux does not tell.
fn busy() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = told.split_whitespace().next().and_then(|nanos| nanos.parse().ok());
    Duration::from_nanos(nanos.unwrap_or(0))
}

/// How much memory of this process is resident, in bytes.
fn resident() -> u64 {
    let told = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: Option<u64> = told.split_whitespace().nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0) * 4096
}

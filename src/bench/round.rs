//! Placement rounds: made-up lists of ten times fewer, as many, and ten times more graduates than asked for, decided
//! and verified in memory on one thread.

use super::{
    BenchError, BenchOptions,
    figures::{Report, grouped, spread},
};
use crate::domain::round::{Choices, Lists, Market, Optimum, Seats, assign, turns, verify};
use std::{hint::black_box, time::Duration};
use tokio::time::Instant;

/// How many wishes a list has.
const WISHES: usize = 50;
/// A round larger than this does not fit beside everything else.
const LARGEST: usize = 1_000_000;
/// How often each thing is measured.
const TIMES: usize = 7;

pub(super) fn measure(options: &BenchOptions, report: &mut Report) -> Result<(), BenchError> {
    for graduates in [options.graduates / 10, options.graduates, options.graduates * 10] {
        if (1..=LARGEST).contains(&graduates) {
            tokio::task::block_in_place(|| measure_one(graduates, report))?;
        }
    }
    Ok(())
}

fn measure_one(graduates: usize, report: &mut Report) -> Result<(), BenchError> {
    let impossible = |_| BenchError::World("the made-up lists make no round");
    let lists = MadeUp::of(graduates).ok_or(BenchError::World("the lists are too long"))?;
    let vacancies = lists.seats.len();
    let started = Instant::now();
    let ids: Vec<_> = (0..graduates).map(|number| number.to_string()).collect();
    let turns = turns("bench", &ids);
    let choices = Choices::Scores { scores: &lists.scores, turns: &turns };
    let market =
        Market::new(&lists.wishes, &vec![None; graduates], lists.seats, choices).map_err(impossible)?;
    let built = started.elapsed();
    let (mut decided, mut verified, mut placed) = (Vec::new(), Vec::new(), 0);
    for _ in 0..TIMES {
        let (assignment, time) = timed(|| assign(&market, Optimum::Graduates));
        decided.push(time);
        let (verdict, time) = timed(|| verify(&market, &assignment));
        verified.push(time);
        placed = assignment.placed();
        if !verdict.is_stable() {
            return Err(BenchError::World("the round is not stable"));
        }
    }
    let round = format!("round of {} × {}", grouped(graduates as f64), grouped(vacancies as f64));
    let how = format!(
        "lists of {}, half of the wishes for the best quarter of the vacancies, about as many seats as people: {} \
         placed; to the graduates' best, {TIMES} times",
        WISHES.min(vacancies),
        grouped(placed as f64)
    );
    report.add(&format!("{round}: assignment"), spread(&decided), how);
    let how = "zero blocking pairs each time".to_owned();
    report.add(&format!("{round}: verifying"), spread(&verified), how);
    let how = format!(
        "scores sorted into each vacancy's order, lottery drawn; {:.1} MiB of lists",
        market.size() as f64 / f64::from(1 << 20)
    );
    report.add(&format!("{round}: bringing the lists together"), spread(&[built]), how);
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let done = black_box(work());
    (done, started.elapsed())
}

struct MadeUp {
    wishes: Lists,
    scores: Vec<Option<u32>>,
    seats: Vec<Seats>,
}

impl MadeUp {
    fn of(graduates: usize) -> Option<Self> {
        let vacancies = (graduates / 5).max(1);
        let length = WISHES.min(vacancies);
        let (mut draws, mut list) = (Draws(7), Vec::new());
        let mut wishes = Lists::with_capacity(graduates, graduates * length);
        let mut scores = Vec::with_capacity(graduates * length);
        for _ in 0..graduates {
            list.clear();
            while list.len() < length {
                // Squared, so that some vacancies are wished by many.
                let vacancy = (draws.fraction().powi(2) * vacancies as f64) as u32;
                if !list.contains(&vacancy) {
                    list.push(vacancy);
                }
            }
            if !wishes.push(list.iter().copied()) {
                return None;
            }
            scores.extend(list.iter().map(|_| Some((draws.fraction() * 1e8) as u32)));
        }
        let seats = (0..vacancies).map(|_| Seats::open(1 + (draws.fraction() * 9.0) as u32)).collect();
        Some(Self { wishes, scores, seats })
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Draws(u64);

impl Draws {
    /// At least 0, below 1.
    fn fraction(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        (mixed >> 11) as f64 / (1_u64 << 53) as f64
    }
}

//! Ridge regression from the grams of titles to the families they are in.
//!
//! Counting how often a gram is in a family would count 工程师 in each gram of 软件工程师 again. Regression shares the
//! credit among grams that come together, so that 软件 gets it and 工程师, which is in many families, next to nothing.
//! Each family is solved for alone, over the grams of its own titles (some hundred of tens of thousands), but against
//! the titles of all: fast enough to be done at start, and the weights stay sparse.

use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use super::grams::Row;

/// What keeps the weights small.
const RIDGE: f32 = 0.8;
/// Steps of the method of conjugate gradients; more change nothing that is measured.
const STEPS: usize = 12;
/// Under this nothing is left to improve.
const SETTLED: f32 = 1e-6;
/// No gram of the family at hand.
const ELSEWHERE: u32 = u32::MAX;

/// For each gram the families it speaks for and how much; against some it speaks with a weight below zero.
pub(super) fn fit(titles: &[Row], families: &[Range<usize>], grams: usize) -> Vec<Row> {
    let together = Together::new(titles, grams);
    let solve_all = |chunk: &[Range<usize>]| -> Vec<Row> {
        let mut local = vec![ELSEWHERE; grams];
        let family = |range: &Range<usize>| titles.get(range.clone()).unwrap_or_default();
        chunk.iter().map(|range| solve(family(range), &together, &mut local)).collect()
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(4);
    let share = families.len().div_ceil(workers).max(1);
    let solved: Vec<Row> = thread::scope(|scope| {
        let solve_all = &solve_all;
        let start = |chunk| scope.spawn(move || solve_all(chunk));
        let started: Vec<_> = families.chunks(share).map(start).collect();
        started
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    let mut weights = vec![Row::new(); grams];
    for (family, row) in (0_u32..).zip(solved) {
        for (gram, weight) in row {
            if let Some(of_gram) = weights.get_mut(gram as usize) {
                of_gram.push((family, weight));
            }
        }
    }
    weights
}

/// For each gram the grams it comes together with and how heavily: the square of the matrix of titles.
struct Together {
    rows: Vec<Row>,
}

impl Together {
    fn new(titles: &[Row], grams: usize) -> Together {
        let mut with: Vec<Vec<(&Row, f32)>> = vec![Vec::new(); grams];
        for title in titles {
            for (gram, weight) in title {
                if let Some(with) = with.get_mut(*gram as usize) {
                    with.push((title, *weight));
                }
            }
        }
        let mut sums = vec![0.0_f32; grams];
        let rows = with.iter().map(|with| sum_of(with, &mut sums)).collect();
        Together { rows }
    }

    fn row(&self, gram: u32) -> &[(u32, f32)] {
        self.rows.get(gram as usize).map_or(&[], Vec::as_slice)
    }
}

/// The weighted sum of some rows. `sums` is zero before and after.
fn sum_of(rows: &[(&Row, f32)], sums: &mut [f32]) -> Row {
    let mut touched = Vec::new();
    for (row, share) in rows {
        for (at, value) in *row {
            if let Some(sum) = sums.get_mut(*at as usize) {
                if *sum == 0.0 {
                    touched.push(*at);
                }
                *sum += share * value;
            }
        }
    }
    let take = |at: u32| Some((at, std::mem::take(sums.get_mut(at as usize)?)));
    touched.into_iter().filter_map(take).collect()
}

/// The weights of one family's grams. `local` holds nothing before and after.
fn solve(titles: &[Row], together: &Together, local: &mut [u32]) -> Row {
    let mut right: BTreeMap<u32, f32> = BTreeMap::new();
    for (gram, value) in titles.iter().flatten() {
        *right.entry(*gram).or_default() += value;
    }
    for (at, gram) in (0_u32..).zip(right.keys()) {
        if let Some(local) = local.get_mut(*gram as usize) {
            *local = at;
        }
    }
    let matrix = within(&right, together, local);
    for gram in right.keys() {
        if let Some(local) = local.get_mut(*gram as usize) {
            *local = ELSEWHERE;
        }
    }
    let target: Vec<f32> = right.values().copied().collect();
    right.into_keys().zip(conjugate_gradients(&matrix, &target)).collect()
}

/// The rows and columns of some grams out of all.
fn within(grams: &BTreeMap<u32, f32>, together: &Together, local: &[u32]) -> Vec<Row> {
    let row = |gram: &u32| -> Row {
        let entries = together.row(*gram).iter();
        let inside =
            entries.map(|(other, value)| (*local.get(*other as usize).unwrap_or(&ELSEWHERE), *value));
        inside.filter(|(at, _)| *at != ELSEWHERE).collect()
    };
    grams.keys().map(row).collect()
}

/// Solves `(matrix + RIDGE) · x = target`.
fn conjugate_gradients(matrix: &[Row], target: &[f32]) -> Vec<f32> {
    let mut solution = vec![0.0; target.len()];
    let mut residue = target.to_vec();
    let mut direction = residue.clone();
    let mut left = dot(&residue, &residue);
    for _ in 0..STEPS {
        if left < SETTLED {
            break;
        }
        let image: Vec<f32> =
            matrix.iter().zip(&direction).map(|(row, own)| image(row, *own, &direction)).collect();
        let step = left / dot(&direction, &image).max(f32::MIN_POSITIVE);
        add(&mut solution, step, &direction);
        add(&mut residue, -step, &image);
        let now = dot(&residue, &residue);
        for (direction, residue) in direction.iter_mut().zip(&residue) {
            *direction = residue + now / left * *direction;
        }
        left = now;
    }
    solution
}

fn image(row: &Row, own: f32, vector: &[f32]) -> f32 {
    let mut sum = RIDGE * own;
    for (at, value) in row {
        sum += value * vector.get(*at as usize).unwrap_or(&0.0);
    }
    sum
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f32], times: f32, vector: &[f32]) {
    for (to, value) in to.iter_mut().zip(vector) {
        *to += times * value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gram_that_tells_families_apart_gets_the_credit() {
        // Gram 0 is in every title, gram 1 in the first family, gram 2 in the second.
        let titles: Vec<Row> =
            vec![vec![(0, 0.7), (1, 0.7)], vec![(0, 0.7), (1, 0.7)], vec![(0, 0.7), (2, 0.7)]];
        let weights = fit(&titles, &[0..2, 2..3], 3);
        let of = |gram: usize, family: u32| {
            weights[gram].iter().find(|(at, _)| *at == family).map_or(0.0, |(_, weight)| *weight)
        };
        assert!(of(1, 0) > 1.5 * of(0, 0), "{weights:?}");
        assert!(of(2, 1) > 2.0 * of(0, 1), "{weights:?}");
        assert_eq!((of(2, 0), of(1, 1)), (0.0, 0.0));
    }

    #[test]
    fn equations_are_solved() {
        let matrix = vec![vec![(0, 2.0), (1, 1.0)], vec![(0, 1.0), (1, 3.0)]];
        let solution = conjugate_gradients(&matrix, &[1.0, 2.0]);
        let back: Vec<f32> =
            matrix.iter().zip(&solution).map(|(row, own)| image(row, *own, &solution)).collect();
        assert!((back[0] - 1.0).abs() < 1e-3 && (back[1] - 2.0).abs() < 1e-3, "{back:?}");
        assert!(conjugate_gradients(&[], &[]).is_empty());
    }
}

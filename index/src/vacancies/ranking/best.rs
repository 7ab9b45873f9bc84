//! The best documents of one segment, without looking at those that cannot be among them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::{DocId, Score};

use super::bits::{Bits, bits_of, doc_at};
use super::found::{BLOCK, Found, RUNS, Window, held_runs, run_bits, score_of, sum_of_tops, under_bound};
use super::start::SegmentStart;
use super::work::Work;
use crate::vacancies::storage::flat::Numbers;

/// Words looked at first, for each document that is wanted: what they give decides which others matter.
const FIRST_LOOK: usize = 2;
/// Words whose bounds are compared to choose them.
const SAMPLE: usize = 512;

/// A document within its segment: higher ranks first, then lower keys; the rest goes along.
pub(crate) type Candidate = (u64, Reverse<u32>, DocId, u32);

/// A word of a set that may hold one of the best: the highest rank it can have, and its number.
type Promise = (u64, u32);

/// The best documents so far.
pub(crate) struct Best<'a> {
    numbers: &'a Numbers,
    keep: usize,
    start: SegmentStart,
    /// Ranks below are of no use: other segments have enough better ones.
    least: u64,
    found: BinaryHeap<Reverse<Candidate>>,
    pub(crate) work: Work,
}

impl<'a> Best<'a> {
    pub(crate) fn new(numbers: &'a Numbers, keep: usize, start: SegmentStart, least: u64) -> Best<'a> {
        let found = BinaryHeap::with_capacity(keep + 1);
        Best { numbers, keep, start, least, found, work: Work::default() }
    }

    /// Whether a document of this rank could still get in.
    fn may_enter(&self, rank: u64) -> bool {
        rank >= self.least
    }

    fn offer(&mut self, rank: u64, doc: DocId, score: Score) {
        if !self.may_enter(rank) {
            return;
        }
        self.work.offered += 1;
        let place = self.numbers.keys().place_of(doc);
        if !self.start.admits(self.numbers, doc, rank, place) {
            return;
        }
        let candidate = Reverse((rank, Reverse(place), doc, score.to_bits()));
        if self.found.len() < self.keep {
            self.found.push(candidate);
        } else if self.found.peek().is_some_and(|worst| candidate.0 > worst.0) {
            self.found.pop();
            self.found.push(candidate);
        }
        if let Some(worst) = self.found.peek().filter(|_| self.found.len() == self.keep) {
            self.least = self.least.max(worst.0.0);
        }
    }

    pub(crate) fn into_candidates(self) -> impl Iterator<Item = Candidate> {
        self.found.into_iter().map(|Reverse(candidate)| candidate)
    }

    /// Goes through a set by the sum of scores.
    pub(crate) fn by_score(&mut self, matched: &Bits, lists: &[Arc<Found>]) {
        let promises = self.promises(matched, lists);
        let mut windows: Vec<Window<'_>> = Vec::with_capacity(lists.len());
        self.through(promises, |best, at| {
            windows.clear();
            windows.extend(lists.iter().map(|list| list.window(at)));
            windows.retain(|window| window.bits != 0);
            best.look(at, matched.words().get(at).copied().unwrap_or(0), &windows);
        });
    }

    /// The words of a set whose documents may score high enough.
    fn promises(&self, matched: &Bits, lists: &[Arc<Found>]) -> Vec<Promise> {
        let mut promises = Vec::new();
        let mut bounds = [[0_u16; RUNS]; BLOCK];
        let mut some = [(0, 0); BLOCK];
        for (block, words) in matched.words().chunks(BLOCK).enumerate() {
            if words.iter().all(|word| *word == 0) {
                continue;
            }
            bounds.fill([0; RUNS]);
            lists.iter().for_each(|list| list.add_bounds(block, &mut bounds));
            // Every word is written down and the next one over it unless it counts: to branch would take longer.
            let mut count = 0;
            for ((word, bounds), at) in words.iter().zip(&bounds).zip((block * BLOCK) as u32..) {
                let highest = u64::from(under_bound(held_runs(*word, bounds)));
                some[count] = (highest, at);
                count += usize::from((*word != 0) & self.may_enter(highest));
            }
            promises.extend_from_slice(some.get(..count).unwrap_or_default());
        }
        promises
    }

    /// Scores those documents of a word that may get in.
    fn look(&mut self, at: usize, mut word: u64, windows: &[Window<'_>]) {
        let bounds = sum_of_tops(windows);
        for (run, bound) in bounds.into_iter().enumerate() {
            if !self.may_enter(u64::from(under_bound(bound))) {
                word &= !run_bits(run);
            } else if bound < u16::MAX {
                // Where the others cannot reach far enough without a list, only its documents count.
                for window in windows {
                    let without = u64::from(under_bound(bound - window.tops[run]));
                    if !self.may_enter(without) {
                        word &= window.bits | !run_bits(run);
                    }
                }
            }
        }
        for bit in bits_of(word) {
            self.work.scored += 1;
            let parts = windows.iter().fold(0_u32, |sum, window| sum.saturating_add(window.parts(bit)));
            if self.may_enter(u64::from(parts)) {
                self.offer(u64::from(parts), doc_at(at, bit), score_of(parts));
            }
        }
    }

    /// Goes through a set by a rank of which the highest of every 64 documents are known.
    pub(crate) fn by_rank(&mut self, matched: &Bits, tops: &[u64], rank: impl Fn(DocId) -> u64) {
        let filled = (0_u32..).zip(matched.words()).zip(tops).filter(|((_, word), _)| **word != 0);
        let promises = filled.map(|((at, _), top)| (*top, at)).filter(|(top, _)| self.may_enter(*top));
        let promises: Vec<Promise> = promises.collect();
        self.through(promises, |best, at| {
            for doc in bits_of(matched.words().get(at).copied().unwrap_or(0)).map(|bit| doc_at(at, bit)) {
                best.work.scored += 1;
                best.offer(rank(doc), doc, 0.0);
            }
        });
    }

    /// Goes through words, those that promise most first.
    fn through(&mut self, promises: Vec<Promise>, mut look: impl FnMut(&mut Best<'a>, usize)) {
        self.work.words += promises.len() as u64;
        let high = self.high_promise(&promises);
        for first in [true, false] {
            for (promise, at) in &promises {
                if (*promise >= high) == first && self.may_enter(*promise) {
                    self.work.looked += 1;
                    look(self, *at as usize);
                }
            }
        }
    }

    /// A promise that only some of the words give; 0 where there are so few that all may be looked at.
    fn high_promise(&self, promises: &[Promise]) -> u64 {
        let step = promises.len().div_ceil(SAMPLE).max(1);
        let mut sample: Vec<u64> = promises.iter().step_by(step).map(|(promise, _)| *promise).collect();
        let wanted = self.keep * FIRST_LOOK / step;
        if step == 1 || wanted >= sample.len() {
            return 0;
        }
        let (_, high, _) = sample.select_nth_unstable_by(wanted, |a, b| b.cmp(a));
        *high
    }
}

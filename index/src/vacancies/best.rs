//! The best documents of one segment, without looking at those that cannot be among them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::{DocId, Score};

use super::bits::{Bits, bits_of, doc_at};
use super::flat::Numbers;
use super::found::{Found, RUNS, Window, run_bits, score_of, under_bound};
use super::start::SegmentStart;

/// Words looked at first, for each document that is wanted: what they give decides which others matter.
const FIRST_LOOK: usize = 4;
/// Words whose bounds are compared to choose them.
const SAMPLE: usize = 512;

/// A document within its segment: higher ranks first, then lower keys; the rest goes along.
pub(super) type Candidate = (u64, Reverse<u32>, DocId, u32);

/// The best documents so far.
pub(super) struct Best<'a> {
    numbers: &'a Numbers,
    keep: usize,
    start: SegmentStart,
    /// Ranks below are of no use: other segments have enough better ones.
    least: u64,
    found: BinaryHeap<Reverse<Candidate>>,
}

impl<'a> Best<'a> {
    pub(super) fn new(numbers: &'a Numbers, keep: usize, start: SegmentStart, least: u64) -> Best<'a> {
        Best { numbers, keep, start, least, found: BinaryHeap::with_capacity(keep + 1) }
    }

    /// Whether a document of this rank could still get in.
    fn may_enter(&self, rank: u64) -> bool {
        rank >= self.least
    }

    fn offer(&mut self, rank: u64, doc: DocId, score: Score) {
        if !self.may_enter(rank) {
            return;
        }
        let place = self.numbers.keys().place_of(doc);
        if !self.start.admits(doc, rank, place) {
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

    pub(super) fn into_candidates(self) -> impl Iterator<Item = Candidate> {
        self.found.into_iter().map(|Reverse(candidate)| candidate)
    }

    /// Goes through a set by the sum of scores.
    pub(super) fn by_score(&mut self, matched: &Bits, lists: &[Arc<Found>]) {
        let mut bounds = vec![[0_u16; RUNS]; matched.words().len()];
        lists.iter().for_each(|list| list.add_bounds(&mut bounds));
        let highest: Vec<u16> = bounds.iter().map(|runs| runs.iter().copied().fold(0, u16::max)).collect();
        let mut windows: Vec<Window<'_>> = Vec::with_capacity(lists.len());
        self.through(matched, &highest, |best, at, word| {
            let runs = bounds[at].iter().enumerate();
            let worth = runs.filter(|(_, bound)| best.may_enter(u64::from(under_bound(**bound))));
            let mut word = worth.fold(0, |worth, (run, _)| worth | word & run_bits(run));
            if word == 0 {
                return;
            }
            windows.clear();
            windows.extend(lists.iter().map(|list| list.window(at)));
            for (run, bound) in bounds[at].iter().enumerate() {
                // Where the others cannot reach far enough without a list, only its documents count.
                let without =
                    |window: &&Window<'_>| u64::from(under_bound(bound.saturating_sub(window.tops[run])));
                let needed =
                    windows.iter().filter(|window| *bound < u16::MAX && !best.may_enter(without(window)));
                word &= needed.fold(u64::MAX, |needed, window| needed & window.bits) | !run_bits(run);
            }
            for bit in bits_of(word) {
                let parts = windows.iter().fold(0_u32, |sum, window| sum.saturating_add(window.parts(bit)));
                if best.may_enter(u64::from(parts)) {
                    best.offer(u64::from(parts), doc_at(at, bit), score_of(parts));
                }
            }
        });
    }

    /// Goes through a set by a rank of which the highest of every 64 documents are known.
    pub(super) fn by_rank(&mut self, matched: &Bits, tops: &[u64], rank: impl Fn(DocId) -> u64) {
        self.through(matched, tops, |best, at, word| {
            if !best.may_enter(tops[at]) {
                return;
            }
            for doc in bits_of(word).map(|bit| doc_at(at, bit)) {
                best.offer(rank(doc), doc, 0.0);
            }
        });
    }

    /// Goes through a set, words with high bounds first.
    fn through<B: Copy + Ord>(
        &mut self,
        matched: &Bits,
        bounds: &[B],
        mut look: impl FnMut(&mut Best<'a>, usize, u64),
    ) {
        let filled = || (0..).zip(matched.words()).filter(|(_, word)| **word != 0);
        let Some(high) = self.high_bound(matched, bounds) else {
            return filled().for_each(|(at, word)| look(self, at, *word));
        };
        filled().filter(|(at, _)| bounds[*at] >= high).for_each(|(at, word)| look(self, at, *word));
        filled().filter(|(at, _)| bounds[*at] < high).for_each(|(at, word)| look(self, at, *word));
    }

    /// A bound that only some of the words reach; `None` where there are so few that all may be looked at.
    fn high_bound<B: Copy + Ord>(&self, matched: &Bits, bounds: &[B]) -> Option<B> {
        let words = matched.words();
        let step = words.len().div_ceil(SAMPLE);
        let sampled = words.iter().zip(bounds).step_by(step.max(1)).filter(|(word, _)| **word != 0);
        let mut sample: Vec<B> = sampled.map(|(_, bound)| *bound).collect();
        let wanted = self.keep * FIRST_LOOK / step.max(1);
        if step <= 1 || wanted >= sample.len() {
            return None;
        }
        let (_, high, _) = sample.select_nth_unstable_by(wanted, |a, b| b.cmp(a));
        Some(*high)
    }
}

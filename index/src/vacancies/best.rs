//! The best documents of one segment, without looking at those that cannot be among them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::{DocId, Score};

use super::bits::{Bits, bits_of, doc_at};
use super::flat::{Numbers, rank_of_f64};
use super::found::{Found, Window, under_bound};

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
    /// Rank and first place of a key of the next page.
    after: Option<(u64, u32)>,
    /// Ranks below are of no use: other segments have enough better ones.
    least: u64,
    found: BinaryHeap<Reverse<Candidate>>,
}

/// The rank of a score. Rounded: the last digits of a sum depend on the order in which it is added up.
pub(super) fn rank_of_score(score: Score) -> u64 {
    rank_of_f64((f64::from(score) * 1024.0).round())
}

impl<'a> Best<'a> {
    pub(super) fn new(numbers: &'a Numbers, keep: usize, after: Option<(u64, u32)>, least: u64) -> Best<'a> {
        Best { numbers, keep, after, least, found: BinaryHeap::with_capacity(keep + 1) }
    }

    /// Whether a document of this rank could still get in.
    fn may_enter(&self, rank: u64) -> bool {
        rank >= self.least
    }

    fn offer(&mut self, rank: u64, doc: DocId, score: Score) {
        if !self.may_enter(rank) {
            return;
        }
        let place = self.numbers.key_place(doc);
        let later = |(last, first): (u64, u32)| rank < last || (rank == last && place >= first);
        if self.after.is_some_and(|after| !later(after)) {
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
        let mut bounds = vec![0_u16; matched.words().len()];
        lists.iter().for_each(|list| list.add_bounds(&mut bounds));
        let mut windows: Vec<Window<'_>> = Vec::with_capacity(lists.len());
        let lowest = |best: &Best<'_>| lowest_score(best.least);
        self.through(matched, &bounds, |best, at, word| {
            if under_bound(bounds[at]) < lowest(best) {
                return;
            }
            windows.clear();
            windows.extend(lists.iter().map(|list| list.window(at)));
            let mut least = lowest(best);
            for bit in bits_of(word) {
                let score = windows.iter().fold(0.0, |sum, window| sum + window.score(bit));
                if score >= least {
                    best.offer(rank_of_score(score), doc_at(at, bit), score);
                    least = lowest(best);
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

/// No score below this has the rank; a little less, for what rounding does.
fn lowest_score(rank: u64) -> Score {
    if rank == 0 {
        return 0.0;
    }
    let rounded = f64::from_bits(rank & !(1 << 63));
    (((rounded - 0.5) / 1024.0) as Score) * 0.999_999
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_score_is_lower_than_its_rank_allows() {
        for score in [0.0, 0.000_4, 0.5, 3.141_59, 17.000_488, 123.456, 9_876.5] {
            let lowest = lowest_score(rank_of_score(score));
            assert!(lowest <= score && score - lowest <= score * 1e-5 + 0.002, "{score} {lowest}");
            assert!(under_bound(super::super::found::bound_of(score)) >= score);
        }
    }
}

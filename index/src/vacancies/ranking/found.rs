//! What one word finds in one segment: its documents and their scores, laid out for going through 64 at a time.

use tantivy::{DocId, Score};

use super::bits::{Bits, word_of};

/// Scores are kept in this part: then sums are exact, in whatever order they are added up.
const PART: Score = 512.0;
/// Bounds are kept in so many parts.
const BOUND: u32 = 4;
/// Bounds are kept for so many documents together, and so many times for a word.
const RUN: u32 = 16;
pub(crate) const RUNS: usize = 4;
/// Words whose bounds are added up together.
pub(crate) const BLOCK: usize = 64;
/// Words of a segment that hold nothing are left out when fewer than one in this many hold something.
const SPARSE: usize = 32;

/// The documents a word finds, by any of its ways, with their scores.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The numbers of the words of the set that are kept; `None` where all are.
    kept: Option<Vec<u32>>,
    words: Vec<u64>,
    /// The place of the first score of each word.
    first: Vec<u32>,
    /// No score is higher, in each run of each word.
    tops: Vec<[u16; RUNS]>,
    scores: Scores,
}

/// Scores in parts.
#[derive(Debug)]
enum Scores {
    /// Of a rare word, which may be high.
    Few(Vec<u32>),
    /// A word that many documents hold scores far below 128.
    Many(Vec<u16>),
}

impl Default for Scores {
    fn default() -> Scores {
        Scores::Few(Vec::new())
    }
}

/// What is found among 64 documents.
#[derive(Clone, Copy)]
pub(crate) struct Window<'a> {
    /// The documents that were found.
    pub(crate) bits: u64,
    /// No score is higher, in each part of the word.
    pub(crate) tops: [u16; RUNS],
    first: usize,
    scores: &'a Scores,
}

impl Window<'_> {
    /// The score of a document that was found, in parts; 0 for others.
    pub(crate) fn parts(&self, bit: u32) -> u32 {
        if self.bits >> bit & 1 == 0 {
            return 0;
        }
        let place = self.first + (self.bits & ((1 << bit) - 1)).count_ones() as usize;
        match self.scores {
            Scores::Few(scores) => scores.get(place).copied().unwrap_or(0),
            Scores::Many(scores) => scores.get(place).copied().map_or(0, u32::from),
        }
    }
}

impl Found {
    /// Takes documents in their order.
    pub(crate) fn of(docs: DocId, found: &[(DocId, Score)]) -> Found {
        let all = Bits::none(docs).words().len();
        let sparse = found.len() * SPARSE < all;
        let mut list = Found {
            kept: sparse.then(Vec::new),
            scores: if sparse {
                Scores::Few(found.iter().map(|(_, score)| in_parts(*score)).collect())
            } else {
                Scores::Many(
                    found.iter().map(|(_, score)| in_parts(*score).try_into().unwrap_or(u16::MAX)).collect(),
                )
            },
            ..Found::default()
        };
        if !sparse {
            list.words = vec![0; all];
            list.first = vec![0; all];
            list.tops = vec![[0; RUNS]; all];
        }
        let mut place = 0_u32;
        for same in found.chunk_by(|a, b| word_of(a.0) == word_of(b.0)) {
            let at = same.first().map_or(0, |(doc, _)| word_of(*doc));
            let bits = same.iter().fold(0, |bits, (doc, _)| bits | 1_u64 << (doc % u64::BITS));
            let mut tops = [0; RUNS];
            for (doc, score) in same {
                let top = &mut tops[(doc % u64::BITS / RUN) as usize];
                *top = bound_of(*score).max(*top);
            }
            list.put(at, bits, place, tops);
            place += same.len() as u32;
        }
        list
    }

    fn put(&mut self, at: usize, bits: u64, first: u32, tops: [u16; RUNS]) {
        match &mut self.kept {
            Some(kept) => {
                kept.push(at as u32);
                self.words.push(bits);
                self.first.push(first);
                self.tops.push(tops);
            }
            None => {
                self.words[at] = bits;
                self.first[at] = first;
                self.tops[at] = tops;
            }
        }
    }

    /// Its bytes in memory.
    pub(crate) fn bytes(&self) -> usize {
        let kept = self.kept.as_ref().map_or(0, |kept| kept.len() * size_of::<u32>());
        kept + self.words.len() * (size_of::<u64>() + size_of::<u32>() + size_of::<[u16; RUNS]>())
            + match &self.scores {
                Scores::Few(scores) => size_of_val(scores.as_slice()),
                Scores::Many(scores) => size_of_val(scores.as_slice()),
            }
    }

    /// What it found among the 64 documents of a word.
    pub(crate) fn window(&self, at: usize) -> Window<'_> {
        let at = match &self.kept {
            Some(kept) => kept.binary_search(&(at as u32)).unwrap_or(usize::MAX),
            None => at,
        };
        match (self.words.get(at), self.tops.get(at), self.first.get(at)) {
            (Some(bits), Some(tops), Some(first)) => {
                Window { bits: *bits, tops: *tops, first: *first as usize, scores: &self.scores }
            }
            _ => Window { bits: 0, tops: [0; RUNS], first: 0, scores: &self.scores },
        }
    }

    /// Its documents as a set.
    pub(crate) fn bits(&self, docs: DocId) -> Bits {
        if self.kept.is_none() {
            return Bits::from_words(self.words.clone());
        }
        let mut bits = Bits::none(docs);
        self.add_to(&mut bits);
        bits
    }

    /// Adds its documents to a set.
    pub(crate) fn add_to(&self, bits: &mut Bits) {
        match &self.kept {
            Some(kept) => {
                for (at, word) in kept.iter().zip(&self.words) {
                    if let Some(into) = bits.words_mut().get_mut(*at as usize) {
                        *into |= word;
                    }
                }
            }
            None => bits.words_mut().iter_mut().zip(&self.words).for_each(|(into, word)| *into |= word),
        }
    }

    /// Keeps of a set what it found.
    pub(crate) fn retain_in(&self, bits: &mut Bits) {
        match &self.kept {
            Some(_) => {
                let mut own = bits.clone();
                own.words_mut().fill(0);
                self.add_to(&mut own);
                bits.retain(&own);
            }
            None => bits.words_mut().iter_mut().zip(&self.words).for_each(|(into, word)| *into &= word),
        }
    }

    /// Adds what it may give at most to the bounds of a block of words.
    pub(crate) fn add_bounds(&self, block: usize, bounds: &mut [[u16; RUNS]; BLOCK]) {
        let first = block * BLOCK;
        match &self.kept {
            Some(kept) => {
                let start = kept.partition_point(|at| (*at as usize) < first);
                for (at, tops) in kept.iter().zip(&self.tops).skip(start) {
                    let Some(bounds) = bounds.get_mut(*at as usize - first) else { break };
                    add(bounds, tops);
                }
            }
            // Flat, so that many are added at once.
            None => {
                let tops = self.tops.get(first..).unwrap_or_default();
                let tops = tops.get(..BLOCK).unwrap_or(tops);
                add(bounds.as_flattened_mut(), tops.as_flattened());
            }
        }
    }
}

fn add(bounds: &mut [u16], tops: &[u16]) {
    bounds.iter_mut().zip(tops).for_each(|(bound, top)| *bound = bound.saturating_add(*top));
}

/// What all may give at most together, in each run of a word.
pub(crate) fn sum_of_tops(windows: &[Window<'_>]) -> [u16; RUNS] {
    let mut bounds = [0; RUNS];
    windows.iter().for_each(|window| add(&mut bounds, &window.tops));
    bounds
}

/// The highest bound of the runs in which a word holds something.
pub(crate) fn held_runs(word: u64, bounds: &[u16; RUNS]) -> u16 {
    let mut highest = 0;
    for (run, bound) in bounds.iter().enumerate() {
        let held = u16::from(word & run_bits(run) != 0).wrapping_neg();
        highest = highest.max(bound & held);
    }
    highest
}

/// The bits of a run of a word.
pub(crate) fn run_bits(run: usize) -> u64 {
    ((1 << RUN) - 1) << (RUN * run as u32)
}

/// A score in parts.
fn in_parts(score: Score) -> u32 {
    (score * PART + 0.5) as u32
}

/// The score of so many parts.
pub(crate) fn score_of(parts: u32) -> Score {
    parts as Score / PART
}

/// A bound that no smaller score goes beyond.
fn bound_of(score: Score) -> u16 {
    in_parts(score).div_ceil(BOUND).try_into().unwrap_or(u16::MAX)
}

/// The highest score under a bound, in parts.
pub(crate) fn under_bound(bound: u16) -> u32 {
    if bound == u16::MAX { u32::MAX } else { u32::from(bound) * BOUND }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(docs: DocId, found: &[(DocId, Score)]) {
        let list = Found::of(docs, found);
        let mut bits = Bits::none(docs);
        list.add_to(&mut bits);
        assert_eq!(
            bits.documents().collect::<Vec<_>>(),
            found.iter().map(|(doc, _)| *doc).collect::<Vec<_>>()
        );
        assert_eq!(list.bits(docs), bits);
        let mut kept = Bits::all(docs);
        list.retain_in(&mut kept);
        assert_eq!(kept, bits);
        let mut bounds = vec![[[0; RUNS]; BLOCK]; bits.words().len().div_ceil(BLOCK)];
        bounds.iter_mut().enumerate().for_each(|(block, bounds)| list.add_bounds(block, bounds));
        let bounds = bounds.as_flattened();
        for doc in 0..docs {
            let score = found.iter().find(|(other, _)| *other == doc).map_or(0.0, |(_, score)| *score);
            let parts = list.window(word_of(doc)).parts(doc % 64);
            assert!((score_of(parts) - score).abs() < 0.001 + score * 1e-6, "{score}");
            assert!(parts == 0 || under_bound(bounds[word_of(doc)][(doc % 64 / RUN) as usize]) >= parts);
        }
    }

    #[test]
    fn lists_give_back_what_they_took() {
        check(10_000, &[(3, 0.5), (64, 1.25), (65, 7.0), (127, 0.0), (9_999, 100.25)]);
        check(1_000_000, &[(3, 0.5), (64, 1.25), (65, 7.0), (127, 0.0), (9_999, 1e5)]);
        check(300, &[(0, 1.0), (1, 2.001), (63, 3.0), (64, 4.0), (299, 5.0)]);
        check(300, &[]);
    }
}

//! The best so many of those that were seen: by rank, and among equals the smallest key first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What is kept of one: the better, the greater. The place leads back to the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kept {
    pub(super) rank: u32,
    pub(super) key: Reverse<u128>,
    pub(super) place: (u32, u32),
}

/// The best so many.
pub(super) struct Best {
    most: usize,
    /// Below this nobody is kept.
    floor: u32,
    kept: BinaryHeap<Reverse<Kept>>,
}

impl Best {
    pub(super) fn new(most: usize, floor: u32) -> Best {
        Best { most, floor, kept: BinaryHeap::with_capacity(most.min(4096) + 1) }
    }

    /// The least rank that could still be kept.
    pub(super) fn least(&self) -> u32 {
        match self.kept.peek() {
            Some(Reverse(worst)) if self.kept.len() >= self.most => worst.rank.max(self.floor),
            _ => self.floor,
        }
    }

    pub(super) fn offer(&mut self, one: Kept) {
        if one.rank < self.floor || self.most == 0 {
            return;
        }
        if self.kept.len() < self.most {
            self.kept.push(Reverse(one));
        } else if let Some(mut worst) = self.kept.peek_mut()
            && one > worst.0
        {
            *worst = Reverse(one);
        }
    }

    /// The best first.
    pub(super) fn into_sorted(self) -> Vec<Kept> {
        // Reversed, the smallest comes first: the best.
        self.kept.into_sorted_vec().into_iter().map(|Reverse(one)| one).collect()
    }
}

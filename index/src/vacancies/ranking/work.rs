//! What a search did, counted: the same on every machine, so that a test can hold it to a measure.

use std::ops::AddAssign;

/// Work done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Work {
    /// Words of 64 documents that could hold one of the best when they were listed.
    pub(crate) words: u64,
    /// Of these, such as still could when their turn came.
    pub(crate) looked: u64,
    /// Documents whose rank was worked out.
    pub(crate) scored: u64,
    /// Documents held against the best so far.
    pub(crate) offered: u64,
}

impl AddAssign for Work {
    fn add_assign(&mut self, other: Work) {
        self.words += other.words;
        self.looked += other.looked;
        self.scored += other.scored;
        self.offered += other.offered;
    }
}

//! Where a hit stands in the order of its search.

use std::cmp::Ordering;

/// A hit's standing. What comes earlier in the order is less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Higher comes first.
    pub(crate) rank: u64,
    /// Of equal ranks the lower comes first.
    pub(crate) key: String,
}

impl Ord for Standing {
    fn cmp(&self, other: &Standing) -> Ordering {
        other.rank.cmp(&self.rank).then_with(|| self.key.cmp(&other.key))
    }
}

impl PartialOrd for Standing {
    fn partial_cmp(&self, other: &Standing) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

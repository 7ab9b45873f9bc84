//! From lists of documents to a page: sets, scores, the best of them, where a page starts and who shares it.

pub(super) mod best;
pub(super) mod bits;
pub(super) mod collect;
pub(super) mod found;
pub(super) mod spread;
pub(super) mod standing;
pub(super) mod start;
pub(super) mod work;

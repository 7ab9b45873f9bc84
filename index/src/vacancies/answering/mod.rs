//! From a search to its answer: asking, pages and their cursors, an order of one's own, highlights.

pub(super) mod ask;
pub(super) mod cursor;
pub(super) mod highlight;
pub(super) mod hits;
pub(super) mod marker;
pub(super) mod recall;
pub(super) mod search;
pub(super) mod single;
pub(super) mod window;

//! A pool: everybody there is, in memory, to find the best for one who asks.
//!
//! An entry is made of *parts*, small numbers that stand for values which many entries share (a major, a list of
//! wishes, a set of skills). What a part amounts to for the one who asks is said by a [`Judge`], once for each part and
//! question, however many entries have it. Entries are kept by their three weightiest parts (the *head*): a judged head
//! gives a ceiling that none with it can exceed, the heads are walked from the highest ceiling down, and the walk ends
//! where the ceiling falls below the worst of those found. So the answer is that of looking at everybody, after looking
//! at few.
//!
//! The pool knows neither what a part means nor how points are weighed.

mod best;
mod interner;
mod store;
mod verdict;
mod walk;

pub use interner::Interner;
pub use store::{Entry, Pool};
pub use verdict::{Shares, Verdict};
pub use walk::{Ask, Found, Judge};

/// How many parts make a head. The first of them leads: heads are kept together by it.
pub const HEAD: usize = 3;
/// The most parts of an entry.
pub const MOST_PARTS: usize = 16;

//! Tests of the index package through its public API, one module for each capability.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod asking;
mod completing;
mod crosswalk;
mod dictionaries;
mod finding;
mod forgiving;
mod graduates;
mod in_titles;
mod large;
mod lifecycle;
mod own_order;
mod paging;
mod place_table;
mod place_table_unclear;

mod places;
mod pool;
mod properties;
mod search;
mod stored;
mod titles;
mod vocabulary;
mod words;
mod world;

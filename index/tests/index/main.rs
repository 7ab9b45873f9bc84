//! Tests of the index package through its public API, one module for each capability.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod crosswalk;
mod dictionaries;
mod finding;
mod graduates;
mod large;
mod lifecycle;
mod place_table;
mod place_table_unclear;
mod places;
mod properties;
mod relevance;
mod search;
mod vocabulary;
mod words;
mod world;

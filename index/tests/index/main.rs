//! Tests of the index package through its public API, one module for each capability.

mod graduates;
mod lifecycle;
mod places;
mod properties;
mod relevance;
mod search;
mod vocabulary;
mod world;

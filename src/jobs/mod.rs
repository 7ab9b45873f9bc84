//! What is done behind the requests: loops that follow the change log, work events off, send what is due and keep
//! house. What a loop does to the data is a use case in [`crate::app`]; here is only when, how much at once, and
//! what happens when it fails.
//!
//! Every node runs [`index`] and fills its pools, because every node has its own. Of the others as many may run as there are nodes:
//! events and deliveries are leased, digests locked, and whatever a crash leaves behind is taken up when its lease ends.

mod deliver;
mod digests;
mod housekeeping;
mod imports;
pub mod index;
mod lanes;
mod letters;
mod matches;
mod pools;
mod rest;
mod rounds;
mod runner;
mod supervision;
mod verdict;

pub use runner::{JobOptions, Runner, Running, Senders};

#[cfg(test)]
mod tests;

//! What can go wrong in the work behind the requests. Nobody waits for an answer: the error goes to the log, and the
//! work is done again.

use crate::{domain::refusal::Refusal, store::StoreError};
use jobbridge_index::IndexError;

/// Why a piece of work was not done. The texts carry no personal value.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// The store did not do its part.
    #[error("store: {0}")]
    Store(#[from] StoreError),
    /// The index did not do its part.
    #[error("index: {0}")]
    Index(#[from] IndexError),
    /// A use case refused.
    #[error("use case: {0}")]
    Refused(#[from] Refusal),
    /// A computation panicked.
    #[error("a computation broke off: {0}")]
    BrokenOff(#[from] tokio::task::JoinError),
    /// A message could not be written.
    #[error("a message could not be written: {0}")]
    Message(String),
}

impl WorkError {
    /// Whether the work was taken over by another worker, so that nothing of it counts and nothing is lost.
    pub fn is_lost_lease(&self) -> bool {
        matches!(self, Self::Store(StoreError::LeaseLost))
    }
}

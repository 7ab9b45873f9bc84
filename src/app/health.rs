//! Whether this node can serve.

use super::App;
use crate::{domain::refusal::Refusal, store::changes::LogPosition};

/// Whether this node can serve, and what keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readiness {
    /// The database answers.
    pub store: bool,
    /// Changes the index has not taken in yet; more than the policy's limit are counted as one more than it.
    pub index_lag: u64,
    /// Both are good.
    pub ready: bool,
}

/// Looks at the store and at how far the index is behind it.
///
/// # Errors
/// None that is not told in the answer; the store's silence is an answer too.
pub async fn ready(app: &App) -> Result<Readiness, Refusal> {
    let limit = app.policy.ready_lag;
    if app.store.ping().await.is_err() {
        return Ok(Readiness { store: false, index_lag: 0, ready: false });
    }
    let index_lag = match app.index.position() {
        Some(text) => {
            let position: LogPosition = text.parse().unwrap_or_default();
            app.store.changes_after(position, limit + 1).await?.len() as u64
        }
        // Never committed: it is only behind if there is anything to take in.
        None => {
            if app.store.log_end().await?.is_some() {
                limit + 1
            } else {
                0
            }
        }
    };
    Ok(Readiness { store: true, index_lag, ready: index_lag <= limit })
}

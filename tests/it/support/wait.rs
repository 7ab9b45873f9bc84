//! Waiting for what a job does behind a request.

use std::time::{Duration, Instant};

/// Asks again and again until there is an answer, and returns it.
///
/// # Panics
/// When there is none within `limit`.
pub(crate) async fn wait_for<T>(what: &str, limit: Duration, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(begun.elapsed() < limit, "no {what} within {} s", limit.as_secs());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

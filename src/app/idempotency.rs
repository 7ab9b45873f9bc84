//! Repeated requests get the first answer again.

pub use crate::store::idempotency::{Answer, Repeat};

use super::App;
use crate::domain::{party::Party, refusal::Refusal};

/// What is known of a request with this key; a fresh one is now under way.
///
/// # Errors
/// Only where the store fails.
pub async fn begin(app: &App, party: Party, key: &str, request_hash: &[u8]) -> Result<Repeat, Refusal> {
    Ok(app.store.begin_request(party, key.to_owned(), request_hash.to_vec(), app.now()).await?)
}

/// Keeps the answer.
///
/// # Errors
/// Only where the store fails.
pub async fn complete(app: &App, party: Party, key: &str, answer: Answer) -> Result<(), Refusal> {
    let key = key.to_owned();
    app.store.write(move |tx| async move { Ok(tx.complete_request(party, &key, answer).await?) }).await
}

/// Forgets a request that came to nothing, so that it can be tried again.
///
/// # Errors
/// Only where the store fails.
pub async fn forget(app: &App, party: Party, key: &str) -> Result<(), Refusal> {
    let key = key.to_owned();
    app.store.write(move |tx| async move { Ok(tx.forget_request(party, &key).await?) }).await
}

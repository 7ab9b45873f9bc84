//! API keys: made, checked, revoked.

use super::App;
use crate::domain::{
    api_key::{ApiKey, hash_of, new_key_text},
    clock::Clock,
    entropy::Entropy,
    ids::KeyId,
    party::{Actor, Party},
    refusal::{Faults, Refusal},
};

/// The actor behind a key, if the key is good.
///
/// # Errors
/// Only where the store cannot be asked.
pub async fn authenticate(app: &App, key_text: &str) -> Result<Option<Actor>, Refusal> {
    let found = app.store.key_by_hash(&hash_of(key_text)).await?;
    Ok(found.map(|key| Actor { party: key.party, key: Some(key.id) }))
}

/// A key for a party, with its text, which is shown once and never kept.
pub fn make_key(clock: &dyn Clock, entropy: &dyn Entropy, party: Party, label: &str) -> (ApiKey, String) {
    let text = new_key_text(entropy);
    let key = ApiKey {
        id: KeyId::new(clock, entropy),
        party,
        label: label.to_owned(),
        hash: hash_of(&text),
        created_at: clock.now(),
        revoked_at: None,
    };
    (key, text)
}

/// Makes one more key for the actor's own organisation.
///
/// # Errors
/// A label that is none.
pub async fn create_key(app: &App, actor: Actor, label: String) -> Result<(ApiKey, String), Refusal> {
    let mut faults = Faults::new();
    super::understand::text(&label, "/label", 80, false, &mut faults);
    faults.into_result(())?;
    create_key_for(app, actor.party, &label).await
}

/// Makes a key for a party. For the operator's own tools.
///
/// # Errors
/// Only where the store fails.
pub async fn create_key_for(app: &App, party: Party, label: &str) -> Result<(ApiKey, String), Refusal> {
    let (key, text) = make_key(&*app.clock, &*app.entropy, party, label);
    let kept = key.clone();
    app.store.write(move |tx| async move { Ok::<_, Refusal>(tx.insert_key(&kept).await?) }).await?;
    Ok((key, text))
}

/// The keys of the actor's organisation, without their texts.
///
/// # Errors
/// Only where the store fails.
pub async fn list_keys(app: &App, actor: Actor) -> Result<Vec<ApiKey>, Refusal> {
    Ok(app.store.keys_of(actor.party).await?)
}

/// Revokes a key of the actor's organisation, at once. The operator may revoke any.
///
/// # Errors
/// A key of somebody else is not there.
pub async fn revoke_key(app: &App, actor: Actor, id: KeyId) -> Result<(), Refusal> {
    let found = app.store.key(id).await?;
    let own = |key: &ApiKey| key.party == actor.party || actor.party == Party::Operator;
    super::access::visible(found, own)?;
    let now = app.now();
    app.store.write(move |tx| async move { Ok::<_, Refusal>(tx.revoke_key(id, now).await?) }).await?;
    Ok(())
}

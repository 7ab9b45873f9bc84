//! Deliveries as their receivers see them: what was sent, every attempt, and once more on request.

use super::{
    App, access,
    page::{Page, PageRequest},
};
use crate::domain::{
    delivery::{Attempt, Delivery, DeliveryState},
    ids::DeliveryId,
    party::{Actor, Party},
    refusal::{Code, Refusal},
};

/// The actor's deliveries, the newest first; the operator sees everybody's.
///
/// # Errors
/// A cursor that is none.
pub async fn list_deliveries(
    app: &App,
    actor: Actor,
    state: Option<DeliveryState>,
    page: PageRequest,
) -> Result<Page<Delivery>, Refusal> {
    let receiver = (actor.party != Party::Operator).then_some(actor.party);
    let rows = app.store.deliveries_of(receiver, state, page.after()?, page.fetch()).await?;
    Ok(Page::cut(rows, &page, |delivery| delivery.id.to_string()))
}

/// One delivery with its attempts.
///
/// # Errors
/// Not there, or somebody else's.
pub async fn read_delivery(
    app: &App,
    actor: Actor,
    id: DeliveryId,
) -> Result<(Delivery, Vec<Attempt>), Refusal> {
    let delivery = visible(app, actor, id).await?;
    let attempts = app.store.attempts_of(id).await?;
    Ok((delivery, attempts))
}

/// Queues a delivery again that was given up, suppressed or delivered.
///
/// # Errors
/// It is queued already, or it was a sign-in link, which is gone.
pub async fn redeliver(app: &App, actor: Actor, id: DeliveryId) -> Result<Delivery, Refusal> {
    let delivery = visible(app, actor, id).await?;
    if delivery.state == DeliveryState::Queued {
        return Err(Refusal::conflict(Code::InvalidTransition));
    }
    let now = app.now();
    let queued =
        app.store.write(move |tx| async move { Ok::<_, Refusal>(tx.requeue(id, now).await?) }).await?;
    if !queued {
        return Err(Refusal::conflict(Code::InvalidTransition));
    }
    visible(app, actor, id).await
}

/// Queues all of the actor's deliveries again that were given up, the operator everybody's; how many that are.
///
/// # Errors
/// Where the store fails.
pub async fn redeliver_dead(app: &App, actor: Actor) -> Result<u64, Refusal> {
    let receiver = (actor.party != Party::Operator).then_some(actor.party);
    let now = app.now();
    app.store.write(move |tx| async move { Ok::<_, Refusal>(tx.requeue_dead(receiver, now).await?) }).await
}

async fn visible(app: &App, actor: Actor, id: DeliveryId) -> Result<Delivery, Refusal> {
    let sees = |delivery: &Delivery| actor.party == Party::Operator || delivery.receiver == actor.party;
    access::visible(app.store.delivery(id).await?, sees)
}

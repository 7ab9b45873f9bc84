//! The alerts a graduate gets without asking twice: once there is an address and a consent, new matches come as a
//! daily mail; and they follow the person to another address.

use crate::{
    domain::{
        clock::Clock,
        consent::Purpose,
        entropy::Entropy,
        event::EventKind,
        graduate::Graduate,
        ids::SubscriptionId,
        language::Language,
        party::Party,
        subscription::{Channel, Frequency, Interest, Subscription},
    },
    store::{StoreError, Tx},
};

/// Subscriptions read at once.
const PAGE: u64 = 100;

/// The alert of somebody who agreed to alerts and has an address: new matches, daily, in Chinese.
pub(in crate::app) fn default_alert(
    graduate: &Graduate,
    (clock, entropy): (&dyn Clock, &dyn Entropy),
) -> Option<Subscription> {
    let email = graduate.person.email.clone().filter(|_| graduate.consents_to(Purpose::Alerts))?;
    let now = clock.now();
    Some(Subscription {
        id: SubscriptionId::new(clock, entropy),
        owner: Party::Graduate(graduate.id),
        version: 1,
        interest: Interest::Events { events: vec![EventKind::MatchFound] },
        channel: Channel::Email(email),
        frequency: Frequency::Daily,
        language: Language::Chinese,
        active: true,
        created_at: now,
        updated_at: now,
    })
}

/// Lets the alerts follow what changed of a graduate: those to the old address go to the new one, or stop where there
/// is none; and a consent newly given brings the default alert to somebody who has none at all.
pub(in crate::app) async fn follow_changes(
    tx: &Tx,
    before: &Graduate,
    after: &Graduate,
    ambient: (&dyn Clock, &dyn Entropy),
) -> Result<(), StoreError> {
    if before.person.email != after.person.email {
        move_alerts(tx, before, after, ambient.0).await?;
    }
    if before.consents_to(Purpose::Alerts) {
        return Ok(());
    }
    let Some(alert) = default_alert(after, ambient) else { return Ok(()) };
    if tx.subscriptions_of(alert.owner, None, 1).await?.is_empty() {
        tx.insert_subscription(&alert).await?;
    }
    Ok(())
}

async fn move_alerts(
    tx: &Tx,
    before: &Graduate,
    after: &Graduate,
    clock: &dyn Clock,
) -> Result<(), StoreError> {
    let Some(old) = before.person.email.clone().map(Channel::Email) else { return Ok(()) };
    let mut last = None;
    loop {
        let page = tx.subscriptions_of(Party::Graduate(after.id), last, PAGE).await?;
        let Some(end) = page.last().map(|subscription| subscription.id) else { return Ok(()) };
        last = Some(end);
        for mut subscription in page.into_iter().filter(|one| one.channel == old) {
            match &after.person.email {
                Some(email) => subscription.channel = Channel::Email(email.clone()),
                None => {
                    subscription.active = false;
                    tx.cancel_for_subscription(subscription.id).await?;
                }
            }
            subscription.updated_at = clock.now();
            tx.update_subscription(&mut subscription).await?;
        }
    }
}

//! Who is told in the demo: its employer and both schools by mail and webhook, and a few graduates at once instead
//! of the next morning. Made after the world is loaded, so that the first mails are about what the visitor does.

use super::{DemoError, load::Loaded, receiver::Receiver, state::Hook};
use crate::{
    app::{
        App,
        page::PageRequest,
        subscriptions::{
            InterestKind, SubscriptionDraft, SubscriptionPatch, change_subscription, create_subscription,
            list_subscriptions,
        },
        webhooks::{WebhookDraft, WebhookPatch, change_webhook, create_webhook},
    },
    domain::{
        email_address::EmailAddress,
        event::EventKind,
        ids::GraduateId,
        language::Language,
        party::{Actor, Party},
        subscription::{Channel, Frequency},
    },
};

/// Somebody with an endpoint and a mailbox.
pub(super) struct Told<'a> {
    /// Who.
    pub(super) party: Party,
    /// What the endpoint is called.
    pub(super) name: &'a str,
    /// Where mails go.
    pub(super) email: &'a str,
}

/// Registers the endpoints and alerts of the organisations.
///
/// # Errors
/// What a use case refuses.
pub(super) async fn tell(app: &App, receiver: &Receiver, all: &[Told<'_>]) -> Result<Vec<Hook>, DemoError> {
    let mut hooks = Vec::new();
    for told in all {
        let actor = Actor::of(told.party);
        let events = match told.party {
            Party::School(_) => vec![EventKind::MatchFound],
            _ => vec![EventKind::VacancyPublished, EventKind::VacancyClosed],
        };
        let draft = WebhookDraft { url: receiver.url(told.name), events: Some(events.clone()) };
        let (webhook, secret) = create_webhook(app, actor, draft).await?;
        hooks.push(Hook { id: webhook.id, owner: told.party, name: told.name.to_owned(), secret });
        let address = EmailAddress::parse(told.email).map_err(|_| DemoError::Loading("an address"))?;
        let draft = SubscriptionDraft {
            kind: InterestKind::Events,
            search: None,
            events: Some(events),
            channel: Channel::Email(address),
            frequency: Frequency::Immediate,
            language: Language::Chinese,
        };
        create_subscription(app, actor, draft).await?;
    }
    Ok(hooks)
}

/// Lets the alerts of these graduates come at once.
///
/// # Errors
/// What a use case refuses.
pub(super) async fn tell_at_once(app: &App, loaded: &Loaded) -> Result<(), DemoError> {
    for id in &loaded.graduates {
        let actor = Actor::of(Party::Graduate(*id));
        for subscription in alerts_of(app, *id).await? {
            let patch =
                SubscriptionPatch { frequency: Some(Frequency::Immediate), ..SubscriptionPatch::default() };
            change_subscription(app, actor, subscription.id, None, patch).await?;
        }
    }
    Ok(())
}

async fn alerts_of(
    app: &App,
    id: GraduateId,
) -> Result<Vec<crate::domain::subscription::Subscription>, DemoError> {
    let page = PageRequest { limit: 20, cursor: None };
    Ok(list_subscriptions(app, Actor::of(Party::Graduate(id)), page).await?.items)
}

/// Points the endpoints of an earlier run to the receiver of this one, and switches on what failed meanwhile.
///
/// # Errors
/// What a use case refuses.
pub(super) async fn point(app: &App, receiver: &Receiver, hooks: &[Hook]) -> Result<(), DemoError> {
    for hook in hooks {
        let patch = WebhookPatch { url: Some(receiver.url(&hook.name)), active: Some(true) };
        change_webhook(app, Actor::of(hook.owner), hook.id, None, patch).await?;
    }
    Ok(())
}

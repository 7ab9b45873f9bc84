//! Subscriptions: saved searches and event alerts, and the one click that ends them.

mod volume;

pub use volume::{ExpectedVolume, expected_volume};

use super::{
    App, access, criteria, links,
    page::{Page, PageRequest},
};
use crate::domain::{
    email_address::EmailAddress,
    event::EventKind,
    ids::SubscriptionId,
    language::Language,
    party::{Actor, Party, Role},
    refusal::{Code, FieldError, Refusal},
    search::SearchCriteria,
    subscription::{Channel, Frequency, Interest, Subscription},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody asks to be told, and where.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubscriptionDraft {
    /// A saved search or event alerts.
    pub kind: InterestKind,
    /// The search, for `search`.
    #[serde(default)]
    pub search: Option<SearchCriteria>,
    /// The events, for `events`. A graduate is told of `match.found`, the steps of its own applications, seats that open
    /// for it and changes of vacancies it applied for; a school of `match.found`, `import.finished`, its students'
    /// interviews, offers, acceptances and contracts, seats of its classes and changes of vacancies its students applied
    /// for; an employer of `application.submitted`, `application.accepted`, `application.withdrawn`, `seats.closing`, and
    /// of its own `vacancy.published`, `vacancy.held`, `vacancy.refused`, `vacancy.expiring` (seven days and
    /// one day before the last day) and `vacancy.closed`, and of its own `employer.verification_due` (30 days, seven
    /// days and one day before), `employer.verification_failed` and `employer.suspended`.
    #[serde(default)]
    pub events: Option<Vec<EventKind>>,
    /// `{"email": "…"}` or `{"webhook": "whk_…"}`.
    pub channel: Channel,
    /// How often.
    #[serde(default)]
    pub frequency: Frequency,
    /// In which language mails are written.
    #[serde(default)]
    pub language: Language,
}

/// Which kind of subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InterestKind {
    /// New vacancies that a search would find.
    Search,
    /// Events.
    Events,
}

/// What can be changed of a subscription.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SubscriptionPatch {
    /// Another search.
    pub search: Option<SearchCriteria>,
    /// Other events.
    pub events: Option<Vec<EventKind>>,
    /// Another channel.
    pub channel: Option<Channel>,
    /// Another frequency.
    pub frequency: Option<Frequency>,
    /// Another language.
    pub language: Option<Language>,
    /// Paused or resumed.
    pub active: Option<bool>,
}

/// Subscribes the actor.
///
/// # Errors
/// A search or events that are not the actor's to have, or a channel that is not theirs.
pub async fn create_subscription(
    app: &App,
    actor: Actor,
    draft: SubscriptionDraft,
) -> Result<Subscription, Refusal> {
    let interest = match (draft.kind, draft.search, draft.events) {
        (InterestKind::Search, Some(search), None) => Interest::Search { search: Box::new(search) },
        (InterestKind::Events, None, Some(events)) => Interest::Events { events },
        (InterestKind::Search, None, _) => return Err(Refusal::field("/search", Code::Required)),
        (InterestKind::Events, _, None) => return Err(Refusal::field("/events", Code::Required)),
        (InterestKind::Search, _, Some(_)) => return Err(Refusal::field("/events", Code::InvalidValue)),
        (InterestKind::Events, Some(_), _) => return Err(Refusal::field("/search", Code::InvalidValue)),
    };
    check_interest(app, actor.party, &interest)?;
    check_channel(app, actor.party, &draft.channel).await?;
    if let Interest::Search { search } = &interest {
        volume::refuse_everything(app, search).await?;
    }
    let subscription = make(app, actor.party, interest, draft.channel, draft.frequency, draft.language);
    let kept = subscription.clone();
    app.store.write(move |tx| async move { Ok::<_, Refusal>(tx.insert_subscription(&kept).await?) }).await?;
    Ok(subscription)
}

/// A new subscription, for the one who keeps it.
pub(crate) fn make(
    app: &App,
    owner: Party,
    interest: Interest,
    channel: Channel,
    frequency: Frequency,
    language: Language,
) -> Subscription {
    let now = app.now();
    Subscription {
        id: SubscriptionId::new(&*app.clock, &*app.entropy),
        owner,
        version: 1,
        interest,
        channel,
        frequency,
        language,
        active: true,
        created_at: now,
        updated_at: now,
    }
}

/// The kinds of events that concern a role.
pub fn events_for(role: Role) -> &'static [EventKind] {
    match role {
        Role::Graduate => &[
            EventKind::MatchFound,
            EventKind::ApplicationInterviewSet,
            EventKind::ApplicationOffered,
            EventKind::OfferLapsing,
            EventKind::SeatsOpened,
            EventKind::SeatsReleased,
            EventKind::VacancyClosed,
            EventKind::VacancyAmended,
        ],
        Role::School => &[
            EventKind::MatchFound,
            EventKind::ApplicationInterviewSet,
            EventKind::ApplicationOffered,
            EventKind::ApplicationAccepted,
            EventKind::ApplicationSigned,
            EventKind::SeatsOpened,
            EventKind::SeatsClosing,
            EventKind::SeatsReleased,
            EventKind::VacancyClosed,
            EventKind::VacancyAmended,
            EventKind::ImportFinished,
            EventKind::StudentTransferred,
            EventKind::StudentClaimed,
        ],
        Role::Employer => &[
            EventKind::VacancyPublished,
            EventKind::VacancyHeld,
            EventKind::VacancyRefused,
            EventKind::VacancyExpiring,
            EventKind::VacancyClosed,
            EventKind::VerificationDue,
            EventKind::VerificationFailed,
            EventKind::EmployerSuspended,
            EventKind::ApplicationSubmitted,
            EventKind::ApplicationAccepted,
            EventKind::ApplicationWithdrawn,
            EventKind::SeatsClosing,
            EventKind::ImportFinished,
        ],
        Role::Department => &[EventKind::StudentTransferred, EventKind::StudentClaimed],
        Role::Operator => &[],
    }
}

fn check_interest(app: &App, owner: Party, interest: &Interest) -> Result<(), Refusal> {
    match interest {
        Interest::Search { search } => {
            let at_field =
                |fault: FieldError| FieldError { pointer: format!("/search/{}", fault.pointer), ..fault };
            criteria::query(&app.words, search).map_err(|fault| Refusal::Invalid(vec![at_field(fault)]))?;
            if **search == SearchCriteria::default() {
                let fault = FieldError::new("/search", Code::Required);
                let (zh, en) = ("请至少填写一个搜索条件", "give at least one criterion");
                return Err(Refusal::Invalid(vec![fault.with_message(zh, en)]));
            }
        }
        Interest::Events { events } => {
            let known = events_for(owner.role());
            if events.is_empty() {
                return Err(Refusal::field("/events", Code::Required));
            }
            if let Some(place) = events.iter().position(|event| !known.contains(event)) {
                return Err(Refusal::field(format!("/events/{place}"), Code::InvalidValue));
            }
        }
    }
    Ok(())
}

/// A webhook must be the owner's own; an address must be the one on file for a graduate, so that nobody subscribes a
/// stranger.
async fn check_channel(app: &App, owner: Party, channel: &Channel) -> Result<(), Refusal> {
    match channel {
        Channel::Webhook(id) => {
            let found = app.store.webhook(*id).await?.filter(|webhook| webhook.owner == owner);
            found.map(|_| ()).ok_or_else(|| Refusal::field("/channel/webhook", Code::UnknownReference))
        }
        Channel::Email(address) => {
            if known_address(app, owner).await?.is_none_or(|known| known == *address) {
                return Ok(());
            }
            let (zh, en) =
                ("请使用登记的邮箱，或先修改个人邮箱", "use the address on file, or change that first");
            let fault = FieldError::new("/channel/email", Code::InvalidEmail).with_message(zh, en);
            Err(Refusal::Invalid(vec![fault]))
        }
    }
}

/// The address a party must use; organisations may name any of their mailboxes.
async fn known_address(app: &App, owner: Party) -> Result<Option<EmailAddress>, Refusal> {
    match owner {
        Party::Graduate(id) => Ok(app.store.graduate(id).await?.and_then(|graduate| graduate.person.email)),
        _ => Ok(None),
    }
}

/// The actor's subscriptions.
///
/// # Errors
/// A cursor that is none.
pub async fn list_subscriptions(
    app: &App,
    actor: Actor,
    page: PageRequest,
) -> Result<Page<Subscription>, Refusal> {
    let rows = app.store.subscriptions_of(actor.party, page.after()?, page.fetch()).await?;
    Ok(Page::cut(rows, &page, |subscription| subscription.id.to_string()))
}

/// One subscription of the actor's.
///
/// # Errors
/// Not there, or somebody else's.
pub async fn read_subscription(app: &App, actor: Actor, id: SubscriptionId) -> Result<Subscription, Refusal> {
    access::visible(app.store.subscription(id).await?, |subscription| subscription.owner == actor.party)
}

/// Changes a subscription of the actor's.
///
/// # Errors
/// As when it was made; another version than expected.
pub async fn change_subscription(
    app: &App,
    actor: Actor,
    id: SubscriptionId,
    expected: Option<i64>,
    patch: SubscriptionPatch,
) -> Result<Subscription, Refusal> {
    let mut subscription = read_subscription(app, actor, id).await?;
    access::expect_version(expected, subscription.version)?;
    if let Some(search) = &patch.search {
        volume::refuse_everything(app, search).await?;
    }
    match (&mut subscription.interest, patch.search, patch.events) {
        (Interest::Search { search }, wanted, None) => {
            **search = wanted.unwrap_or_else(|| (**search).clone())
        }
        (Interest::Events { events }, None, wanted) => *events = wanted.unwrap_or_else(|| events.clone()),
        (Interest::Search { .. }, _, Some(_)) => return Err(Refusal::field("/events", Code::InvalidValue)),
        (Interest::Events { .. }, Some(_), _) => return Err(Refusal::field("/search", Code::InvalidValue)),
    }
    check_interest(app, actor.party, &subscription.interest)?;
    if let Some(channel) = patch.channel {
        check_channel(app, actor.party, &channel).await?;
        subscription.channel = channel;
    }
    subscription.frequency = patch.frequency.unwrap_or(subscription.frequency);
    subscription.language = patch.language.unwrap_or(subscription.language);
    subscription.active = patch.active.unwrap_or(subscription.active);
    save(app, subscription).await
}

async fn save(app: &App, mut subscription: Subscription) -> Result<Subscription, Refusal> {
    subscription.updated_at = app.now();
    app.store
        .write(move |tx| async move {
            tx.update_subscription(&mut subscription).await?;
            if !subscription.active {
                tx.cancel_for_subscription(subscription.id).await?;
            }
            Ok(subscription)
        })
        .await
}

/// Ends a subscription of the actor's, and cancels what is still queued for it.
///
/// # Errors
/// Not there, or somebody else's; another version than expected.
pub async fn delete_subscription(
    app: &App,
    actor: Actor,
    id: SubscriptionId,
    expected: Option<i64>,
) -> Result<(), Refusal> {
    let subscription = read_subscription(app, actor, id).await?;
    access::expect_version(expected, subscription.version)?;
    app.store
        .write(move |tx| async move {
            tx.cancel_for_subscription(id).await?;
            tx.delete_subscription(id).await?;
            Ok(())
        })
        .await
}

/// What an unsubscribe token would end.
///
/// # Errors
/// A token we did not sign, or a subscription that is gone.
pub async fn describe_unsubscribe(app: &App, token: &str) -> Result<Subscription, Refusal> {
    let id = links::read_unsubscribe_token(app, token).ok_or(Refusal::NotFound)?;
    app.store.subscription(id).await?.ok_or(Refusal::NotFound)
}

/// Ends what the token stands for, without a sign-in (RFC 8058). Doing it again changes nothing.
///
/// # Errors
/// As [`describe_unsubscribe`].
pub async fn unsubscribe(app: &App, token: &str) -> Result<Subscription, Refusal> {
    let mut subscription = describe_unsubscribe(app, token).await?;
    if !subscription.active {
        return Ok(subscription);
    }
    subscription.active = false;
    save(app, subscription).await
}

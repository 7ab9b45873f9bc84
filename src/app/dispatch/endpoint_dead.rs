//! Word to an endpoint's owner that messages to it are given up: once a day at most, by mail.

use super::outgoing::{Asked, Because, DeadEndpoint, Dispatch, Letter, Matter};
use crate::{
    app::{App, links, work::WorkError},
    domain::{
        clock::CHINA,
        delivery::{Delivery, DeliveryState, Message},
        email_address::EmailAddress,
        ids::{DeliveryId, WebhookId},
        language::{Bilingual, Language},
        party::Party,
        subscription::Channel,
        webhook::{Webhook, WebhookState},
    },
};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// How many dead messages are counted.
const COUNTED: u64 = 100;
const DAY_MILLIS: u64 = 24 * 60 * 60 * 1000;

/// The notice about a delivery to an endpoint that is given up now, if its owner has an address.
pub(super) async fn notice(
    app: &App,
    dead: &Delivery,
    webhook: WebhookId,
) -> Result<Option<Delivery>, WorkError> {
    let Some(address) = address_of(app, dead.receiver).await? else { return Ok(None) };
    let now = app.now();
    Ok(Some(Delivery {
        id: notice_id(webhook, now),
        receiver: dead.receiver,
        channel: Channel::Email(address),
        message: Message::EndpointDead { webhook, delivery: dead.id },
        language: dead.language,
        state: DeliveryState::Queued,
        attempts: 0,
        due_at: now,
        created_at: now,
        finished_at: None,
    }))
}

/// The same for all notices about an endpoint on one day: a hundred messages that die together make one mail.
fn notice_id(webhook: WebhookId, now: DateTime<Utc>) -> DeliveryId {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    let day = millis - millis % DAY_MILLIS;
    let hash = Sha256::new().chain_update(webhook.0.as_bytes()).chain_update(day.to_be_bytes()).finalize();
    let mut bytes = [0u8; 10];
    bytes.copy_from_slice(&hash[..10]);
    DeliveryId(uuid::Builder::from_unix_timestamp_millis(day, &bytes).into_uuid())
}

async fn address_of(app: &App, party: Party) -> Result<Option<EmailAddress>, WorkError> {
    Ok(match party {
        Party::Operator => None,
        Party::Employer(id) => app.store.employer(id).await?.map(|employer| employer.profile.email),
        Party::School(id) => app.store.school(id).await?.map(|school| school.profile.email),
        Party::Department(id) => app.store.department(id).await?.map(|department| department.email),
        Party::Graduate(id) => app.store.graduate(id).await?.and_then(|graduate| graduate.person.email),
    })
}

/// What the notice says now.
pub(super) async fn prepare(
    app: &App,
    delivery: &Delivery,
    webhook: WebhookId,
    dead: DeliveryId,
) -> Result<Dispatch, WorkError> {
    let webhook = app.store.webhook(webhook).await?.filter(|webhook| webhook.owner == delivery.receiver);
    let (Some(webhook), Some(dead)) = (webhook, app.store.delivery(dead).await?) else {
        return Ok(Dispatch::cancelled("endpoint removed"));
    };
    let Channel::Email(to) = &delivery.channel else {
        return Ok(Dispatch::cancelled("a notice goes by mail"));
    };
    let told = facts(app, &webhook, &dead).await?;
    let asked = asked(app, &told.host, &dead, delivery.language);
    Ok(Dispatch::Mail(Box::new(Letter {
        to: to.clone(),
        language: delivery.language,
        matter: Matter::DeadEndpoint(told),
        because: Some(Because::Asked(asked)),
    })))
}

async fn facts(app: &App, webhook: &Webhook, dead: &Delivery) -> Result<DeadEndpoint, WorkError> {
    let attempts = app.store.attempts_of(dead.id).await?;
    let given_up =
        app.store.deliveries_of(Some(webhook.owner), Some(DeliveryState::Dead), None, COUNTED).await?;
    let same = given_up.iter().filter(|one| one.channel == Channel::Webhook(webhook.id)).count();
    let since = attempts.first().map_or(dead.created_at, |attempt| attempt.at);
    let last = attempts.last();
    Ok(DeadEndpoint {
        host: host(&webhook.url).to_owned(),
        since: since.with_timezone(&CHINA).date_naive(),
        attempts: dead.attempts,
        last_status: last.and_then(|attempt| attempt.status),
        last_reason: last.map_or_else(String::new, |attempt| reason(&attempt.detail).to_owned()),
        dead: u32::try_from(same.max(1)).unwrap_or(u32::MAX),
        disabled: webhook.state != WebhookState::Active,
        link: format!("{}/v1/deliveries/{}", app.policy.public_url, dead.id),
    })
}

/// Only the host is told: a path may hold a token of the owner's.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// The code that an attempt's detail begins with.
fn reason(detail: &str) -> &str {
    detail.split(':').next().unwrap_or(detail).trim()
}

/// The notice ends with the subscription that sends to the endpoint; one click of a mail program must not do that.
fn asked(app: &App, host: &str, dead: &Delivery, language: Language) -> Asked {
    let name = Bilingual::new(format!("推送到 {host}"), format!("Messages to {host}"));
    let manage_link = links::manage_page(app);
    let unsubscribe_link = match &dead.message {
        Message::Alert { subscription, .. } => links::unsubscribe_page(app, *subscription),
        Message::Notice { .. } | Message::SignIn { .. } | Message::EndpointDead { .. } => manage_link.clone(),
    };
    Asked {
        subscription: name.in_language(language).to_owned(),
        manage_link,
        unsubscribe_link,
        one_click: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn one_notice_an_endpoint_a_day() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (one, other) = (WebhookId(Uuid::from_u128(1)), WebhookId(Uuid::from_u128(2)));
        let morning = notice_id(one, at("2026-06-20T01:00:00Z"));
        assert_eq!(morning, notice_id(one, at("2026-06-20T23:59:59Z")));
        assert_ne!(morning, notice_id(one, at("2026-06-21T00:00:00Z")));
        assert_ne!(morning, notice_id(other, at("2026-06-20T01:00:00Z")));
    }

    #[test]
    fn neither_path_nor_answer_is_repeated() {
        assert_eq!(host("https://hooks.example.com:8443/t0k3n?x=1"), "hooks.example.com:8443");
        assert_eq!(reason("http_status: <html>down</html>"), "http_status");
        assert_eq!(reason("timeout"), "timeout");
    }
}

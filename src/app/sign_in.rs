//! Sign-in by an emailed link: single use, ten minutes, bound to the browser that asked for it.

use super::App;
use crate::{
    domain::{
        api_key::{hash_of, random_token},
        delivery::{Delivery, DeliveryState, Message},
        email_address::EmailAddress,
        ids::DeliveryId,
        language::Language,
        party::Party,
        refusal::{Code, Refusal},
        subscription::Channel,
    },
    store::SignInLink,
};
use chrono::TimeDelta;

/// How long a link is good.
const VALID: TimeDelta = TimeDelta::minutes(10);
/// At most so many links an hour go to one address.
const LINKS_AN_HOUR: u64 = 5;

/// Sends a link to the address, if somebody has it. The answer is the same either way, and so is the work: the mail
/// itself is a job's.
///
/// # Errors
/// A text that is no address.
pub async fn request_sign_in(
    app: &App,
    email: &str,
    browser: &str,
    language: Language,
) -> Result<(), Refusal> {
    let address = EmailAddress::parse(email).map_err(|_| Refusal::field("/email", Code::InvalidEmail))?;
    let now = app.now();
    let recent = app.store.links_since(&address, now - TimeDelta::hours(1)).await?;
    let parties = app.store.parties_by_email(&address).await?;
    let Some(party) = parties.first().copied().filter(|_| recent < LINKS_AN_HOUR) else { return Ok(()) };
    let token = random_token(&*app.entropy);
    let link = SignInLink {
        token_hash: hash_of(&token),
        party,
        email: address.clone(),
        browser_hash: hash_of(browser),
        created_at: now,
        expires_at: now + VALID,
    };
    let delivery = Delivery {
        id: DeliveryId::new(&*app.clock, &*app.entropy),
        receiver: party,
        channel: Channel::Email(address),
        message: Message::SignIn { token },
        language,
        state: DeliveryState::Queued,
        attempts: 0,
        due_at: now,
        created_at: now,
        finished_at: None,
    };
    app.store
        .write(move |tx| async move {
            tx.insert_link(&link).await?;
            Ok(tx.insert_delivery(&delivery).await?)
        })
        .await
}

/// Redeems a link in the browser that asked for it. Of many at once exactly one succeeds.
///
/// # Errors
/// A link that was used, has expired, or belongs to another browser: the three are told apart by nobody.
pub async fn redeem_sign_in(app: &App, token: &str, browser: &str) -> Result<Party, Refusal> {
    let (token_hash, browser_hash, now) = (hash_of(token), hash_of(browser), app.now());
    let party =
        app.store
            .write(move |tx| async move {
                Ok::<_, Refusal>(tx.consume_link(&token_hash, &browser_hash, now).await?)
            })
            .await?;
    party.ok_or_else(|| Refusal::conflict(Code::LinkInvalid))
}

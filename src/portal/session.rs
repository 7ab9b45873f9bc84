//! Who is signed in, kept in an encrypted cookie that scripts cannot read and other sites cannot send along.

use super::{csrf, failure::Failure, random};
use crate::domain::{entropy::Entropy, party::Party};
use actix_session::{
    Session, SessionMiddleware,
    config::{CookieContentSecurity, PersistentSession},
    storage::CookieSessionStore,
};
use actix_web::cookie::{Key, SameSite, time::Duration};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha512};

const PARTY: &str = "party";
const SINCE: &str = "since";
const BROWSER: &str = "browser";
/// After this many days somebody signs in again. The cookie carries its own date: a copied cookie ends as well.
const DAYS: i64 = 14;

/// The middleware that reads and writes the cookie.
pub(crate) fn middleware(secret: &str, secure: bool) -> SessionMiddleware<CookieSessionStore> {
    // Hashed, so that a secret of any length makes the 64 bytes a key needs.
    let key = Key::from(&Sha512::digest(secret.as_bytes()));
    // The prefix makes browsers refuse the cookie from a sister domain or over plain HTTP.
    let name = if secure { "__Host-session" } else { "session" };
    SessionMiddleware::builder(CookieSessionStore::default(), key)
        .cookie_name(name.to_owned())
        .cookie_secure(secure)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_content_security(CookieContentSecurity::Private)
        .session_lifecycle(PersistentSession::default().session_ttl(Duration::days(DAYS)))
        .build()
}

/// Who is signed in, if it was not too long ago.
pub(crate) fn party(session: &Session, now: DateTime<Utc>) -> Option<Party> {
    let since: DateTime<Utc> = session.get(SINCE).ok().flatten()?;
    let party: Party = session.get(PARTY).ok().flatten()?;
    let age = now - since;
    (age >= TimeDelta::zero() && age < TimeDelta::days(DAYS)).then_some(party)
}

/// Signs somebody in: a new session with a new token, so that nothing set before the sign-in carries over.
///
/// # Errors
/// Only if the session cannot be written.
pub(crate) fn sign_in(
    session: &Session,
    party: Party,
    now: DateTime<Utc>,
    entropy: &dyn Entropy,
) -> Result<(), Failure> {
    session.clear();
    session.renew();
    session.insert(PARTY, party).map_err(|_| Failure::Internal)?;
    session.insert(SINCE, now).map_err(|_| Failure::Internal)?;
    csrf::renew(session, entropy).map(|_| ())
}

/// Ends the session.
pub(crate) fn sign_out(session: &Session) {
    session.purge();
}

/// A value only this browser has: a sign-in link works only where it was asked for.
///
/// # Errors
/// Only if the session cannot be written.
pub(crate) fn browser(session: &Session, entropy: &dyn Entropy) -> Result<String, Failure> {
    if let Some(value) = session.get::<String>(BROWSER).ok().flatten() {
        return Ok(value);
    }
    let value = random::token(entropy);
    session.insert(BROWSER, &value).map_err(|_| Failure::Internal)?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entropy::SeededEntropy;
    use actix_session::SessionExt;
    use actix_web::test::TestRequest;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_session_ends_after_two_weeks_and_at_sign_out() {
        let session = TestRequest::default().to_srv_request().get_session();
        let (entropy, start) = (SeededEntropy::new(1), at("2026-06-20T00:00:00Z"));
        assert_eq!(party(&session, start), None);
        sign_in(&session, Party::Operator, start, &entropy).unwrap();
        assert_eq!(party(&session, at("2026-07-03T23:59:59Z")), Some(Party::Operator));
        assert_eq!(party(&session, at("2026-07-04T00:00:00Z")), None);
        assert_eq!(party(&session, at("2026-06-19T00:00:00Z")), None);
        sign_out(&session);
        assert_eq!(party(&session, start), None);
    }

    #[test]
    fn signing_in_changes_the_token_and_forgets_the_browser_value() {
        let session = TestRequest::default().to_srv_request().get_session();
        let (entropy, start) = (SeededEntropy::new(1), at("2026-06-20T00:00:00Z"));
        let (token, value) = (csrf::issue(&session, &entropy).unwrap(), browser(&session, &entropy).unwrap());
        assert_eq!(browser(&session, &entropy).unwrap(), value);
        sign_in(&session, Party::Operator, start, &entropy).unwrap();
        assert_ne!(csrf::token(&session), Some(token));
        assert_ne!(browser(&session, &entropy).unwrap(), value);
    }
}

//! A form that changes something must come from a page of ours: it repeats a token kept in the session.

use super::{failure::Failure, random};
use crate::domain::entropy::Entropy;
use actix_session::Session;
use subtle::ConstantTimeEq;

const KEY: &str = "csrf";

/// The session's token, if it has one.
pub(crate) fn token(session: &Session) -> Option<String> {
    session.get(KEY).ok().flatten()
}

/// The session's token, made if there is none yet.
///
/// # Errors
/// Only if the session cannot be written.
pub(crate) fn issue(session: &Session, entropy: &dyn Entropy) -> Result<String, Failure> {
    if let Some(token) = token(session) {
        return Ok(token);
    }
    renew(session, entropy)
}

/// A new token in place of the old one, for a new sign-in.
///
/// # Errors
/// Only if the session cannot be written.
pub(crate) fn renew(session: &Session, entropy: &dyn Entropy) -> Result<String, Failure> {
    let token = random::token(entropy);
    session.insert(KEY, &token).map_err(|_| Failure::Internal)?;
    Ok(token)
}

/// That the form repeats the session's token.
///
/// # Errors
/// [`Failure::Forbidden`] without a session, without a token or with another one.
pub(crate) fn check(session: &Session, given: &str) -> Result<(), Failure> {
    let known = token(session).ok_or(Failure::Forbidden)?;
    if bool::from(known.as_bytes().ct_eq(given.as_bytes())) { Ok(()) } else { Err(Failure::Forbidden) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entropy::SeededEntropy;
    use actix_session::SessionExt;
    use actix_web::test::TestRequest;

    #[test]
    fn only_the_sessions_own_token_passes() {
        let session = TestRequest::default().to_srv_request().get_session();
        assert_eq!(check(&session, ""), Err(Failure::Forbidden));
        let entropy = SeededEntropy::new(1);
        let token = issue(&session, &entropy).unwrap();
        assert_eq!(issue(&session, &entropy).unwrap(), token);
        assert_eq!(check(&session, &token), Ok(()));
        assert_eq!(check(&session, &token[1..]), Err(Failure::Forbidden));
        assert_ne!(renew(&session, &entropy).unwrap(), token);
        assert_eq!(check(&session, &token), Err(Failure::Forbidden));
    }
}

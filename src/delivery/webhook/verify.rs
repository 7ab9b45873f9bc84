//! The receiver's side: is this message ours and fresh? The demo's receiver uses it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use hmac::Mac;

use super::secret::WebhookSecret;
use super::sign::{VERSION, mac};

/// How far a message's time may be from the receiver's clock, either way.
pub const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// The three headers of a message, as received.
#[derive(Debug, Clone, Copy)]
pub struct SignedHeaders<'a> {
    /// `webhook-id`
    pub id: &'a str,
    /// `webhook-timestamp`
    pub timestamp: &'a str,
    /// `webhook-signature`
    pub signature: &'a str,
}

/// Why a received message is not to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The timestamp is no number of seconds.
    #[error("the timestamp is not a number of seconds")]
    Timestamp,
    /// Sent more than five minutes ago: perhaps replayed.
    #[error("the message is too old")]
    TooOld,
    /// Dated more than five minutes ahead.
    #[error("the message is from the future")]
    FromTheFuture,
    /// No signature fits.
    #[error("no signature fits")]
    Signature,
}

/// Checks the time, then the signatures. One that fits any of the secrets is enough; unknown versions are passed
/// over, and comparing takes the same time however much of a signature is right.
pub fn verify(
    secrets: &[WebhookSecret],
    headers: SignedHeaders<'_>,
    body: &[u8],
    now: DateTime<Utc>,
) -> Result<(), VerifyError> {
    let timestamp: i64 = headers.timestamp.parse().map_err(|_| VerifyError::Timestamp)?;
    let age = now - DateTime::from_timestamp(timestamp, 0).ok_or(VerifyError::Timestamp)?;
    if age > TOLERANCE {
        return Err(VerifyError::TooOld);
    }
    if age < -TOLERANCE {
        return Err(VerifyError::FromTheFuture);
    }
    let fits = |signature: &[u8]| {
        secrets.iter().any(|secret| mac(secret, headers.id, timestamp, body).verify_slice(signature).is_ok())
    };
    let mut given = headers.signature.split(' ').filter_map(|part| part.split_once(','));
    let found = given.any(|(version, encoded)| {
        version == VERSION && STANDARD.decode(encoded).is_ok_and(|signature| fits(&signature))
    });
    if found { Ok(()) } else { Err(VerifyError::Signature) }
}

#[cfg(test)]
mod tests {
    use super::super::sign::signature_header;
    use super::*;

    const BODY: &[u8] = br#"{"type":"match.found"}"#;

    fn now() -> DateTime<Utc> {
        "2026-06-20T02:00:00Z".parse().unwrap()
    }

    fn secret(byte: u8) -> WebhookSecret {
        WebhookSecret::from_bytes(vec![byte; 32]).unwrap()
    }

    /// Verifies, with `receiver`, a message which `sender` signed `age` seconds ago.
    fn received(sender: &[WebhookSecret], receiver: &[WebhookSecret], age: i64) -> Result<(), VerifyError> {
        let timestamp = now().timestamp() - age;
        let signature = signature_header(sender, "dlv_1", timestamp, BODY);
        let timestamp = timestamp.to_string();
        let headers = SignedHeaders { id: "dlv_1", timestamp: &timestamp, signature: &signature };
        verify(receiver, headers, BODY, now())
    }

    #[test]
    fn a_signed_message_is_believed_for_five_minutes_either_way() {
        let with_age = |age| received(&[secret(1)], &[secret(1)], age);
        assert_eq!(with_age(0), Ok(()));
        assert_eq!(with_age(300), Ok(()));
        assert_eq!(with_age(301), Err(VerifyError::TooOld));
        assert_eq!(with_age(-300), Ok(()));
        assert_eq!(with_age(-301), Err(VerifyError::FromTheFuture));
    }

    #[test]
    fn during_a_rotation_the_receiver_may_hold_either_secret() {
        let sender = [secret(2), secret(1)];
        assert_eq!(received(&sender, &[secret(1)], 0), Ok(()));
        assert_eq!(received(&sender, &[secret(2)], 0), Ok(()));
        assert_eq!(received(&sender, &[secret(3)], 0), Err(VerifyError::Signature));
    }

    #[test]
    fn a_change_of_the_id_the_time_or_the_body_is_noticed() {
        let seconds = now().timestamp();
        let signature = signature_header(&[secret(1)], "dlv_1", seconds, BODY);
        let check = |id: &str, timestamp: i64, body: &[u8]| {
            let timestamp = timestamp.to_string();
            verify(
                &[secret(1)],
                SignedHeaders { id, timestamp: &timestamp, signature: &signature },
                body,
                now(),
            )
        };
        assert_eq!(check("dlv_1", seconds, BODY), Ok(()));
        assert_eq!(check("dlv_2", seconds, BODY), Err(VerifyError::Signature));
        assert_eq!(check("dlv_1", seconds + 1, BODY), Err(VerifyError::Signature));
        assert_eq!(check("dlv_1", seconds, br#"{"type":"match.lost"}"#), Err(VerifyError::Signature));
    }

    #[test]
    fn rubbish_in_the_headers_is_an_error_and_not_a_crash() {
        let check = |timestamp: &str, signature: &str| {
            verify(&[secret(1)], SignedHeaders { id: "dlv_1", timestamp, signature }, BODY, now())
        };
        let seconds = now().timestamp().to_string();
        assert_eq!(check("tomorrow", "v1,AAAA"), Err(VerifyError::Timestamp));
        assert_eq!(check(&i64::MAX.to_string(), "v1,AAAA"), Err(VerifyError::Timestamp));
        for signature in ["", "v1", "v1,", "v1,!!", "v2,AAAA", "v1,AAAA", "  , ,"] {
            assert_eq!(check(&seconds, signature), Err(VerifyError::Signature), "{signature:?}");
        }
    }

    #[test]
    fn the_reference_librarys_signature_is_believed() {
        let theirs = standardwebhooks::Webhook::from_bytes(vec![1; 32]).unwrap();
        let seconds = now().timestamp();
        let signature = theirs.sign("dlv_1", seconds, BODY).unwrap();
        let timestamp = seconds.to_string();
        let headers = SignedHeaders { id: "dlv_1", timestamp: &timestamp, signature: &signature };
        assert_eq!(verify(&[secret(1)], headers, BODY, now()), Ok(()));
    }
}

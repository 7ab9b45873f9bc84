//! The secret an endpoint shares with us: `whsec_` and the base64 of 24–64 bytes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretSlice, SecretString};

const PREFIX: &str = "whsec_";

/// The lengths Standard Webhooks allows for a secret, in bytes.
pub(super) const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// A signing secret. It is zeroed when dropped and shows nothing when debugged.
#[derive(Debug)]
pub struct WebhookSecret(SecretSlice<u8>);

/// Why a text or some bytes are no webhook secret; none of them repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// The text does not begin with `whsec_`.
    #[error("a webhook secret begins with whsec_")]
    Prefix,
    /// What follows the prefix is not base64.
    #[error("a webhook secret is base64 after its prefix")]
    Base64,
    /// Too few or too many bytes.
    #[error("a webhook secret has 24 to 64 bytes, not {0}")]
    Length(usize),
}

impl WebhookSecret {
    /// Reads the form a receiver is shown, `whsec_…`.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let encoded = text.strip_prefix(PREFIX).ok_or(SecretError::Prefix)?;
        Self::from_bytes(STANDARD.decode(encoded).map_err(|_| SecretError::Base64)?)
    }

    /// Makes a secret of random bytes which the caller drew; 32 of them are a good choice.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, SecretError> {
        let length = bytes.len();
        let secret = Self(SecretSlice::from(bytes));
        if LENGTHS.contains(&length) { Ok(secret) } else { Err(SecretError::Length(length)) }
    }

    /// The form a receiver is shown once and the store keeps encrypted.
    pub fn reveal(&self) -> SecretString {
        SecretString::from(format!("{PREFIX}{}", STANDARD.encode(self.bytes())))
    }

    /// The key of the signature.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.expose_secret()
    }
}

impl Clone for WebhookSecret {
    fn clone(&self) -> Self {
        Self(SecretSlice::from(self.bytes().to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_survives_being_shown_and_read_again() {
        let secret = WebhookSecret::from_bytes((0..32).collect()).unwrap();
        let shown = secret.reveal();
        assert!(shown.expose_secret().starts_with("whsec_"));
        assert_eq!(WebhookSecret::parse(shown.expose_secret()).unwrap().bytes(), secret.bytes());
    }

    #[test]
    fn only_24_to_64_bytes_are_a_secret() {
        for (length, fits) in [(0, false), (23, false), (24, true), (64, true), (65, false)] {
            assert_eq!(WebhookSecret::from_bytes(vec![7; length]).is_ok(), fits, "{length} bytes");
        }
    }

    #[test]
    fn what_is_no_secret_is_refused_with_its_reason() {
        let read = |text: &str| WebhookSecret::parse(text).unwrap_err();
        assert_eq!(read("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), SecretError::Prefix);
        assert_eq!(read("whsec_not base64!"), SecretError::Base64);
        assert_eq!(read("whsec_c2hvcnQ="), SecretError::Length(5));
    }

    #[test]
    fn debugging_a_secret_shows_none_of_it() {
        let secret = WebhookSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let shown = format!("{secret:?} {:?}", secret.reveal());
        assert!(!shown.contains("MfKQ") && !shown.contains("49"), "{shown}");
    }
}

//! DKIM: our domain answers for a mail and for its headers, those for leaving the list included.

use std::fmt;

use lettre::Message;
use lettre::message::dkim::{
    DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm, DkimSigningKey,
};
use lettre::message::header::HeaderName;
use secrecy::{ExposeSecret, SecretString};

/// What is signed. Without the last two a provider ignores the one-click button (RFC 8058, 4); lettre's own list
/// lacks them.
const SIGNED_HEADERS: [&str; 9] = [
    "From",
    "Subject",
    "To",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

/// A 1024-bit RSA key has at least this many base64 characters in its PEM; less must not sign (RFC 8301).
const SHORTEST_RSA_PEM: usize = 780;

/// The key of a domain. `private_key` is an RSA key in PKCS#1 PEM form (`-----BEGIN RSA PRIVATE KEY-----`), or the
/// base64 of an Ed25519 seed of 32 bytes.
#[derive(Debug, Clone)]
pub struct DkimSettings {
    /// The domain that answers for the mails (`d=`).
    pub domain: String,
    /// The name of the key in the domain's DNS (`s=`).
    pub selector: String,
    /// The key.
    pub private_key: SecretString,
}

/// Why a key cannot sign; never repeats any of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DkimError {
    /// A PEM of another kind.
    #[error("the dkim key is not pkcs#1 pem: convert it with openssl rsa -traditional")]
    NotPkcs1,
    /// An RSA key under 1024 bits.
    #[error("the dkim key is shorter than 1024 bits")]
    Weak,
    /// Neither an RSA key nor an Ed25519 seed.
    #[error("the dkim key cannot be read")]
    Unreadable,
    /// A domain or selector with characters that do not belong there.
    #[error("the dkim domain or selector is not a dns name")]
    Name,
}

/// Signs mails.
pub struct DkimSigner(DkimConfig);

impl DkimSigner {
    /// Reads the key.
    pub fn new(settings: &DkimSettings) -> Result<Self, DkimError> {
        let is_name = |name: &str| {
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
            !name.is_empty() && name.bytes().all(plain)
        };
        if !is_name(&settings.domain) || !is_name(&settings.selector) {
            return Err(DkimError::Name);
        }
        // Relaxed, because relays fold headers and trim spaces on the way.
        let canonicalization = DkimCanonicalization {
            header: DkimCanonicalizationType::Relaxed,
            body: DkimCanonicalizationType::Relaxed,
        };
        Ok(Self(DkimConfig::new(
            settings.selector.clone(),
            settings.domain.clone(),
            read_key(settings.private_key.expose_secret().trim())?,
            SIGNED_HEADERS.map(HeaderName::new_from_ascii_str).to_vec(),
            canonicalization,
        )))
    }

    pub(super) fn sign(&self, message: &mut Message) {
        message.sign(&self.0);
    }
}

impl fmt::Debug for DkimSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DkimSigner(…)")
    }
}

fn read_key(text: &str) -> Result<DkimSigningKey, DkimError> {
    let algorithm = if !text.starts_with("-----BEGIN") {
        DkimSigningAlgorithm::Ed25519
    } else if !text.starts_with("-----BEGIN RSA PRIVATE KEY-----") {
        return Err(DkimError::NotPkcs1);
    } else if text.lines().filter(|line| !line.starts_with('-')).map(str::len).sum::<usize>()
        < SHORTEST_RSA_PEM
    {
        return Err(DkimError::Weak);
    } else {
        DkimSigningAlgorithm::Rsa
    };
    DkimSigningKey::new(text, algorithm).map_err(|_| DkimError::Unreadable)
}

#[cfg(test)]
#[path = "dkim_tests.rs"]
mod tests;

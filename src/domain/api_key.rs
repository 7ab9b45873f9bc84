//! API keys: random, shown once, kept as a hash, revocable at once.

use super::{entropy::Entropy, ids::KeyId, party::Party};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// A key as it is kept: who it stands for and the hash of its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its public name.
    pub id: KeyId,
    /// Whose it is.
    pub party: Party,
    /// What its owner calls it.
    pub label: String,
    /// SHA-256 of the whole key text.
    pub hash: Vec<u8>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Makes the text of a new key: `jbk_` and 32 random bytes in hexadecimal.
pub fn new_key_text(entropy: &dyn Entropy) -> String {
    format!("jbk_{}", random_token(entropy))
}

/// 32 random bytes in hexadecimal, for keys and single-use links.
pub fn random_token(entropy: &dyn Entropy) -> String {
    let mut bytes = [0u8; 32];
    entropy.fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash under which a secret with full entropy is kept and found. A slow hash is for passwords people choose.
pub fn hash_of(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

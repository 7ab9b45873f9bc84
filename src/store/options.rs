//! With what the store is opened.

use super::error::StoreError;
use crate::domain::{clock::Clock, entropy::Entropy};
use std::{fmt, sync::Arc};

/// The master key of what is encrypted and hashed at rest. Losing it loses every identity number.
#[derive(Clone)]
pub struct StoreKey([u8; 32]);

impl StoreKey {
    /// A key of exactly 32 bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A key written as 64 hexadecimal digits.
    ///
    /// # Errors
    /// Where the text is anything else.
    pub fn from_hex(text: &str) -> Result<Self, StoreError> {
        let mut bytes = [0; 32];
        let text = text.trim().as_bytes();
        if text.len() != 64 || !text.iter().all(u8::is_ascii_hexdigit) {
            return Err(StoreError::Corrupt("key"));
        }
        for (byte, pair) in bytes.iter_mut().zip(text.chunks(2)) {
            let digits = std::str::from_utf8(pair).map_err(|_| StoreError::Corrupt("key"))?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| StoreError::Corrupt("key"))?;
        }
        Ok(Self(bytes))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("StoreKey(…)")
    }
}

/// With what the store is opened.
#[derive(Clone)]
pub struct StoreOptions {
    /// `sqlite:` and a path (the file and its directory are made where absent), or `postgres://…`.
    pub url: String,
    /// Encrypts and hashes what must not lie open.
    pub key: StoreKey,
    /// The most connections: on SQLite of readers (there is one writer besides), on PostgreSQL of all.
    pub max_connections: u32,
    /// The time of changes.
    pub clock: Arc<dyn Clock>,
    /// The nonces of encrypted values.
    pub entropy: Arc<dyn Entropy>,
}

impl fmt::Debug for StoreOptions {
    /// A database url carries a password.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("StoreOptions")
            .field("max_connections", &self.max_connections)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_64_digits_and_never_printed() {
        let key = StoreKey::from_hex(&"0f".repeat(32)).unwrap();
        assert_eq!(key.bytes(), &[15; 32]);
        assert_eq!(format!("{key:?}"), "StoreKey(…)");
        assert!(StoreKey::from_hex("0f").is_err());
        assert!(StoreKey::from_hex(&"0é".repeat(32)).is_err());
        assert!(StoreKey::from_hex(&"+f".repeat(32)).is_err());
    }
}

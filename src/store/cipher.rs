//! Encryption and keyed hashes of what must not lie open in the database: AES-256-GCM and HMAC-SHA256.

use super::{error::StoreError, options::StoreKey};
use crate::domain::entropy::Entropy;
use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, KeyInit, Nonce, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::sync::Arc;

/// Bytes of a nonce of AES-GCM, which stands before the ciphertext.
const NONCE: usize = 12;

/// Seals values and makes the hashes by which sealed values are found.
pub(super) struct Cipher {
    sealing: Aes256Gcm,
    hashing: [u8; 32],
    entropy: Arc<dyn Entropy>,
}

impl Cipher {
    /// Two keys out of the one: that no ciphertext says anything about a hash.
    pub(super) fn new(key: &StoreKey, entropy: Arc<dyn Entropy>) -> Self {
        let sealing = hmac(key.bytes(), &[b"jobbridge sealing 1"]);
        let hashing = hmac(key.bytes(), &[b"jobbridge hashing 1"]);
        Self { sealing: Aes256Gcm::new(&sealing.into()), hashing, entropy }
    }

    /// Encrypts a value. It opens only again for the same place (column and row), so that nobody with access to the
    /// database can move it to another row.
    pub(super) fn seal(&self, place: &Place<'_>, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut sealed = vec![0; NONCE];
        self.entropy.fill(&mut sealed);
        let nonce = Nonce::<Aes256Gcm>::try_from(&sealed[..NONCE]).map_err(|_| StoreError::Sealed)?;
        let payload = Payload { msg: plain, aad: &place.bytes() };
        let text = self.sealing.encrypt(&nonce, payload).map_err(|_| StoreError::Sealed)?;
        sealed.extend_from_slice(&text);
        Ok(sealed)
    }

    /// Opens what was sealed for the place.
    pub(super) fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (nonce, text) = sealed.split_at_checked(NONCE).ok_or(StoreError::Sealed)?;
        let nonce = Nonce::<Aes256Gcm>::try_from(nonce).map_err(|_| StoreError::Sealed)?;
        let payload = Payload { msg: text, aad: &place.bytes() };
        self.sealing.decrypt(&nonce, payload).map_err(|_| StoreError::Sealed)
    }

    /// The hash under which a value is found without being readable: equal values have equal hashes, and nobody
    /// without the key can try out values.
    pub(super) fn hash(&self, purpose: &str, value: &str) -> Vec<u8> {
        hmac(&self.hashing, &[purpose.as_bytes(), b"\0", value.as_bytes()]).to_vec()
    }
}

/// Where a sealed value belongs.
pub(super) struct Place<'a> {
    /// The column, as `table.column`.
    pub(super) column: &'static str,
    /// The row's key.
    pub(super) row: &'a [u8],
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        [self.column.as_bytes(), b"\0", self.row].concat()
    }
}

fn hmac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("any length is fine");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entropy::SeededEntropy;

    fn cipher(key: u8) -> Cipher {
        Cipher::new(&StoreKey::new([key; 32]), Arc::new(SeededEntropy::new(1)))
    }

    #[test]
    fn what_is_sealed_opens_only_in_its_place_and_with_its_key() {
        let place = Place { column: "t.c", row: b"1" };
        let sealed = cipher(1).seal(&place, b"secret").unwrap();
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
        assert_eq!(cipher(1).open(&place, &sealed).unwrap(), b"secret");
        assert!(cipher(2).open(&place, &sealed).is_err());
        assert!(cipher(1).open(&Place { column: "t.c", row: b"2" }, &sealed).is_err());
        assert!(cipher(1).open(&Place { column: "t.d", row: b"1" }, &sealed).is_err());
        assert!(cipher(1).open(&place, b"short").is_err());
    }

    #[test]
    fn a_nonce_is_never_the_same_and_a_hash_always_is() {
        let (cipher, place) = (cipher(1), Place { column: "t.c", row: b"1" });
        assert_ne!(cipher.seal(&place, b"a").unwrap(), cipher.seal(&place, b"a").unwrap());
        assert_eq!(cipher.hash("p", "a"), cipher.hash("p", "a"));
        assert_ne!(cipher.hash("p", "a"), cipher.hash("q", "a"));
    }
}

//! One root secret, kept in a file of its own unless set; every key is derived from it for one purpose.

use super::StartError;
use crate::{domain::entropy::Entropy, store::StoreKey};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use std::{
    fs,
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

/// The file of the root secret, below the data directory.
const FILE: &str = "secret.key";

/// The keys of a node.
pub(super) struct Keys {
    /// Encrypts at rest.
    pub(super) store: StoreKey,
    /// Signs links.
    pub(super) links: SecretString,
    /// Signs and encrypts cookies.
    pub(super) cookies: SecretString,
}

/// Derives the keys from the root secret: the one set, or the one kept in the data directory, made if it is not there.
pub(super) fn keys(set: &SecretString, data_dir: &Path, entropy: &dyn Entropy) -> Result<Keys, StartError> {
    let root = match set.expose_secret() {
        "" => kept(&data_dir.join(FILE), entropy)?,
        text => text.to_owned(),
    };
    let malformed = || StartError::Setting("secrets.key: expected 64 hexadecimal digits".to_owned());
    let root = bytes(root.trim()).ok_or_else(malformed)?;
    let store = bytes(&derive(&root, "store")).ok_or_else(malformed)?;
    Ok(Keys {
        store: StoreKey::new(store),
        links: derive(&root, "links").into(),
        cookies: format!("{}{}", derive(&root, "cookies 1"), derive(&root, "cookies 2")).into(),
    })
}

/// Reads the file, or makes it. Two nodes that start at once agree: the file is made whole under another name first,
/// and the first to link it wins.
fn kept(path: &Path, entropy: &dyn Entropy) -> Result<String, StartError> {
    let fault = |source| StartError::File { path: path.to_owned(), source };
    match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        read => return read.map_err(fault),
    }
    let mut fresh = [0u8; 32];
    entropy.fill(&mut fresh);
    let unique = path.with_extension(format!("new-{}", std::process::id()));
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unique);
    let written = file
        .as_mut()
        .map_err(|error| std::io::Error::new(error.kind(), error.to_string()))
        .and_then(|file| {
            file.write_all(hex(&fresh).as_bytes())?;
            file.sync_all()
        });
    written.map_err(fault)?;
    let linked = fs::hard_link(&unique, path);
    fs::remove_file(&unique).map_err(fault)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(fault(error)),
        _ => fs::read_to_string(path).map_err(fault),
    }
}

fn derive(root: &[u8; 32], purpose: &str) -> String {
    // A key of any length makes an HMAC; the error type is there for other algorithms.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(root) else { return String::new() };
    mac.update(b"jobbridge ");
    mac.update(purpose.as_bytes());
    hex(&mac.finalize().into_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0u8; 32];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entropy::SeededEntropy;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_secret_is_made_once_and_is_the_owners_alone() {
        let directory = tempfile::tempdir().unwrap();
        let entropy = SeededEntropy::new(1);
        let none = SecretString::from("");
        let first = keys(&none, directory.path(), &entropy).unwrap();
        let second = keys(&none, directory.path(), &entropy).unwrap();
        assert_eq!(first.links.expose_secret(), second.links.expose_secret());
        assert_ne!(first.links.expose_secret(), first.cookies.expose_secret());
        let mode = fs::metadata(directory.path().join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_secret_of_another_form_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        for text in ["short", &"g".repeat(64), &"é".repeat(32)] {
            assert!(
                keys(&SecretString::from(text), directory.path(), &SeededEntropy::new(1)).is_err(),
                "{text}"
            );
        }
    }
}

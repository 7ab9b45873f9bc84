//! Signatures checked the way a receiving server checks them (RFC 6376 and 8463), by code of our own.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::SignatureScheme;
use sha2::{Digest, Sha256};

use super::super::message::MailAddress;
use super::super::message::tests::sample;
use super::*;

/// A seed made up for this test, and the public key that belongs to it.
const SEED: [u8; 32] = [7; 32];
const PUBLIC_KEY: &str = "6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=";

fn settings(private_key: &str) -> DkimSettings {
    DkimSettings {
        domain: "jobbridge.example".to_owned(),
        selector: "mail2026".to_owned(),
        private_key: SecretString::from(private_key),
    }
}

fn signed_mail() -> String {
    let sender =
        MailAddress { name: Some("职桥".to_owned()), address: "notify@jobbridge.example".to_owned() };
    let mut mail = sample().build(&sender.mailbox().unwrap()).unwrap();
    DkimSigner::new(&settings(&STANDARD.encode(SEED))).unwrap().sign(&mut mail);
    String::from_utf8(mail.formatted()).unwrap()
}

/// Name and value of every header, unfolded, as "relaxed" has them.
fn relaxed_headers(head: &str) -> Vec<(String, String)> {
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let relax = |value: &str| value.split_whitespace().collect::<Vec<_>>().join(" ");
    let pair = |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), relax(value)));
    unfolded.lines().filter_map(pair).collect()
}

fn tag<'a>(signature: &'a str, name: &str) -> &'a str {
    let tags = signature.split(';').filter_map(|tag| tag.trim().split_once('='));
    tags.into_iter().find(|(found, _)| *found == name).unwrap().1
}

/// Whether the mail's one signature holds.
fn holds(mail: &str) -> bool {
    let (head, body) = mail.split_once("\r\n\r\n").unwrap();
    let headers = relaxed_headers(head);
    let value = |name: &str| headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    let signature = value("dkim-signature").unwrap();
    let (start, end) = signature.split_once(" b=").unwrap();

    let lines: Vec<String> = body
        .trim_end_matches("\r\n")
        .split("\r\n")
        .map(|line| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
        .collect();
    let body_hash = STANDARD.encode(Sha256::digest(format!("{}\r\n", lines.join("\r\n"))));

    let mut signed = String::new();
    for name in tag(signature, "h").split(':') {
        if let Some(value) = value(name) {
            signed.push_str(&format!("{name}:{value}\r\n"));
        }
    }
    signed.push_str(&format!("dkim-signature:{start} b="));
    let provider = rustls::crypto::ring::default_provider();
    let mapping = provider.signature_verification_algorithms.mapping;
    let ed25519 = mapping.iter().find(|(scheme, _)| *scheme == SignatureScheme::ED25519).unwrap().1[0];
    let key = STANDARD.decode(PUBLIC_KEY).unwrap();
    let signature_bytes = STANDARD.decode(end.replace(' ', "")).unwrap();
    let verified = ed25519.verify_signature(&key, &Sha256::digest(signed), &signature_bytes);
    body_hash == tag(signature, "bh").replace(' ', "") && verified.is_ok()
}

#[test]
fn a_signature_holds_and_covers_what_the_one_click_button_needs() {
    let mail = signed_mail();
    assert!(holds(&mail), "{mail}");
    let headers = relaxed_headers(mail.split_once("\r\n\r\n").unwrap().0);
    let signature = &headers.iter().find(|(name, _)| name == "dkim-signature").unwrap().1;
    assert_eq!(
        tag(signature, "h"),
        "from:subject:to:date:message-id:mime-version:content-type:list-unsubscribe:list-unsubscribe-post"
    );
    assert_eq!((tag(signature, "d"), tag(signature, "s")), ("jobbridge.example", "mail2026"));
}

#[test]
fn a_changed_header_or_body_breaks_the_signature() {
    let mail = signed_mail();
    for (from, to) in [
        ("To: ", "To: x"),
        ("One-Click", "Two-Click"),
        ("https://jobbridge.example/", "https://evil.example/"),
        ("Message-ID: <dlv", "Message-ID: <dlw"),
        ("5L2g5aW9", "5L2g5aW8"),
    ] {
        let changed = mail.replacen(from, to, 1);
        assert_ne!(changed, mail, "nothing to change at {from}");
        assert!(!holds(&changed), "{from} is not covered");
    }
}

#[test]
fn keys_that_cannot_sign_are_refused_with_the_reason() {
    let refusal = |key: &str| DkimSigner::new(&settings(key)).map(|_| ()).unwrap_err();
    assert_eq!(refusal("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"), DkimError::NotPkcs1);
    assert_eq!(
        refusal("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"),
        DkimError::Weak
    );
    let long =
        format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----", "A".repeat(1_000));
    assert_eq!(refusal(&long), DkimError::Unreadable);
    assert_eq!(refusal(""), DkimError::Unreadable);
    assert_eq!(refusal(&STANDARD.encode([7; 31])), DkimError::Unreadable);
    let named = DkimSettings { domain: "a;b".to_owned(), ..settings(&STANDARD.encode(SEED)) };
    assert_eq!(DkimSigner::new(&named).map(|_| ()).unwrap_err(), DkimError::Name);
}

#[test]
fn debugging_a_signer_shows_no_key() {
    let key = STANDARD.encode(SEED);
    let settings = settings(&key);
    let shown = format!("{settings:?} {:?}", DkimSigner::new(&settings).unwrap());
    assert!(!shown.contains(&key) && !shown.contains("7, 7"), "{shown}");
}

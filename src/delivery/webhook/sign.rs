//! Signing: HMAC-SHA256 over `id.timestamp.body`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::secret::WebhookSecret;

/// The only signature version there is for shared secrets.
pub(super) const VERSION: &str = "v1";

/// The value of the `webhook-signature` header: one signature per secret, separated by spaces. While a secret
/// rotates there are two, so that a receiver can change over at any moment in between.
pub fn signature_header(secrets: &[WebhookSecret], id: &str, timestamp: i64, body: &[u8]) -> String {
    let signatures: Vec<String> = secrets
        .iter()
        .map(|secret| {
            format!("{VERSION},{}", STANDARD.encode(mac(secret, id, timestamp, body).finalize().into_bytes()))
        })
        .collect();
    signatures.join(" ")
}

/// The signature's MAC, not yet finished: the sender encodes it, the receiver compares it in constant time.
#[expect(clippy::expect_used, reason = "HMAC takes a key of any length; the error type is the trait's")]
pub(super) fn mac(secret: &WebhookSecret, id: &str, timestamp: i64, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.bytes()).expect("HMAC takes any key");
    mac.update(id.as_bytes());
    mac.update(b".");
    mac.update(timestamp.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vector of the Standard Webhooks specification.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIMESTAMP: i64 = 1_614_265_330;
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    #[test]
    fn the_specifications_test_vector_is_reproduced() {
        let secret = WebhookSecret::parse(SECRET).unwrap();
        assert_eq!(signature_header(&[secret], ID, TIMESTAMP, BODY), SIGNATURE);
    }

    #[test]
    fn the_reference_library_makes_the_same_signature() {
        let ours = WebhookSecret::from_bytes((0..40).collect()).unwrap();
        let theirs = standardwebhooks::Webhook::from_bytes((0..40).collect()).unwrap();
        let body = r#"{"type":"placement.onboarded","data":{"城市":"深圳"}}"#;
        assert_eq!(
            signature_header(&[ours], "dlv_1", 1_782_000_000, body.as_bytes()),
            theirs.sign("dlv_1", 1_782_000_000, body.as_bytes()).unwrap()
        );
    }

    #[test]
    fn while_a_secret_rotates_both_sign() {
        let old = WebhookSecret::from_bytes(vec![1; 32]).unwrap();
        let new = WebhookSecret::from_bytes(vec![2; 32]).unwrap();
        let both = signature_header(&[new.clone(), old.clone()], ID, TIMESTAMP, BODY);
        let alone = |secret| signature_header(&[secret], ID, TIMESTAMP, BODY);
        assert_eq!(both, format!("{} {}", alone(new), alone(old)));
    }
}

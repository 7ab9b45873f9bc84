//! Webhooks after Standard Webhooks 1.0: who may be written to, how a message is signed, sent and verified.

pub mod address;
mod client;
mod endpoint;
mod resolve;
mod response;
mod secret;
mod sign;
mod verify;

pub use address::{AddressRefused, Endpoint, EndpointRefused, WebhookPolicy};
pub use client::{ClientError, Timeouts, WebhookClient, WebhookMessage};
pub use resolve::{GuardedResolver, Looking, Lookup, SystemLookup};
pub use secret::{SecretError, WebhookSecret};
pub use sign::signature_header;
pub use verify::{SignedHeaders, TOLERANCE, VerifyError, verify};

/// The header with the message id: the same on every retry, so that a receiver can drop repetitions.
pub const ID_HEADER: &str = "webhook-id";
/// The header with the time of this attempt, in seconds since 1970.
pub const TIMESTAMP_HEADER: &str = "webhook-timestamp";
/// The header with the signatures, separated by spaces.
pub const SIGNATURE_HEADER: &str = "webhook-signature";

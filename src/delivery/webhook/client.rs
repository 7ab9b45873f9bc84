//! Sending one signed message to one endpoint, once.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::{Client, ClientBuilder, Response};
use tokio::time::Instant;

use super::super::attempt::{Attempt, Outcome, Reason};
use super::resolve::{GuardedResolver, Lookup, SystemLookup};
use super::response::{classify, classify_failure, retry_after};
use super::{
    Endpoint, ID_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, WebhookPolicy, WebhookSecret, signature_header,
};

const USER_AGENT: &str = concat!("jobbridge-webhooks/", env!("CARGO_PKG_VERSION"));

/// How much of an answer is read; the rest is nobody's business.
const EXCERPT_BYTES: usize = 2_048;

/// One message on its way, as the job that delivers it puts it together.
#[derive(Debug, Clone)]
pub struct WebhookMessage {
    /// The delivery's id, the same on every retry.
    pub id: String,
    /// The time of this attempt.
    pub timestamp: DateTime<Utc>,
    /// The endpoint's URL as registered; it is judged again before every attempt.
    pub endpoint: String,
    /// The endpoint's secret, and while it rotates the one before.
    pub secrets: Vec<WebhookSecret>,
    /// The JSON, byte for byte as it is signed.
    pub body: String,
}

/// How long an endpoint may take.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// Until the connection stands.
    pub connect: Duration,
    /// For everything, connecting included.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), total: Duration::from_secs(15) }
    }
}

/// The HTTP client could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the webhook client cannot be set up")]
pub struct ClientError(#[from] reqwest::Error);

/// Sends webhook messages. Connections are kept per host; cloning shares them.
#[derive(Debug, Clone)]
pub struct WebhookClient {
    http: Client,
    policy: WebhookPolicy,
}

impl WebhookClient {
    /// A client that asks the system's resolver, with the contract's 15 seconds.
    pub fn new(policy: WebhookPolicy) -> Result<Self, ClientError> {
        Self::with(policy, Arc::new(SystemLookup), Timeouts::default())
    }

    /// A client with its own names and times.
    pub fn with(
        policy: WebhookPolicy,
        lookup: Arc<dyn Lookup>,
        timeouts: Timeouts,
    ) -> Result<Self, ClientError> {
        // reqwest is built without a TLS provider of its own. An error says that the process has chosen already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let resolver = Arc::new(GuardedResolver::new(lookup, policy));
        let builder = || configured(resolver.clone(), timeouts);
        let http = builder().build().or_else(|error| {
            // A machine without root certificates can still deliver to itself, which is all the demo asks for.
            tracing::warn!(error = %error, "no root certificates: webhooks over https will fail");
            builder().tls_certs_only([]).build()
        })?;
        Ok(Self { http, policy })
    }

    /// Signs and posts `message`; always comes back with an attempt to write down.
    pub async fn send(&self, message: &WebhookMessage) -> Attempt {
        let begun = Instant::now();
        let (outcome, status, excerpt) = match self.post(message).await {
            Ok(response) => read(response, message.timestamp).await,
            Err(outcome) => (outcome, None, None),
        };
        Attempt { outcome, status, took: begun.elapsed(), excerpt }
    }

    async fn post(&self, message: &WebhookMessage) -> Result<Response, Outcome> {
        let endpoint = Endpoint::parse(&message.endpoint, &self.policy)
            .map_err(|_| Outcome::give_up(Reason::EndpointRefused))?;
        let headers = headers(message).ok_or(Outcome::give_up(Reason::InvalidMessage))?;
        let request = self.http.post(endpoint.url()).headers(headers).body(message.body.clone());
        request.send().await.map_err(|error| classify_failure(&error))
    }
}

/// No redirects, no proxy from the environment, no decompression: an answer cannot lead the server anywhere, nor
/// grow in its hands.
fn configured(resolver: Arc<GuardedResolver>, timeouts: Timeouts) -> ClientBuilder {
    Client::builder()
        .user_agent(USER_AGENT)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .no_proxy()
        .gzip(false)
        .connect_timeout(timeouts.connect)
        .timeout(timeouts.total)
        .pool_idle_timeout(Duration::from_secs(60))
        .pool_max_idle_per_host(4)
        .dns_resolver(resolver)
}

/// The signed headers; `None` if the id does not fit into one, or if there is nothing to sign with.
fn headers(message: &WebhookMessage) -> Option<HeaderMap> {
    if message.secrets.is_empty() {
        return None;
    }
    let timestamp = message.timestamp.timestamp();
    let signature = signature_header(&message.secrets, &message.id, timestamp, message.body.as_bytes());
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(ID_HEADER, HeaderValue::from_str(&message.id).ok()?);
    headers.insert(TIMESTAMP_HEADER, HeaderValue::from(timestamp));
    headers.insert(SIGNATURE_HEADER, HeaderValue::from_str(&signature).ok()?);
    Some(headers)
}

async fn read(response: Response, now: DateTime<Utc>) -> (Outcome, Option<u16>, Option<String>) {
    let status = response.status().as_u16();
    let asked = response.headers().get(RETRY_AFTER).and_then(|header| header.to_str().ok());
    let outcome = classify(status, asked.and_then(|header| retry_after(header, now)));
    (outcome, Some(status), excerpt(response).await)
}

/// The beginning of the answer as text. The status has decided already: an answer that breaks off, or that does
/// not end within the time allowed, changes nothing.
async fn excerpt(mut response: Response) -> Option<String> {
    let mut bytes = Vec::new();
    while bytes.len() < EXCERPT_BYTES {
        let Ok(Some(chunk)) = response.chunk().await else { break };
        bytes.extend_from_slice(&chunk[..chunk.len().min(EXCERPT_BYTES - bytes.len())]);
    }
    let text = String::from_utf8_lossy(&bytes);
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;

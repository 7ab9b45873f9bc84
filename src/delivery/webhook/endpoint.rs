//! The guard over URLs: a text becomes an [`Endpoint`] only if a webhook may be sent there.

use std::net::IpAddr;

use reqwest::Url;

use super::address::{AddressRefused, WebhookPolicy, check_address, is_loopback};

/// The ports a public endpoint may listen on.
const PORTS: [u16; 2] = [443, 8443];

/// Longer URLs than this are nobody's endpoint.
const LONGEST_URL: usize = 2_048;

/// Endings of names that only mean something inside a network.
const INNER_ENDINGS: [&str; 6] = ["local", "localdomain", "internal", "intranet", "lan", "home.arpa"];

/// A URL that passed the guard. A host name in it is judged again when it is resolved, on every connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(Url);

/// Why a text is not accepted as an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EndpointRefused {
    /// Not a URL with a host, or one too long.
    #[error("the endpoint is not a url with a host of at most 2048 bytes")]
    NotAUrl,
    /// Not `https`.
    #[error("the endpoint is not https")]
    Scheme,
    /// A port other than 443 and 8443.
    #[error("the endpoint's port {0} is neither 443 nor 8443")]
    Port(u16),
    /// A user name or a password in the URL; what proves who we are is the signature.
    #[error("the endpoint carries a user name or a password")]
    Credentials,
    /// A host name of an inner network, or `localhost`.
    #[error("the endpoint's host name is not one of the public internet")]
    InnerName,
    /// A literal address that is not public.
    #[error(transparent)]
    Address(#[from] AddressRefused),
}

impl EndpointRefused {
    /// The stable code of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAUrl => "ENDPOINT_NOT_A_URL",
            Self::Scheme => "ENDPOINT_NOT_HTTPS",
            Self::Port(_) => "ENDPOINT_PORT",
            Self::Credentials => "ENDPOINT_CREDENTIALS",
            Self::InnerName | Self::Address(_) => "ENDPOINT_NOT_PUBLIC",
        }
    }
}

impl Endpoint {
    /// Reads and judges a URL. The host is looked at only after parsing, because `127.1`, `0x7f000001`,
    /// `2130706433` and full-width digits are all `127.0.0.1` by then.
    pub fn parse(text: &str, policy: &WebhookPolicy) -> Result<Self, EndpointRefused> {
        if text.len() > LONGEST_URL {
            return Err(EndpointRefused::NotAUrl);
        }
        let mut url = Url::parse(text).map_err(|_| EndpointRefused::NotAUrl)?;
        let host = Host::of(&url).ok_or(EndpointRefused::NotAUrl)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(EndpointRefused::Credentials);
        }
        if host.is_this_machine() && policy.allow_loopback {
            if url.scheme() != "https" && !(url.scheme() == "http" && policy.allow_http_on_loopback) {
                return Err(EndpointRefused::Scheme);
            }
        } else {
            check_public(&url, &host)?;
        }
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// The URL as it is stored and shown: normalised, without a fragment.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Only the host, which is what logs and mails name: a path may hold a token of the receiver's.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    pub(super) fn url(&self) -> Url {
        self.0.clone()
    }
}

fn check_public(url: &Url, host: &Host<'_>) -> Result<(), EndpointRefused> {
    if url.scheme() != "https" {
        return Err(EndpointRefused::Scheme);
    }
    match host {
        Host::Address(address) => check_address(*address)?,
        Host::Name(name) if is_inner_name(name) => return Err(EndpointRefused::InnerName),
        Host::Name(_) => {}
    }
    let port = url.port_or_known_default().ok_or(EndpointRefused::NotAUrl)?;
    if PORTS.contains(&port) { Ok(()) } else { Err(EndpointRefused::Port(port)) }
}

/// The host of a parsed URL; a name that ends in a number has become an address or an error by then.
enum Host<'a> {
    Address(IpAddr),
    Name(&'a str),
}

impl<'a> Host<'a> {
    fn of(url: &'a Url) -> Option<Self> {
        let text = url.host_str().filter(|host| !host.is_empty())?;
        let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
        Some(bare.parse().map_or(Self::Name(text), Self::Address))
    }

    fn is_this_machine(&self) -> bool {
        match self {
            Self::Address(address) => is_loopback(*address),
            Self::Name(name) => is_localhost(name),
        }
    }
}

/// `localhost` and the names below it, which always mean this machine (RFC 6761).
pub(super) fn is_localhost(name: &str) -> bool {
    ends_in(name.strip_suffix('.').unwrap_or(name), "localhost")
}

fn is_inner_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    !name.contains('.') || is_localhost(name) || INNER_ENDINGS.iter().any(|ending| ends_in(name, ending))
}

fn ends_in(name: &str, ending: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
#[path = "endpoint_tests.rs"]
mod tests;

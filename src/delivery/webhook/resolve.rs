//! The guard where names become addresses. Judging here, on every connection, is what stops a name that was
//! public when the endpoint was registered and points to `169.254.169.254` now.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::{AddressRefused, WebhookPolicy, check_address, is_loopback};
use super::endpoint::is_localhost;

/// What a [`Lookup`] returns.
pub type Looking = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Turns a name into addresses. The system's resolver in production; tests bring their own names.
pub trait Lookup: Send + Sync {
    /// All addresses of the name.
    fn lookup(&self, name: String) -> Looking;
}

/// The resolver of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemLookup;

impl Lookup for SystemLookup {
    fn lookup(&self, name: String) -> Looking {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Gives reqwest only those addresses of a name that the guard lets pass.
pub struct GuardedResolver {
    inner: Arc<dyn Lookup>,
    policy: WebhookPolicy,
}

impl GuardedResolver {
    /// Guards `inner` by `policy`.
    pub fn new(inner: Arc<dyn Lookup>, policy: WebhookPolicy) -> Self {
        Self { inner, policy }
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        // Loopback is allowed by name only: a public name that points to this machine stays refused.
        let loopback = self.policy.allow_loopback && is_localhost(&name);
        let looking = self.inner.lookup(name);
        Box::pin(async move {
            let passed = let_pass(looking.await?, loopback)?;
            // Port 0 stands for the URL's own port.
            Ok(Box::new(passed.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}

/// The addresses that may be connected to; an error names the first refused one if none is left.
fn let_pass(found: Vec<IpAddr>, loopback: bool) -> Result<Vec<IpAddr>, Refusal> {
    let judge = |address: &IpAddr| {
        if loopback && is_loopback(*address) { Ok(()) } else { check_address(*address) }
    };
    let refused = found.iter().find_map(|address| judge(address).err());
    let passed: Vec<IpAddr> = found.into_iter().filter(|address| judge(address).is_ok()).collect();
    match (passed.is_empty(), refused) {
        (false, _) => Ok(passed),
        (true, Some(refused)) => Err(Refusal::Address(refused)),
        (true, None) => Err(Refusal::NoAddress),
    }
}

/// Why a name gave no address to connect to. The client finds it again in reqwest's chain of sources.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// It has addresses, none of them public.
    #[error(transparent)]
    Address(#[from] AddressRefused),
    /// It has no address at all.
    #[error("the name has no address")]
    NoAddress,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A resolver with one answer to every name.
    struct Always(Vec<IpAddr>);

    impl Lookup for Always {
        fn lookup(&self, _name: String) -> Looking {
            let answer = self.0.clone();
            Box::pin(async move { Ok(answer) })
        }
    }

    async fn resolved(name: &str, answer: &[&str], policy: WebhookPolicy) -> Result<Vec<String>, String> {
        let answer = answer.iter().map(|address| address.parse().unwrap()).collect();
        let resolver = GuardedResolver::new(Arc::new(Always(answer)), policy);
        match resolver.resolve(name.parse().unwrap()).await {
            Ok(addresses) => Ok(addresses.map(|address| address.ip().to_string()).collect()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[tokio::test]
    async fn inner_addresses_are_dropped_from_what_a_name_resolves_to() {
        let mixed = ["10.0.0.1", "8.8.8.8", "::1", "2400:3200::1", "169.254.169.254"];
        let passed = resolved("hooks.example.com", &mixed, WebhookPolicy::default()).await;
        assert_eq!(passed, Ok(vec!["8.8.8.8".to_owned(), "2400:3200::1".to_owned()]));
    }

    #[tokio::test]
    async fn a_name_with_only_inner_addresses_is_refused_by_the_first_of_them() {
        let refused = resolved("evil.example.com", &["127.0.0.1", "::1"], WebhookPolicy::default()).await;
        assert_eq!(refused, Err("the address 127.0.0.1 is not on the public internet".to_owned()));
    }

    #[tokio::test]
    async fn loopback_passes_for_the_name_localhost_only_and_where_allowed() {
        let here = ["127.0.0.1"];
        assert!(resolved("localhost", &here, WebhookPolicy::LOOPBACK).await.is_ok());
        assert!(resolved("localhost", &here, WebhookPolicy::default()).await.is_err());
        assert!(resolved("evil.example.com", &here, WebhookPolicy::LOOPBACK).await.is_err());
        assert!(resolved("localhost", &["10.0.0.1"], WebhookPolicy::LOOPBACK).await.is_err());
    }

    #[tokio::test]
    async fn a_name_without_addresses_is_an_error() {
        let nothing = resolved("hooks.example.com", &[], WebhookPolicy::default()).await;
        assert_eq!(nothing, Err("the name has no address".to_owned()));
    }
}

//! The guard: which addresses a webhook may reach. Pure, so it is asked both for literal hosts in a URL and by
//! the resolver for what a name turns out to be.
//!
//! An endpoint is a URL that a customer typed and our server fetches: without a guard it reads cloud metadata,
//! databases and printers from inside. The lists are those of the IANA special-purpose registries.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

pub use super::endpoint::{Endpoint, EndpointRefused};

/// What the configuration allows beyond the public internet; the default allows nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WebhookPolicy {
    /// Endpoints on this machine (`127.0.0.1`, `[::1]`, `localhost`), on any port.
    pub allow_loopback: bool,
    /// Plain `http` as well, to this machine only; means nothing without `allow_loopback`.
    pub allow_http_on_loopback: bool,
}

impl WebhookPolicy {
    /// What the demo and the tests use: everything on this machine, plain or not.
    pub const LOOPBACK: Self = Self { allow_loopback: true, allow_http_on_loopback: true };
}

/// An address that webhooks may not reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the address {0} is not on the public internet")]
pub struct AddressRefused(pub IpAddr);

/// IPv4 networks that are not the public internet: first address and prefix length.
const REFUSED_V4: [([u8; 4], u32); 19] = [
    ([0, 0, 0, 0], 8),        // "this" network
    ([10, 0, 0, 0], 8),       // private
    ([100, 64, 0, 0], 10),    // carrier-grade NAT, and Alibaba Cloud's metadata
    ([127, 0, 0, 0], 8),      // loopback
    ([168, 63, 129, 16], 32), // Azure's host services, an otherwise public address
    ([169, 254, 0, 0], 16),   // link-local, and most clouds' metadata
    ([172, 16, 0, 0], 12),    // private
    ([192, 0, 0, 0], 24),     // protocol assignments
    ([192, 0, 2, 0], 24),     // documentation
    ([192, 31, 196, 0], 24),  // AS112
    ([192, 52, 193, 0], 24),  // AMT
    ([192, 88, 99, 0], 24),   // 6to4 relays
    ([192, 168, 0, 0], 16),   // private
    ([192, 175, 48, 0], 24),  // AS112
    ([198, 18, 0, 0], 15),    // benchmarking
    ([198, 51, 100, 0], 24),  // documentation
    ([203, 0, 113, 0], 24),   // documentation
    ([224, 0, 0, 0], 4),      // multicast
    ([240, 0, 0, 0], 4),      // reserved, and broadcast
];

/// The only IPv6 network that is routed, 2000::/3, less these.
const REFUSED_V6: [([u16; 8], u32); 5] = [
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23), // protocol assignments, Teredo among them
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32), // documentation
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16), // 6to4: carries an IPv4 address inside
    ([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48), // AS112
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20), // documentation
];

const GLOBAL_V6: ([u16; 8], u32) = ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);

/// Lets public addresses pass and refuses all others.
///
/// # Errors
/// The address, if it is loopback, private, link-local, multicast, reserved, for documentation or for a cloud's
/// own services; an IPv4 address inside a mapped IPv6 one counts as the IPv4 address.
pub fn check_address(address: IpAddr) -> Result<(), AddressRefused> {
    let public = match unmapped(address) {
        IpAddr::V4(v4) => !REFUSED_V4.iter().any(|(network, length)| in_v4(v4, *network, *length)),
        IpAddr::V6(v6) => {
            in_v6(v6, GLOBAL_V6.0, GLOBAL_V6.1)
                && !REFUSED_V6.iter().any(|(network, length)| in_v6(v6, *network, *length))
        }
    };
    if public { Ok(()) } else { Err(AddressRefused(address)) }
}

/// Whether the address is this machine, `::ffff:127.0.0.1` included.
pub fn is_loopback(address: IpAddr) -> bool {
    unmapped(address).is_loopback()
}

/// The IPv4 address inside `::ffff:a.b.c.d`, or the address itself.
fn unmapped(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

fn in_v4(address: Ipv4Addr, network: [u8; 4], length: u32) -> bool {
    let mask = u32::MAX << (32 - length);
    address.to_bits() & mask == Ipv4Addr::from(network).to_bits() & mask
}

fn in_v6(address: Ipv6Addr, network: [u16; 8], length: u32) -> bool {
    let mask = u128::MAX << (128 - length);
    address.to_bits() & mask == Ipv6Addr::from(network).to_bits() & mask
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For every refused network: its first and last address, and the neighbours where these are public.
    const EDGES: [(&str, &str, &str, &str); 18] = [
        ("0.0.0.0", "0.255.255.255", "", "1.0.0.0"),
        ("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"),
        ("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"),
        ("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"),
        ("168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17"),
        ("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"),
        ("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"),
        ("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"),
        ("192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"),
        ("192.31.196.0", "192.31.196.255", "192.31.195.255", "192.31.197.0"),
        ("192.52.193.0", "192.52.193.255", "192.52.192.255", "192.52.194.0"),
        ("192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"),
        ("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"),
        ("192.175.48.0", "192.175.48.255", "192.175.47.255", "192.175.49.0"),
        ("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"),
        ("198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"),
        ("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"),
        ("224.0.0.0", "255.255.255.255", "223.255.255.255", ""),
    ];

    const REFUSED_SIXES: [&str; 24] = [
        "::",
        "::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::1",
        "100::1",
        "1fff:ffff::1",
        "2001::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2001:db8:ffff::1",
        "2002::1",
        "2002:7f00:1::1",
        "2002:ffff::1",
        "2620:4f:8000::1",
        "3fff::1",
        "3fff:fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "ff02::1",
    ];

    const PUBLIC_SIXES: [&str; 6] =
        ["2001:200::1", "2001:4860:4860::8888", "2400:3200::1", "2003::1", "2620:4f:8001::1", "3fff:1000::1"];

    fn passes(address: &str) -> bool {
        check_address(address.parse().unwrap()).is_ok()
    }

    #[test]
    fn every_refused_network_is_refused_to_its_edges_and_not_beyond() {
        for (first, last, before, after) in EDGES {
            assert!(!passes(first) && !passes(last), "{first} – {last} passes");
            for neighbour in [before, after].into_iter().filter(|neighbour| !neighbour.is_empty()) {
                assert!(passes(neighbour), "{neighbour} is refused");
            }
        }
    }

    #[test]
    fn a_mapped_address_is_judged_as_the_address_inside() {
        for (first, last, before, after) in EDGES {
            assert!(!passes(&format!("::ffff:{first}")) && !passes(&format!("::ffff:{last}")), "{first}");
            for neighbour in [before, after].into_iter().filter(|neighbour| !neighbour.is_empty()) {
                assert!(passes(&format!("::ffff:{neighbour}")), "{neighbour}");
            }
        }
    }

    #[test]
    fn of_ipv6_only_the_routed_part_passes() {
        for address in REFUSED_SIXES {
            assert!(!passes(address), "{address} passes");
        }
        for address in PUBLIC_SIXES {
            assert!(passes(address), "{address} is refused");
        }
    }

    #[test]
    fn loopback_is_recognised_in_each_of_its_forms() {
        for (address, loopback) in
            [("127.0.0.1", true), ("127.8.8.8", true), ("::1", true), ("::ffff:127.0.0.1", true)]
                .into_iter()
                .chain([("10.0.0.1", false), ("::", false), ("0.0.0.0", false), ("::ffff:10.0.0.1", false)])
        {
            assert_eq!(is_loopback(address.parse().unwrap()), loopback, "{address}");
        }
    }
}

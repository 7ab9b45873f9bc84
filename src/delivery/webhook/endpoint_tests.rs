//! Endpoints that must be refused, in every way of writing them we know. They are judged, never contacted.

use super::*;

/// Hosts that are this machine or a network that is not public.
const REFUSED_HOSTS: [(&str, &str); 7] = [
    (
        "loopback, written plainly and otherwise",
        "127.0.0.1 127.0.0.2 127.255.255.255 127.1 127.0.1 127.65530 0177.0.0.1 0177.1 \
         0x7f.0.0.1 0x7f.1 0x7f000001 0X7F000001 017700000001 2130706433 127.0.0.1. \
         127.0x0.0.1 0x7f.0x0.0x0.0x1 00000177.0.0.01 127。0。0。1 127．0．0．1 127｡0｡0｡1 \
         １２７.０.０.１ ①②⑦.⓪.⓪.① ①②⑦.0.0.1 𝟏𝟐𝟕.𝟎.𝟎.𝟏 １２７．１ 0ｘ7ｆ000001 ２１３０７０６４３３ \
         %31%32%37.0.0.1 127.0.0.%31 127%2e0%2e0%2e1 [::1] [0:0:0:0:0:0:0:1] [0000::0001] \
         [::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:7F00:0001] [0:0:0:0:0:ffff:127.0.0.1] \
         [::127.0.0.1] [::7f00:1] localhost LOCALHOST LocalHost. a.localhost \
         a.b.localhost. ｌｏｃａｌｈｏｓｔ ⓛocalhost",
    ),
    ("the network itself", "0 0.0.0.0 0.0 0x0 00 0.1.2.3 [::] [::0.0.0.0] [::ffff:0.0.0.0] [::ffff:0:0]"),
    (
        "private",
        "10.0.0.1 10.1 012.0.0.1 0xa.0.0.1 0x0a000001 167772161 １０.0.0.1 \
         [::ffff:10.0.0.1] 172.16.0.1 172.31.255.255 0xac.0x10.0.1 2886729729 \
         [::ffff:172.16.0.1] 172.20.1 192.168.0.1 192.168.1 192.168.257 0xc0a80001 \
         3232235521 0300.0250.0.1 [::ffff:192.168.0.1] [::ffff:c0a8:1] １９２.１６８.１.１",
    ),
    (
        "link-local, metadata, carriers",
        "169.254.169.254 169.254.43518 0xa9fea9fe 2852039166 0251.0376.0251.0376 \
         [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] 169.254.0.1 100.64.0.1 \
         100.100.100.200 0x64646464 100.127.255.255 168.63.129.16 0xa83f8110 \
         [::ffff:168.63.129.16] [fe80::1] [febf::1] [fd00:ec2::254] [fc00::1] [fdff::1]",
    ),
    (
        "assignments, documentation, benchmarking, relays",
        "192.0.0.1 192.0.0.170 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 \
         192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 [2001:db8::1] \
         [3fff::1] [2001::1] [2001:10::1] [2002:7f00:1::] [2002:a9fe:a9fe::] \
         [2620:4f:8000::1] [64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe] [100::1] [fec0::1]",
    ),
    (
        "multicast, reserved, broadcast",
        "224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 0xffffffff 4294967295 \
         [ff02::1] [ff0e::1]",
    ),
    (
        "inner names",
        "router metadata printer.local db.internal metadata.google.internal nas.lan \
         box.home.arpa app.intranet host.localdomain PRINTER.LOCAL.",
    ),
];

/// URLs that are refused for something other than the host's address.
const REFUSED_URLS: &str = "hooks.example.com //hooks.example.com/ https:// https:/// http://hooks.example.com/ \
     HTTP://hooks.example.com/ ftp://hooks.example.com/ file:///etc/passwd \
     gopher://hooks.example.com:443/ ws://hooks.example.com/ javascript:alert(1) \
     data:text/plain,x unix:/run/docker.sock https://hooks.example.com:22/ \
     https://hooks.example.com:80/ https://hooks.example.com:8080/ \
     https://hooks.example.com:6379/ https://hooks.example.com:0/ \
     https://hooks.example.com:65536/ https://user@hooks.example.com/ \
     https://user:pass@hooks.example.com/ https://:pass@hooks.example.com/ \
     https://hooks.example.com@127.0.0.1/ https://256.256.256.256/ https://1.2.3.4.5/ \
     https://0x1ffffffff/ https://127.0.0.0x/ https://[::1/ https://[::ffff:127.0.0.1%25eth0]/";

const PUBLIC_URLS: &str = "https://hooks.example.com/ https://hooks.example.com https://hooks.example.com:443/a?b=c \
     https://hooks.example.com:8443/in https://8.8.8.8/ https://[2400:3200::1]:8443/ \
     https://学校.中国/hook https://localhost.example.com/ https://internal.example.com/ \
     https://my-local.example.com/";

fn judge(url: &str, policy: WebhookPolicy) -> Result<Endpoint, EndpointRefused> {
    Endpoint::parse(url, &policy)
}

#[test]
fn no_way_of_writing_an_inner_host_is_accepted() {
    let forms: Vec<&str> = REFUSED_HOSTS.iter().flat_map(|(_, hosts)| hosts.split_whitespace()).collect();
    assert!(forms.len() >= 120, "only {} forms", forms.len());
    for host in forms.into_iter().chain(["127\t.0.0.1", "12\n7.0.0.1", "10.0\r.0.1"]) {
        for url in [format!("https://{host}/hook"), format!("https://{host}:8443/hook?a=b#c")] {
            assert!(judge(&url, WebhookPolicy::default()).is_err(), "{url} is accepted");
        }
    }
}

#[test]
fn the_forms_of_one_address_are_refused_for_that_address() {
    let loopback = EndpointRefused::Address(AddressRefused(IpAddr::from([127, 0, 0, 1])));
    for host in
        ["127.1", "0x7f000001", "2130706433", "①②⑦.0.0.1", "１２７．１", "127。0。0。1", "%31%32%37.0.0.1"]
    {
        assert_eq!(judge(&format!("https://{host}/"), WebhookPolicy::default()), Err(loopback), "{host}");
    }
}

#[test]
fn other_schemes_ports_and_credentials_are_refused() {
    let odd = ["", "https://127.0.0.1\\@hooks.example.com/", "https://hooks example.com/"];
    for url in REFUSED_URLS.split_whitespace().chain(odd) {
        assert!(judge(url, WebhookPolicy::default()).is_err(), "{url} is accepted");
    }
    let refusal = |url| judge(url, WebhookPolicy::default()).unwrap_err();
    assert_eq!(refusal("http://hooks.example.com/"), EndpointRefused::Scheme);
    assert_eq!(refusal("https://hooks.example.com:22/"), EndpointRefused::Port(22));
    assert_eq!(refusal("https://a:b@hooks.example.com/"), EndpointRefused::Credentials);
    assert_eq!(
        refusal(&format!("https://hooks.example.com/{}", "a".repeat(2_048))),
        EndpointRefused::NotAUrl
    );
}

#[test]
fn public_endpoints_are_accepted_and_lose_their_fragment() {
    for url in PUBLIC_URLS.split_whitespace() {
        assert!(judge(url, WebhookPolicy::default()).is_ok(), "{url} is refused");
    }
    let endpoint = judge("https://Hooks.Example.com:443/In?a=b#c", WebhookPolicy::default()).unwrap();
    assert_eq!(endpoint.as_str(), "https://hooks.example.com/In?a=b");
    assert_eq!(endpoint.host(), "hooks.example.com");
}

#[test]
fn allowing_loopback_by_name_opens_this_machine_and_nothing_else() {
    let https_only = WebhookPolicy { allow_loopback: true, allow_http_on_loopback: false };
    for host in ["127.0.0.1:9000", "[::1]:9000", "localhost:9000", "127.1:80"] {
        assert!(judge(&format!("http://{host}/"), WebhookPolicy::LOOPBACK).is_ok(), "{host}");
        assert!(judge(&format!("https://{host}/"), https_only).is_ok(), "{host}");
        assert_eq!(judge(&format!("http://{host}/"), https_only), Err(EndpointRefused::Scheme), "{host}");
    }
    for url in
        ["http://10.0.0.1/", "http://hooks.example.com/", "https://169.254.169.254/", "ftp://127.0.0.1/"]
    {
        assert!(judge(url, WebhookPolicy::LOOPBACK).is_err(), "{url}");
    }
}

#[test]
fn plain_http_alone_opens_nothing() {
    let policy = WebhookPolicy { allow_loopback: false, allow_http_on_loopback: true };
    assert!(judge("http://127.0.0.1:9000/", policy).is_err());
}

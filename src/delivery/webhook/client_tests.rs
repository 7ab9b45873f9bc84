//! The client against a receiver of our own on loopback.

use std::io;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use super::super::resolve::Looking;
use super::super::{SignedHeaders, verify};
use super::*;

/// A receiver that gives one answer to every request and keeps what it got.
struct Receiver {
    url: String,
    requests: mpsc::UnboundedReceiver<String>,
    connections: Arc<AtomicUsize>,
}

impl Receiver {
    async fn answering(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let (sender, requests) = mpsc::unbounded_channel();
        let connections = Arc::new(AtomicUsize::new(0));
        let counter = connections.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(answer_each(stream, answer, sender.clone()));
            }
        });
        Self { url, requests, connections }
    }

    async fn request(&mut self) -> String {
        self.requests.recv().await.unwrap()
    }
}

async fn answer_each(mut stream: TcpStream, answer: &'static str, requests: mpsc::UnboundedSender<String>) {
    let mut got = Vec::new();
    while stream.read_buf(&mut got).await.is_ok_and(|read| read > 0) {
        let text = String::from_utf8_lossy(&got).into_owned();
        if text.split_once("\r\n\r\n").is_some_and(|(_, body)| body.len() >= BODY.len()) {
            got.clear();
            requests.send(text).unwrap();
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    }
}

const BODY: &str = r#"{"type":"subscription.test","timestamp":"2026-06-20T02:00:00Z","data":{}}"#;
const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

fn now() -> DateTime<Utc> {
    "2026-06-20T02:00:00Z".parse().unwrap()
}

fn message(endpoint: &str) -> WebhookMessage {
    WebhookMessage {
        id: "dlv_1".to_owned(),
        timestamp: now(),
        endpoint: endpoint.to_owned(),
        secrets: vec![WebhookSecret::from_bytes(vec![1; 32]).unwrap()],
        body: BODY.to_owned(),
    }
}

fn client(total: u64) -> WebhookClient {
    let timeouts = Timeouts { connect: Duration::from_secs(2), total: Duration::from_millis(total) };
    WebhookClient::with(WebhookPolicy::LOOPBACK, Arc::new(SystemLookup), timeouts).unwrap()
}

async fn attempt(answer: &'static str) -> Attempt {
    let receiver = Receiver::answering(answer).await;
    client(3_000).send(&message(&receiver.url)).await
}

fn header<'a>(request: &'a str, name: &str) -> &'a str {
    let line = request.lines().find_map(|line| line.split_once(": ").filter(|(found, _)| *found == name));
    line.unwrap_or_else(|| panic!("no {name} in {request}")).1
}

#[tokio::test]
async fn the_receiver_gets_a_message_it_can_verify() {
    let mut receiver = Receiver::answering(OK).await;
    let attempt = client(3_000).send(&message(&receiver.url)).await;
    assert_eq!((attempt.outcome, attempt.status), (Outcome::Delivered, Some(200)));
    assert_eq!(attempt.excerpt.as_deref(), Some("ok"));
    let request = receiver.request().await;
    assert!(request.starts_with("POST /hook HTTP/1.1\r\n"), "{request}");
    assert_eq!(header(&request, "content-type"), "application/json");
    let headers = SignedHeaders {
        id: header(&request, ID_HEADER),
        timestamp: header(&request, TIMESTAMP_HEADER),
        signature: header(&request, SIGNATURE_HEADER),
    };
    let body = request.split_once("\r\n\r\n").unwrap().1;
    assert_eq!(body, BODY);
    assert_eq!(verify(&message("").secrets, headers, body.as_bytes(), now()), Ok(()));
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_is_not_followed() {
    let mut elsewhere = Receiver::answering(OK).await;
    let redirect: &'static str = Box::leak(
        format!("HTTP/1.1 307 Go\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n", elsewhere.url)
            .into_boxed_str(),
    );
    let attempt = attempt(redirect).await;
    assert_eq!((attempt.outcome, attempt.status), (Outcome::retry(Reason::Redirected), Some(307)));
    assert!(elsewhere.requests.try_recv().is_err());
}

#[tokio::test]
async fn answers_are_read_as_the_contract_says() {
    let gone = attempt("HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n").await;
    assert_eq!(gone.outcome, Outcome::DisableEndpoint);
    let busy = attempt("HTTP/1.1 429 Slow\r\nretry-after: 90\r\ncontent-length: 0\r\n\r\n").await;
    let after = Some(Duration::from_secs(90));
    assert_eq!(busy.outcome, Outcome::Retry { reason: Reason::Throttled, after });
    let dated =
        "HTTP/1.1 503 No\r\nretry-after: Sat, 20 Jun 2026 02:01:30 GMT\r\ncontent-length: 4\r\n\r\nfull";
    let dated = attempt(dated).await;
    assert_eq!(dated.outcome, Outcome::Retry { reason: Reason::HttpStatus, after });
    assert_eq!((dated.status, dated.excerpt.as_deref()), (Some(503), Some("full")));
}

#[tokio::test]
async fn only_the_beginning_of_a_long_answer_is_read() {
    let long = format!("HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n{}", "x".repeat(100_000));
    let attempt = attempt(Box::leak(long.into_boxed_str())).await;
    assert_eq!(attempt.outcome, Outcome::Delivered);
    assert_eq!(attempt.excerpt.unwrap().len(), EXCERPT_BYTES);
}

#[tokio::test]
async fn an_accepted_message_counts_even_if_the_answer_never_ends() {
    let receiver = Receiver::answering("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nha").await;
    let attempt = client(300).send(&message(&receiver.url)).await;
    assert_eq!((attempt.outcome, attempt.excerpt.as_deref()), (Outcome::Delivered, Some("ha")));
}

#[tokio::test]
async fn silence_is_a_timeout_and_a_closed_port_a_connection() {
    let silent = Receiver::answering("").await;
    let attempt = client(300).send(&message(&silent.url)).await;
    assert_eq!((attempt.outcome, attempt.status), (Outcome::retry(Reason::Timeout), None));
    assert!(attempt.took >= Duration::from_millis(300));

    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    assert_eq!(client(3_000).send(&message(&url)).await.outcome, Outcome::retry(Reason::Connection));
}

#[tokio::test]
async fn an_https_endpoint_that_speaks_no_tls_is_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(OK.as_bytes()).await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    assert_eq!(client(3_000).send(&message(&url)).await.outcome, Outcome::retry(Reason::Tls));
}

#[tokio::test]
async fn connections_to_one_host_are_kept() {
    let receiver = Receiver::answering(OK).await;
    let client = client(3_000);
    for _ in 0..5 {
        assert_eq!(client.send(&message(&receiver.url)).await.outcome, Outcome::Delivered);
    }
    assert_eq!(receiver.connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_may_not_be_sent_is_given_up_without_a_connection() {
    let strict = WebhookClient::new(WebhookPolicy::default()).unwrap();
    let receiver = Receiver::answering(OK).await;
    let refused = strict.send(&message(&receiver.url)).await;
    assert_eq!(refused.outcome, Outcome::give_up(Reason::EndpointRefused));
    let unsigned = WebhookMessage { secrets: Vec::new(), ..message(&receiver.url) };
    assert_eq!(client(3_000).send(&unsigned).await.outcome, Outcome::give_up(Reason::InvalidMessage));
    let split = WebhookMessage { id: "a\r\nb".to_owned(), ..message(&receiver.url) };
    assert_eq!(client(3_000).send(&split).await.outcome, Outcome::give_up(Reason::InvalidMessage));
    assert_eq!(receiver.connections.load(Ordering::SeqCst), 0);
}

/// Names as the test gives them.
struct Names(fn() -> io::Result<Vec<IpAddr>>);

impl Lookup for Names {
    fn lookup(&self, _name: String) -> Looking {
        let answer = (self.0)();
        Box::pin(async move { answer })
    }
}

#[tokio::test]
async fn a_public_name_that_points_inside_is_given_up() {
    let send = async |names: fn() -> io::Result<Vec<IpAddr>>| {
        let lookup = Arc::new(Names(names));
        let client = WebhookClient::with(WebhookPolicy::LOOPBACK, lookup, Timeouts::default()).unwrap();
        client.send(&message("https://hooks.example.com/")).await.outcome
    };
    let inside = send(|| Ok(vec![IpAddr::from([169, 254, 169, 254]), IpAddr::from([127, 0, 0, 1])])).await;
    assert_eq!(inside, Outcome::give_up(Reason::AddressRefused));
    assert_eq!(send(|| Ok(Vec::new())).await, Outcome::retry(Reason::NameNotFound));
    let failing = send(|| Err(io::Error::other("no such host"))).await;
    assert_eq!(failing, Outcome::retry(Reason::NameNotFound));
}

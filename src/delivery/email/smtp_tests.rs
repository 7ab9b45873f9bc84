//! The transport against a mail server of our own on loopback that answers as each test wants.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lettre::Address;
use secrecy::SecretString;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::super::smtp_connection::SmtpSecurity;
use super::*;

/// How the server answers; `None` closes the connection instead, `Some("")` says nothing at all.
#[derive(Clone, Copy)]
struct Manners {
    auth: Option<&'static str>,
    mail: Option<&'static str>,
    rcpt: Option<&'static str>,
    data: Option<&'static str>,
    dot: Option<&'static str>,
}

const POLITE: Manners = Manners {
    auth: Some("235 2.7.0 in"),
    mail: Some("250 2.1.0 ok"),
    rcpt: Some("250 2.1.5 ok"),
    data: Some("354 go on"),
    dot: Some("250 2.0.0 queued"),
};

/// What the server saw.
#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    open: AtomicUsize,
    most_open: AtomicUsize,
    mails: Mutex<Vec<String>>,
}

async fn server(manners: Manners) -> (u16, Arc<Seen>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Arc::new(Seen::default());
    let shared = seen.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let seen = shared.clone();
            tokio::spawn(async move {
                seen.connections.fetch_add(1, Ordering::SeqCst);
                let open = seen.open.fetch_add(1, Ordering::SeqCst) + 1;
                seen.most_open.fetch_max(open, Ordering::SeqCst);
                let _ = converse(stream, manners, &seen).await;
                seen.open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    (port, seen)
}

async fn converse(stream: TcpStream, manners: Manners, seen: &Seen) -> Option<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail.example ready\r\n").await.ok()?;
    let mut line = String::new();
    while stream.read_line(&mut line).await.ok()? > 0 {
        let answer = match line.get(..4)? {
            "EHLO" => Some("250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 ENHANCEDSTATUSCODES"),
            "AUTH" => manners.auth,
            "MAIL" => manners.mail,
            "RCPT" => manners.rcpt,
            "DATA" => manners.data,
            _ => Some("250 2.0.0 ok"),
        }?;
        let taking = line.starts_with("DATA") && answer.starts_with("354");
        line.clear();
        stream.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
        if taking {
            let mut mail = String::new();
            while !mail.ends_with("\r\n.\r\n") {
                stream.read_line(&mut mail).await.ok().filter(|read| *read > 0)?;
            }
            seen.mails.lock().unwrap().push(mail);
            match manners.dot? {
                "" => std::future::pending().await,
                answer => stream.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?,
            }
        }
    }
    Some(())
}

fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port,
        security: SmtpSecurity::None,
        credentials: None,
        hello_name: Some("jobbridge.example".to_owned()),
        extra_root_pem: None,
        timeout: Duration::from_millis(2_000),
        max_connections: 4,
    }
}

fn envelope() -> Envelope {
    let address = |text: &str| text.parse::<Address>().unwrap();
    Envelope::new(Some(address("notify@jobbridge.example")), vec![address("student@school.example")]).unwrap()
}

const MAIL: &[u8] = b"Subject: test\r\n\r\nline\r\n.dotted\r\n";

async fn attempt(manners: Manners) -> Attempt {
    let (port, _) = server(manners).await;
    SmtpTransport::new(&settings(port)).unwrap().send(&envelope(), MAIL).await
}

fn give_up(suppress_address: bool) -> Outcome {
    Outcome::GiveUp { reason: Reason::MailRefused, suppress_address }
}

#[tokio::test]
async fn a_mail_arrives_whole_with_its_dots() {
    let (port, seen) = server(POLITE).await;
    let attempt = SmtpTransport::new(&settings(port)).unwrap().send(&envelope(), MAIL).await;
    assert_eq!((attempt.outcome, attempt.status), (Outcome::Delivered, Some(250)));
    assert_eq!(seen.mails.lock().unwrap()[0], "Subject: test\r\n\r\nline\r\n..dotted\r\n\r\n.\r\n");
}

#[tokio::test]
async fn a_receiver_refused_for_good_is_given_up_and_suppressed() {
    let attempt =
        attempt(Manners { rcpt: Some("550 5.1.1 <student@school.example> unknown"), ..POLITE }).await;
    assert_eq!((attempt.outcome, attempt.status), (give_up(true), Some(550)));
    assert_eq!(attempt.excerpt.as_deref(), Some("5.1.1"), "the server's text names the address");
}

#[tokio::test]
async fn a_mail_refused_for_its_content_does_not_cost_the_receiver_later_ones() {
    assert_eq!(attempt(Manners { dot: Some("554 5.7.1 spam"), ..POLITE }).await.outcome, give_up(false));
    assert_eq!(attempt(Manners { dot: Some("554 no"), ..POLITE }).await.outcome, give_up(true));
}

#[tokio::test]
async fn not_now_is_tried_again_at_every_step() {
    let deferred = Outcome::retry(Reason::MailDeferred);
    for manners in [
        Manners { mail: Some("451 4.3.0 later"), ..POLITE },
        Manners { rcpt: Some("450 4.2.0 greylisted"), ..POLITE },
        Manners { data: Some("421 4.3.2 closing"), ..POLITE },
        Manners { dot: Some("452 4.3.1 full"), ..POLITE },
    ] {
        assert_eq!(attempt(manners).await.outcome, deferred);
    }
}

#[tokio::test]
async fn a_server_that_refuses_us_does_not_cost_the_receivers_their_mail() {
    let ours = Outcome::retry(Reason::MailServerSetup);
    assert_eq!(attempt(Manners { mail: Some("550 5.7.1 not you"), ..POLITE }).await.outcome, ours);
    let (port, _) = server(Manners { auth: Some("535 5.7.8 wrong password"), ..POLITE }).await;
    let credentials = Some(("user".to_owned(), SecretString::from("wrong")));
    let transport = SmtpTransport::new(&SmtpSettings { credentials, ..settings(port) }).unwrap();
    let attempt = transport.send(&envelope(), MAIL).await;
    assert_eq!((attempt.outcome, attempt.status), (ours, Some(535)));
}

#[tokio::test]
async fn a_break_before_the_mail_is_a_retry_and_after_it_unknown() {
    let broken = Outcome::retry(Reason::Connection);
    assert_eq!(attempt(Manners { rcpt: None, ..POLITE }).await.outcome, broken);
    assert_eq!(attempt(Manners { data: None, ..POLITE }).await.outcome, broken);
    assert_eq!(attempt(Manners { dot: None, ..POLITE }).await.outcome, Outcome::Unknown);
}

#[tokio::test]
async fn silence_ends_with_the_timeout() {
    let (port, _) = server(Manners { dot: Some(""), ..POLITE }).await;
    let quick = SmtpSettings { timeout: Duration::from_millis(300), ..settings(port) };
    let attempt = SmtpTransport::new(&quick).unwrap().send(&envelope(), MAIL).await;
    assert_eq!(attempt.outcome, Outcome::Unknown);

    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let quick = SmtpSettings { port: silent.local_addr().unwrap().port(), ..quick };
    let attempt = SmtpTransport::new(&quick).unwrap().send(&envelope(), MAIL).await;
    assert_eq!(attempt.outcome, Outcome::retry(Reason::Timeout));
}

#[tokio::test]
async fn no_server_at_all_is_a_retry() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    let attempt = SmtpTransport::new(&settings(port)).unwrap().send(&envelope(), MAIL).await;
    assert_eq!(attempt.outcome, Outcome::retry(Reason::Connection));
}

#[tokio::test]
async fn a_conversation_serves_many_mails_even_after_a_refusal() {
    for manners in [POLITE, Manners { rcpt: Some("550 5.1.1 unknown"), ..POLITE }] {
        let (port, seen) = server(manners).await;
        let transport = SmtpTransport::new(&settings(port)).unwrap();
        for _ in 0..5 {
            transport.send(&envelope(), MAIL).await;
        }
        assert_eq!(seen.connections.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test]
async fn many_mails_at_once_open_no_more_connections_than_allowed() {
    let (port, seen) = server(POLITE).await;
    let transport = SmtpTransport::new(&settings(port)).unwrap();
    let (envelope, sends) = (envelope(), 200);
    let attempts = futures::future::join_all((0..sends).map(|_| transport.send(&envelope, MAIL))).await;
    assert!(attempts.iter().all(|attempt| attempt.outcome == Outcome::Delivered));
    assert_eq!(seen.mails.lock().unwrap().len(), sends);
    assert!(seen.most_open.load(Ordering::SeqCst) <= 4);
}

#[tokio::test]
async fn a_server_without_starttls_gets_nothing_where_tls_is_asked_for() {
    let (port, seen) = server(POLITE).await;
    let strict = SmtpSettings { security: SmtpSecurity::StartTls, ..settings(port) };
    let attempt = SmtpTransport::new(&strict).unwrap().send(&envelope(), MAIL).await;
    assert_eq!(attempt.outcome, Outcome::retry(Reason::MailServerSetup));
    assert!(seen.mails.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_told_apart_from_one_that_is_away() {
    let (port, _) = server(POLITE).await;
    let tls = SmtpSettings { security: SmtpSecurity::Tls, ..settings(port) };
    let attempt = SmtpTransport::new(&tls).unwrap().send(&envelope(), MAIL).await;
    assert_eq!(attempt.outcome, Outcome::retry(Reason::Tls));
}

#[test]
fn plain_smtp_is_for_this_machine_only() {
    for (host, allowed) in [("127.0.0.1", true), ("::1", true), ("localhost", true), ("mail.example", false)]
    {
        let plain = SmtpSettings { host: host.to_owned(), ..settings(25) };
        assert_eq!(SmtpTransport::new(&plain).is_ok(), allowed, "{host}");
    }
    let none = SmtpSettings { max_connections: 0, ..settings(25) };
    assert!(matches!(SmtpTransport::new(&none), Err(SmtpError::NoConnections)));
    let rubbish = Some(b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n".to_vec());
    let rubbish = SmtpSettings { security: SmtpSecurity::Tls, extra_root_pem: rubbish, ..settings(465) };
    assert!(matches!(SmtpTransport::new(&rubbish), Err(SmtpError::Certificate)));
}

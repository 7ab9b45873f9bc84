//! The other sides: an endpoint for webhooks and a mail server, each with faults. They keep what they took, and whether
//! the sender was told so.

use super::faults::{Fault, Faults};
use crate::support::mailbox::Mail;
use std::{
    net::Ipv4Addr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::AbortHandle,
};

/// Longer than the sender waits.
const STALLED: Duration = Duration::from_secs(10);

/// A message as it was taken.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    /// The delivery's id, as the message carries it.
    pub(super) delivery: String,
    /// The vacancy it tells of.
    pub(super) vacancy: String,
    /// To which address, of a mail.
    pub(super) to: String,
    pub(super) at: Instant,
    /// Whether the sender was told that it was taken.
    pub(super) answered: bool,
}

/// Somebody who takes messages.
pub(super) struct OtherSide {
    pub(super) port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
    task: AbortHandle,
}

/// A conversation's share of its other side.
#[derive(Clone)]
struct Keeping {
    faults: Faults,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl OtherSide {
    /// Takes webhooks.
    pub(super) async fn endpoint(faults: &Faults) -> Self {
        Self::start(faults, |stream, keeping| async move { drop(take_posts(stream, &keeping).await) }).await
    }

    /// Takes mails, without TLS.
    pub(super) async fn mail_server(faults: &Faults) -> Self {
        Self::start(faults, |stream, keeping| async move { drop(take_mails(stream, &keeping).await) }).await
    }

    /// What was taken so far, in order.
    pub(super) fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    async fn start<F, W>(faults: &Faults, serve: F) -> Self
    where
        F: Fn(TcpStream, Keeping) -> W + Send + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let keeping = Keeping { faults: faults.clone(), taken: Arc::default() };
        let taken = Arc::clone(&keeping.taken);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, keeping.clone()));
            }
        });
        Self { port, taken, task: task.abort_handle() }
    }
}

impl Drop for OtherSide {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Keeping {
    /// Takes a message that was read to its end. Whether it is to be answered.
    async fn take(&self, fault: Fault, mut taken: Taken) -> bool {
        taken.answered = !matches!(fault, Fault::CutAfter | Fault::Stall);
        let answered = taken.answered;
        self.taken.lock().unwrap().push(taken);
        match fault {
            Fault::Slow(time) => tokio::time::sleep(time).await,
            Fault::Stall => tokio::time::sleep(STALLED).await,
            Fault::None | Fault::Reset | Fault::Later | Fault::CutAfter => {}
        }
        answered
    }
}

async fn take_posts(stream: TcpStream, keeping: &Keeping) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let Some((delivery, length)) = head(&mut stream).await? else { return Ok(()) };
        let fault = keeping.faults.next();
        if fault == Fault::Reset {
            return Ok(());
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await?;
        if fault == Fault::Later {
            stream.write_all(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n").await?;
            continue;
        }
        let vacancy = vacancy_in(&String::from_utf8_lossy(&body));
        let taken = Taken { delivery, vacancy, to: String::new(), at: Instant::now(), answered: true };
        if !keeping.take(fault, taken).await {
            return Ok(());
        }
        stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await?;
    }
}

/// The id and the length of the next request; nothing where there is none.
async fn head(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<(String, usize)>> {
    let (mut id, mut length, mut line) = (String::new(), 0, String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("webhook-id") => id = value.trim().to_owned(),
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().unwrap();
            }
            None if line.trim_end().is_empty() => return Ok(Some((id, length))),
            _ => {}
        }
    }
}

async fn take_mails(stream: TcpStream, keeping: &Keeping) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 chaos.example ESMTP\r\n").await?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let command = String::from_utf8_lossy(&line).to_ascii_uppercase();
        let answer: &[u8] = match command.get(..4).unwrap_or_default() {
            "EHLO" => b"250-chaos.example\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            "DATA" => match keeping.faults.next() {
                Fault::Reset => return Ok(()),
                Fault::Later => b"451 later\r\n",
                fault => {
                    stream.write_all(b"354 go on\r\n").await?;
                    let Some(mail) = content(&mut stream).await? else { return Ok(()) };
                    if !keeping.take(fault, read(&mail)).await {
                        return Ok(());
                    }
                    b"250 taken\r\n"
                }
            },
            "QUIT" => return stream.write_all(b"221 bye\r\n").await,
            _ => b"250 ok\r\n",
        };
        stream.write_all(answer).await?;
    }
}

/// A mail up to its final dot; nothing where the sender went away before.
async fn content(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<Vec<u8>>> {
    let mut mail = Vec::new();
    loop {
        let start = mail.len();
        if stream.read_until(b'\n', &mut mail).await? == 0 {
            return Ok(None);
        }
        if mail.get(start..) == Some(b".\r\n") {
            mail.truncate(start);
            return Ok(Some(mail));
        }
    }
}

fn read(mail: &[u8]) -> Taken {
    let mail = Mail::parse(mail);
    let delivery = mail.message_id().split('@').next().unwrap_or_default().to_owned();
    let (vacancy, to) = (vacancy_in(&mail.text()), mail.to().to_owned());
    Taken { delivery, vacancy, to, at: Instant::now(), answered: true }
}

/// The first id of a vacancy in the text.
fn vacancy_in(text: &str) -> String {
    let start = text.find("vac_").unwrap_or(text.len());
    text[start..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

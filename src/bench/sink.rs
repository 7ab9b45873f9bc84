//! The other side of deliveries, on loopback: an endpoint that answers 204 and a mail server that takes everything.
//! Exact and cheap, because they share the cores with what they measure.

use super::BenchError;
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::AbortHandle,
};

/// A sink; it ends when it is dropped.
pub(super) struct Sink {
    pub(super) address: SocketAddr,
    taken: Arc<AtomicU64>,
    task: AbortHandle,
}

impl Sink {
    /// An endpoint for webhooks.
    pub(super) async fn endpoint() -> Result<Self, BenchError> {
        Self::start(|stream, taken| async move {
            let _ = answer_posts(stream, &taken).await;
        })
        .await
    }

    /// A mail server without TLS.
    pub(super) async fn mail_server() -> Result<Self, BenchError> {
        Self::start(|stream, taken| async move {
            let _ = take_mails(stream, &taken).await;
        })
        .await
    }

    /// How many messages it took.
    pub(super) fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    async fn start<F, W>(serve: F) -> Result<Self, BenchError>
    where
        F: Fn(TcpStream, Arc<AtomicU64>) -> W + Send + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let (address, taken) = (listener.local_addr()?, Arc::new(AtomicU64::new(0)));
        let counted = Arc::clone(&taken);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                tokio::spawn(serve(stream, Arc::clone(&counted)));
            }
        });
        Ok(Self { address, taken, task: task.abort_handle() })
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer_posts(stream: TcpStream, taken: &AtomicU64) -> std::io::Result<()> {
    let (mut stream, mut line) = (BufReader::new(stream), String::new());
    loop {
        let mut length = 0;
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let head = line.trim_end();
            if head.is_empty() {
                break;
            }
            if let Some((name, value)) = head.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await?;
        taken.fetch_add(1, Ordering::Relaxed);
        stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await?;
    }
}

async fn take_mails(stream: TcpStream, taken: &AtomicU64) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink.example ESMTP\r\n").await?;
    let (mut line, mut content) = (Vec::new(), false);
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match (content, line.get(..4).unwrap_or(&line)) {
            (true, _) if line == b".\r\n" => {
                content = false;
                taken.fetch_add(1, Ordering::Relaxed);
                b"250 taken\r\n"
            }
            (true, _) => continue,
            (false, b"EHLO") => b"250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            (false, b"DATA") => {
                content = true;
                b"354 go on\r\n"
            }
            (false, b"QUIT") => return stream.write_all(b"221 bye\r\n").await,
            (false, _) => b"250 ok\r\n",
        };
        stream.write_all(answer).await?;
    }
}

//! A client for loopback: HTTP/1.1 over one connection that is kept. Exact and cheap, because it shares the cores with
//! what it measures.

use super::BenchError;
use serde_json::Value;
use std::{io, net::SocketAddr};
use tokio::{
    fs::File,
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// One kept connection, with a key or without.
pub(super) struct Connection {
    stream: BufReader<TcpStream>,
    /// The head lines that are the same for every request.
    head: String,
}

impl Connection {
    pub(super) async fn open(address: SocketAddr, key: Option<&str>) -> Result<Self, BenchError> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let key = key.map(|key| format!("authorization: Bearer {key}\r\n")).unwrap_or_default();
        Ok(Self { stream: BufReader::new(stream), head: format!("host: {address}\r\n{key}") })
    }

    /// What is at the path; anything but 200 is an error.
    pub(super) async fn get(&mut self, path: &str) -> Result<Vec<u8>, BenchError> {
        let request = format!("GET {path} HTTP/1.1\r\n{}\r\n", self.head);
        self.exchange(path, 200, &request).await
    }

    /// Posts; anything but 201 is an error.
    pub(super) async fn post(&mut self, path: &str, body: &Value) -> Result<Vec<u8>, BenchError> {
        let body = body.to_string();
        let request = format!(
            "POST {path} HTTP/1.1\r\n{}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.head,
            body.len()
        );
        self.exchange(path, 201, &request).await
    }

    /// Posts a file; its status and the answer.
    pub(super) async fn upload(
        &mut self,
        path: &str,
        kind: &str,
        mut file: File,
    ) -> Result<(u16, Vec<u8>), BenchError> {
        let length = file.metadata().await?.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\n{}content-type: {kind}\r\ncontent-length: {length}\r\n\r\n",
            self.head
        );
        self.stream.write_all(head.as_bytes()).await?;
        tokio::io::copy(&mut file, &mut self.stream).await?;
        self.stream.flush().await?;
        self.answer().await
    }

    async fn exchange(&mut self, path: &str, expected: u16, request: &str) -> Result<Vec<u8>, BenchError> {
        self.stream.write_all(request.as_bytes()).await?;
        let (status, body) = self.answer().await?;
        if status == expected { Ok(body) } else { Err(BenchError::Answer { path: path.to_owned(), status }) }
    }

    async fn answer(&mut self) -> Result<(u16, Vec<u8>), BenchError> {
        let status = self.line().await?.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status: u16 = status.ok_or_else(|| unreadable("a status line"))?;
        let mut length = None;
        loop {
            let line = self.line().await?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse::<usize>().ok();
            }
        }
        let mut body = vec![0; length.ok_or_else(|| unreadable("a length"))?];
        self.stream.read_exact(&mut body).await?;
        Ok((status, body))
    }

    async fn line(&mut self) -> Result<String, BenchError> {
        let mut line = String::new();
        if self.stream.read_line(&mut line).await? == 0 {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        Ok(line.trim_end().to_owned())
    }
}

fn unreadable(what: &str) -> BenchError {
    io::Error::new(io::ErrorKind::InvalidData, format!("an answer without {what}")).into()
}

/// An answer as JSON.
pub(super) fn json(body: &[u8]) -> Result<Value, BenchError> {
    serde_json::from_slice(body).map_err(|error| io::Error::from(error).into())
}

//! Sending over SMTP, with a small pool of conversations of our own.
//!
//! lettre's own pool limits only the idle connections, and its errors do not say how far a mail got. Here a
//! semaphore limits all of them, every send has one timeout around it, and the step it ended at is known.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};

use super::super::attempt::{Attempt, Outcome, Reason};
use super::smtp_connection::{OpenError, Opener, SmtpError, SmtpSettings};
use super::smtp_reply::{Step, Verdict, broken, classify};

/// A conversation left alone for longer is not taken up again; servers close them after a while.
const IDLE: Duration = Duration::from_secs(30);

/// Sends mails over SMTP.
#[derive(Debug)]
pub struct SmtpTransport {
    opener: Opener,
    permits: Semaphore,
    parked: Mutex<Vec<Parked>>,
    timeout: Duration,
}

/// A conversation between two mails.
struct Parked {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl std::fmt::Debug for Parked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Parked")
    }
}

impl SmtpTransport {
    /// Prepares a transport; the first mail opens the first connection.
    pub fn new(settings: &SmtpSettings) -> Result<Self, SmtpError> {
        if settings.max_connections == 0 {
            return Err(SmtpError::NoConnections);
        }
        Ok(Self {
            opener: Opener::new(settings)?,
            permits: Semaphore::new(settings.max_connections),
            parked: Mutex::new(Vec::new()),
            timeout: settings.timeout,
        })
    }

    /// Sends one mail once. Waiting for a free conversation does not count as the server's time.
    pub(super) async fn send(&self, envelope: &Envelope, mail: &[u8]) -> Attempt {
        let permit = self.permits.acquire().await;
        let begun = Instant::now();
        let mut step = Step::Opening;
        let verdict = match timeout(self.timeout, self.converse(envelope, mail, &mut step)).await {
            Ok(Ok(())) => Verdict { outcome: Outcome::Delivered, status: Some(250), enhanced: None },
            Ok(Err(OpenError::Smtp(error))) => classify(step, &error),
            Ok(Err(OpenError::Tcp)) => silent(step, Reason::Connection),
            Err(_) => silent(step, Reason::Timeout),
        };
        drop(permit);
        let Verdict { outcome, status, enhanced } = verdict;
        Attempt { outcome, status, took: begun.elapsed(), excerpt: enhanced }
    }

    /// The conversation about one mail; `step` says how far it came, whatever happens to it.
    async fn converse(&self, envelope: &Envelope, mail: &[u8], step: &mut Step) -> Result<(), OpenError> {
        let mut connection = self.connection().await?;
        let said = say(&mut connection, envelope, mail, step).await;
        match &said {
            Ok(()) => self.park(connection),
            // A refused mail does not spoil the conversation: forget it and go on.
            Err(error) if error.status().is_some() && connection.command(Rset).await.is_ok() => {
                self.park(connection);
            }
            Err(_) => {}
        }
        Ok(said?)
    }

    /// A parked conversation the server still listens to, or a new one.
    async fn connection(&self) -> Result<AsyncSmtpConnection, OpenError> {
        while let Some(mut parked) = self.unpark() {
            if parked.since.elapsed() < IDLE && parked.connection.test_connected().await {
                return Ok(parked.connection);
            }
        }
        self.opener.open().await
    }

    fn park(&self, connection: AsyncSmtpConnection) {
        let parked = Parked { connection, since: Instant::now() };
        self.parked.lock().unwrap_or_else(PoisonError::into_inner).push(parked);
    }

    fn unpark(&self) -> Option<Parked> {
        self.parked.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

/// One mail, step by step.
async fn say(
    connection: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    mail: &[u8],
    step: &mut Step,
) -> Result<(), lettre::transport::smtp::Error> {
    *step = Step::Sender;
    connection.command(Mail::new(envelope.from().cloned(), Vec::new())).await?;
    *step = Step::Receiver;
    for receiver in envelope.to() {
        connection.command(Rcpt::new(receiver.clone(), Vec::new())).await?;
    }
    *step = Step::Data;
    connection.command(Data).await?;
    *step = Step::Content;
    connection.message(mail).await?;
    Ok(())
}

fn silent(step: Step, reason: Reason) -> Verdict {
    Verdict { outcome: broken(step, reason), status: None, enhanced: None }
}

#[cfg(test)]
#[path = "smtp_tests.rs"]
mod tests;

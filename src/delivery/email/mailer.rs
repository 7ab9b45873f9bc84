//! The one who sends: builds a mail, signs it if there is a key, and hands it to the transport.

use std::time::Duration;

use lettre::message::Mailbox;

use super::super::attempt::{Attempt, Outcome, Reason};
use super::dkim::DkimSigner;
use super::file::FileTransport;
use super::message::{EmailMessage, MailAddress, MessageError};
use super::smtp::SmtpTransport;

/// Where mails go.
#[derive(Debug)]
pub enum Transport {
    /// To a mail server.
    Smtp(SmtpTransport),
    /// Into a directory, one file each: for the demo and for tests.
    File(FileTransport),
}

/// Sends mails of one sender. Shared by reference or in an `Arc`.
#[derive(Debug)]
pub struct Mailer {
    sender: Mailbox,
    dkim: Option<DkimSigner>,
    transport: Transport,
}

impl Mailer {
    /// A mailer that writes as `sender`, and signs with `dkim` if there is one.
    ///
    /// # Errors
    /// If the sender is no address.
    pub fn new(
        sender: &MailAddress,
        dkim: Option<DkimSigner>,
        transport: Transport,
    ) -> Result<Self, MessageError> {
        Ok(Self { sender: sender.mailbox()?, dkim, transport })
    }

    /// Sends one mail once; always comes back with an attempt to write down.
    pub async fn send(&self, mail: &EmailMessage) -> Attempt {
        let mut message = match mail.build(&self.sender) {
            Ok(message) => message,
            Err(error) => return unbuilt(error),
        };
        if let Some(dkim) = &self.dkim {
            dkim.sign(&mut message);
        }
        let bytes = message.formatted();
        match &self.transport {
            Transport::Smtp(smtp) => smtp.send(message.envelope(), &bytes).await,
            Transport::File(file) => file.send(&mail.delivery_id, bytes).await,
        }
    }
}

/// A mail that cannot be built will not be buildable later. What is no address is bad for every other mail too.
fn unbuilt(error: MessageError) -> Attempt {
    let suppress_address = error == MessageError::Address;
    Attempt {
        outcome: Outcome::GiveUp { reason: Reason::InvalidMessage, suppress_address },
        status: None,
        took: Duration::ZERO,
        excerpt: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::message::tests::sample;
    use super::*;

    fn mailer(directory: &std::path::Path) -> Mailer {
        let sender =
            MailAddress { name: Some("职桥".to_owned()), address: "notify@jobbridge.example".to_owned() };
        Mailer::new(&sender, None, Transport::File(FileTransport::new(directory))).unwrap()
    }

    #[tokio::test]
    async fn a_mail_to_no_address_is_given_up_and_the_address_suppressed() {
        let directory = tempfile::tempdir().unwrap();
        let mut mail = sample();
        mail.to.address = "nobody".to_owned();
        let attempt = mailer(directory.path()).send(&mail).await;
        let outcome = Outcome::GiveUp { reason: Reason::InvalidMessage, suppress_address: true };
        assert_eq!(attempt.outcome, outcome);
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn a_broken_name_gives_up_the_mail_but_not_the_address() {
        let directory = tempfile::tempdir().unwrap();
        let mut mail = sample();
        mail.to.name = Some("a\r\nBcc: b@c.example".to_owned());
        let attempt = mailer(directory.path()).send(&mail).await;
        assert_eq!(attempt.outcome, Outcome::give_up(Reason::InvalidMessage));
    }
}

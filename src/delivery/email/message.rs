//! One mail: text and HTML side by side, and the headers that let people leave and servers recognise repeats.

use std::fmt;

use chrono::{DateTime, Utc};
use lettre::message::header::{
    ContentTransferEncoding, ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0,
};
use lettre::message::{Body, Mailbox, MultiPart, MultiPartKind, SinglePart};
use lettre::{Address, Message};

use super::super::templates::Rendered;

/// The longest address SMTP can carry (RFC 5321, 4.5.3.1.3 less its brackets).
const LONGEST_ADDRESS: usize = 254;

/// A display name and an address. Debugging it shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct MailAddress {
    /// The name shown; without line breaks or other control characters.
    pub name: Option<String>,
    /// `local@domain`, in ASCII.
    pub address: String,
}

/// How the receiver leaves the list that this mail is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsubscribe {
    /// A page of ours; a POST to it unsubscribes without a cookie, a GET changes nothing (RFC 8058).
    pub link: String,
    /// A `mailto:` URI for programs that write instead, if somebody reads what arrives there.
    pub mailto: Option<String>,
}

/// One mail on its way, as the job that delivers it puts it together.
#[derive(Debug, Clone)]
pub struct EmailMessage {
    /// The delivery's id: it becomes the `Message-ID`, so every attempt is recognisably the same mail.
    pub delivery_id: String,
    /// The one receiver.
    pub to: MailAddress,
    /// Where an answer goes, if not to the sender.
    pub reply_to: Option<MailAddress>,
    /// Subject, text and HTML.
    pub content: Rendered,
    /// The date of the mail.
    pub date: DateTime<Utc>,
    /// Every mail but those the receiver has just asked for (a sign-in link) carries one.
    pub unsubscribe: Option<Unsubscribe>,
}

/// Why no mail can be built; never repeats the address or the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// A control character in a display name or subject, which could smuggle in another header.
    #[error("a display name or subject contains a control character")]
    ControlCharacter,
    /// Not an address that can be written to.
    #[error("not an email address")]
    Address,
    /// An unsubscribe link that is no plain URI.
    #[error("the unsubscribe link is not a plain uri")]
    Unsubscribe,
    /// The delivery id is empty or has characters that a `Message-ID` cannot have.
    #[error("the delivery id does not fit into a message id")]
    DeliveryId,
    /// Anything else the mail library does not accept.
    #[error("the mail cannot be put together")]
    Other,
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailAddress(…)")
    }
}

impl MailAddress {
    /// Checks name and address and makes lettre's form of them.
    pub(super) fn mailbox(&self) -> Result<Mailbox, MessageError> {
        let address = &self.address;
        if address.len() > LONGEST_ADDRESS || !address.is_ascii() {
            return Err(MessageError::Address);
        }
        let address: Address = address.parse().map_err(|_| MessageError::Address)?;
        let name = self.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        // lettre panics on line breaks here, so they end at this door.
        name.map_or(Ok(()), refuse_controls)?;
        Ok(Mailbox::new(name.map(str::to_owned), address))
    }
}

impl EmailMessage {
    /// Builds the mail from `sender`.
    pub(super) fn build(&self, sender: &Mailbox) -> Result<Message, MessageError> {
        refuse_controls(&self.content.subject)?;
        let mut mail = Message::builder()
            .from(sender.clone())
            .to(self.to.mailbox()?)
            .subject(self.content.subject.as_str())
            .date(self.date.into())
            .message_id(Some(self.message_id(sender.email.domain())?))
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
        if let Some(reply_to) = &self.reply_to {
            mail = mail.reply_to(reply_to.mailbox()?);
        }
        if let Some(unsubscribe) = &self.unsubscribe {
            mail = mail
                .raw_header(unsubscribe.header()?)
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        let (kind, parts) = self.parts().ok_or(MessageError::Other)?;
        mail.header(MIME_VERSION_1_0).header(kind).body(parts).map_err(|_| MessageError::Other)
    }

    /// The body and its content type. The text comes first: programs show the last part they understand. The
    /// boundary comes from the id, so that a repeated mail is the same to the byte; base64 keeps every line ASCII.
    ///
    /// lettre keeps the content type of a multipart with the body, where its DKIM does not find it: it names the
    /// header as signed without signing it, and no signature holds. So the header goes where the others are.
    fn parts(&self) -> Option<(ContentType, Body)> {
        let part = |kind, text: &str| {
            let part = SinglePart::builder().header(kind).header(ContentTransferEncoding::Base64);
            part.body(text.to_owned())
        };
        let parts = MultiPart::builder()
            .kind(MultiPartKind::Alternative)
            .boundary(format!("_{}_", self.delivery_id))
            .singlepart(part(ContentType::TEXT_PLAIN, &self.content.text))
            .singlepart(part(ContentType::TEXT_HTML, &self.content.html));
        let kind = parts.headers().get::<ContentType>()?;
        let formatted = parts.formatted();
        let start = formatted.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
        let body =
            Body::dangerous_pre_encoded(formatted[start..].to_vec(), ContentTransferEncoding::SevenBit);
        Some((kind, body))
    }

    fn message_id(&self, domain: &str) -> Result<String, MessageError> {
        let id = &self.delivery_id;
        let plain = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        // A boundary may have 70 characters.
        if !plain || !(1..=64).contains(&id.len()) {
            return Err(MessageError::DeliveryId);
        }
        Ok(format!("<{id}@{domain}>"))
    }
}

impl Unsubscribe {
    fn header(&self) -> Result<HeaderValue, MessageError> {
        let plain = |uri: &str| uri.bytes().all(|b| b.is_ascii_graphic() && !b"<>\",".contains(&b));
        let web = self.link.starts_with("https://") || self.link.starts_with("http://");
        let mail = self.mailto.as_ref().is_none_or(|mailto| mailto.starts_with("mailto:") && plain(mailto));
        if !web || !mail || !plain(&self.link) {
            return Err(MessageError::Unsubscribe);
        }
        // Written as it is: an encoder would break up a long link, and one that is broken up does not work.
        let value = match &self.mailto {
            Some(mailto) => format!("<{}>,\r\n <{mailto}>", self.link),
            None => format!("<{}>", self.link),
        };
        let name = HeaderName::new_from_ascii_str("List-Unsubscribe");
        Ok(HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value))
    }
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn refuse_controls(text: &str) -> Result<(), MessageError> {
    if text.chars().any(char::is_control) { Err(MessageError::ControlCharacter) } else { Ok(()) }
}

#[cfg(test)]
#[path = "message_tests.rs"]
pub(super) mod tests;

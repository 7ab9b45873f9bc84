//! Email: how a mail is built, signed and handed to a mail server or to a directory.

mod dkim;
mod file;
mod mailer;
mod message;
mod smtp;
mod smtp_connection;
mod smtp_reply;

pub use dkim::{DkimError, DkimSettings, DkimSigner};
pub use file::FileTransport;
pub use mailer::{Mailer, Transport};
pub use message::{EmailMessage, MailAddress, MessageError, Unsubscribe};
pub use smtp::SmtpTransport;
pub use smtp_connection::{SmtpError, SmtpSecurity, SmtpSettings};

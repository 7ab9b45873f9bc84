//! One try at a delivery, and what it means for the next one.

use std::fmt;
use std::time::Duration;

/// One try at a delivery, as it is written into the attempts of that delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What to do with the delivery now.
    pub outcome: Outcome,
    /// The HTTP status or the SMTP reply code, where the other side answered at all.
    pub status: Option<u16>,
    /// How long the try took, waiting for a free connection not included.
    pub took: Duration,
    /// The beginning of a webhook's answer (at most 2 KB, no control characters), or the enhanced status of a
    /// mail server such as `5.1.1`; never its text, because that tends to repeat the address.
    pub excerpt: Option<String>,
}

/// What one try means for its delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The other side has it.
    Delivered,
    /// Not this time. `after` is a wait the other side asked for (or that its status implies); the next attempt
    /// is due at the later of that and the schedule.
    Retry {
        /// Why it did not work.
        reason: Reason,
        /// At least this long, counted from the end of the attempt.
        after: Option<Duration>,
    },
    /// Trying again cannot help.
    GiveUp {
        /// Why it cannot work.
        reason: Reason,
        /// The address itself is bad: write no further mail to it.
        suppress_address: bool,
    },
    /// The endpoint answered 410: it wants nothing any more. The delivery is dead and the endpoint disabled.
    DisableEndpoint,
    /// The connection broke after the whole mail was handed over: it may have arrived. Retry with the same id,
    /// so that the receiver's server can drop the second copy.
    Unknown,
}

/// Why a try did not deliver. A closed list: what is stored and shown is the code of [`Reason::as_str`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// No answer within the time allowed.
    Timeout,
    /// No connection, or it broke before an answer.
    Connection,
    /// The host name has no address.
    NameNotFound,
    /// The certificate or the TLS handshake was not acceptable.
    Tls,
    /// The host resolves to an address that webhooks may not reach.
    AddressRefused,
    /// The endpoint's URL is not one that webhooks may be sent to.
    EndpointRefused,
    /// A redirect: endpoints have to be given where they are.
    Redirected,
    /// 429, 502 or 504: the endpoint cannot keep up.
    Throttled,
    /// Any other status that is not 2xx.
    HttpStatus,
    /// The mail server said "not now" (4xx).
    MailDeferred,
    /// The mail server refused the receiver or the mail for good (5xx).
    MailRefused,
    /// The mail server did not let *us* in (login, STARTTLS, sender): the operator has to repair it.
    MailServerSetup,
    /// The message cannot be built: a line break in a name, an address that is none.
    InvalidMessage,
    /// The mail directory could not be written.
    Storage,
}

impl Reason {
    /// The code under which the reason is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Connection => "connection",
            Self::NameNotFound => "name_not_found",
            Self::Tls => "tls",
            Self::AddressRefused => "address_refused",
            Self::EndpointRefused => "endpoint_refused",
            Self::Redirected => "redirected",
            Self::Throttled => "throttled",
            Self::HttpStatus => "http_status",
            Self::MailDeferred => "mail_deferred",
            Self::MailRefused => "mail_refused",
            Self::MailServerSetup => "mail_server_setup",
            Self::InvalidMessage => "invalid_message",
            Self::Storage => "storage",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Outcome {
    /// A retry at the time the schedule says.
    pub(crate) fn retry(reason: Reason) -> Self {
        Self::Retry { reason, after: None }
    }

    /// Giving up on this delivery, the address staying in use.
    pub(crate) fn give_up(reason: Reason) -> Self {
        Self::GiveUp { reason, suppress_address: false }
    }

    /// The code of the reason, where there is one, for the attempt's row and the logs.
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::Retry { reason, .. } | Self::GiveUp { reason, .. } => Some(*reason),
            Self::Unknown => Some(Reason::Connection),
            Self::Delivered | Self::DisableEndpoint => None,
        }
    }
}

//! What a mail server's reply, or its silence, means: it depends on the step of the conversation.

use lettre::transport::smtp::Error;

use super::super::attempt::{Outcome, Reason};
use super::super::causes::is_tls;

/// How far the conversation was when it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Connecting, TLS, login.
    Opening,
    /// `MAIL FROM`: about us.
    Sender,
    /// `RCPT TO`: about the receiver.
    Receiver,
    /// `DATA`, before any of the mail went out.
    Data,
    /// From the first byte of the mail to the reply after the final dot. lettre writes both in one go, so a break
    /// anywhere in here may be a break after the dot.
    Content,
}

/// The outcome with the reply's code and enhanced status, if there was a reply.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) outcome: Outcome,
    pub(super) status: Option<u16>,
    pub(super) enhanced: Option<String>,
}

/// Reads an error of lettre's that happened at `step`.
pub(super) fn classify(step: Step, error: &Error) -> Verdict {
    let status = error.status().map(u16::from);
    let enhanced = std::error::Error::source(error).and_then(|text| enhanced_status(&text.to_string()));
    let outcome = if error.is_permanent() {
        refused(step, enhanced.as_deref())
    } else if error.is_transient() {
        Outcome::retry(Reason::MailDeferred)
    } else if error.is_client() {
        // No STARTTLS offered, no login method in common: nothing was sent, and mail waits until it is repaired.
        Outcome::retry(Reason::MailServerSetup)
    } else if step == Step::Opening && (error.is_tls() || is_tls(error)) {
        Outcome::retry(Reason::Tls)
    } else {
        broken(step, if error.is_timeout() { Reason::Timeout } else { Reason::Connection })
    };
    Verdict { outcome, status, enhanced }
}

/// A conversation that ended without a reply: after the mail has gone out nobody knows whether it arrived.
pub(super) fn broken(step: Step, reason: Reason) -> Outcome {
    if step == Step::Content { Outcome::Unknown } else { Outcome::retry(reason) }
}

/// A 5xx. While opening and at `MAIL FROM` it is about us, and every mail would meet it: that must not throw
/// away a queue of mails, still less suppress their receivers.
fn refused(step: Step, enhanced: Option<&str>) -> Outcome {
    match step {
        Step::Opening | Step::Sender => Outcome::retry(Reason::MailServerSetup),
        Step::Receiver | Step::Data | Step::Content => Outcome::GiveUp {
            reason: Reason::MailRefused,
            suppress_address: enhanced.is_none_or(is_about_the_address),
        },
    }
}

/// RFC 3463: x.1 is the address, x.2 the mailbox (x.2.2 only says it is full), x.0 undefined. The others are about
/// the system, the network, the protocol, the content or a policy, and say nothing against the address.
fn is_about_the_address(enhanced: &str) -> bool {
    let mut parts = enhanced.split('.').skip(1);
    match (parts.next(), parts.next()) {
        (Some("2"), Some("2")) => false,
        (Some(subject), _) => matches!(subject, "0" | "1" | "2"),
        (None, _) => true,
    }
}

/// The enhanced status a reply begins with, such as `5.1.1`.
fn enhanced_status(reply: &str) -> Option<String> {
    let word = reply.split_whitespace().next()?;
    let numbers: Vec<&str> = word.split('.').collect();
    let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (numbers.len() == 3 && numbers.iter().all(number)).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_about_the_address_or_about_us() {
        let suppressed = |step, enhanced| match refused(step, enhanced) {
            Outcome::GiveUp { suppress_address, .. } => Some(suppress_address),
            _ => None,
        };
        assert_eq!(suppressed(Step::Opening, Some("5.7.8")), None);
        assert_eq!(suppressed(Step::Sender, Some("5.1.8")), None);
        assert_eq!(suppressed(Step::Receiver, None), Some(true));
        for (enhanced, about) in [
            ("5.1.1", true),
            ("5.2.1", true),
            ("5.0.0", true),
            ("5.2.2", false),
            ("5.3.4", false),
            ("5.4.4", false),
            ("5.6.0", false),
            ("5.7.1", false),
        ] {
            assert_eq!(suppressed(Step::Receiver, Some(enhanced)), Some(about), "{enhanced}");
            assert_eq!(suppressed(Step::Content, Some(enhanced)), Some(about), "{enhanced}");
        }
    }

    #[test]
    fn only_a_break_after_the_mail_went_out_is_unknown() {
        for step in [Step::Opening, Step::Sender, Step::Receiver, Step::Data] {
            assert_eq!(broken(step, Reason::Timeout), Outcome::retry(Reason::Timeout), "{step:?}");
        }
        assert_eq!(broken(Step::Content, Reason::Timeout), Outcome::Unknown);
    }

    #[test]
    fn the_enhanced_status_is_read_from_the_beginning_of_a_reply() {
        assert_eq!(enhanced_status("5.1.1 no such user").as_deref(), Some("5.1.1"));
        assert_eq!(enhanced_status("4.2.100\nsecond line").as_deref(), Some("4.2.100"));
        for reply in ["", "no such user 5.1.1", "5.1 short", "5.1.1.1", "5.x.1", "192.168.100.1000"] {
            assert_eq!(enhanced_status(reply), None, "{reply}");
        }
    }
}

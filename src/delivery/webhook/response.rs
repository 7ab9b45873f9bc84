//! What an endpoint's answer, or the lack of one, means for the delivery.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::super::attempt::{Outcome, Reason};
use super::super::causes::{causes, is_tls};
use super::resolve::Refusal;

/// How long an endpoint that cannot keep up is left alone when it does not say so itself.
const THROTTLE_PAUSE: Duration = Duration::from_secs(60);

/// Reads a status: 2xx is success, 410 disables the endpoint, everything else is tried again. A redirect is a
/// failure too, because following one would let an endpoint point our server anywhere.
pub(super) fn classify(status: u16, asked: Option<Duration>) -> Outcome {
    match status {
        200..=299 => Outcome::Delivered,
        300..=399 => Outcome::retry(Reason::Redirected),
        410 => Outcome::DisableEndpoint,
        429 | 502 | 504 => {
            Outcome::Retry { reason: Reason::Throttled, after: Some(asked.unwrap_or(THROTTLE_PAUSE)) }
        }
        _ => Outcome::Retry { reason: Reason::HttpStatus, after: asked },
    }
}

/// Reads a `Retry-After` header: a number of seconds, or an HTTP date. A date that is past asks for nothing.
pub(super) fn retry_after(header: &str, now: DateTime<Utc>) -> Option<Duration> {
    let header = header.trim();
    if let Ok(seconds) = header.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DateTime::parse_from_rfc2822(header).ok()?;
    (date.to_utc() - now).to_std().ok()
}

/// Reads a send that got no answer. A name that points inside will not point outside a minute later: give up, and
/// let the organisation know. All else may heal.
pub(super) fn classify_failure(error: &reqwest::Error) -> Outcome {
    if error.is_builder() {
        return Outcome::give_up(Reason::InvalidMessage);
    }
    for cause in causes(error) {
        match cause.downcast_ref() {
            Some(Refusal::Address(_)) => return Outcome::give_up(Reason::AddressRefused),
            Some(Refusal::NoAddress) => return Outcome::retry(Reason::NameNotFound),
            None => {}
        }
    }
    Outcome::retry(match () {
        () if is_tls(error) => Reason::Tls,
        () if error.is_timeout() => Reason::Timeout,
        () if error.is_dns() => Reason::NameNotFound,
        () => Reason::Connection,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(outcome: Outcome) -> Option<u64> {
        match outcome {
            Outcome::Retry { after, .. } => after.map(|after| after.as_secs()),
            _ => panic!("{outcome:?} is no retry"),
        }
    }

    #[test]
    fn a_status_decides_between_delivered_retry_and_disable() {
        for (status, outcome) in [
            (200, Outcome::Delivered),
            (204, Outcome::Delivered),
            (299, Outcome::Delivered),
            (301, Outcome::retry(Reason::Redirected)),
            (307, Outcome::retry(Reason::Redirected)),
            (400, Outcome::retry(Reason::HttpStatus)),
            (404, Outcome::retry(Reason::HttpStatus)),
            (410, Outcome::DisableEndpoint),
            (500, Outcome::retry(Reason::HttpStatus)),
            (101, Outcome::retry(Reason::HttpStatus)),
        ] {
            assert_eq!(classify(status, None), outcome, "{status}");
        }
    }

    #[test]
    fn an_endpoint_that_cannot_keep_up_is_left_alone_for_a_while() {
        for status in [429, 502, 504] {
            assert_eq!(wait(classify(status, None)), Some(60), "{status}");
            assert_eq!(wait(classify(status, Some(Duration::from_secs(7)))), Some(7), "{status}");
        }
        assert_eq!(wait(classify(503, Some(Duration::from_secs(7)))), Some(7));
        assert_eq!(wait(classify(503, None)), None);
    }

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let now = "1994-11-06T08:48:37Z".parse().unwrap();
        let read = |header| retry_after(header, now).map(|wait| wait.as_secs());
        assert_eq!(read("120"), Some(120));
        assert_eq!(read(" 0 "), Some(0));
        assert_eq!(read("Sun, 06 Nov 1994 08:49:37 GMT"), Some(60));
        assert_eq!(read("Sun, 06 Nov 1994 08:40:00 GMT"), None);
        for rubbish in ["", "-5", "1.5", "soon", "99999999999999999999999"] {
            assert_eq!(read(rubbish), None, "{rubbish}");
        }
    }
}

//! What the outcome of a send means for its delivery: the words of those who send in the words of those who keep.

use crate::{
    app::dispatch::{Tried, Verdict},
    delivery::{Attempt, Outcome, schedule},
    store::deliveries::Carrier,
};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// How a delivery has been failing, this try included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Failed {
    /// How many tries.
    pub(super) times: u32,
    /// Since the first of them.
    pub(super) failing_for: Duration,
    /// Random, `0.0..1.0`: spreads the next tries.
    pub(super) fraction: f64,
}

/// The try as it is kept.
pub(super) fn tried(
    carrier: Carrier,
    attempt: Attempt,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
    failed: &Failed,
) -> Tried {
    let verdict = verdict(carrier, &attempt.outcome, now, failed);
    let reason = match &attempt.outcome {
        Outcome::Delivered => None,
        Outcome::DisableEndpoint => Some("gone"),
        outcome => outcome.reason().map(|reason| reason.as_str()),
    };
    let detail = match (reason, attempt.excerpt) {
        (Some(reason), Some(excerpt)) => format!("{reason}: {excerpt}"),
        (Some(reason), None) => reason.to_owned(),
        (None, excerpt) => excerpt.unwrap_or_default(),
    };
    Tried { at, took: attempt.took, status: attempt.status, detail, verdict }
}

fn verdict(carrier: Carrier, outcome: &Outcome, now: DateTime<Utc>, failed: &Failed) -> Verdict {
    let again = |asked: Option<Duration>| {
        let pause = match carrier {
            Carrier::Webhook => schedule::webhook_pause(failed.times, failed.fraction, asked),
            Carrier::Email => schedule::email_pause(failed.times, failed.failing_for, failed.fraction)
                .map(|pause| pause.max(asked.unwrap_or_default())),
        };
        pause.and_then(|pause| TimeDelta::from_std(pause).ok()).map(|pause| now + pause)
    };
    match outcome {
        Outcome::Delivered => Verdict::Delivered,
        Outcome::Retry { after, .. } => Verdict::Failed { again: again(*after) },
        Outcome::GiveUp { suppress_address, .. } => Verdict::Hopeless { suppress_address: *suppress_address },
        Outcome::DisableEndpoint => Verdict::EndpointGone,
        Outcome::Unknown => Verdict::Unknown { again: again(None) },
    }
}

/// A word for the metrics.
pub(super) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Delivered => "delivered",
        Verdict::Failed { again: Some(_) } => "retry",
        Verdict::Unknown { .. } => "unknown",
        Verdict::Failed { again: None } | Verdict::Hopeless { .. } | Verdict::EndpointGone => "gave_up",
        Verdict::Dropped(_) => "suppressed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::Reason;

    fn now() -> DateTime<Utc> {
        "2026-06-20T10:00:00+08:00".parse().unwrap()
    }

    fn after(carrier: Carrier, outcome: Outcome, times: u32, hours: u64) -> Verdict {
        let failing_for = Duration::from_secs(hours * 3600);
        verdict(carrier, &outcome, now(), &Failed { times, failing_for, fraction: 0.5 })
    }

    fn failure(after: Option<Duration>) -> Outcome {
        Outcome::Retry { reason: Reason::HttpStatus, after }
    }

    #[test]
    fn a_failed_webhook_comes_back_by_the_schedule_and_dies_after_the_tenth_try() {
        let again = |seconds| Verdict::Failed { again: Some(now() + TimeDelta::seconds(seconds)) };
        assert_eq!(after(Carrier::Webhook, failure(None), 1, 0), again(5));
        assert_eq!(after(Carrier::Webhook, failure(Some(Duration::from_secs(60))), 1, 0), again(60));
        assert_eq!(after(Carrier::Webhook, failure(None), 2, 0), again(300));
        assert_eq!(after(Carrier::Webhook, failure(None), 10, 80), Verdict::Failed { again: None });
    }

    #[test]
    fn a_mail_comes_back_for_three_days() {
        let minute = Verdict::Failed { again: Some(now() + TimeDelta::minutes(1)) };
        assert_eq!(after(Carrier::Email, failure(None), 1, 0), minute);
        assert_eq!(after(Carrier::Email, failure(None), 12, 72), Verdict::Failed { again: None });
        let unknown = Verdict::Unknown { again: Some(now() + TimeDelta::minutes(1)) };
        assert_eq!(after(Carrier::Email, Outcome::Unknown, 1, 0), unknown);
    }

    #[test]
    fn what_cannot_be_helped_is_given_up_at_once() {
        let refused = Outcome::GiveUp { reason: Reason::MailRefused, suppress_address: true };
        assert_eq!(after(Carrier::Email, refused, 1, 0), Verdict::Hopeless { suppress_address: true });
        assert_eq!(after(Carrier::Webhook, Outcome::DisableEndpoint, 1, 0), Verdict::EndpointGone);
    }

    #[test]
    fn the_detail_begins_with_the_reason() {
        let attempt = |outcome, excerpt: Option<&str>| Attempt {
            outcome,
            status: Some(503),
            took: Duration::from_millis(7),
            excerpt: excerpt.map(str::to_owned),
        };
        let failed = Failed { times: 1, failing_for: Duration::ZERO, fraction: 0.5 };
        let detail = |attempt| tried(Carrier::Webhook, attempt, now(), now(), &failed).detail;
        assert_eq!(detail(attempt(failure(None), Some("busy"))), "http_status: busy");
        assert_eq!(detail(attempt(failure(None), None)), "http_status");
        assert_eq!(detail(attempt(Outcome::Delivered, Some("ok"))), "ok");
        assert_eq!(detail(attempt(Outcome::DisableEndpoint, None)), "gone");
    }
}

//! When the next attempt is due. Pure: the caller brings the attempt number and a random fraction.

use std::time::Duration;

const SECOND: u64 = 1;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// The pauses before the second and every later webhook attempt, each counted from the failure before it, as
/// Standard Webhooks recommends: ten attempts over a little more than three days.
const WEBHOOK_PAUSES: [u64; 9] =
    [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// The pauses between attempts at one mail; the last one repeats until [`EMAIL_LIMIT`].
const EMAIL_PAUSES: [u64; 8] =
    [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR];

/// How long a mail is tried for before it is dead.
pub const EMAIL_LIMIT: Duration = Duration::from_secs(72 * HOUR);

/// How many times a webhook message is tried before it is dead, the first attempt included.
pub const WEBHOOK_ATTEMPTS: u32 = 1 + WEBHOOK_PAUSES.len() as u32;

/// The longest wait an endpoint can ask for: a `Retry-After` of a year must not park a delivery for a year.
const LONGEST_WAIT_ASKED_FOR: Duration = Duration::from_secs(24 * HOUR);

/// The pause before the next webhook attempt after `failed` attempts, or `None` when the delivery is dead.
///
/// `fraction` is random in `0.0..1.0` and spreads the pause over ±20 %, so that what failed together does not
/// come back together. `asked` is what the endpoint asked for with `Retry-After`; it can lengthen the pause, never
/// shorten it.
pub fn webhook_pause(failed: u32, fraction: f64, asked: Option<Duration>) -> Option<Duration> {
    let index = usize::try_from(failed.checked_sub(1)?).ok()?;
    let pause = spread(*WEBHOOK_PAUSES.get(index)?, fraction);
    Some(pause.max(asked.unwrap_or_default().min(LONGEST_WAIT_ASKED_FOR)))
}

/// The pause before the next attempt at a mail after `failed` attempts, or `None` when the delivery is dead.
///
/// `since_first` is the time since the first attempt: no attempt is planned later than 72 hours after it.
pub fn email_pause(failed: u32, since_first: Duration, fraction: f64) -> Option<Duration> {
    let index = usize::try_from(failed.checked_sub(1)?).ok()?;
    let seconds = EMAIL_PAUSES[index.min(EMAIL_PAUSES.len() - 1)];
    let pause = spread(seconds, fraction);
    (since_first + pause <= EMAIL_LIMIT).then_some(pause)
}

/// `seconds` times a factor between 0.8 and 1.2; a fraction out of range counts as the nearest end.
fn spread(seconds: u64, fraction: f64) -> Duration {
    let fraction = if fraction.is_nan() { 0.5 } else { fraction.clamp(0.0, 1.0) };
    Duration::from_secs(seconds).mul_f64(0.8 + 0.4 * fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhook_attempts_follow_the_published_pauses_and_end_after_ten() {
        let pauses: Vec<u64> =
            (1..).map_while(|n| webhook_pause(n, 0.5, None)).map(|d| d.as_secs()).collect();
        assert_eq!(pauses, [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
        assert_eq!(WEBHOOK_ATTEMPTS, 10);
        assert_eq!(webhook_pause(WEBHOOK_ATTEMPTS, 0.5, None), None);
    }

    #[test]
    fn the_random_fraction_spreads_a_pause_by_a_fifth_either_way() {
        assert_eq!(webhook_pause(2, 0.0, None), Some(Duration::from_secs(240)));
        assert_eq!(webhook_pause(2, 1.0, None), Some(Duration::from_secs(360)));
        assert_eq!(webhook_pause(2, -7.0, None), Some(Duration::from_secs(240)));
        assert_eq!(webhook_pause(2, f64::NAN, None), Some(Duration::from_secs(300)));
    }

    #[test]
    fn a_wait_asked_for_lengthens_the_pause_but_not_beyond_a_day() {
        let asked = |seconds| webhook_pause(1, 0.5, Some(Duration::from_secs(seconds))).unwrap().as_secs();
        assert_eq!(asked(120), 120);
        assert_eq!(asked(1), 5);
        assert_eq!(asked(365 * 24 * HOUR), 24 * HOUR);
    }

    #[test]
    fn nothing_is_due_before_a_first_attempt_has_failed() {
        assert_eq!(webhook_pause(0, 0.5, None), None);
        assert_eq!(email_pause(0, Duration::ZERO, 0.5), None);
    }

    #[test]
    fn a_mail_is_tried_for_almost_72_hours_and_never_longer() {
        for fraction in [0.0, 0.5, 1.0] {
            let (mut since, mut failed) = (Duration::ZERO, 1);
            while let Some(pause) = email_pause(failed, since, fraction) {
                since += pause;
                failed += 1;
                assert!(failed < 20, "the backoff does not end");
            }
            assert!(
                since <= EMAIL_LIMIT && since > Duration::from_secs(54 * HOUR),
                "{since:?} at {fraction}"
            );
        }
    }
}

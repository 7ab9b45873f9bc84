//! Renewal: another last day for a vacancy, by itself or by a change of what it says, and the end that it undoes.

use super::{App, access, vacancies};
use crate::domain::{
    clock::CHINA,
    employer::{Employer, VerificationState},
    ids::VacancyId,
    party::Actor,
    refusal::{Code, FieldError, Refusal},
    vacancy::{Status, StatusEvent, StatusReason, Vacancy},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The day until which a vacancy is renewed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// The new last day: today or later, and not beyond what the service allows (180 days ahead by default).
    pub valid_until: NaiveDate,
}

/// Gives a public or expired vacancy another last day; an expired one is open again.
///
/// # Errors
/// A day that has passed or is too far ahead; a vacancy that stands otherwise; another version than expected; not the
/// actor's.
pub async fn renew_vacancy(
    app: &App,
    actor: Actor,
    id: VacancyId,
    expected: Option<i64>,
    renewal: Renewal,
) -> Result<vacancies::VacancyView, Refusal> {
    let employer = vacancies::acting_employer(app, actor).await?;
    let mut vacancy = vacancies::own_vacancy(app, employer.id, id).await?;
    access::expect_version(expected, vacancy.version)?;
    if !matches!(vacancy.status, Status::Published | Status::Expired) {
        return Err(Refusal::conflict(Code::InvalidTransition));
    }
    check(renewal.valid_until, app.today(), app.policy.renewal_days)?;
    vacancy.content.valid_until = renewal.valid_until;
    vacancy.updated_at = app.now();
    revive(&mut vacancy, &employer, app.now());
    let vacancy = vacancies::save(app, vacancy, None).await?;
    Ok(vacancies::VacancyView { vacancy, employer })
}

/// Checks a new last day.
///
/// # Errors
/// It has passed, or is too far ahead.
pub(super) fn check(until: NaiveDate, today: NaiveDate, most: u32) -> Result<(), Refusal> {
    if until < today {
        return Err(Refusal::field("/valid_until", Code::DateInPast));
    }
    let last = today.checked_add_days(Days::new(u64::from(most))).unwrap_or(NaiveDate::MAX);
    if until > last {
        let fault = FieldError::new("/valid_until", Code::DateTooFar)
            .with_message(format!("最晚可以延到 {last}"), format!("at the latest {last}"));
        return Err(Refusal::Invalid(vec![fault]));
    }
    Ok(())
}

/// Opens an expired vacancy again whose last day is ahead now. The day was what had ended it, nothing else.
pub(super) fn revive(vacancy: &mut Vacancy, employer: &Employer, now: DateTime<Utc>) {
    let today = now.with_timezone(&CHINA).date_naive();
    if vacancy.status != Status::Expired || vacancy.content.valid_until < today {
        return;
    }
    let employer_verified = employer.verification.state == VerificationState::Verified;
    let Some(status) = vacancy.status.after(StatusEvent::Reopen { employer_verified }) else { return };
    vacancy.enter(status, now);
    if status == Status::PendingVerification {
        vacancy.status_reasons = vec![StatusReason { code: Code::EmployerNotVerified }];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_today_at_the_earliest_and_the_setting_at_the_latest() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let code = |until: &str| match check(day(until), day("2026-06-20"), 180) {
            Err(Refusal::Invalid(faults)) => Some(faults[0].code),
            _ => None,
        };
        assert_eq!(code("2026-06-19"), Some(Code::DateInPast));
        assert_eq!((code("2026-06-20"), code("2026-12-17")), (None, None));
        assert_eq!(code("2026-12-18"), Some(Code::DateTooFar));
        assert!(check(NaiveDate::MAX, day("2026-06-20"), u32::MAX).is_err());
    }
}

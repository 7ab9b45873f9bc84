//! Renewal: another last day for a vacancy, and the end that it undoes.

use super::{
    VacancyView, acting_employer, own_vacancy,
    prepare::prepare_again,
    settle::{persistently, renew},
};
use crate::{
    app::{App, access},
    domain::{
        ids::VacancyId,
        party::Actor,
        refusal::{Code, FieldError, Refusal},
        vacancy::{Status, VacancyContent},
    },
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The day until which a vacancy is renewed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// The new last day: today or later, and not beyond what the service allows (180 days ahead by default).
    pub valid_until: NaiveDate,
}

/// Gives a public or expired vacancy another last day; an expired one is open again, checked as if it were new.
///
/// # Errors
/// A day that has passed or is too far ahead; a vacancy that stands otherwise; what it may not say; the employer has an open one like it;
/// another version than expected; not the actor's.
pub async fn renew_vacancy(
    app: &App,
    actor: Actor,
    id: VacancyId,
    expected: Option<i64>,
    renewal: Renewal,
) -> Result<VacancyView, Refusal> {
    let employer = acting_employer(app, actor).await?;
    let known = own_vacancy(app, employer.id, id).await?;
    access::expect_version(expected, known.version)?;
    if !matches!(known.status, Status::Published | Status::Expired) {
        return Err(Refusal::conflict(Code::InvalidTransition));
    }
    check(renewal.valid_until, app.today(), app.policy.renewal_days)?;
    let content = VacancyContent { valid_until: renewal.valid_until, ..known.content.clone() };
    if content == known.content {
        return VacancyView::of(known, employer).with_seats(app).await;
    }
    let prepared = prepare_again(app, &employer, &content)?;
    let warnings = prepared.warnings.clone();
    let settled = persistently(app, move |tx| {
        let (known, prepared) = (known.clone(), prepared.clone());
        async move { renew(&tx, known, prepared, false).await }
    });
    let vacancy = settled.await?.into_posted()?.0;
    VacancyView { vacancy, employer, warnings, seats: None }.with_seats(app).await
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
    }
}

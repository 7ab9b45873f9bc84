//! What an employer is told of its own: whether it still stands so, and the facts of the letter.

use super::{
    live::{Alert, Item, Receiver},
    outgoing::{
        Decided, DecidedAs, EndingVacancies, EndingVacancy, Matter, Reason, VerificationMatter,
        VerificationNews,
    },
};
use crate::{
    app::{App, links, work::WorkError},
    domain::{
        employer::{Employer, Verification, VerificationState},
        event::EventKind,
        ids::VacancyId,
        language::{Bilingual, Language},
        notification::{Ending, News, Notification},
        refusal::Code,
        vacancy::{Status, StatusReason, Vacancy},
    },
};
use chrono::NaiveDate;

/// How many vacancies a letter lists.
const LISTED: usize = 20;

/// Whether a vacancy stands as the event said. One that was closed again is not told of as new, one that is open again
/// not as closed, and one that was looked at meanwhile not as waiting.
pub(super) fn stands_so(kind: EventKind, vacancy: &Vacancy, today: NaiveDate) -> bool {
    match kind {
        EventKind::VacancyPublished => vacancy.is_open_on(today),
        EventKind::VacancyClosed => !vacancy.is_open_on(today),
        EventKind::VacancyHeld => vacancy.status == Status::InReview,
        EventKind::VacancyRefused => vacancy.status == Status::Refused,
        _ => false,
    }
}

/// Whether a verification stands as the event said: one that was renewed is due on another day.
pub(super) fn verification_stands_so(
    kind: EventKind,
    verification: &Verification,
    due: Option<NaiveDate>,
    today: NaiveDate,
) -> bool {
    match kind {
        EventKind::VerificationDue => {
            verification.state == VerificationState::Verified
                && verification.due == due
                && due.is_some_and(|due| due >= today)
        }
        EventKind::VerificationFailed => verification.state == VerificationState::Failed,
        EventKind::EmployerSuspended => verification.state == VerificationState::Suspended,
        _ => false,
    }
}

/// The vacancies of such news that still end on the day that is told, or have: not those that were renewed, closed or
/// taken down meanwhile.
pub(super) async fn still_ending(
    app: &App,
    notification: &Notification,
    today: NaiveDate,
) -> Result<Vec<Vacancy>, WorkError> {
    let News::Ending { vacancies: told } = &notification.news else { return Ok(Vec::new()) };
    let ids: Vec<VacancyId> = told.iter().map(|one| one.vacancy).collect();
    let mut vacancies = app.store.vacancies(&ids).await?;
    vacancies.retain(|vacancy| ends_so(notification.kind, vacancy, told, today));
    Ok(vacancies)
}

fn ends_so(kind: EventKind, vacancy: &Vacancy, told: &[Ending], today: NaiveDate) -> bool {
    let until = told.iter().find(|one| one.vacancy == vacancy.id).map(|one| one.until);
    let stands = match kind {
        EventKind::VacancyExpired => vacancy.status == Status::Expired,
        _ => vacancy.is_open_on(today),
    };
    stands && until == Some(vacancy.content.valid_until)
}

/// What a letter says of news of the employer's own; nothing for other news.
pub(super) async fn matter(
    app: &App,
    language: Language,
    alert: &Alert,
) -> Result<Option<Matter>, WorkError> {
    let Some(item) = alert.items.first() else { return Ok(None) };
    Ok(match (&item.notification.news, item.notification.kind, &alert.receiver) {
        (News::OwnVacancy { .. }, EventKind::VacancyHeld | EventKind::VacancyRefused, _) => {
            item.vacancy.as_ref().map(|(vacancy, _)| Matter::Decided(decided(app, language, vacancy)))
        }
        (News::Ending { .. }, ..) => Some(Matter::Ending(ending(app, alert))),
        (News::Verification { .. }, kind, Receiver::Employer(employer)) => {
            Some(Matter::Verification(verification(app, kind, employer).await?))
        }
        _ => None,
    })
}

fn decided(app: &App, language: Language, vacancy: &Vacancy) -> Decided {
    Decided {
        title: vacancy.content.title.clone(),
        reference: vacancy.content.reference.clone(),
        what: decided_as(vacancy),
        reasons: vacancy.status_reasons.iter().map(|one| reason(one, language)).collect(),
        link: links::vacancy_resource(app, vacancy.id),
    }
}

/// What the operator said stands first.
fn decided_as(vacancy: &Vacancy) -> DecidedAs {
    let first = vacancy.status_reasons.first().map(|reason| reason.code);
    match (vacancy.status, first) {
        (Status::Refused, _) => DecidedAs::Refused,
        (_, Some(Code::ChangeAsked)) => DecidedAs::Asked,
        _ => DecidedAs::Held,
    }
}

fn reason(reason: &StatusReason, language: Language) -> Reason {
    let (title, said) = (reason.code.title(), |text: &Bilingual| text.in_language(language).to_owned());
    Reason {
        code: reason.code.as_str(),
        message: said(reason.message.as_ref().unwrap_or(&title)),
        quote: reason.quote.clone(),
        article: reason.article.as_ref().map(said),
    }
}

/// A digest may hold several reminders: all their vacancies, the nearest end first.
fn ending(app: &App, alert: &Alert) -> EndingVacancies {
    let ended = |item: &Item| item.notification.kind == EventKind::VacancyExpired;
    let mut vacancies: Vec<&Vacancy> = alert.items.iter().flat_map(|item| &item.ending).collect();
    vacancies.sort_by_key(|vacancy| (vacancy.content.valid_until, vacancy.id));
    vacancies.dedup_by_key(|vacancy| vacancy.id);
    let today = app.today();
    let one = |vacancy: &&Vacancy| EndingVacancy {
        title: vacancy.content.title.clone(),
        place: vacancy.content.workplace.region_name.clone(),
        until: vacancy.content.valid_until,
        days_left: days(today, vacancy.content.valid_until),
        renew_link: format!("{}/renew", links::vacancy_resource(app, vacancy.id)),
    };
    EndingVacancies {
        ended: alert.items.first().is_some_and(ended),
        total: u32::try_from(vacancies.len()).unwrap_or(u32::MAX),
        first: vacancies.iter().take(LISTED).map(one).collect(),
    }
}

fn days(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

async fn verification(
    app: &App,
    kind: EventKind,
    employer: &Employer,
) -> Result<VerificationNews, WorkError> {
    let known = &employer.verification;
    let what = match kind {
        EventKind::VerificationFailed => VerificationMatter::Failed,
        EventKind::EmployerSuspended => VerificationMatter::Suspended,
        _ => VerificationMatter::Due { days: known.due.map_or(0, |due| days(app.today(), due)) },
    };
    let suspended = app.store.count_vacancies_of(employer.id, Status::Suspended).await?;
    Ok(VerificationNews {
        organisation: employer.profile.name.clone(),
        what,
        due: known.due,
        reason: known.reason.clone(),
        suspended: u32::try_from(suspended).unwrap_or(u32::MAX),
        link: format!("{}/v1/employers/{}", app.policy.public_url, employer.id),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::fixtures;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_was_looked_at_or_renewed_meanwhile_is_not_told() {
        let (mut vacancy, today) = (fixtures::vacancy(), day("2026-09-23"));
        let told = [Ending { vacancy: vacancy.id, until: vacancy.content.valid_until }];
        assert!(ends_so(EventKind::VacancyExpiring, &vacancy, &told, today));
        assert!(!ends_so(EventKind::VacancyExpired, &vacancy, &told, today));
        vacancy.content.valid_until = day("2026-12-30");
        assert!(!ends_so(EventKind::VacancyExpiring, &vacancy, &told, today), "renewed");
        vacancy.status = Status::InReview;
        assert!(stands_so(EventKind::VacancyHeld, &vacancy, today));
        assert!(!stands_so(EventKind::VacancyRefused, &vacancy, today));
        vacancy.status = Status::Published;
        assert!(!stands_so(EventKind::VacancyHeld, &vacancy, today), "accepted");
    }

    #[test]
    fn a_verification_that_was_renewed_is_not_told_as_due() {
        let (due, today) = (Some(day("2026-12-20")), day("2026-12-13"));
        let state = |state, due| Verification { state, due, ..Verification::pending() };
        let verified = state(VerificationState::Verified, due);
        let stands =
            |kind, verification: &Verification| verification_stands_so(kind, verification, due, today);
        assert!(stands(EventKind::VerificationDue, &verified));
        let renewed = state(VerificationState::Verified, Some(day("2027-06-13")));
        assert!(!stands(EventKind::VerificationDue, &renewed));
        assert!(!stands(EventKind::EmployerSuspended, &renewed));
        assert!(stands(EventKind::EmployerSuspended, &state(VerificationState::Suspended, due)));
        assert!(stands(EventKind::VerificationFailed, &state(VerificationState::Failed, None)));
    }
}

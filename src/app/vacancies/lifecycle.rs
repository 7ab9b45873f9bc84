//! Closing a vacancy and opening it again.

use super::{
    VacancyView, acting_employer, is_verified, own_vacancy,
    prepare::prepare_again,
    settle::{persistently, renew},
};
use crate::{
    app::{App, access},
    domain::{
        ids::VacancyId,
        party::{Actor, Role},
        refusal::{Code, Refusal},
        vacancy::{Cause, StatusEvent},
    },
    store::changes::Subject,
};

/// Closes a vacancy: it leaves every search and match at once.
///
/// # Errors
/// Closed already; another version than expected; not the actor's.
pub async fn close_vacancy(
    app: &App,
    actor: Actor,
    id: VacancyId,
    expected: Option<i64>,
) -> Result<VacancyView, Refusal> {
    let employer = acting_employer(app, actor).await?;
    let mut vacancy = own_vacancy(app, employer.id, id).await?;
    access::expect_version(expected, vacancy.version)?;
    let told = vacancy.undergo(StatusEvent::Close, Cause::by(Role::Employer, app.now()));
    let told = told.map_err(|_| Refusal::conflict(Code::InvalidTransition))?;
    let event = told.map(|kind| app.event(kind, id));
    let saved = app.store.write(move |tx| async move {
        tx.update_vacancy(&mut vacancy).await?;
        tx.record_change(Subject::Vacancy(id)).await?;
        if let Some(event) = event {
            tx.record_event(&event).await?;
        }
        Ok::<_, Refusal>(vacancy)
    });
    VacancyView::of(saved.await?, employer).with_seats(app).await
}

/// Opens a closed or expired vacancy again, checked as if it were new.
///
/// # Errors
/// Open already; its last day has passed; the employer has an open one like it; another version than expected; not the
/// actor's.
pub async fn reopen_vacancy(
    app: &App,
    actor: Actor,
    id: VacancyId,
    expected: Option<i64>,
) -> Result<VacancyView, Refusal> {
    let employer = acting_employer(app, actor).await?;
    let known = own_vacancy(app, employer.id, id).await?;
    if known.content.valid_until < app.today() {
        return Err(Refusal::field("/valid_until", Code::DateInPast));
    }
    access::expect_version(expected, known.version)?;
    let event = StatusEvent::Reopen { employer_verified: is_verified(&employer) };
    known.status.after(event).ok_or(Refusal::conflict(Code::InvalidTransition))?;
    let prepared = prepare_again(app, &employer, &known.content)?;
    let warnings = prepared.warnings.clone();
    let settled = persistently(app, move |tx| {
        let (known, prepared) = (known.clone(), prepared.clone());
        async move { renew(&tx, known, prepared, true).await }
    });
    let vacancy = settled.await?.into_posted()?.0;
    VacancyView { vacancy, employer, warnings, seats: None }.with_seats(app).await
}

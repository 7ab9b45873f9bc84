//! The operator decides on the vacancies that wait in review.

use super::VacancyView;
use crate::{
    app::{
        App, access,
        page::{Page, PageRequest},
        understand,
    },
    domain::{
        ids::{ReviewId, VacancyId},
        party::{Actor, Role},
        refusal::{Code, Faults, Refusal},
        review::{Decision, ReviewRecord},
        vacancy::{Cause, StatusEvent, Vacancy},
    },
    store::changes::Subject,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// The longest reason, in characters.
const REASON: usize = 500;

/// What the operator decides on a vacancy that waits in review.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewDecision {
    /// Accepted, refused, or to be changed first.
    pub decision: Decision,
    /// Why, for the employer to read; needed unless it is accepted.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Decides on a vacancy in review. Accepted words are not held again as long as they stay; a refused vacancy, and one
/// whose employer is asked to change it, comes back to the queue when it was changed.
///
/// # Errors
/// Anybody else is forbidden; it is not in review; a reason is needed; another version than expected.
pub async fn review_vacancy(
    app: &App,
    actor: Actor,
    id: VacancyId,
    expected: Option<i64>,
    asked: ReviewDecision,
) -> Result<VacancyView, Refusal> {
    access::operator(actor)?;
    let mut vacancy = app.store.vacancy(id).await?.ok_or(Refusal::NotFound)?;
    access::expect_version(expected, vacancy.version)?;
    let reason = reason_of(&asked)?;
    let employer = app.store.employer(vacancy.employer).await?.ok_or(Refusal::NotFound)?;
    let record = ReviewRecord {
        id: ReviewId::new(&*app.clock, &*app.entropy),
        vacancy: id,
        decision: asked.decision,
        reason: reason.clone(),
        held: vacancy.review.open.iter().map(|reason| reason.code).collect(),
        by: actor,
        at: app.now(),
    };
    let event = decide(&mut vacancy, asked.decision, reason.as_deref(), super::is_verified(&employer));
    let cause = Cause { at: record.at, by: Some(Role::Operator), reason };
    let told = vacancy.undergo(event, cause).map_err(|_| Refusal::conflict(Code::InvalidTransition))?;
    let told = told.map(|kind| app.event(kind, id));
    let saved = app.store.write(move |tx| async move {
        tx.update_vacancy(&mut vacancy).await?;
        tx.record_change(Subject::Vacancy(id)).await?;
        tx.insert_review(&record).await?;
        if let Some(event) = told {
            tx.record_event(&event).await?;
        }
        Ok::<_, Refusal>(vacancy)
    });
    VacancyView::of(saved.await?, employer).with_seats(app).await
}

fn reason_of(asked: &ReviewDecision) -> Result<Option<String>, Refusal> {
    let reason = asked.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_none() && asked.decision != Decision::Accept {
        return Err(Refusal::field("/reason", Code::Required));
    }
    let mut faults = Faults::new();
    if let Some(reason) = reason {
        understand::text(reason, "/reason", REASON, true, &mut faults);
    }
    faults.into_result(reason.map(str::to_owned))
}

/// What the decision means for the vacancy.
fn decide(vacancy: &mut Vacancy, decision: Decision, reason: Option<&str>, verified: bool) -> StatusEvent {
    let reason = reason.unwrap_or_default();
    match decision {
        Decision::Accept => {
            vacancy.review.accept();
            StatusEvent::Accept { employer_verified: verified }
        }
        Decision::Refuse => {
            vacancy.review.object(Code::VacancyRefused, reason);
            StatusEvent::Refuse
        }
        Decision::Ask => {
            vacancy.review.object(Code::ChangeAsked, reason);
            StatusEvent::Ask
        }
    }
}

/// What was decided on a vacancy, the oldest first.
///
/// # Errors
/// Anybody but the operator is forbidden; no such vacancy.
pub async fn list_reviews(
    app: &App,
    actor: Actor,
    id: VacancyId,
    page: PageRequest,
) -> Result<Page<ReviewRecord>, Refusal> {
    access::operator(actor)?;
    app.store.vacancy(id).await?.ok_or(Refusal::NotFound)?;
    let rows = app.store.reviews_of(id, page.after()?, page.fetch()).await?;
    Ok(Page::cut(rows, &page, |review| review.id.to_string()))
}

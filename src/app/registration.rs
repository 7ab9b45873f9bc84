//! Registrations (学籍): students move, and schools that claim a student of another are told of each other.

use super::{App, access, graduates};
use crate::{
    domain::{
        clock::Clock,
        entropy::Entropy,
        event::{Event, EventKind},
        graduate::Graduate,
        ids::{EventId, GraduateId, SchoolId},
        party::Actor,
        refusal::{Code, Faults, Refusal},
        registration::{RegistrationNews, RegistrationNotice, Transfer},
    },
    store::{StoreError, Tx, changes::Subject},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A student's move as a school tells it. At least one of the two schools is named.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferDraft {
    /// The last day of what was before; today or earlier.
    pub on: NaiveDate,
    /// The school that the student leaves: its links and stages end with the day.
    #[serde(default)]
    pub leaves: Option<SchoolId>,
    /// The school that holds the registration from the day after.
    #[serde(default)]
    pub registered_at: Option<SchoolId>,
}

/// Moves a student. The school left keeps the days it has taught; the registration is live at one school at a time.
/// Both schools and the departments over them are told.
///
/// # Errors
/// Faults of the move; another version than expected. Only the school that holds the registration moves it; another
/// one may say that the student has left it.
pub async fn transfer(
    app: &App,
    actor: Actor,
    id: GraduateId,
    expected: Option<i64>,
    draft: TransferDraft,
) -> Result<Graduate, Refusal> {
    let (school, today) = (access::school(actor)?, app.today());
    let graduate = graduates::read_graduate(app, actor, id).await?;
    if !may_move(school, &graduate, &draft, today) {
        return Err(Refusal::Forbidden);
    }
    check(app, &graduate, &draft).await?;
    let TransferDraft { on, leaves, registered_at } = draft;
    let transfer = Transfer { on, leaves, registered_at };
    let left_programme = leaves_programme(app, &graduate, leaves).await?;
    let (clock, entropy) = (Arc::clone(&app.clock), Arc::clone(&app.entropy));
    app.store
        .write(move |tx| async move {
            let before = tx.graduate(id).await?.ok_or(Refusal::NotFound)?;
            access::expect_version(expected, before.version)?;
            let mut graduate = before.clone();
            transfer.apply(&mut graduate);
            graduate.programme = graduate.programme.filter(|_| !left_programme);
            graduates::follow_stages(&mut graduate);
            if graduate == before {
                return Ok(graduate);
            }
            graduate.updated_at = clock.now();
            tx.update_graduate(&mut graduate).await?;
            tx.record_change(Subject::Graduate(id)).await?;
            let other = leaves.or(registered_at).filter(|other| *other != school);
            let other = other.or(registered_at).unwrap_or(school);
            let told = (RegistrationNews::Transferred, (school, other), on);
            tell(&tx, id, told, (&*clock, &*entropy)).await?;
            Ok(graduate)
        })
        .await
}

/// Whether the school that is left is one of the programme: its seats, its employer and its city lead nowhere then.
async fn leaves_programme(app: &App, graduate: &Graduate, leaves: Option<SchoolId>) -> Result<bool, Refusal> {
    let (Some(programme), Some(left)) = (graduate.programme, leaves) else { return Ok(false) };
    let programme = app.store.programme(programme).await?;
    Ok(programme.is_some_and(|programme| programme.plan.schools().contains(&left)))
}

/// Who holds the registration moves it; where nobody does, a school with a tie. A school may say that it was left.
fn may_move(school: SchoolId, graduate: &Graduate, draft: &TransferDraft, today: NaiveDate) -> bool {
    match graduates::registered_at(graduate, today) {
        Some(holder) if holder == school => true,
        Some(_) => draft.leaves == Some(school) && draft.registered_at.is_none(),
        None => graduates::has_live_tie(graduate, school, today),
    }
}

async fn check(app: &App, graduate: &Graduate, draft: &TransferDraft) -> Result<(), Refusal> {
    let mut faults = Faults::new();
    let today = app.today();
    let first = graduate.links.iter().map(|link| link.from).min();
    if draft.on > today || first.is_some_and(|first| draft.on < first) {
        faults.add("/on", Code::OutOfRange);
    }
    if draft.leaves.is_none() && draft.registered_at.is_none() {
        faults.add("/registered_at", Code::Required);
    }
    if draft.leaves.is_some_and(|left| !graduates::has_live_tie(graduate, left, draft.on.min(today))) {
        faults.add("/leaves", Code::UnknownReference);
    }
    if let Some(to) = draft.registered_at {
        let known = app.store.school(to).await?.is_some();
        if !known || draft.leaves == Some(to) {
            faults.add("/registered_at", if known { Code::InvalidValue } else { Code::UnknownReference });
        }
    }
    faults.into_result(())
}

/// Records that the first school enters a student whom the second has registered; once for each pair.
///
/// # Errors
/// Where the store fails.
pub(super) async fn claim(
    tx: &Tx,
    graduate: GraduateId,
    schools: (SchoolId, SchoolId),
    ambient: (&dyn Clock, &dyn Entropy),
) -> Result<(), StoreError> {
    if tx.claimed_before(graduate, schools).await? {
        return Ok(());
    }
    let today = ambient.0.now().with_timezone(&crate::domain::clock::CHINA).date_naive();
    tell(tx, graduate, (RegistrationNews::Claimed, schools, today), ambient).await
}

async fn tell(
    tx: &Tx,
    graduate: GraduateId,
    (what, (by, other), on): (RegistrationNews, (SchoolId, SchoolId), NaiveDate),
    (clock, entropy): (&dyn Clock, &dyn Entropy),
) -> Result<(), StoreError> {
    let kind = match what {
        RegistrationNews::Claimed => EventKind::StudentClaimed,
        RegistrationNews::Transferred => EventKind::StudentTransferred,
    };
    let (event, at) = (EventId::new(clock, entropy), clock.now());
    let notice = RegistrationNotice { event, graduate, what, by, other, on, at };
    tx.insert_registration_notice(&notice).await?;
    tx.record_event(&Event { id: event, kind, subject: graduate.to_string(), at }).await
}

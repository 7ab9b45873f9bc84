//! Posting one vacancy, by its content or under the employer's own reference.

use super::{
    Posted, VacancyView, acting_employer,
    prepare::{Prepared, prepare},
    settle::post,
};
use crate::{
    app::{App, access},
    domain::{
        employer::Employer,
        party::Actor,
        refusal::{Code, Refusal},
        vacancy::VacancyDraft,
    },
};
use std::sync::Arc;

/// Posts a vacancy. Under a known reference with the same content it is the same vacancy.
///
/// # Errors
/// Faults of the draft; the reference is taken by other content.
pub async fn publish_vacancy(app: &Arc<App>, actor: Actor, draft: VacancyDraft) -> Result<Posted, Refusal> {
    let employer = acting_employer(app, actor).await?;
    let prepared = prepare(app, &employer, draft).await?;
    posted(app, employer, prepared).await
}

/// Puts the vacancy of a reference: made where it is new, changed where it differs, left alone where it is the same.
///
/// # Errors
/// Faults of the draft; another version than expected; another reference inside the draft.
pub async fn put_vacancy_by_reference(
    app: &Arc<App>,
    actor: Actor,
    reference: String,
    expected: Option<i64>,
    mut draft: VacancyDraft,
) -> Result<Posted, Refusal> {
    let employer = acting_employer(app, actor).await?;
    if draft.reference.get_or_insert_with(|| reference.clone()) != &reference {
        return Err(Refusal::field("/reference", Code::InvalidValue));
    }
    let known = app.store.vacancy_by_reference(employer.id, &reference).await?;
    access::expect_version(expected, known.map_or(0, |known| known.version))?;
    let prepared = prepare(app, &employer, draft).await?.changing_known(expected);
    posted(app, employer, prepared).await
}

async fn posted(app: &Arc<App>, employer: Employer, prepared: Prepared) -> Result<Posted, Refusal> {
    let _first = app.precedence.take();
    let warnings = prepared.warnings.clone();
    let all = Arc::clone(app);
    let post_all = move |prepared| {
        let app = Arc::clone(&all);
        async move { post(&app, prepared).await }
    };
    let (vacancy, created) = app.line.write(prepared, post_all).await?.into_posted()?;
    let view = VacancyView { vacancy, employer, warnings, seats: None };
    let view = if created { view.with_new_seats(app).await? } else { view.with_seats(app).await? };
    Ok(Posted { view, created })
}

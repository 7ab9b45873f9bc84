//! Changing what a vacancy says.

use super::{
    VacancyView, acting_employer,
    form::{draft_of, forget_replaced_readings},
    own_vacancy,
    prepare::prepare,
    renewal,
    settle::{persistently, renew},
};
use crate::{
    app::{App, access, merge_patch},
    domain::{
        ids::VacancyId,
        party::Actor,
        refusal::{Code, Refusal},
        vacancy::VacancyDraft,
    },
};

/// Changes a vacancy by a merge patch (RFC 7396) on the posted form.
///
/// # Errors
/// A patch that leaves no draft; faults of what results; another version than expected; not the actor's.
pub async fn change_vacancy(
    app: &App,
    actor: Actor,
    id: VacancyId,
    expected: Option<i64>,
    patch: serde_json::Value,
) -> Result<VacancyView, Refusal> {
    let employer = acting_employer(app, actor).await?;
    let known = own_vacancy(app, employer.id, id).await?;
    access::expect_version(expected, known.version)?;
    let mut form = serde_json::to_value(draft_of(&known.content)).map_err(merge_patch::unwritable)?;
    forget_replaced_readings(&mut form, &patch);
    let draft: VacancyDraft = merge_patch::merged(form, patch)?;
    if draft.reference != known.content.reference {
        return Err(Refusal::field("/reference", Code::InvalidValue));
    }
    let prepared = prepare(app, &employer, draft).await?;
    if prepared.content == known.content {
        let view = VacancyView { vacancy: known, employer, warnings: prepared.warnings, seats: None };
        return view.with_seats(app).await;
    }
    if prepared.content.valid_until != known.content.valid_until {
        renewal::check(prepared.content.valid_until, app.today(), app.policy.renewal_days)?;
    }
    let warnings = prepared.warnings.clone();
    let settled = persistently(app, move |tx| {
        let (known, prepared) = (known.clone(), prepared.clone());
        async move { renew(&tx, known, prepared, false).await }
    });
    let vacancy = settled.await?.into_posted()?.0;
    VacancyView { vacancy, employer, warnings, seats: None }.with_seats(app).await
}

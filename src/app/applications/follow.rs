//! What follows from an acceptance: the graduate's other applications are answered by it.

use super::{Means, Stop, moves};
use crate::{
    domain::{
        application::{Application, Cause, Move, Turn},
        ids::VacancyId,
        refusal::{Code, Refusal},
        vacancy::VacancyKind,
    },
    store::Tx,
};
use std::collections::HashSet;

/// Withdraws the graduate's other applications for the same kind of work, and frees the seats that their offers held:
/// an internship and the employment after it do not exclude each other.
///
/// # Errors
/// Where the graduate has accepted another one before.
pub(super) async fn answer_the_others(
    tx: &Tx,
    means: &Means,
    accepted: &Application,
    kind: VacancyKind,
) -> Result<(), Stop> {
    let others = tx.active_applications_of(accepted.graduate).await?;
    let others: Vec<_> = others.into_iter().filter(|other| other.id != accepted.id).collect();
    let alike = of_kind(tx, &others, kind).await?;
    let others: Vec<_> = others.into_iter().filter(|other| alike.contains(&other.vacancy)).collect();
    if let Some(taken) = others.iter().find(|other| other.is_taken()) {
        let link = Some(format!("/v1/applications/{}", taken.id));
        return Err(Refusal::Conflict { code: Code::InvalidTransition, link }.into());
    }
    for mut other in others {
        let turn = Turn::itself(Move::Withdrawn, Cause::AcceptedElsewhere, means.now);
        moves::make(tx, means, &mut other, turn).await?;
    }
    Ok(())
}

async fn of_kind(
    tx: &Tx,
    applications: &[Application],
    kind: VacancyKind,
) -> Result<HashSet<VacancyId>, Stop> {
    let mut ids: Vec<_> = applications.iter().map(|application| application.vacancy).collect();
    ids.sort_unstable();
    ids.dedup();
    let vacancies = tx.vacancies(&ids).await?;
    Ok(vacancies.into_iter().filter(|one| one.content.kind == kind).map(|one| one.id).collect())
}

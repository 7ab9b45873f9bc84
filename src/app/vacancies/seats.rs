//! A vacancy that is changed keeps the seats that offers hold and people fill.

use super::{prepare::Prepared, scene::Scene};
use crate::{
    app::applications::check_seats,
    domain::{
        clock::CHINA,
        ids::VacancyId,
        refusal::FieldError,
        vacancy::{Vacancy, VacancyContent},
    },
    store::{StoreError, Tx},
};
use std::collections::HashMap;

/// What keeps a vacancy from being changed as was prepared, if anything. From here on nobody takes or gives a seat of
/// it until the transaction ends.
///
/// # Errors
/// Where the store fails.
pub(super) async fn fault(
    tx: &Tx,
    vacancy: &Vacancy,
    prepared: &Prepared,
) -> Result<Option<FieldError>, StoreError> {
    if !differ(&vacancy.content, &prepared.content) {
        return Ok(None);
    }
    tx.lock_seats(vacancy.id).await?;
    check_seats(tx, vacancy, &prepared.content, prepared.now.with_timezone(&CHINA).date_naive()).await
}

/// The same for all that was prepared for an employer, by what each would be called if it were new.
///
/// # Errors
/// Where the store fails.
pub(super) async fn faults_of(
    tx: &Tx,
    scene: &Scene,
    prepared: &[(usize, Prepared)],
) -> Result<HashMap<VacancyId, FieldError>, StoreError> {
    let mut faults = HashMap::new();
    let known = |one: &Prepared| scene.called(one.content.reference.as_deref()).cloned();
    let mut changes: Vec<_> =
        prepared.iter().filter_map(|(_, one)| known(one).map(|vacancy| (vacancy, one))).collect();
    // In one order for all, so that no two transactions wait for each other.
    changes.sort_by_key(|(vacancy, _)| vacancy.id);
    for (vacancy, one) in changes {
        if let Some(fault) = fault(tx, &vacancy, one).await? {
            faults.insert(one.id, fault);
        }
    }
    Ok(faults)
}

fn differ(before: &VacancyContent, after: &VacancyContent) -> bool {
    before.headcount != after.headcount || before.reserved != after.reserved
}

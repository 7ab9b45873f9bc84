//! Whether the schools that a draft refers to are there.

use crate::{
    domain::{
        ids::SchoolId,
        refusal::{Code, Faults, Refusal},
        school::School,
    },
    store::Queries,
};
use std::collections::HashMap;

/// The schools that were referred to, with a fault for each that is not there.
pub(super) async fn schools(
    store: &Queries,
    asked: &[(String, SchoolId)],
    faults: &mut Faults,
) -> Result<HashMap<SchoolId, School>, Refusal> {
    let mut ids: Vec<_> = asked.iter().map(|(_, id)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = store.schools(&ids).await?;
    let found: HashMap<_, _> = found.into_iter().map(|school| (school.id, school)).collect();
    for (pointer, id) in asked {
        if !found.contains_key(id) {
            faults.add(pointer, Code::UnknownReference);
        }
    }
    Ok(found)
}

//! Training records: read by the graduate and their schools, written by the school that teaches or registers.

pub(super) mod check;

use super::{App, access, graduates};
use crate::{
    domain::{
        graduate::Graduate,
        ids::{GraduateId, SchoolId},
        party::Actor,
        refusal::{Code, Faults, Refusal},
        training_record::TrainingRecord,
    },
    store::changes::Subject,
};
use chrono::NaiveDate;

/// A training record with the version it has.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionedRecord {
    /// The record.
    pub record: TrainingRecord,
    /// The version of the graduate it belongs to, for `ETag`.
    pub version: i64,
}

impl VersionedRecord {
    fn of(graduate: Graduate) -> Self {
        Self { record: graduate.record, version: graduate.version }
    }
}

/// Reads a graduate's training record.
///
/// # Errors
/// Not there for others than the graduate and their schools.
pub async fn read_training_record(
    app: &App,
    actor: Actor,
    id: GraduateId,
) -> Result<VersionedRecord, Refusal> {
    graduates::read_graduate(app, actor, id).await.map(VersionedRecord::of)
}

/// Puts a training record in the place of the one before, which stays in the history.
///
/// # Errors
/// Faults of the record; another version than expected. Anybody but the school of the current stage and the one that
/// holds the registration is forbidden.
pub async fn put_training_record(
    app: &App,
    actor: Actor,
    id: GraduateId,
    expected: Option<i64>,
    record: TrainingRecord,
) -> Result<VersionedRecord, Refusal> {
    let graduate = graduates::read_graduate(app, actor, id).await?;
    if !may_write(access::school(actor)?, &graduate, app.today()) {
        return Err(Refusal::Forbidden);
    }
    let mut faults = Faults::new();
    let record = check::read(&app.words, graduate.person.birth_date, record, &mut faults);
    check_schools(app, &record, &mut faults).await?;
    let record = faults.into_result(record)?;
    let now = app.now();
    app.store
        .write(move |tx| async move {
            let mut graduate = tx.graduate(id).await?.ok_or(Refusal::NotFound)?;
            access::expect_version(expected, graduate.version)?;
            if graduate.record == record {
                return Ok(VersionedRecord::of(graduate));
            }
            graduate.record = record;
            graduates::follow_stages(&mut graduate);
            graduate.updated_at = now;
            tx.update_graduate(&mut graduate).await?;
            tx.record_change(Subject::Graduate(id)).await?;
            Ok(VersionedRecord::of(graduate))
        })
        .await
}

fn may_write(school: SchoolId, graduate: &Graduate, today: NaiveDate) -> bool {
    let teaches = |stage: &crate::domain::training_record::Stage| {
        stage.school == school && stage.from <= today && today <= stage.to
    };
    graduates::registered_at(graduate, today) == Some(school) || graduate.record.stages.iter().any(teaches)
}

async fn check_schools(app: &App, record: &TrainingRecord, faults: &mut Faults) -> Result<(), Refusal> {
    let ids: Vec<_> = record.stages.iter().map(|stage| stage.school).collect();
    let found = app.store.schools(&ids).await?;
    for (place, id) in ids.iter().enumerate() {
        if !found.iter().any(|school| school.id == *id) {
            faults.add(format!("/stages/{place}/school"), Code::UnknownReference);
        }
    }
    Ok(())
}

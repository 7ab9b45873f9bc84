//! Training records: read by the graduate and their schools, written by the school that teaches or registers.

pub(super) mod check;
pub(super) mod ledger;

use super::{App, access, graduates, words};
use crate::{
    domain::{
        graduate::Graduate,
        ids::{GraduateId, SchoolId},
        party::Actor,
        refusal::{Code, Faults, Refusal},
        training_record::{RecordVersion, Stage, TrainingRecord},
    },
    store::changes::Subject,
};
use chrono::{DateTime, NaiveDate, Utc};

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

/// Which state of a record is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// The present one.
    Now,
    /// As it was known at a time.
    Time(DateTime<Utc>),
    /// As it was with a version of the graduate: the one a match names.
    Version(i64),
}

/// Reads a graduate's training record, as it is or as it was.
///
/// # Errors
/// Not there for others than the graduate and their schools; nor a state before the first or a version not reached yet.
pub async fn read_training_record(
    app: &App,
    actor: Actor,
    id: GraduateId,
    as_of: AsOf,
) -> Result<VersionedRecord, Refusal> {
    let graduate = graduates::read_graduate(app, actor, id).await?;
    let found = match as_of {
        AsOf::Now => return Ok(VersionedRecord::of(graduate)),
        AsOf::Time(at) => app.store.record_known_at(id, at).await?,
        AsOf::Version(version) if version > graduate.version => None,
        AsOf::Version(version) => app.store.record_at_version(id, version).await?,
    };
    let found = found.ok_or(Refusal::NotFound)?;
    Ok(VersionedRecord { record: found.record, version: found.version })
}

/// Every version of a graduate's record, the present one last.
///
/// # Errors
/// Not there for others than the graduate and their schools.
pub async fn record_history(app: &App, actor: Actor, id: GraduateId) -> Result<Vec<RecordVersion>, Refusal> {
    graduates::read_graduate(app, actor, id).await?;
    Ok(app.store.record_versions(id).await?)
}

/// Puts a training record in the place of the one before, which stays in the history.
///
/// # Errors
/// Faults of the record, days of another school that would change among them; another version than expected. Anybody but the school of the current stage and the one that
/// holds the registration is forbidden.
pub async fn put_training_record(
    app: &App,
    actor: Actor,
    id: GraduateId,
    expected: Option<i64>,
    record: TrainingRecord,
) -> Result<VersionedRecord, Refusal> {
    let graduate = graduates::read_graduate(app, actor, id).await?;
    let (school, today, now) = (access::school(actor)?, app.today(), app.now());
    if !may_write(school, &graduate, today) {
        return Err(Refusal::Forbidden);
    }
    let mut faults = Faults::new();
    let mut record = check::read(&app.words, &graduate.person, record, &mut faults);
    complete(app, school, &mut record, &mut faults).await?;
    let record = faults.into_result(record)?;
    app.store
        .write(move |tx| async move {
            let mut graduate = tx.graduate(id).await?.ok_or(Refusal::NotFound)?;
            access::expect_version(expected, graduate.version)?;
            if let Some(number) = ledger::altered(&graduate.record.stages, &record.stages, school, today) {
                return Err(Refusal::Invalid(vec![ledger::stage_fault(number, "/stages")]));
            }
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

/// Who may write follows the current stage: the school that teaches it, and the one that holds the registration.
pub(super) fn may_write(school: SchoolId, graduate: &Graduate, today: NaiveDate) -> bool {
    let teaches = |stage: &Stage| stage.school == school && stage.from <= today && today <= stage.to;
    graduates::registered_at(graduate, today) == Some(school) || graduate.record.stages.iter().any(teaches)
}

/// Says of every stage where it is taught, and of every skill who attests it: its stage's school, or else the writer.
/// A school that is none, or that has nothing to do with the record, is a fault.
async fn complete(
    app: &App,
    writer: SchoolId,
    record: &mut TrainingRecord,
    faults: &mut Faults,
) -> Result<(), Refusal> {
    let ids: Vec<_> = record.stages.iter().map(|stage| stage.school).collect();
    let found = app.store.schools(&ids).await?;
    for (place, stage) in record.stages.iter_mut().enumerate() {
        match found.iter().find(|school| school.id == stage.school) {
            Some(school) if stage.place.is_none() => stage.place = Some(school.profile.region.clone()),
            Some(_) => {}
            None => faults.add(format!("/stages/{place}/school"), Code::UnknownReference),
        }
        if let Some(region) = &stage.place {
            faults.take(words::region_code(&app.words, region.as_str(), &format!("/stages/{place}/place")));
        }
    }
    let stages = &record.stages;
    for (place, skill) in record.skills.iter_mut().enumerate() {
        let own = stages.iter().find(|stage| Some(stage.number) == skill.stage).map(|stage| stage.school);
        let attested = *skill.school.get_or_insert(own.unwrap_or(writer));
        if attested != writer && stages.iter().all(|stage| stage.school != attested) {
            faults.add(format!("/skills/{place}/school"), Code::UnknownReference);
        }
    }
    Ok(())
}

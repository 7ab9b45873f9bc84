//! Keeping the index a copy of the store: filled once, then following the change log. A change only says what to look
//! at; what is written is the state of this moment, so doing it twice changes nothing.

mod verify;

pub use verify::{Agreement, VerifyReport, verify};

use super::{App, documents, search::employer_names, work::WorkError};
use crate::{
    domain::ids::{GraduateId, VacancyId},
    store::changes::{LogPosition, Subject},
};
use jobbridge_index::IndexChange;
use std::{collections::HashSet, time::Duration};

/// How many rows are read at once while filling.
const PAGE: u64 = 500;
/// How often somebody who waits for the index looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// A step along the change log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Up to where the index was told.
    pub position: LogPosition,
    /// How many changes that were.
    pub changes: usize,
}

/// Where to go on following the log; nothing where the index must be filled: it is new, or of another database.
///
/// # Errors
/// Where the store fails.
pub async fn resume(app: &App) -> Result<Option<LogPosition>, WorkError> {
    let Some(position) = committed(app) else { return Ok(None) };
    // A position beyond the log's end was read from another log.
    let end = app.store.log_end().await?.unwrap_or_default();
    Ok((position <= end).then_some(position))
}

/// The position of the last commit, if there was one.
pub fn committed(app: &App) -> Option<LogPosition> {
    app.index.position().and_then(|text| text.parse().ok())
}

/// Empties the index and fills it from the store. The log's end is read first: what changes meanwhile is met again
/// when the log is followed from there. `progress` is told how many rows of how many are done.
///
/// # Errors
/// Where the store or the index fails; the index then has no position and is filled again the next time.
pub async fn fill(app: &App, progress: &(dyn Fn(u64, u64) + Send + Sync)) -> Result<LogPosition, WorkError> {
    let position = app.store.log_end().await?.unwrap_or_default();
    app.with_index(|index| {
        index.rollback();
        index.clear()
    })
    .await??;
    let counts = app.store.row_counts().await?;
    let counted = counts.iter().filter(|(table, _)| matches!(*table, "vacancies" | "graduates"));
    let mut filling = Filling { done: 0, total: counted.map(|(_, rows)| rows).sum(), progress };
    let mut after: Option<VacancyId> = None;
    loop {
        let ids = app.store.vacancy_ids_after(after, PAGE).await?;
        after = ids.last().copied();
        if !filling.page(app, ids.into_iter().map(Subject::Vacancy).collect()).await? {
            break;
        }
    }
    let mut after: Option<GraduateId> = None;
    loop {
        let ids = app.store.graduate_ids_after(after, PAGE).await?;
        after = ids.last().copied();
        if !filling.page(app, ids.into_iter().map(Subject::Graduate).collect()).await? {
            break;
        }
    }
    commit(app, position).await?;
    Ok(position)
}

struct Filling<'a> {
    done: u64,
    total: u64,
    progress: &'a (dyn Fn(u64, u64) + Send + Sync),
}

impl Filling<'_> {
    /// Takes in a page. Whether there was anything on it.
    async fn page(&mut self, app: &App, subjects: Vec<Subject>) -> Result<bool, WorkError> {
        if subjects.is_empty() {
            return Ok(false);
        }
        self.done += subjects.len() as u64;
        take_in(app, subjects).await?;
        (self.progress)(self.done, self.total);
        Ok(true)
    }
}

/// Takes in what changed after the position, at most so many changes; nothing where nothing did.
///
/// # Errors
/// Where the store or the index fails. After an error of the index, [`recover`].
pub async fn follow(app: &App, from: LogPosition, limit: u64) -> Result<Option<Step>, WorkError> {
    let changes = app.store.changes_after(from, limit).await?;
    let Some((position, _)) = changes.last().copied() else { return Ok(None) };
    let step = Step { position, changes: changes.len() };
    take_in(app, distinct(changes.into_iter().map(|(_, subject)| subject))).await?;
    Ok(Some(step))
}

/// Makes what was taken in durable and visible, together with the position.
///
/// # Errors
/// Where the index fails; then [`recover`].
pub async fn commit(app: &App, position: LogPosition) -> Result<(), WorkError> {
    Ok(app.with_index(move |index| index.commit(&position.to_string())).await??)
}

/// Works out what searches need beside the index before somebody has to wait for it.
///
/// # Errors
/// Where the index fails.
pub async fn warm_up(app: &App) -> Result<(), WorkError> {
    Ok(app.with_index(|index| index.vacancies().warm_up()).await??)
}

/// Forgets what was not committed, after an error of the index, and says from where to go on.
///
/// # Errors
/// Where the store fails.
pub async fn recover(app: &App) -> Result<Option<LogPosition>, WorkError> {
    app.with_index(|index| index.rollback()).await?;
    resume(app).await
}

/// About how many changes the index is behind the log.
///
/// # Errors
/// Where the store fails.
pub async fn lag(app: &App) -> Result<u64, WorkError> {
    let end = app.store.log_end().await?.unwrap_or_default();
    let position = committed(app).unwrap_or_default();
    Ok(u64::try_from(end.seq.saturating_sub(position.seq)).unwrap_or(0))
}

/// Waits until the index holds what is in the log now, at most so long. Whether it does.
///
/// # Errors
/// Where the store fails.
pub async fn caught_up(app: &App, at_most: Duration) -> Result<bool, WorkError> {
    let Some(end) = app.store.log_tip().await? else { return Ok(true) };
    let deadline = tokio::time::Instant::now() + at_most;
    while committed(app).is_none_or(|position| position < end) {
        if tokio::time::Instant::now() >= deadline {
            return Ok(false);
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    Ok(true)
}

/// Each subject once: its state is read now, whatever happened to it how often.
fn distinct(subjects: impl Iterator<Item = Subject>) -> Vec<Subject> {
    let mut seen = HashSet::new();
    subjects.filter(|subject| seen.insert(*subject)).collect()
}

async fn take_in(app: &App, subjects: Vec<Subject>) -> Result<(), WorkError> {
    let changes = current(app, subjects).await?;
    Ok(app.with_index(move |index| index.apply(&changes)).await??)
}

/// What makes the index agree with the subjects as they are now.
async fn current(app: &App, subjects: Vec<Subject>) -> Result<Vec<IndexChange>, WorkError> {
    let (mut vacancies, mut graduates) = (Vec::new(), Vec::new());
    for subject in subjects {
        match subject {
            Subject::Vacancy(id) => vacancies.push(id),
            Subject::Graduate(id) => graduates.push(id),
            Subject::Subscription(_) => {}
        }
    }
    let mut changes = vacancy_changes(app, &vacancies).await?;
    let found = app.store.graduates(&graduates).await?;
    let there: HashSet<_> = found.iter().map(|graduate| graduate.id).collect();
    changes.extend(found.iter().map(documents::graduate_change));
    let gone = graduates.iter().filter(|id| !there.contains(id));
    changes.extend(gone.map(|id| IndexChange::RemoveGraduate(id.to_string())));
    Ok(changes)
}

async fn vacancy_changes(app: &App, ids: &[VacancyId]) -> Result<Vec<IndexChange>, WorkError> {
    let found = app.store.vacancies(ids).await?;
    let there: HashSet<_> = found.iter().map(|vacancy| vacancy.id).collect();
    let names = employer_names(app, found.iter().map(|vacancy| vacancy.employer)).await?;
    let name = |id| names.get(&id).map_or("", String::as_str);
    let mut changes: Vec<_> =
        found.iter().map(|vacancy| documents::vacancy_change(vacancy, name(vacancy.employer))).collect();
    let gone = ids.iter().filter(|id| !there.contains(id));
    changes.extend(gone.map(|id| IndexChange::RemoveVacancy(id.to_string())));
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_subject_that_changed_often_is_read_once() {
        let vacancy = |number| Subject::Vacancy(VacancyId(Uuid::from_u128(number)));
        let graduate = Subject::Graduate(GraduateId(Uuid::from_u128(1)));
        let changes = [vacancy(1), graduate, vacancy(2), vacancy(1), graduate, vacancy(1)];
        assert_eq!(distinct(changes.into_iter()), [vacancy(1), graduate, vacancy(2)]);
    }
}

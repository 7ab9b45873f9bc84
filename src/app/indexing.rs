//! Keeping the index a copy of the store: filled once, then following the change log. A change only says what to look
//! at; what is written is the state of this moment, so doing it twice changes nothing.

mod verify;

pub use verify::{Agreement, VerifyReport, verify};

use super::{
    App, documents,
    pools::{self, News},
    search::employer_names,
    work::WorkError,
};
use crate::{
    domain::ids::{EmployerId, GraduateId, ProgrammeId, VacancyId},
    store::changes::{LogPosition, Subject},
};
use jobbridge_index::IndexChange;
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

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
    let current = Current::read(app, &subjects).await?;
    let changes = current.changes();
    app.with_index(move |index| index.apply(&changes)).await??;
    if app.pools.are_wanted() {
        let mut news = current.news;
        news.programmes = pools::Programmes::read(app, programmes(app, &subjects, &news)).await?;
        app.with_pools(move |pools, measure| pools.take_in(&news, measure)).await?;
    }
    Ok(())
}

/// The programmes that the pools must know again: those that changed, those whose partner school did, and those of the
/// graduates.
fn programmes(app: &App, subjects: &[Subject], news: &News) -> Vec<ProgrammeId> {
    let changed = subjects.iter().flat_map(|subject| match subject {
        Subject::Programme(id) => vec![*id],
        Subject::School(id) => app.pools.partnered_with(*id),
        Subject::Vacancy(_) | Subject::Graduate(_) | Subject::Subscription(_) => Vec::new(),
    });
    changed.chain(news.graduates.iter().filter_map(|graduate| graduate.programme)).collect()
}

/// The subjects as they are now.
struct Current {
    news: News,
    /// What the employers of the vacancies are called.
    names: HashMap<EmployerId, String>,
}

impl Current {
    async fn read(app: &App, subjects: &[Subject]) -> Result<Self, WorkError> {
        let (mut vacancies, mut graduates) = (Vec::new(), Vec::new());
        for subject in subjects {
            match subject {
                Subject::Vacancy(id) => vacancies.push(*id),
                Subject::Graduate(id) => graduates.push(*id),
                // The index knows nothing of these.
                Subject::Programme(_) | Subject::School(_) | Subject::Subscription(_) => {}
            }
        }
        let mut news = News {
            vacancies: app.store.vacancies(&vacancies).await?,
            graduates: app.store.graduates(&graduates).await?,
            ..News::default()
        };
        let there: HashSet<_> = news.vacancies.iter().map(|vacancy| vacancy.id).collect();
        news.gone_vacancies = vacancies.into_iter().filter(|id| !there.contains(id)).collect();
        let there: HashSet<_> = news.graduates.iter().map(|graduate| graduate.id).collect();
        news.gone_graduates = graduates.into_iter().filter(|id| !there.contains(id)).collect();
        let names = employer_names(app, news.vacancies.iter().map(|vacancy| vacancy.employer)).await?;
        Ok(Self { news, names })
    }

    /// What makes the index agree with the subjects.
    fn changes(&self) -> Vec<IndexChange> {
        let name = |id| self.names.get(&id).map_or("", String::as_str);
        let news = &self.news;
        let vacancies = news.vacancies.iter().map(|one| documents::vacancy_change(one, name(one.employer)));
        let gone_vacancies = news.gone_vacancies.iter().map(|id| IndexChange::RemoveVacancy(id.to_string()));
        let graduates = news.graduates.iter().map(documents::graduate_change);
        let gone_graduates = news.gone_graduates.iter().map(|id| IndexChange::RemoveGraduate(id.to_string()));
        vacancies.chain(gone_vacancies).chain(graduates).chain(gone_graduates).collect()
    }
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

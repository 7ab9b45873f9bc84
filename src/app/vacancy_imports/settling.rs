//! Settles batches: in a transaction that counts, or in one that is rolled back to say what would become of them.

use super::{batches::Entry, errors};
use crate::{
    app::{
        App,
        vacancies::{self, Settled, is_worth_another_try},
    },
    domain::{
        ids::VacancyId,
        import::{ImportRow, RowStatus},
        refusal::Refusal,
        vacancy::{Status, Vacancy, VacancyContent},
    },
    store::{StoreError, Tx},
};
use std::{collections::HashMap, sync::Arc};

/// Tries of a transaction that met another one.
const TRIES: usize = 5;

/// Why a transaction was given up.
#[derive(Debug)]
pub(super) enum Stop {
    /// A row is bad where all must be good, or nothing was to be stored: what became of each row.
    Rows(Vec<ImportRow>),
    /// The file or a use case refused.
    Refused(Refusal),
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Runs a transaction, and again where it met another one that wrote the same.
pub(super) async fn persistently<T, F, W>(app: &App, work: F) -> Result<T, Stop>
where
    F: Fn(Tx) -> W + Clone + Send + 'static,
    W: Future<Output = Result<T, Stop>> + Send + 'static,
    T: Send + 'static,
{
    let mut tries = 1;
    loop {
        match app.store.write(work.clone()).await {
            Err(Stop::Store(error)) if tries < TRIES && is_worth_another_try(&error) => tries += 1,
            result => return result,
        }
    }
}

/// Settles the rows that are ready; the others are refused already. The answers are in the order of the rows.
pub(super) async fn settle(tx: &Tx, entries: &[Entry]) -> Result<Vec<ImportRow>, StoreError> {
    let ready: Vec<_> = entries.iter().filter_map(|entry| entry.ready.as_ref().ok().cloned()).collect();
    let settled = vacancies::settle_many(tx, ready).await?;
    let doubles = doubles(tx, &settled).await?;
    let mut settled = settled.into_iter();
    let rows = entries.iter().map(|entry| match &entry.ready {
        Err(faults) => rejected(entry, faults.clone()),
        Ok(prepared) => match settled.next() {
            Some(settled) => said(entry, &prepared.content, settled, &doubles),
            None => rejected(entry, errors::changed_meanwhile(&entry.locate)),
        },
    });
    Ok(rows.collect())
}

/// The vacancies that others are doubles of.
async fn doubles(tx: &Tx, settled: &[Settled]) -> Result<HashMap<VacancyId, VacancyContent>, StoreError> {
    let mut ids: Vec<_> = settled
        .iter()
        .filter_map(|one| match one {
            Settled::Duplicate(other) => Some(*other),
            _ => None,
        })
        .collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    ids.sort_unstable();
    ids.dedup();
    let found = tx.vacancies(&ids).await?;
    Ok(found.into_iter().map(|vacancy| (vacancy.id, vacancy.content)).collect())
}

fn said(
    entry: &Entry,
    content: &VacancyContent,
    settled: Settled,
    doubles: &HashMap<VacancyId, VacancyContent>,
) -> ImportRow {
    let waits = |vacancy: &Vacancy| vacancy.status == Status::InReview;
    let (id, status, held) = match settled {
        Settled::Created(vacancy) => (vacancy.id, RowStatus::Created, waits(&vacancy)),
        Settled::Changed(vacancy) => (vacancy.id, RowStatus::Updated, waits(&vacancy)),
        Settled::Unchanged(vacancy) => (vacancy.id, RowStatus::Unchanged, false),
        // The same once more, from a file whose rows have no references.
        Settled::Duplicate(other) if doubles.get(&other).is_some_and(|there| is_same(there, content)) => {
            (other, RowStatus::Unchanged, false)
        }
        Settled::Duplicate(other) => return rejected(entry, errors::duplicate(other, &entry.locate)),
        Settled::ReferenceTaken(_) | Settled::Stale(_) => {
            return rejected(entry, errors::changed_meanwhile(&entry.locate));
        }
        Settled::SeatsTaken(fault) => return rejected(entry, errors::seats_taken(*fault, &entry.locate)),
    };
    ImportRow {
        row: entry.row,
        reference: entry.reference.clone(),
        id: Some(id.to_string()),
        status,
        held,
        errors: Vec::new(),
    }
}

/// Whether the row says what the vacancy says; it may leave the reference out.
fn is_same(there: &VacancyContent, row: &VacancyContent) -> bool {
    row.reference.is_none() && *there == VacancyContent { reference: there.reference.clone(), ..row.clone() }
}

pub(super) fn rejected(entry: &Entry, faults: Vec<crate::domain::refusal::FieldError>) -> ImportRow {
    ImportRow { reference: entry.reference.clone(), ..ImportRow::rejected(entry.row, faults) }
}

/// Whether a row is refused.
pub(super) fn is_refused(rows: &[ImportRow]) -> bool {
    rows.iter().any(|row| row.status == RowStatus::Rejected)
}

/// The rows as a rehearsal says them: what would be new is not there to be found.
pub(super) fn rehearsed(mut rows: Vec<ImportRow>) -> Vec<ImportRow> {
    for row in rows.iter_mut().filter(|row| row.status == RowStatus::Created) {
        row.id = None;
    }
    rows
}

/// The rows as refused together, the good ones for the bad ones' sake.
pub(super) fn refused_whole(mut rows: Vec<ImportRow>) -> Vec<ImportRow> {
    for row in &mut rows {
        (row.status, row.id, row.held) = (RowStatus::Rejected, None, false);
    }
    rows
}

/// Says what would become of the rows, and stores nothing.
pub(super) async fn rehearse(app: &App, entries: &Arc<Vec<Entry>>) -> Result<Vec<ImportRow>, Stop> {
    let entries = Arc::clone(entries);
    let rolled_back = persistently(app, move |tx| {
        let entries = Arc::clone(&entries);
        async move { Err::<(), _>(Stop::Rows(settle(&tx, &entries).await?)) }
    });
    match rolled_back.await {
        Err(Stop::Rows(rows)) => Ok(rehearsed(rows)),
        Err(stop) => Err(stop),
        Ok(()) => Err(Stop::Store(StoreError::Aborted)),
    }
}

impl From<Stop> for Refusal {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => refusal,
            Stop::Store(error) => error.into(),
            Stop::Rows(_) => Self::Internal("a transaction refused as a whole".to_owned()),
        }
    }
}

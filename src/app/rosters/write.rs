//! Writes what a roster makes: in chunks, so that no transaction is long, or all at once where one bad row refuses all.

use super::{
    merge::{Decision, decide},
    resolve::Entry,
    scene::Scene,
};
use crate::{
    app::{
        graduates::{default_alert, follow_changes},
        registration,
    },
    domain::{
        event::Event,
        graduate::Graduate,
        import::{Import, ImportRow, RowStatus},
        refusal::Refusal,
    },
    store::{Queries, Store, StoreError, Tx, changes::Subject},
};
use std::{collections::HashMap, ops::Range, sync::Arc};

/// Rows in one transaction.
const CHUNK: usize = 500;
/// Tries of a chunk whose persons somebody else changed meanwhile.
const TRIES: usize = 5;

/// A roster that is being taken.
pub(super) struct Taking {
    pub(super) scene: Arc<Scene>,
    /// The rows that are understood.
    pub(super) entries: Arc<Vec<Entry>>,
    /// The rows that are refused already.
    pub(super) refused: Vec<ImportRow>,
    /// The import without its rows.
    pub(super) import: Import,
}

/// Why a transaction was given up.
enum Stop {
    /// A bad row refuses all: what became of each row.
    Refused(Vec<ImportRow>),
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Taking {
    /// Says what would become of the rows, and stores nothing.
    pub(super) async fn rehearse(self, store: &Store, atomic: bool) -> Result<Import, Refusal> {
        let mut rows = self.refused;
        for range in chunks(self.entries.len()) {
            let decisions = decide_all(store, &self.scene, &self.entries[range]).await?;
            rows.extend(decisions.iter().map(|(row, decision)| {
                let said = said(*row, decision);
                // Nobody new is there to be found.
                ImportRow { id: said.id.filter(|_| said.status != RowStatus::Created), ..said }
            }));
        }
        Ok(if atomic && is_refused(&rows) {
            refused_whole(self.import, rows)
        } else {
            with_rows(self.import, rows)
        })
    }

    /// Takes all rows in one transaction, or none.
    pub(super) async fn take_whole(self, store: &Store, event: Event) -> Result<Import, Refusal> {
        if !self.refused.is_empty() {
            return self.rehearse(store, true).await;
        }
        let ending = Ending { import: self.import.clone(), rows: Vec::new(), event };
        match self.take(store, 0..self.entries.len(), true, Some(ending)).await {
            Ok(rows) => Ok(with_rows(self.import, rows)),
            Err(Stop::Refused(rows)) => Ok(refused_whole(self.import, rows)),
            Err(Stop::Store(error)) => Err(error.into()),
        }
    }

    /// Takes the good rows, chunk by chunk; the last transaction records the import.
    pub(super) async fn take_rows(mut self, store: &Store, event: Event) -> Result<Import, Refusal> {
        let mut rows = std::mem::take(&mut self.refused);
        let mut ranges = chunks(self.entries.len()).peekable();
        let mut next = Some(ranges.next().unwrap_or(0..0));
        while let Some(range) = next {
            next = ranges.next();
            let last = next.is_none();
            let ending = last.then(|| Ending {
                import: self.import.clone(),
                rows: rows.clone(),
                event: event.clone(),
            });
            match self.take(store, range, false, ending).await {
                Ok(taken) => rows.extend(taken),
                Err(Stop::Store(error)) => return Err(error.into()),
                Err(Stop::Refused(_)) => {
                    return Err(Refusal::Internal("a chunk refused as a whole".to_owned()));
                }
            }
        }
        Ok(with_rows(self.import, rows))
    }

    async fn take(
        &self,
        store: &Store,
        range: Range<usize>,
        whole: bool,
        ending: Option<Ending>,
    ) -> Result<Vec<ImportRow>, Stop> {
        let mut tries = 1;
        loop {
            let (scene, entries) = (Arc::clone(&self.scene), Arc::clone(&self.entries));
            let (range, ending) = (range.clone(), ending.clone());
            let written = store.write(move |tx| async move {
                let decisions = decide_all(&tx, &scene, &entries[range]).await?;
                let rows: Vec<_> = decisions.iter().map(|(row, decision)| said(*row, decision)).collect();
                if whole && is_refused(&rows) {
                    return Err(Stop::Refused(rows));
                }
                write_all(&tx, &scene, decisions).await?;
                if let Some(ending) = ending {
                    ending.write(&tx, &rows).await?;
                }
                Ok(rows)
            });
            match written.await {
                Err(Stop::Store(error)) if tries < TRIES && is_race(&error) => tries += 1,
                written => return written,
            }
        }
    }
}

/// What the last transaction records.
#[derive(Clone)]
struct Ending {
    import: Import,
    /// The rows of the transactions before.
    rows: Vec<ImportRow>,
    event: Event,
}

impl Ending {
    async fn write(mut self, tx: &Tx, rows: &[ImportRow]) -> Result<(), StoreError> {
        self.rows.extend_from_slice(rows);
        tx.insert_import(&with_rows(self.import, self.rows)).await?;
        tx.record_event(&self.event).await
    }
}

/// The import with these rows, in the order of the file.
fn with_rows(mut import: Import, mut rows: Vec<ImportRow>) -> Import {
    rows.sort_by_key(|row| row.row);
    let rejected = rows.iter().filter(|row| row.status == RowStatus::Rejected).count();
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    (import.accepted, import.rejected) = (count(rows.len() - rejected), count(rejected));
    import.rows = rows;
    import
}

/// The import with every row refused, the good ones for the bad ones' sake.
fn refused_whole(import: Import, mut rows: Vec<ImportRow>) -> Import {
    for row in &mut rows {
        row.status = RowStatus::Rejected;
        row.id = None;
    }
    with_rows(import, rows)
}

fn chunks(length: usize) -> impl Iterator<Item = Range<usize>> {
    (0..length).step_by(CHUNK).map(move |start| start..(start + CHUNK).min(length))
}

/// Whether somebody else entered or changed the same persons meanwhile: read again, the rows have an answer.
fn is_race(error: &StoreError) -> bool {
    matches!(error, StoreError::Stale) || error.is_conflict_on("graduates_identity_hash")
}

fn is_refused(rows: &[ImportRow]) -> bool {
    rows.iter().any(|row| row.status == RowStatus::Rejected)
}

async fn decide_all(
    store: &Queries,
    scene: &Scene,
    entries: &[Entry],
) -> Result<Vec<(u32, Decision)>, StoreError> {
    let numbers: Vec<_> = entries.iter().map(|entry| entry.told.identity_number.clone()).collect();
    let known = store.graduates_by_identities(&numbers).await?;
    let mut known: HashMap<_, _> =
        known.into_iter().map(|graduate| (graduate.person.identity_number.clone(), graduate)).collect();
    let decision = |entry: &Entry| {
        let known = known.remove(&entry.told.identity_number);
        (entry.row, decide(scene, entry, known))
    };
    Ok(entries.iter().map(decision).collect())
}

fn said(row: u32, decision: &Decision) -> ImportRow {
    let (id, status) = match decision {
        Decision::Create(graduate) => (graduate.id, RowStatus::Created),
        Decision::Update(change) => (change.1.id, RowStatus::Updated),
        Decision::Unchanged(id) => (*id, RowStatus::Unchanged),
        Decision::Refuse(faults) => return ImportRow::rejected(row, faults.clone()),
        Decision::Disputed(dispute) => return ImportRow::rejected(row, vec![dispute.fault.clone()]),
    };
    ImportRow { row, reference: None, id: Some(id.to_string()), status, held: false, errors: Vec::new() }
}

async fn write_all(tx: &Tx, scene: &Scene, decisions: Vec<(u32, Decision)>) -> Result<(), StoreError> {
    let ambient = (&*scene.clock, &*scene.entropy);
    let mut created: Vec<Graduate> = Vec::new();
    let mut changed = Vec::new();
    for (_, decision) in decisions {
        match decision {
            Decision::Create(graduate) => created.push(*graduate),
            Decision::Update(change) => {
                let (before, mut after) = *change;
                tx.update_graduate(&mut after).await?;
                follow_changes(tx, &before, &after, ambient).await?;
                changed.push(Subject::Graduate(after.id));
            }
            Decision::Disputed(dispute) => {
                let schools = (scene.school.id, dispute.holder);
                registration::claim(tx, dispute.graduate, schools, ambient).await?;
            }
            Decision::Unchanged(_) | Decision::Refuse(_) => {}
        }
    }
    tx.insert_graduates(&created).await?;
    for alert in created.iter().filter_map(|graduate| default_alert(graduate, ambient)) {
        tx.insert_subscription(&alert).await?;
    }
    changed.extend(created.iter().map(|graduate| Subject::Graduate(graduate.id)));
    tx.record_changes(&changed).await
}

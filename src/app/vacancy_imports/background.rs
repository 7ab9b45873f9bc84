//! Works large imports off: claimed under a lease that is kept while the work goes on, batch by batch, each with its
//! progress in one transaction. Whoever takes an abandoned one over goes on behind the last batch.

use super::{
    ImportOptions,
    batches::{Counts, Entry, File, Reading},
    broken_off, limits,
    parts::Parts,
    refusing::{first_faults, refuse_bad},
    rehearsal::Rehearsal,
    settling::{Stop, is_refused, persistently, settle},
};
use crate::{
    app::{App, vacancy_files::FileFormat, work::WorkError},
    domain::{
        employer::Employer,
        event::EventKind,
        import::{Import, ImportKind, ImportRow, RowsWanted},
        import_job::{ImportJob, ImportProgress},
        party::Party,
        refusal::{Code, FieldError, Refusal},
    },
    store::{StoreError, Tx},
};
use chrono::TimeDelta;
use futures::StreamExt as _;
use std::{pin::pin, sync::Arc, time::Duration};
use tokio::runtime::Handle;
use uuid::Uuid;

/// For how long nobody else takes an import whose worker went silent.
const LEASE: TimeDelta = TimeDelta::seconds(10);
/// How often the lease is renewed.
const RENEW: Duration = Duration::from_secs(3);
/// So often an import is begun that gets nowhere.
const MOST_ATTEMPTS: u32 = 20;
/// Refused rows that the import itself keeps, for the message about it.
const KEPT: usize = 100;
/// For how long a file that nobody was told is kept lies about.
const STRAY: TimeDelta = TimeDelta::days(1);

/// Works the import off that has waited longest; whether there was one.
///
/// # Errors
/// Where the store fails or the lease was lost: what was not done is done again.
pub async fn work_one(app: &Arc<App>, worker: Uuid) -> Result<bool, WorkError> {
    let now = app.now();
    let Some(job) = app.store.claim_import(worker, now + LEASE, now).await? else { return Ok(false) };
    let _first = app.precedence.take();
    let work = Work { app: Arc::clone(app), worker, job: Arc::new(job) };
    tokio::select! {
        done = work.run() => done?,
        lost = work.keep_lease() => lost?,
    }
    Ok(true)
}

/// Forgets files whose sender was never told that they are kept.
///
/// # Errors
/// Where the store fails.
pub async fn forget_strays(app: &App) -> Result<u64, WorkError> {
    let before = app.now() - STRAY;
    Ok(app.store.write(move |tx| async move { tx.delete_stray_import_parts(before).await }).await?)
}

/// An import under way.
#[derive(Clone)]
struct Work {
    app: Arc<App>,
    worker: Uuid,
    job: Arc<ImportJob>,
}

impl Work {
    /// Renews the lease until it is lost.
    async fn keep_lease(&self) -> Result<(), WorkError> {
        loop {
            tokio::time::sleep(RENEW).await;
            let (id, worker, until) = (self.job.id, self.worker, self.app.now() + LEASE);
            let kept = self.app.store.write(move |tx| async move { tx.keep_import(id, worker, until).await });
            match kept.await {
                // Done in this very moment, or taken over: the other branch knows, or fails at its next step.
                Err(StoreError::LeaseLost) => tokio::time::sleep(RENEW * 100).await,
                kept => kept?,
            }
        }
    }

    async fn run(&self) -> Result<(), WorkError> {
        let (id, worker, attempts) = (self.job.id, self.worker, self.job.attempts + 1);
        self.app.store.write(move |tx| async move { tx.begin_import(id, worker, attempts).await }).await?;
        let employer = self.app.store.employer(self.job.employer).await?;
        let Some(employer) = employer.filter(|_| attempts <= MOST_ATTEMPTS) else {
            tracing::error!(import.id = %id, "an import gets nowhere and is given up");
            return Ok(self.finish_refused(FieldError::new("", Code::Internal)).await?);
        };
        let done = self.work_off(Arc::new(employer)).await;
        match done {
            Ok(()) => Ok(()),
            Err(Stop::Store(error)) => Err(error.into()),
            Err(Stop::Refused(refusal @ (Refusal::Unavailable | Refusal::Internal(_)))) => {
                Err(WorkError::Refused(refusal))
            }
            Err(Stop::Refused(Refusal::Invalid(mut faults))) if !faults.is_empty() => {
                faults.truncate(KEPT);
                Ok(self.finish(self.job.progress, faults).await?)
            }
            Err(Stop::Refused(Refusal::File(code))) => {
                Ok(self.finish_refused(FieldError::new("", code)).await?)
            }
            Err(Stop::Refused(_) | Stop::Rows(_)) => {
                Ok(self.finish_refused(FieldError::new("", Code::Internal)).await?)
            }
        }
    }

    fn options(&self) -> ImportOptions {
        ImportOptions { atomic: self.job.atomic, dry_run: self.job.dry_run }
    }

    /// Begins to read the file behind a row.
    async fn read(&self, after: u32) -> Result<Reading, Stop> {
        let (store, id) = (self.app.store.clone(), self.job.id);
        let task = tokio::task::spawn_blocking(move || Parts::open(store, Handle::current(), id));
        let source = task.await.map_err(|error| Stop::Refused(broken_off(&error)))?;
        let source =
            source.map_err(|error| Stop::Refused(Refusal::Internal(format!("import file: {error}"))))?;
        let format = FileFormat::parse(&self.job.format).ok_or(StoreError::Corrupt("format"))?;
        let limits = limits(&self.app, self.options());
        Ok(Reading::begin(File { source: Box::new(source), format, limits, after }))
    }

    async fn work_off(&self, employer: Arc<Employer>) -> Result<(), Stop> {
        if !self.job.atomic {
            return self.by_batches(employer).await;
        }
        let mut bad = Vec::new();
        let mut keep =
            |rows: &[ImportRow]| bad.extend(rows.iter().take(KEPT.saturating_sub(bad.len())).cloned());
        let reading = self.read(0).await?;
        let any_bad = refuse_bad(&self.app, &employer, reading, &mut keep).await.map_err(Stop::Refused)?;
        if any_bad {
            return self.refuse_whole(bad).await;
        }
        if self.job.dry_run {
            return self.by_batches(employer).await;
        }
        match self.whole(employer).await {
            Err(Stop::Rows(rows)) => self.refuse_whole(rows).await,
            done => done,
        }
    }

    /// Batch by batch, from behind the last one; a rehearsal is begun anew, for what it remembers went with the worker.
    async fn by_batches(&self, employer: Arc<Employer>) -> Result<(), Stop> {
        let mut progress = self.job.progress;
        let mut rehearsal = self.job.dry_run.then(Rehearsal::default);
        let reading = self.read(if rehearsal.is_some() { 0 } else { progress.last_row }).await?;
        let mut batches = pin!(reading.understood(Arc::clone(&self.app), employer));
        while let Some(batch) = batches.next().await {
            let entries = Arc::new(batch.map_err(Stop::Refused)?);
            let rehearsed = match &mut rehearsal {
                Some(rehearsal) => Some(rehearsal.rehearse(&self.app, &entries).await?),
                None => None,
            };
            if entries.last().is_some_and(|last| last.row > progress.last_row) {
                progress = self.take(entries, rehearsed, progress).await?;
            }
        }
        Ok(self.finish(progress, Vec::new()).await?)
    }

    /// Settles a batch, and records it.
    async fn take(
        &self,
        entries: Arc<Vec<Entry>>,
        rehearsed: Option<Vec<ImportRow>>,
        before: ImportProgress,
    ) -> Result<ImportProgress, Stop> {
        let (id, worker, rehearsed) = (self.job.id, self.worker, Arc::new(rehearsed));
        persistently(&self.app, move |tx| {
            let (entries, rehearsed) = (Arc::clone(&entries), Arc::clone(&rehearsed));
            async move {
                let rows = match &*rehearsed {
                    Some(rows) => rows.clone(),
                    None => settle(&tx, &entries).await?,
                };
                let progress = counted(before, &rows);
                tx.insert_import_rows(id, &rows).await?;
                tx.advance_import(id, worker, progress).await?;
                Ok(progress)
            }
        })
        .await
    }

    /// All rows in one transaction.
    async fn whole(&self, employer: Arc<Employer>) -> Result<(), Stop> {
        let reading = self.read(0).await?;
        let batches = reading.understood(Arc::clone(&self.app), employer);
        let work = self.clone();
        let written = self.app.store.write(move |tx| async move {
            let (mut progress, mut batches) = (ImportProgress::default(), pin!(batches));
            while let Some(batch) = batches.next().await {
                let rows = settle(&tx, &batch.map_err(Stop::Refused)?).await?;
                if is_refused(&rows) {
                    return Err(Stop::Rows(rows));
                }
                progress = counted(progress, &rows);
                tx.insert_import_rows(work.job.id, &rows).await?;
            }
            Ok(work.end(&tx, progress, &[], Vec::new()).await?)
        });
        written.await
    }

    /// Refuses a file whole for the bad rows in it.
    async fn refuse_whole(&self, rows: Vec<ImportRow>) -> Result<(), Stop> {
        let bad: Vec<_> = rows.into_iter().filter(|row| !row.errors.is_empty()).collect();
        let Refusal::Invalid(faults) = first_faults(&bad) else { return Ok(()) };
        let progress = ImportProgress { rejected: self.job.rows, ..ImportProgress::default() };
        let work = self.clone();
        let written = self.app.store.write(move |tx| async move {
            tx.insert_import_rows(work.job.id, &bad).await?;
            work.end(&tx, progress, &faults, bad).await
        });
        Ok(written.await?)
    }

    async fn finish_refused(&self, fault: FieldError) -> Result<(), StoreError> {
        self.finish(self.job.progress, vec![fault]).await
    }

    async fn finish(&self, progress: ImportProgress, refusal: Vec<FieldError>) -> Result<(), StoreError> {
        let rows = self.app.store.import_rows(self.job.id, 0, RowsWanted::Rejected, KEPT).await?;
        let work = self.clone();
        self.app.store.write(move |tx| async move { work.end(&tx, progress, &refusal, rows).await }).await
    }

    /// Ends the import: what became of it, its file forgotten, and the event.
    async fn end(
        &self,
        tx: &Tx,
        progress: ImportProgress,
        refusal: &[FieldError],
        rows: Vec<ImportRow>,
    ) -> Result<(), StoreError> {
        tx.finish_import_job(self.job.id, self.worker, progress, refusal).await?;
        let import = Import {
            id: self.job.id,
            owner: Party::Employer(self.job.employer),
            kind: ImportKind::Vacancies,
            accepted: progress.accepted,
            rejected: progress.rejected,
            held: progress.held,
            rows,
            created_at: self.job.created_at,
        };
        tx.update_import(&import).await?;
        tx.record_event(&self.app.event(EventKind::ImportFinished, self.job.id)).await
    }
}

/// The progress with these rows.
fn counted(before: ImportProgress, rows: &[ImportRow]) -> ImportProgress {
    let ImportProgress { accepted, rejected, held, .. } = before;
    let mut counts = Counts { accepted, rejected, held };
    counts.add(rows);
    counts.until(rows.last().map_or(before.last_row, |row| row.row))
}

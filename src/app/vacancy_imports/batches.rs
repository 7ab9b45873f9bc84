//! A file as batches of rows that are understood and checked, in their order. One thread reads, others understand, and
//! whoever settles the batches takes them as fast as it can; nobody runs far ahead.

use super::{broken_off, errors};
use crate::{
    app::{
        App,
        vacancies::{self, Prepared},
        vacancy_files::{self, Ending, FileFormat, FileLimits, Locate, PostedRow, Source},
    },
    domain::{
        employer::Employer,
        import::{ImportRow, RowStatus},
        import_job::ImportProgress,
        refusal::{FieldError, Refusal},
    },
};
use futures::{Stream, StreamExt as _, stream};
use std::sync::Arc;
use tokio::{runtime::Handle, sync::mpsc, task::JoinHandle};

/// Rows in one batch, which is one transaction.
const ROWS: usize = 500;
/// Bytes of rows in one batch.
const BYTES: usize = 2 << 20;
/// Batches that are read and wait to be understood.
const AHEAD: usize = 2;

/// A row that was understood, or not.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) row: u32,
    pub(super) reference: Option<String>,
    pub(super) ready: Result<Prepared, Vec<FieldError>>,
    pub(super) locate: Locate,
}

/// Rows taken and refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Taken.
    pub accepted: u32,
    /// Refused.
    pub rejected: u32,
    /// Of those taken, waiting for the operator's look.
    pub held: u32,
}

impl Counts {
    /// Counts rows in.
    pub(super) fn add(&mut self, rows: &[ImportRow]) {
        let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
        let rejected = rows.iter().filter(|row| row.status == RowStatus::Rejected).count();
        self.accepted = self.accepted.saturating_add(count(rows.len() - rejected));
        self.rejected = self.rejected.saturating_add(count(rejected));
        self.held = self.held.saturating_add(count(rows.iter().filter(|row| row.held).count()));
    }

    /// As far as the last of the rows.
    pub(super) fn until(self, last_row: u32) -> ImportProgress {
        let Self { accepted, rejected, held } = self;
        ImportProgress { last_row, accepted, rejected, held }
    }
}

/// A file to be read.
pub(super) struct File {
    pub(super) source: Box<dyn Source>,
    pub(super) format: FileFormat,
    pub(super) limits: FileLimits,
    /// Rows up to this number have their answer.
    pub(super) after: u32,
}

/// A file that is being read.
pub(super) struct Reading {
    rows: mpsc::Receiver<Vec<PostedRow>>,
    reader: JoinHandle<(Box<dyn Source>, Result<Ending, Refusal>)>,
}

impl Reading {
    /// Begins to read on a thread of its own.
    pub(super) fn begin(file: File) -> Self {
        let (send, rows) = mpsc::channel(AHEAD);
        let reader = tokio::task::spawn_blocking(move || read(file, &send));
        Self { rows, reader }
    }

    /// The batches, understood, each in its turn; after the last one whatever ended the file early.
    pub(super) fn understood(
        self,
        app: Arc<App>,
        employer: Arc<Employer>,
    ) -> impl Stream<Item = Result<Vec<Entry>, Refusal>> + Send {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let Self { rows, reader } = self;
        let raw =
            stream::unfold(rows, |mut rows| async move { rows.recv().await.map(|batch| (batch, rows)) });
        let understood = raw.map(move |batch| {
            let (app, employer) = (Arc::clone(&app), Arc::clone(&employer));
            async move {
                let task = tokio::task::spawn_blocking(move || understand(&app, &employer, batch));
                task.await.unwrap_or_else(|error| Err(broken_off(&error)))
            }
        });
        let end = stream::once(async move {
            match reader.await {
                Ok((_, Ok(_))) => None,
                Ok((_, Err(refusal))) => Some(Err(refusal)),
                Err(error) => Some(Err(broken_off(&error))),
            }
        });
        understood.buffered(cores.max(2)).chain(end.filter_map(std::future::ready))
    }
}

fn read(mut file: File, send: &mpsc::Sender<Vec<PostedRow>>) -> (Box<dyn Source>, Result<Ending, Refusal>) {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    let after = file.after;
    let mut take = |row: PostedRow| {
        if row.row <= after {
            return Ok(());
        }
        bytes += row.size;
        batch.push(row);
        if batch.len() < ROWS && bytes < BYTES {
            return Ok(());
        }
        bytes = 0;
        hand_on(send, std::mem::take(&mut batch))
    };
    let read = vacancy_files::read(&mut *file.source, file.format, file.limits, &mut take);
    let read = match read {
        Ok(ending) if batch.is_empty() => Ok(ending),
        Ok(ending) => hand_on(send, batch).map(|()| ending),
        Err(refusal) => Err(refusal),
    };
    (file.source, read)
}

/// Nobody listens any more once the settling was given up.
fn hand_on(send: &mpsc::Sender<Vec<PostedRow>>, batch: Vec<PostedRow>) -> Result<(), Refusal> {
    send.blocking_send(batch).map_err(|_| Refusal::Unavailable)
}

/// Understands a batch on the thread that it is called on.
pub(super) fn understand(
    app: &App,
    employer: &Employer,
    rows: Vec<PostedRow>,
) -> Result<Vec<Entry>, Refusal> {
    let runtime = Handle::current();
    rows.into_iter().map(|row| understand_row(app, employer, row, &runtime)).collect()
}

fn understand_row(
    app: &App,
    employer: &Employer,
    row: PostedRow,
    runtime: &Handle,
) -> Result<Entry, Refusal> {
    let PostedRow { row, reference, draft, locate, .. } = row;
    let ready = match draft {
        Err(faults) => Err(errors::bounded(faults)),
        Ok(draft) => match runtime.block_on(vacancies::prepare(app, employer, *draft)) {
            // A known reference is changed: the file is what the employer says now.
            Ok(prepared) => Ok(prepared.changing_known(None).told_in_sum()),
            Err(Refusal::Invalid(faults)) => Err(errors::located(faults, &locate)),
            Err(other) => return Err(other),
        },
    };
    Ok(Entry { row, reference, ready, locate })
}

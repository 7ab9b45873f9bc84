//! A file that is taken batch by batch while somebody watches: the command line's way.

use super::{
    ImportOptions, Upload,
    batches::{Counts, Entry, File, Reading},
    examine, limits,
    settling::{Stop, is_refused, persistently, rehearse, rejected, settle},
};
use crate::{
    app::App,
    domain::{
        employer::Employer,
        ids::EmployerId,
        import::ImportRow,
        refusal::{Code, FieldError, Refusal},
    },
    store::StoreError,
};
use futures::StreamExt as _;
use std::{pin::pin, sync::Arc};

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Rows taken and refused.
    pub counts: Counts,
    /// Headers of columns that were not read, as written.
    pub ignored: Vec<String>,
}

/// Who hears of the rows as they get their answers, and of how many there are.
pub type Told<'t> = dyn FnMut(u32, &[ImportRow]) + Send + 't;

/// Takes a file of an employer's vacancies. `open` opens it, as often as it must be read.
///
/// # Errors
/// As [`super::import_vacancies`]; no such employer.
pub async fn import_stream(
    app: &Arc<App>,
    employer: EmployerId,
    open: impl Fn() -> Result<Upload, Refusal>,
    options: ImportOptions,
    told: &mut Told<'_>,
) -> Result<Summary, Refusal> {
    let employer = app.store.employer(employer).await?;
    let missing = || Refusal::field("/employer", Code::UnknownReference);
    let employer = Arc::new(employer.ok_or_else(missing)?);
    let (_, examined) = examine(open()?, limits(app, options)).await?;
    let begin = || begin(app, open()?, options);
    let mut told = |rows: &[ImportRow]| told(examined.rows, rows);
    let mut counts = Counts::default();
    if options.atomic {
        let first = begin()?;
        if refuse_bad(app, &employer, first, &mut |rows| {
            counts.add(rows);
            told(rows);
        })
        .await?
        {
            let all = Counts { accepted: 0, rejected: examined.rows };
            return Ok(Summary { counts: all, ignored: examined.ignored });
        }
        if !options.dry_run {
            counts = whole(app, employer, begin()?).await?;
            return Ok(Summary { counts, ignored: examined.ignored });
        }
        counts = Counts::default();
    }
    let mut batches = pin!(begin()?.understood(Arc::clone(app), employer));
    while let Some(batch) = batches.next().await {
        let rows = take(app, Arc::new(batch?), options.dry_run).await?;
        counts.add(&rows);
        told(&rows);
    }
    Ok(Summary { counts, ignored: examined.ignored })
}

fn begin(app: &App, upload: Upload, options: ImportOptions) -> Result<Reading, Refusal> {
    let Upload { file: source, format } = upload;
    Ok(Reading::begin(File { source, format, limits: limits(app, options), after: 0 }))
}

async fn take(app: &App, entries: Arc<Vec<Entry>>, dry_run: bool) -> Result<Vec<ImportRow>, Stop> {
    if dry_run {
        return rehearse(app, &entries).await;
    }
    persistently(app, move |tx| {
        let entries = Arc::clone(&entries);
        async move { Ok(settle(&tx, &entries).await?) }
    })
    .await
}

/// Reads a file to its end and hears which rows are bad by themselves; whether any is. Writes nothing.
pub(super) async fn refuse_bad(
    app: &Arc<App>,
    employer: &Arc<Employer>,
    reading: Reading,
    bad: &mut (dyn FnMut(&[ImportRow]) + Send),
) -> Result<bool, Refusal> {
    let mut batches = pin!(reading.understood(Arc::clone(app), Arc::clone(employer)));
    let mut any = false;
    while let Some(batch) = batches.next().await {
        let rows: Vec<_> = batch?
            .iter()
            .filter_map(|entry| Some(rejected(entry, entry.ready.as_ref().err()?.clone())))
            .collect();
        any |= !rows.is_empty();
        bad(&rows);
    }
    Ok(any)
}

/// Takes a whole file in one transaction. A row that is refused only now refuses it.
async fn whole(app: &Arc<App>, employer: Arc<Employer>, reading: Reading) -> Result<Counts, Refusal> {
    let batches = reading.understood(Arc::clone(app), employer);
    let written = app.store.write(move |tx| async move {
        let (mut counts, mut batches) = (Counts::default(), pin!(batches));
        while let Some(batch) = batches.next().await {
            let rows = settle(&tx, &batch.map_err(Stop::Refused)?).await?;
            if is_refused(&rows) {
                return Err(Stop::Rows(rows));
            }
            counts.add(&rows);
        }
        Ok(counts)
    });
    written.await.map_err(|stop| match stop {
        Stop::Rows(rows) => first_faults(&rows),
        Stop::Store(error) => store(error),
        Stop::Refused(refusal) => refusal,
    })
}

fn store(error: StoreError) -> Refusal {
    error.into()
}

/// Why rows that were good by themselves refuse the file: each fault with its row.
pub(super) fn first_faults(rows: &[ImportRow]) -> Refusal {
    let fault = |row: &ImportRow| {
        let fault = row.errors.first()?;
        let (zh, en) = (&fault.message.zh, &fault.message.en);
        let message = (format!("第{}行：{zh}", row.row), format!("row {}: {en}", row.row));
        Some(FieldError::new(fault.pointer.clone(), fault.code).with_message(message.0, message.1))
    };
    Refusal::Invalid(rows.iter().filter_map(fault).take(20).collect())
}

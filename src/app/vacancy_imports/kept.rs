//! Large imports between the request and the job: kept, and asked for.

use super::{Examined, ImportOptions, Upload, broken_off, parts::PART, small::begun};
use crate::{
    app::{App, access},
    domain::{
        employer::Employer,
        ids::ImportId,
        import::{Import, RowsWanted},
        import_job::{ImportJob, ImportProgress, ImportState},
        party::{Actor, Party},
        refusal::{Code, Refusal},
    },
};
use std::io::{Read as _, SeekFrom};

/// The most rows in one answer.
const PAGE: usize = 1_000;

/// Keeps a file to be worked off. What is answered then survives whatever happens to this node.
pub(super) async fn accept(
    app: &App,
    employer: &Employer,
    upload: Upload,
    options: ImportOptions,
    examined: Examined,
) -> Result<ImportId, Refusal> {
    let import = begun(app, Party::Employer(employer.id));
    let job = ImportJob {
        id: import.id,
        employer: employer.id,
        format: upload.format.as_str().to_owned(),
        dry_run: options.dry_run,
        atomic: options.atomic,
        rows: examined.rows,
        ignored: examined.ignored,
        progress: ImportProgress::default(),
        state: ImportState::Running,
        refusal: Vec::new(),
        attempts: 0,
        created_at: import.created_at,
        finished_at: None,
    };
    keep_file(app, import.id, upload).await?;
    let id = import.id;
    app.store
        .write(move |tx| async move {
            tx.insert_import(&import).await?;
            tx.insert_import_job(&job).await
        })
        .await?;
    tracing::info!(import.id = %id, import.rows = examined.rows, "an import was accepted");
    Ok(id)
}

/// Writes the file part by part, a transaction each: none is long.
async fn keep_file(app: &App, id: ImportId, mut upload: Upload) -> Result<(), Refusal> {
    let unreadable = |_| Refusal::File(Code::UnreadableFile);
    upload.file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    for number in 0.. {
        let task = tokio::task::spawn_blocking(move || {
            let mut part = Vec::with_capacity(PART);
            let read = upload.file.by_ref().take(PART as u64).read_to_end(&mut part);
            (upload, read.map(|_| part))
        });
        let (file, part) = task.await.map_err(|error| broken_off(&error))?;
        let part = part.map_err(unreadable)?;
        if part.is_empty() {
            break;
        }
        upload = file;
        app.store.write(move |tx| async move { tx.insert_import_part(id, number, part).await }).await?;
    }
    Ok(())
}

/// Which rows of an import are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct RowsAsked {
    /// Those after this number.
    pub after: u32,
    /// Which of them.
    pub wanted: RowsWanted,
}

/// An import as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The import, with rows of it.
    pub import: Import,
    /// How it is worked off, where it is a large one.
    pub job: Option<ImportJob>,
    /// The number of the last of the rows, where there are more.
    pub next: Option<u32>,
}

/// Reads what became of an import.
///
/// # Errors
/// Not there for others than who sent it and the operator.
pub async fn read_import(app: &App, actor: Actor, id: ImportId, asked: RowsAsked) -> Result<Found, Refusal> {
    let own = |import: &Import| import.owner == actor.party || actor.party == Party::Operator;
    let mut import = access::visible(app.store.import(id).await?, own)?;
    let job = app.store.import_job(id).await?;
    let Some(known) = &job else {
        import.rows.retain(|row| row.row > asked.after && asked.wanted.has(row));
        return Ok(Found { import, job, next: None });
    };
    let mut rows = app.store.import_rows(id, asked.after, asked.wanted, PAGE + 1).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| row.row);
    let ImportProgress { accepted, rejected, held, .. } = known.progress;
    (import.accepted, import.rejected, import.held) = (accepted, rejected, held);
    import.rows = rows;
    Ok(Found { import, job, next })
}

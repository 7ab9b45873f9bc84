//! Employers import files of vacancies. Every row goes the way of a single posting: understood, checked, held against
//! what is there; a row whose reference is known changes that vacancy, and a file imported again changes nothing.
//!
//! A small file is answered at once, written in one transaction. A larger one is kept, answered by its import, and
//! worked off by a job in batches ([`background`]); what a batch made and that it was made is one transaction, so that
//! whatever stops the node, each row is settled exactly once.

pub mod background;
mod batches;
mod errors;
mod kept;
mod parts;
mod refusing;
mod rehearsal;
mod settling;
mod small;
mod watched;

pub use batches::Counts;
pub use kept::{Found, RowsAsked, read_import};
pub use watched::{Summary, Told, import_watched};

use super::{
    App, access,
    vacancy_files::{self, FileFormat, FileLimits, Source},
};
use crate::domain::{
    ids::ImportId,
    import::Import,
    party::Actor,
    refusal::{Code, FieldError, Refusal},
};
use std::{path::PathBuf, sync::Arc};

/// What an installation allows of imports.
#[derive(Debug, Clone)]
pub struct ImportPolicy {
    /// Where files are kept while they are received.
    pub spool: PathBuf,
    /// The most bytes of a file.
    pub max_bytes: u64,
    /// The most rows of a file.
    pub max_rows: u32,
    /// The most rows of a file that is taken whole or not at all.
    pub max_atomic_rows: u32,
    /// The most bytes a workbook unpacks to.
    pub max_unpacked: u64,
}

impl Default for ImportPolicy {
    fn default() -> Self {
        Self {
            spool: std::env::temp_dir(),
            max_bytes: 512 << 20,
            max_rows: 1_000_000,
            max_atomic_rows: 100_000,
            max_unpacked: 1 << 30,
        }
    }
}

/// How a file is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// One bad row refuses all.
    pub atomic: bool,
    /// Nothing is stored; the answer says what would be.
    pub dry_run: bool,
}

/// A file that was received.
pub struct Upload {
    /// The file.
    pub file: Box<dyn Source>,
    /// What it comes as.
    pub format: FileFormat,
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Upload").field("format", &self.format).finish_non_exhaustive()
    }
}

/// What is answered to an import.
#[derive(Debug, Clone, PartialEq)]
pub enum Answered {
    /// Every row has its answer.
    Done {
        /// The rows. Stored under its identifier, unless nothing was.
        import: Import,
        /// Headers of columns that were not read, as written.
        ignored: Vec<String>,
    },
    /// The file is kept and will be worked off.
    Accepted(ImportId),
}

/// Files of more rows than this are worked off behind the request.
const SMALL: u32 = 1_000;

/// Imports a file of the acting employer's vacancies.
///
/// # Errors
/// A file that cannot be read, is too large or has too many rows. Bad rows are no error: they are in the answer.
/// Anybody but an employer is forbidden.
pub async fn import_vacancies(
    app: &Arc<App>,
    actor: Actor,
    upload: Upload,
    options: ImportOptions,
) -> Result<Answered, Refusal> {
    let employer = app.store.employer(access::employer(actor)?).await?.ok_or(Refusal::NotFound)?;
    let limits = limits(app, options);
    let (upload, examined) = examine(upload, limits).await?;
    if examined.rows <= SMALL {
        return small::import(app, employer, upload, options, examined).await;
    }
    kept::accept(app, &employer, upload, options, examined).await.map(Answered::Accepted)
}

/// What a file may not exceed.
fn limits(app: &App, options: ImportOptions) -> FileLimits {
    let policy = &app.policy.imports;
    let rows = if options.atomic { policy.max_rows.min(policy.max_atomic_rows) } else { policy.max_rows };
    FileLimits { rows, unpacked: policy.max_unpacked }
}

/// What was found out about a file before anything of it was taken.
#[derive(Debug, Clone)]
struct Examined {
    rows: u32,
    ignored: Vec<String>,
}

/// Reads the file once and keeps nothing: what refuses it as a whole refuses it before the first row is taken.
async fn examine(mut upload: Upload, limits: FileLimits) -> Result<(Upload, Examined), Refusal> {
    let task = tokio::task::spawn_blocking(move || {
        let mut rows = 0;
        let mut count = |_| {
            rows += 1;
            Ok(())
        };
        let ending = vacancy_files::read(&mut *upload.file, upload.format, limits, &mut count)?;
        Ok((upload, Examined { rows, ignored: ending.ignored }))
    });
    let examined: Result<_, Refusal> = task.await.map_err(|error| broken_off(&error))?;
    examined.map_err(|refusal| explained(refusal, limits))
}

/// Too many rows are refused with how many are taken.
fn explained(refusal: Refusal, limits: FileLimits) -> Refusal {
    if refusal != Refusal::File(Code::TooManyRows) {
        return refusal;
    }
    let fault = FieldError::new("", Code::TooManyRows).with_message(
        format!("一个文件最多 {} 行，请分成几个文件", limits.rows),
        format!("a file has at most {} rows; send several files", limits.rows),
    );
    Refusal::Invalid(vec![fault])
}

fn broken_off(error: &tokio::task::JoinError) -> Refusal {
    Refusal::Internal(format!("import task: {error}"))
}

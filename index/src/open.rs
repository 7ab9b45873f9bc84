//! Opening an index directory: new, as it was left, outdated, or damaged.

use std::fs;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

use crate::graduates::GraduateIndex;
use crate::index::{IndexOptions, SearchIndex};
use crate::lock::{DirectoryLock, LockFailure};
use crate::vacancies::VacancyIndex;
use crate::vocabulary::Vocabulary;

/// What this package itself writes: raised whenever fields or their analysis change.
const FORMAT: u32 = 4;
const FORMAT_FILE: &str = "format";
const VACANCIES: &str = "vacancies";
const GRADUATES: &str = "graduates";

/// An index that was opened.
pub struct OpenIndex {
    /// The index.
    pub index: SearchIndex,
    /// The log position up to which it is complete; `None` is from the start.
    pub position: Option<String>,
    /// Where a damaged index was moved to.
    pub set_aside: Option<PathBuf>,
}

/// The index cannot be opened, and making a new one would be wrong.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another writer holds the directory.
    #[error("another writer holds the index directory {}", .0.display())]
    Locked(PathBuf),
    /// The directory cannot be read or written: a permission, a full disk.
    #[error("the index directory {} cannot be used: {reason}", dir.display())]
    Io {
        /// The directory.
        dir: PathBuf,
        /// What the operating system says.
        reason: String,
    },
    /// The options make no sense.
    #[error("the index cannot be opened: {0}")]
    Options(String),
}

pub(crate) fn open(
    dir: &Path,
    vocabulary: Arc<Vocabulary>,
    options: &IndexOptions,
) -> Result<OpenIndex, OpenError> {
    let io_error = |reason: io::Error| OpenError::Io { dir: dir.to_owned(), reason: reason.to_string() };
    fs::create_dir_all(dir).map_err(io_error)?;
    let lock = DirectoryLock::take(dir).map_err(|failure| match failure {
        LockFailure::Held => OpenError::Locked(dir.to_owned()),
        LockFailure::Io(reason) => io_error(reason),
    })?;
    let format = format!("{FORMAT} {} {}", options.schema_version, vocabulary.version());
    if fs::read_to_string(dir.join(FORMAT_FILE)).ok().as_deref() != Some(format.as_str()) {
        remove_parts(dir).map_err(io_error)?;
        fs::write(dir.join(FORMAT_FILE), &format).map_err(io_error)?;
    }
    let mut set_aside = None;
    let parts = match open_parts(dir, &vocabulary, options) {
        Err(error) if is_damage(&error) => {
            tracing::warn!(index.error = %error, "the index is damaged and is set aside");
            set_aside = Some(set_parts_aside(dir).map_err(io_error)?);
            open_parts(dir, &vocabulary, options)
        }
        parts => parts,
    };
    let (vacancies, graduates) = parts.map_err(|error| refusal(dir, &error))?;
    // Every whole commit writes the graduates last; a missing position on either side means a broken start.
    let position = vacancies.position().and(graduates.position());
    let shown = position.clone().into();
    let index = SearchIndex { vacancies, graduates, shown, failed: false.into(), _lock: lock };
    Ok(OpenIndex { index, position, set_aside })
}

/// Opens both parts. On some broken files the search library panics instead of saying so.
fn open_parts(
    dir: &Path,
    vocabulary: &Arc<Vocabulary>,
    options: &IndexOptions,
) -> Result<(VacancyIndex, GraduateIndex), TantivyError> {
    let opening = AssertUnwindSafe(|| try_open_parts(dir, vocabulary, options));
    panic::catch_unwind(opening)
        .unwrap_or_else(|_| Err(TantivyError::InternalError("opening the index panicked".to_owned())))
}

fn try_open_parts(
    dir: &Path,
    vocabulary: &Arc<Vocabulary>,
    options: &IndexOptions,
) -> Result<(VacancyIndex, GraduateIndex), TantivyError> {
    let part = |name: &str| -> Result<PathBuf, TantivyError> {
        let path = dir.join(name);
        fs::create_dir_all(&path)?;
        Ok(path)
    };
    let vacancies = VacancyIndex::open(&part(VACANCIES)?, Arc::clone(vocabulary), options)?;
    let graduates = GraduateIndex::open(&part(GRADUATES)?, Arc::clone(vocabulary), options)?;
    Ok((vacancies, graduates))
}

fn remove_parts(dir: &Path) -> io::Result<()> {
    for part in [VACANCIES, GRADUATES] {
        match fs::remove_dir_all(dir.join(part)) {
            Err(reason) if reason.kind() != io::ErrorKind::NotFound => return Err(reason),
            _ => {}
        }
    }
    Ok(())
}

/// Moves both parts away: a log position counts for the two of them together.
fn set_parts_aside(dir: &Path) -> io::Result<PathBuf> {
    let mut number = 1;
    let mut aside = dir.join("damaged-1");
    while aside.exists() {
        number += 1;
        aside = dir.join(format!("damaged-{number}"));
    }
    fs::create_dir(&aside)?;
    for part in [VACANCIES, GRADUATES] {
        if dir.join(part).exists() {
            fs::rename(dir.join(part), aside.join(part))?;
        }
    }
    Ok(aside)
}

/// Whether what is on disk is broken, rather than out of reach.
fn is_damage(error: &TantivyError) -> bool {
    match error {
        TantivyError::DataCorruption(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::SchemaError(_)
        | TantivyError::InternalError(_)
        | TantivyError::OpenReadError(
            OpenReadError::FileDoesNotExist(_) | OpenReadError::IncompatibleIndex(_),
        ) => true,
        TantivyError::IoError(reason) => is_broken_content(reason),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => is_broken_content(io_error),
        _ => false,
    }
}

/// Unreadable content, as opposed to permissions, locks and full disks.
fn is_broken_content(reason: &io::Error) -> bool {
    matches!(
        reason.kind(),
        io::ErrorKind::InvalidData
            | io::ErrorKind::UnexpectedEof
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::Other
    )
}

fn refusal(dir: &Path, error: &TantivyError) -> OpenError {
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => OpenError::Locked(dir.to_owned()),
        TantivyError::InvalidArgument(reason) => OpenError::Options(reason.clone()),
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => {
            OpenError::Io { dir: dir.to_owned(), reason: io_error.to_string() }
        }
        error => OpenError::Io { dir: dir.to_owned(), reason: error.to_string() },
    }
}

//! The demo's data directory: known by a marker, used by one demo at a time, emptied only if it is a demo's.

use super::DemoError;
use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// The file that says that a directory is a demo's. It is locked while the demo runs.
const MARKER: &str = ".jobbridge-demo";
/// Where the demo says what it made; there once the world is complete.
pub(super) const STATE: &str = "demo.json";

/// A directory that is this demo's own while it lives.
#[derive(Debug)]
pub(super) struct DemoDirectory {
    path: PathBuf,
    _lock: File,
}

impl DemoDirectory {
    /// Takes the directory: makes it if it is missing, and empties it if `reset` says so or if an earlier load was
    /// interrupted.
    ///
    /// # Errors
    /// A directory with other things in it, one that another demo is using, or one that cannot be written.
    pub(super) fn take(path: &Path, reset: bool) -> Result<Self, DemoError> {
        let fault = |source| DemoError::Directory { path: path.to_owned(), source };
        fs::create_dir_all(path).map_err(fault)?;
        // SQLite wants the place by a name that stays good.
        let path = fs::canonicalize(path).map_err(fault)?;
        if !is_ours(&path).map_err(fault)? {
            return Err(DemoError::Foreign(path));
        }
        let lock = match locked(&path.join(MARKER)) {
            Ok(Some(lock)) => lock,
            Ok(None) => return Err(DemoError::InUse(path)),
            Err(error) => return Err(fault(error)),
        };
        if reset || !path.join(STATE).exists() {
            empty(&path).map_err(fault)?;
        }
        Ok(Self { path, _lock: lock })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

/// Whether it is empty or has been a demo's before.
fn is_ours(path: &Path) -> io::Result<bool> {
    let marked = path.join(MARKER).exists() || path.join(STATE).exists();
    Ok(marked || fs::read_dir(path)?.next().is_none())
}

fn locked(marker: &Path) -> io::Result<Option<File>> {
    let file = File::options().create(true).truncate(false).write(true).open(marker)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Removes all but the marker; the state goes first, so that half a removal is no world.
fn empty(path: &Path) -> io::Result<()> {
    match fs::remove_file(path.join(STATE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_name() == MARKER {
            continue;
        }
        // A link is removed, never what it points to.
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_directory_is_left_alone_even_by_a_reset() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("thesis.txt"), "years of work").unwrap();
        for reset in [false, true] {
            assert!(matches!(DemoDirectory::take(home.path(), reset), Err(DemoError::Foreign(_))));
        }
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_complete_world_stays_an_interrupted_one_goes_and_a_reset_empties() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("demo");
        let left = || fs::read_dir(&path).unwrap().count();
        drop(DemoDirectory::take(&path, false).unwrap());
        fs::create_dir(path.join("index")).unwrap();
        drop(DemoDirectory::take(&path, false).unwrap());
        assert_eq!(left(), 1, "only the marker");
        fs::create_dir(path.join("index")).unwrap();
        fs::write(path.join(STATE), "{}").unwrap();
        drop(DemoDirectory::take(&path, false).unwrap());
        assert_eq!(left(), 3);
        drop(DemoDirectory::take(&path, true).unwrap());
        assert_eq!(left(), 1);
    }

    #[test]
    fn a_directory_in_use_is_not_emptied() {
        let home = tempfile::tempdir().unwrap();
        let first = DemoDirectory::take(home.path(), false).unwrap();
        fs::write(first.path().join(STATE), "{}").unwrap();
        assert!(matches!(DemoDirectory::take(home.path(), true), Err(DemoError::InUse(_))));
        assert!(first.path().join(STATE).exists());
    }
}

//! One writer per index directory: an operating-system lock that goes with its process.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// The lock, held until dropped.
#[derive(Debug)]
pub(crate) struct DirectoryLock {
    _file: File,
}

/// Why the lock is not ours.
#[derive(Debug)]
pub(crate) enum LockFailure {
    /// Another process, or another part of this one, writes here.
    Held,
    /// The lock file cannot be made or locked.
    Io(io::Error),
}

impl DirectoryLock {
    /// Takes the lock of a directory without waiting.
    pub(crate) fn take(dir: &Path) -> Result<DirectoryLock, LockFailure> {
        let path = dir.join("writer.lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let file = file.map_err(LockFailure::Io)?;
        match file.try_lock() {
            Ok(()) => Ok(DirectoryLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockFailure::Held),
            Err(TryLockError::Error(reason)) => Err(LockFailure::Io(reason)),
        }
    }
}

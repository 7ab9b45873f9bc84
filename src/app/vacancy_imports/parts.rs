//! The file of a large import as it lies in the store, read like a file.

use crate::{domain::ids::ImportId, store::Store};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use tokio::runtime::Handle;

/// Bytes in a part; the last one may be shorter.
pub(super) const PART: usize = 1 << 20;

/// Reads a file out of the store, on a thread that may wait.
pub(super) struct Parts {
    store: Store,
    runtime: Handle,
    id: ImportId,
    length: u64,
    at: u64,
    /// The part read last.
    part: Option<(u32, Vec<u8>)>,
}

impl Parts {
    /// The file of an import. Call it where waiting is allowed.
    pub(super) fn open(store: Store, runtime: Handle, id: ImportId) -> io::Result<Self> {
        let mut parts = Self { store, runtime, id, length: 0, at: 0, part: None };
        let last = parts.runtime.block_on(parts.store.last_import_part(id)).map_err(io::Error::other)?;
        let last = last.ok_or(ErrorKind::NotFound)?;
        parts.length = u64::from(last) * PART as u64 + parts.part(last)?.len() as u64;
        Ok(parts)
    }

    fn part(&mut self, number: u32) -> io::Result<&[u8]> {
        if self.part.as_ref().is_none_or(|(known, _)| *known != number) {
            let part = self.runtime.block_on(self.store.import_part(self.id, number));
            let part = part.map_err(io::Error::other)?.ok_or(ErrorKind::UnexpectedEof)?;
            self.part = Some((number, part));
        }
        Ok(self.part.as_ref().map(|(_, bytes)| bytes.as_slice()).unwrap_or_default())
    }
}

impl Read for Parts {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.length || out.is_empty() {
            return Ok(0);
        }
        let number = u32::try_from(self.at / PART as u64).map_err(io::Error::other)?;
        let offset = usize::try_from(self.at % PART as u64).map_err(io::Error::other)?;
        let bytes = self.part(number)?.get(offset..).ok_or(ErrorKind::UnexpectedEof)?;
        let length = bytes.len().min(out.len());
        out[..length].copy_from_slice(&bytes[..length]);
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Parts {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

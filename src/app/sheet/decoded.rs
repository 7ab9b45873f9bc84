//! Text as Chinese offices save it, read as UTF-8: UTF-8 with or without a mark, UTF-16 with one ("Unicode text"), or
//! GB18030, which is what Excel writes when it is not asked.

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_8};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

/// Bytes read at once.
const CHUNK: usize = 64 << 10;

/// What can be read and read again.
pub(in crate::app) trait Source: Read + Seek {}

impl<S: Read + Seek + ?Sized> Source for S {}

/// A text decoded while it is read. What is no text is an error of the kind `InvalidData`, and so is NUL, which no
/// text of ours holds.
pub(in crate::app) struct Decoded<'s> {
    source: &'s mut dyn Source,
    decoder: Decoder,
    raw: Vec<u8>,
    /// How far the raw bytes are used, and how many there are.
    used: usize,
    filled: usize,
    text: Vec<u8>,
    /// How far the text is read, and how long it is.
    at: usize,
    length: usize,
    /// Whether the source has ended, and whether all of it is decoded.
    ended: bool,
    finished: bool,
}

impl<'s> Decoded<'s> {
    /// Finds out how the text is encoded: by its mark, as UTF-8 if all of it is that, as GB18030 otherwise.
    pub(in crate::app) fn new(source: &'s mut dyn Source) -> io::Result<Self> {
        let encoding = encoding_of(source)?;
        source.seek(SeekFrom::Start(0))?;
        let decoder = encoding.new_decoder_with_bom_removal();
        let (raw, text) = (vec![0; CHUNK], vec![0; CHUNK]);
        Ok(Self {
            source,
            decoder,
            raw,
            used: 0,
            filled: 0,
            text,
            at: 0,
            length: 0,
            ended: false,
            finished: false,
        })
    }

    /// Decodes some more text; none is left once the source has ended.
    fn decode(&mut self) -> io::Result<()> {
        loop {
            if self.used == self.filled && !self.ended {
                self.filled = read_some(self.source, &mut self.raw)?;
                (self.used, self.ended) = (0, self.filled == 0);
            }
            let raw = &self.raw[self.used..self.filled];
            let (result, read, written, faulty) =
                self.decoder.decode_to_utf8(raw, &mut self.text, self.ended);
            self.used += read;
            if faulty || self.text[..written].contains(&0) {
                return Err(ErrorKind::InvalidData.into());
            }
            (self.at, self.length) = (0, written);
            self.finished = self.ended && result == CoderResult::InputEmpty;
            if written > 0 || self.finished {
                return Ok(());
            }
        }
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.length && !self.finished {
            self.decode()?;
        }
        let length = out.len().min(self.length - self.at);
        out[..length].copy_from_slice(&self.text[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

fn read_some(source: &mut dyn Source, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

fn encoding_of(source: &mut dyn Source) -> io::Result<&'static Encoding> {
    source.seek(SeekFrom::Start(0))?;
    let mut buffer = vec![0; CHUNK];
    // Bytes of a character that the last chunk cut.
    let (mut kept, mut first) = (0, true);
    loop {
        let read = read_some(source, &mut buffer[kept..])?;
        let bytes = &buffer[..kept + read];
        if std::mem::take(&mut first)
            && let Some((encoding, _)) = Encoding::for_bom(bytes)
        {
            return Ok(encoding);
        }
        let valid = match std::str::from_utf8(bytes) {
            Ok(_) => bytes.len(),
            Err(fault) if fault.error_len().is_some() => return Ok(GB18030),
            Err(fault) => fault.valid_up_to(),
        };
        if read == 0 {
            return Ok(if valid == bytes.len() { UTF_8 } else { GB18030 });
        }
        let end = bytes.len();
        buffer.copy_within(valid..end, 0);
        kept = end - valid;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn text(bytes: &[u8]) -> io::Result<String> {
        let mut out = String::new();
        Decoded::new(&mut Cursor::new(bytes))?.read_to_string(&mut out)?;
        Ok(out)
    }

    #[test]
    fn every_encoding_reads_the_same_across_the_edges_of_chunks() {
        let long: String = "岗位名称,招聘人数\r\nＣＮＣ操作工,12\r\n".repeat(9_000);
        for shift in 0..4 {
            let long = format!("{}{long}", "x".repeat(shift));
            let wide: Vec<u8> =
                "\u{feff}".encode_utf16().chain(long.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            let marked = [b"\xEF\xBB\xBF", long.as_bytes()].concat();
            for bytes in [long.as_bytes(), &marked, &wide, &GB18030.encode(&long).0] {
                assert!(text(bytes).unwrap() == long);
            }
        }
        assert_eq!(text(b"").unwrap(), "");
    }

    #[test]
    fn what_is_no_text_is_an_error() {
        for bytes in [&b"\xFF\xFF\xFF"[..], b"a\0b", b"\x81"] {
            assert_eq!(text(bytes).unwrap_err().kind(), ErrorKind::InvalidData);
        }
    }
}

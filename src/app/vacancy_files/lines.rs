//! NDJSON: the form of a posting, one a line.

use super::{
    Locate, PostedRow, Source, Take,
    json_items::{self, Manner},
};
use crate::{
    app::shape,
    domain::refusal::{Code, FieldError, Refusal},
};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, SeekFrom};

/// The longest line, in bytes.
const LONGEST: usize = 1 << 20;

/// Hands on the lines of a file; empty ones are left out.
pub(super) fn read(source: &mut dyn Source, take: &mut Take<'_>) -> Result<(), Refusal> {
    let unreadable = |_| Refusal::File(Code::UnreadableFile);
    source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut reader = BufReader::with_capacity(64 << 10, &mut *source);
    let beginning = reader.fill_buf().map_err(unreadable)?;
    let beginning = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning).trim_ascii_start();
    match beginning {
        [b'<', ..] => return Err(json_items::no_json()),
        // One list of all: the same forms, in another wrapping.
        [b'[', ..] => return json_items::read(source, Manner::Forms, take),
        _ => {}
    }
    let mut line = Vec::new();
    let mut number: u32 = 0;
    loop {
        line.clear();
        let read =
            reader.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', &mut line).map_err(unreadable)?;
        if read == 0 {
            return Ok(());
        }
        number = number.saturating_add(1);
        if line.len() > LONGEST {
            skip_line(&mut reader).map_err(unreadable)?;
            take(refused(number, FieldError::new("", Code::TooLong)))?;
            continue;
        }
        let mut text = line.as_slice();
        if number == 1 {
            text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
        }
        let text = text.trim_ascii();
        if !text.is_empty() {
            take(PostedRow { size: text.len(), ..form(number, text) })?;
        }
    }
}

fn skip_line(reader: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let bytes = reader.fill_buf()?;
        let (length, end) = match bytes.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (bytes.len(), bytes.is_empty()),
        };
        reader.consume(length);
        if end {
            return Ok(());
        }
    }
}

fn refused(row: u32, fault: FieldError) -> PostedRow {
    PostedRow { row, reference: None, draft: Err(vec![fault]), locate: Locate::Form, size: 0 }
}

/// The form that a line holds.
fn form(row: u32, text: &[u8]) -> PostedRow {
    match serde_json::from_slice::<Value>(text) {
        Ok(value) => of_value(row, value),
        Err(_) => refused(row, FieldError::new("", Code::InvalidJson)),
    }
}

/// The form that a value is.
pub(super) fn of_value(row: u32, value: Value) -> PostedRow {
    let reference = value.get("reference").and_then(Value::as_str).map(str::to_owned);
    let faults = shape::nul_faults(&value);
    let draft = if faults.is_empty() {
        shape::read(value).map(Box::new).map_err(|fault| vec![fault])
    } else {
        Err(faults)
    };
    PostedRow {
        row,
        reference: reference.filter(|text| !text.contains('\0')),
        draft,
        locate: Locate::Form,
        size: 0,
    }
}

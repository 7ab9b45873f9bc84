//! Reads comma or tab separated text, one record after the other.

use super::{
    decoded::{Decoded, Source},
    table::{Cell, Limits, Rows, Sink},
};
use crate::domain::refusal::{Code, FieldError, Refusal};
use csv::{ReaderBuilder, StringRecord};
use std::{
    cell::Cell as Shared,
    io::{self, Cursor, ErrorKind, Read},
    rc::Rc,
};

const UNREADABLE: Refusal = Refusal::File(Code::UnreadableFile);
/// The longest record, in bytes: a quote that is never closed would make one of the whole file.
const LONGEST_RECORD: u64 = 1 << 20;
/// How much of the beginning tells the delimiter.
const HEAD: u64 = 16 << 10;

/// Hands on the rows of a text.
pub(in crate::app) fn read(
    source: &mut dyn Source,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<(), Refusal> {
    let mut text = Decoded::new(source).map_err(|_| UNREADABLE)?;
    let mut head = Vec::new();
    text.by_ref().take(HEAD).read_to_end(&mut head).map_err(|_| UNREADABLE)?;
    let delimiter = delimiter(&String::from_utf8_lossy(&head));
    let pending = Rc::new(Shared::new(0));
    let metered = Metered { text: Cursor::new(head).chain(text), pending: Rc::clone(&pending) };
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(metered);
    let mut rows = Rows::new(limits, sink);
    let mut record = StringRecord::new();
    let mut number: u32 = 0;
    loop {
        let before = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => pending.set(0),
            Ok(false) => return rows.finish(),
            Err(_) if pending.get() > LONGEST_RECORD => return Err(too_long(number)),
            Err(_) => return Err(UNREADABLE),
        }
        // Empty lines are rows to a spreadsheet, and line breaks inside quotes are none.
        let inside = record.as_slice().bytes().filter(|byte| *byte == b'\n').count();
        let lines = reader.position().line().saturating_sub(before);
        let skipped = lines.saturating_sub(1 + inside as u64);
        number = number.saturating_add(1).saturating_add(u32::try_from(skipped).unwrap_or(u32::MAX));
        for (column, field) in record.iter().enumerate() {
            rows.add(number, column, Cell::text(without_marker(field)))?;
        }
    }
}

/// Counts what was read since the last record, and stops where that is too much for one.
struct Metered<R> {
    text: R,
    pending: Rc<Shared<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.pending.get() > LONGEST_RECORD {
            return Err(ErrorKind::InvalidData.into());
        }
        let read = self.text.read(out)?;
        self.pending.set(self.pending.get() + read as u64);
        Ok(read)
    }
}

fn too_long(after: u32) -> Refusal {
    let fault = FieldError::new("", Code::TooLong).with_message(
        format!("第{after}行之后的一行过长，可能少了一个引号"),
        format!("the row after row {after} is too long; a quotation mark may be missing"),
    );
    Refusal::Invalid(vec![fault])
}

/// The text inside `="…"` or behind an apostrophe, by which people keep a spreadsheet from making numbers of it.
fn without_marker(field: &str) -> &str {
    let field = field.trim();
    let formula = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.or_else(|| field.strip_prefix('\'')).unwrap_or(field)
}

/// A tab if the first line with anything on it has more of them than commas.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.matches('\t').count() > first.matches(',').count() { b'\t' } else { b',' }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    fn rows(bytes: &[u8]) -> Result<Vec<(u32, Vec<Cell>)>, Refusal> {
        let mut rows = Vec::new();
        let mut keep = |row: super::super::table::Row| {
            rows.push((row.number, row.cells));
            Ok(())
        };
        read(&mut Cursor::new(bytes), Limits::default(), &mut keep)?;
        Ok(rows)
    }

    fn cells(bytes: &[u8]) -> Vec<(u32, Vec<Cell>)> {
        rows(bytes).unwrap()
    }

    #[test]
    fn one_text_reads_the_same_in_every_encoding() {
        let text = "姓名,学号\r\n扎西卓玛,01\r\n";
        let expected = cells(text.as_bytes());
        assert_eq!(expected[1], (2, vec![Cell::text("扎西卓玛"), Cell::text("01")]));
        let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        let wide: Vec<u8> = "\u{feff}"
            .encode_utf16()
            .chain(text.replace(',', "\t").encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(cells(&marked), expected);
        assert_eq!(cells(&GB18030.encode(text).0), expected);
        assert_eq!(cells(&wide), expected);
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let text = "姓名,技能\n\n\n甲,\"识图\n焊接\"\n乙,\n,\n丙,钳工";
        let numbers: Vec<u32> = cells(text.as_bytes()).into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [1, 4, 5, 7]);
    }

    #[test]
    fn what_is_no_text_is_unreadable() {
        assert_eq!(rows(b"\xFF\xFF\xFF"), Err(UNREADABLE));
        assert_eq!(rows(b"a\0b"), Err(UNREADABLE));
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_ends_the_reading_early() {
        let mut text = b"a,b\n1,2\n3,\"".to_vec();
        text.resize(8 << 20, b'x');
        let Err(Refusal::Invalid(faults)) = rows(&text) else { panic!("not refused") };
        assert_eq!(faults[0].code, Code::TooLong);
        assert!(faults[0].message.zh.contains("第2行"));
    }
}

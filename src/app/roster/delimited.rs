//! Reads comma or tab separated text as Chinese offices save it: UTF-8 with or without a mark, UTF-16 with one
//! ("Unicode text"), or GB18030, which is what Excel writes when it is not asked.

use super::table::{Cell, Limits, Row, Rows};
use crate::domain::refusal::{Code, Refusal};
use csv::{ByteRecord, ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, GB18030};
use std::borrow::Cow;

const UNREADABLE: Refusal = Refusal::File(Code::UnreadableFile);

/// The rows of a text.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Vec<Row>, Refusal> {
    let text = decode(bytes)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Rows::new(limits);
    let mut record = ByteRecord::new();
    let mut number: u32 = 0;
    loop {
        let before = reader.position().line();
        if !reader.read_byte_record(&mut record).map_err(|_| UNREADABLE)? {
            return Ok(rows.into_vec());
        }
        let fields = StringRecord::from_byte_record(record.clone()).map_err(|_| UNREADABLE)?;
        // Empty lines are rows to a spreadsheet, and line breaks inside quotes are none.
        let inside: usize = fields.iter().map(|field| field.matches('\n').count()).sum();
        let lines = reader.position().line().saturating_sub(before);
        let skipped = lines.saturating_sub(1 + inside as u64);
        number = number.saturating_add(1).saturating_add(u32::try_from(skipped).unwrap_or(u32::MAX));
        for (column, field) in fields.iter().enumerate() {
            rows.add(number, column, Cell::text(without_marker(field)))?;
        }
    }
}

/// The text inside `="…"` or behind an apostrophe, by which people keep a spreadsheet from making numbers of it.
fn without_marker(field: &str) -> &str {
    let field = field.trim();
    let formula = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.or_else(|| field.strip_prefix('\'')).unwrap_or(field)
}

/// The text, by its mark, as UTF-8 if it is that, as GB18030 otherwise.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, mark),
        None if std::str::from_utf8(bytes).is_ok() => (encoding_rs::UTF_8, 0),
        None => (GB18030, 0),
    };
    let (text, faulty) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    if faulty || text.contains('\0') { Err(UNREADABLE) } else { Ok(text) }
}

/// A tab if the first line with anything on it has more of them than commas.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.matches('\t').count() > first.matches(',').count() { b'\t' } else { b',' }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(u32, Vec<Cell>)> {
        let rows = read(bytes, Limits::default()).unwrap();
        rows.into_iter().map(|row| (row.number, row.cells)).collect()
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
        assert_eq!(read(b"\xFF\xFF\xFF", Limits::default()), Err(UNREADABLE));
        assert_eq!(read(b"a\0b", Limits::default()), Err(UNREADABLE));
    }
}

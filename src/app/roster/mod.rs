//! Rosters of students: reads what schools keep in Excel, row by row, and writes the same form.
//!
//! A good row becomes a [`RosterRow`]; a bad one becomes the list of what is wrong with it, by column, without the
//! value of any cell. Only what makes the whole file meaningless refuses the file.

mod awards;
mod certificates;
mod columns;
mod courses;
mod format;
mod identity;
mod internships;
mod row;
mod skills;
mod stages;
mod template;

pub use format::RosterFormat;
pub use row::{Admission, RosterRow};
pub use skills::RosterSkill;
pub use stages::RosterStage;
pub use template::{RosterWriteError, write_roster};

pub use super::sheet::table::Limits;
use super::sheet::{cells, delimited, header, items, table, workbook};
use crate::domain::{
    identity_number::IdentityNumber,
    refusal::{Code, FieldError, Refusal},
};
use chrono::NaiveDate;
use columns::Column;
use header::Header;
use std::{collections::HashMap, io::Cursor};

/// A roster that was read.
#[derive(Debug)]
pub struct Roster {
    /// The headers that were understood, as written, in their order.
    pub columns: Vec<String>,
    /// The headers that were not, as written: their columns were not read.
    pub ignored: Vec<String>,
    /// Every row that is not empty, by its number as a spreadsheet shows it, and what became of it. A fault's pointer
    /// is the header as written, or the template's header where the file lacks the column.
    pub rows: Vec<(u32, Result<RosterRow, Vec<FieldError>>)>,
}

impl Roster {
    /// A column's header as written in the file, by the template's; the template's where the file lacks the column.
    pub fn written<'r>(&'r self, header: &'r str) -> &'r str {
        let column = header::recognise::<Column>(header);
        let same = |written: &&String| column.is_some() && header::recognise(written) == column;
        self.columns.iter().find(same).map_or(header, String::as_str)
    }
}

/// Reads a roster on the given day.
///
/// # Errors
///
/// [`Refusal::File`] for a file that cannot be read, is too large or has too many rows; [`Refusal::Invalid`] with the
/// headers for columns that are missing (`MISSING_COLUMN`) or stand twice (`INVALID_VALUE`).
pub fn read_roster(
    bytes: &[u8],
    format: RosterFormat,
    limits: Limits,
    day: NaiveDate,
) -> Result<Roster, Refusal> {
    let mut rows = Vec::new();
    let mut keep = |row| {
        rows.push(row);
        Ok(())
    };
    match format {
        RosterFormat::Xlsx => workbook::read(&mut Cursor::new(bytes), limits, &mut keep)?,
        RosterFormat::Csv => delimited::read(&mut Cursor::new(bytes), limits, &mut keep)?,
    }
    let header = Header::<Column>::find(&rows)?;
    let students = rows.iter().filter(|row| row.number > header.row);
    if students.clone().count() > limits.max_rows {
        return Err(Refusal::File(Code::TooManyRows));
    }
    let mut seen = HashMap::new();
    let read = students.map(|row| {
        let (number, result) = row::read(&header, row, day);
        (row.number, once(&mut seen, &header, row.number, number, result))
    });
    let rows = read.collect();
    Ok(Roster { columns: header.columns, ignored: header.ignored, rows })
}

/// Refuses a person whom an earlier row of the file has named.
fn once(
    seen: &mut HashMap<IdentityNumber, u32>,
    header: &Header<Column>,
    row: u32,
    number: Option<IdentityNumber>,
    result: Result<RosterRow, Vec<FieldError>>,
) -> Result<RosterRow, Vec<FieldError>> {
    let Some(number) = number else { return result };
    let first = *seen.entry(number).or_insert(row);
    if first == row {
        return result;
    }
    let mut faults = result.err().unwrap_or_default();
    let pointer = header.pointer(Column::IdentityNumber);
    let (zh, en) = (format!("与第{first}行是同一人"), format!("The same person as in row {first}"));
    faults.push(FieldError::new(pointer, Code::DuplicateRow).with_message(zh, en));
    Err(faults)
}

#[cfg(test)]
mod tests;

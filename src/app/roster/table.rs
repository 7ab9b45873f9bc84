//! A spreadsheet as rows of cells, whatever the file it came in, and the bounds every file is held to.

use crate::domain::refusal::{Code, Refusal};
use chrono::NaiveDate;

/// What a roster comes as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RosterFormat {
    /// An .xlsx workbook.
    Xlsx,
    /// Comma or tab separated text, in UTF-8, UTF-16 with a mark, or GB18030.
    Csv,
}

impl RosterFormat {
    /// The format a content type names, parameters aside.
    pub fn from_content_type(content_type: &str) -> Option<Self> {
        match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Some(Self::Xlsx),
            "text/csv" | "application/csv" | "text/tab-separated-values" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// What a file may not exceed.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Rows with anything in them, the header aside.
    pub max_rows: usize,
    /// Columns, counted from the first.
    pub max_columns: usize,
    /// Bytes a workbook unpacks to.
    pub max_unpacked: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_rows: 20_000, max_columns: 200, max_unpacked: 64 << 20 }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as typed.
    Text(String),
    /// A number; a spreadsheet keeps fifteen digits of it.
    Number(f64),
    /// A number that is shown as a date.
    Date(NaiveDate),
    /// A fault such as `#N/A`, or a kind of cell that carries nothing for us.
    Fault,
}

impl Cell {
    /// A cell of text; blank text is an empty cell.
    pub(super) fn text(text: &str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

/// A row with its number as a spreadsheet shows it, counted from 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Its number.
    pub(super) number: u32,
    /// Its cells from the first column on.
    pub(super) cells: Vec<Cell>,
}

/// Collects rows within the limits. Rows with nothing in them are left out.
pub(super) struct Rows {
    limits: Limits,
    rows: Vec<Row>,
}

/// Rows above the first student: the header, and titles that schools put over it.
pub(super) const ROWS_ABOVE: usize = 10;

impl Rows {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, rows: Vec::new() }
    }

    /// Adds a cell; cells come row by row.
    pub(super) fn add(&mut self, number: u32, column: usize, cell: Cell) -> Result<(), Refusal> {
        if cell == Cell::Empty {
            return Ok(());
        }
        if column >= self.limits.max_columns {
            return Err(Refusal::File(Code::UnreadableFile));
        }
        if self.rows.last().is_none_or(|row| row.number != number) {
            if self.rows.last().is_some_and(|row| row.number > number) {
                return Err(Refusal::File(Code::UnreadableFile));
            }
            if self.rows.len() >= self.limits.max_rows + ROWS_ABOVE {
                return Err(Refusal::File(Code::TooManyRows));
            }
            self.rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(row) = self.rows.last_mut() {
            if row.cells.len() <= column {
                row.cells.resize(column + 1, Cell::Empty);
            }
            row.cells[column] = cell;
        }
        Ok(())
    }

    pub(super) fn into_vec(self) -> Vec<Row> {
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_numbers_and_their_bounds() {
        let limits = Limits { max_rows: 1, max_columns: 2, max_unpacked: 0 };
        let mut rows = Rows::new(limits);
        rows.add(1, 1, Cell::text(" 姓名 ")).unwrap();
        rows.add(7, 0, Cell::text(" ")).unwrap();
        rows.add(9, 0, Cell::Number(1.0)).unwrap();
        assert_eq!(rows.add(9, 2, Cell::Number(1.0)), Err(Refusal::File(Code::UnreadableFile)));
        assert_eq!(rows.add(8, 0, Cell::Number(1.0)), Err(Refusal::File(Code::UnreadableFile)));
        let kept = rows.into_vec();
        assert_eq!(kept.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 9]);
        assert_eq!(kept[0].cells, [Cell::Empty, Cell::Text("姓名".to_owned())]);
    }

    #[test]
    fn content_types_name_formats() {
        assert_eq!(RosterFormat::from_content_type("text/csv; charset=gb18030"), Some(RosterFormat::Csv));
        assert_eq!(RosterFormat::from_content_type("application/json"), None);
    }
}

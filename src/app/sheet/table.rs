//! A spreadsheet as rows of cells, whatever the file it came in, and the bounds every file is held to.

use crate::domain::refusal::{Code, Refusal};
use chrono::NaiveDate;

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
    /// Those of a roster of one school.
    fn default() -> Self {
        Self { max_rows: 20_000, max_columns: 200, max_unpacked: 64 << 20 }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::app) enum Cell {
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
    pub(in crate::app) fn text(text: &str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

/// A row with its number as a spreadsheet shows it, counted from 1.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct Row {
    /// Its number.
    pub(in crate::app) number: u32,
    /// Its cells from the first column on.
    pub(in crate::app) cells: Vec<Cell>,
}

impl Row {
    /// About how many bytes it has.
    pub(in crate::app) fn size(&self) -> usize {
        let text = |cell: &Cell| if let Cell::Text(text) = cell { text.len() } else { 0 };
        self.cells.iter().map(text).sum()
    }
}

/// Where rows go as they are read; what it refuses ends the reading.
pub(in crate::app) type Sink<'s> = dyn FnMut(Row) -> Result<(), Refusal> + 's;

/// Rows above the first that counts: the header, and titles that people put over it.
pub(in crate::app) const ROWS_ABOVE: usize = 10;

/// Puts cells together to rows within the limits, and hands each on when it is whole. Rows with nothing in them are
/// left out.
pub(in crate::app) struct Rows<'s> {
    limits: Limits,
    sink: &'s mut Sink<'s>,
    open: Option<Row>,
    count: usize,
}

impl<'s> Rows<'s> {
    pub(in crate::app) fn new(limits: Limits, sink: &'s mut Sink<'s>) -> Self {
        Self { limits, sink, open: None, count: 0 }
    }

    /// Adds a cell; cells come row by row.
    pub(in crate::app) fn add(&mut self, number: u32, column: usize, cell: Cell) -> Result<(), Refusal> {
        if cell == Cell::Empty {
            return Ok(());
        }
        if column >= self.limits.max_columns {
            return Err(Refusal::File(Code::UnreadableFile));
        }
        let row = match &mut self.open {
            Some(row) if row.number == number => row,
            Some(row) if row.number > number => return Err(Refusal::File(Code::UnreadableFile)),
            _ => {
                self.finish()?;
                if self.count >= self.limits.max_rows.saturating_add(ROWS_ABOVE) {
                    return Err(Refusal::File(Code::TooManyRows));
                }
                self.count += 1;
                self.open.insert(Row { number, cells: Vec::new() })
            }
        };
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Cell::Empty);
        }
        row.cells[column] = cell;
        Ok(())
    }

    /// Hands the last row on.
    pub(in crate::app) fn finish(&mut self) -> Result<(), Refusal> {
        match self.open.take() {
            Some(row) => (self.sink)(row),
            None => Ok(()),
        }
    }

    /// Whether there was any row.
    pub(in crate::app) fn is_empty(&self) -> bool {
        self.count == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_numbers_and_their_bounds() {
        let limits = Limits { max_rows: 1, max_columns: 2, max_unpacked: 0 };
        let mut kept = Vec::new();
        let mut keep = |row: Row| {
            kept.push(row);
            Ok(())
        };
        let mut rows = Rows::new(limits, &mut keep);
        rows.add(1, 1, Cell::text(" 姓名 ")).unwrap();
        rows.add(7, 0, Cell::text(" ")).unwrap();
        rows.add(9, 0, Cell::Number(1.0)).unwrap();
        assert_eq!(rows.add(9, 2, Cell::Number(1.0)), Err(Refusal::File(Code::UnreadableFile)));
        assert_eq!(rows.add(8, 0, Cell::Number(1.0)), Err(Refusal::File(Code::UnreadableFile)));
        rows.finish().unwrap();
        assert_eq!(kept.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 9]);
        assert_eq!(kept[0].cells, [Cell::Empty, Cell::Text("姓名".to_owned())]);
    }
}

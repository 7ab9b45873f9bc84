//! Reads the first sheet with anything on it from an .xlsx workbook, cell by cell, so that a sheet of two far apart
//! cells costs two cells.

use super::{
    table::{Cell, Limits, Row, Rows},
    unpacked,
};
use crate::domain::{
    dates,
    refusal::{Code, Refusal},
};
use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx};
use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// The rows of a workbook.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Vec<Row>, Refusal> {
    unpacked::check(bytes, limits.max_unpacked)?;
    // The file is a stranger's and the parser is large: should it trip, the file is refused, not the service stopped.
    catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, limits))).unwrap_or(Err(UNREADABLE))
}

const UNREADABLE: Refusal = Refusal::File(Code::UnreadableFile);

fn read_sheets(bytes: &[u8], limits: Limits) -> Result<Vec<Row>, Refusal> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| UNREADABLE)?;
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in sheets {
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| UNREADABLE)?;
        let mut rows = Rows::new(limits);
        while let Some(cell) = cells.next_cell().map_err(|_| UNREADABLE)? {
            let (row, column) = cell.get_position();
            rows.add(row.saturating_add(1), column as usize, read_cell(cell.get_value()))?;
        }
        let rows = rows.into_vec();
        if !rows.is_empty() {
            return Ok(rows);
        }
    }
    Ok(Vec::new())
}

fn read_cell(value: &DataRef<'_>) -> Cell {
    match Data::from(value.clone()) {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(number as f64),
        Data::Float(number) => Cell::Number(number),
        Data::String(text) => Cell::text(&text),
        Data::Bool(true) => Cell::text("是"),
        Data::Bool(false) => Cell::text("否"),
        Data::DateTime(at) => at.as_datetime().map_or(Cell::Fault, |at| Cell::Date(at.date())),
        Data::DateTimeIso(text) => dates::read(&text).map_or(Cell::Fault, Cell::Date),
        Data::DurationIso(_) | Data::Error(_) => Cell::Fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use rust_xlsxwriter::{Format, Workbook};

    fn written(fill: impl Fn(&mut Workbook)) -> Vec<u8> {
        let mut workbook = Workbook::new();
        fill(&mut workbook);
        workbook.save_to_buffer().unwrap()
    }

    #[test]
    fn text_numbers_and_dates_of_the_first_filled_sheet_are_read_with_their_row_numbers() {
        let bytes = written(|workbook| {
            workbook.add_worksheet();
            let sheet = workbook.add_worksheet();
            let date = NaiveDate::from_ymd_opt(2026, 7, 6).unwrap();
            let format = Format::new().set_num_format("yyyy-mm-dd");
            sheet.write_string(0, 0, "姓名").unwrap();
            sheet.write_number(4, 1, 5.224272008110901e17).unwrap();
            sheet.write_datetime_with_format(4, 2, date, &format).unwrap();
            sheet.write_boolean(4, 3, true).unwrap();
        });
        let rows = read(&bytes, Limits::default()).unwrap();
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 5]);
        assert_eq!(rows[1].cells[1], Cell::Number(5.224272008110901e17));
        assert_eq!(rows[1].cells[2], Cell::Date(NaiveDate::from_ymd_opt(2026, 7, 6).unwrap()));
        assert_eq!(rows[1].cells[3], Cell::text("是"));
    }

    #[test]
    fn two_far_apart_cells_cost_two_cells_and_a_far_column_is_refused() {
        let far_row = written(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write_string(0, 0, "姓名").unwrap();
            sheet.write_string(1_048_575, 0, "末行").unwrap();
        });
        assert_eq!(read(&far_row, Limits::default()).unwrap().len(), 2);
        let far_column = written(|workbook| {
            workbook.add_worksheet().write_string(0, 16_383, "远").unwrap();
        });
        assert_eq!(read(&far_column, Limits::default()), Err(UNREADABLE));
    }

    #[test]
    fn rows_over_the_limit_are_refused() {
        let bytes = written(|workbook| {
            let sheet = workbook.add_worksheet();
            for row in 0..30 {
                sheet.write_number(row, 0, f64::from(row)).unwrap();
            }
        });
        let limits = Limits { max_rows: 5, ..Limits::default() };
        assert_eq!(read(&bytes, limits), Err(Refusal::File(Code::TooManyRows)));
    }
}

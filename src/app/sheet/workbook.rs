//! Reads the first sheet with anything on it from an .xlsx workbook, cell by cell, so that a sheet of two far apart
//! cells costs two cells.

use super::{
    decoded::Source,
    table::{Cell, Limits, Rows, Sink},
    unpacked,
};
use crate::domain::{
    dates,
    refusal::{Code, Refusal},
};
use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx};
use chrono::{Datelike, NaiveDate};
use std::{
    io::{BufReader, SeekFrom},
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Hands on the rows of a workbook.
pub(in crate::app) fn read(
    source: &mut dyn Source,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<(), Refusal> {
    source.seek(SeekFrom::Start(0)).map_err(|_| UNREADABLE)?;
    unpacked::check(source, limits.max_unpacked)?;
    // The file is a stranger's and the parser is large: should it trip, the file is refused, not the service stopped.
    catch_unwind(AssertUnwindSafe(|| read_sheets(source, limits, sink))).unwrap_or(Err(UNREADABLE))
}

const UNREADABLE: Refusal = Refusal::File(Code::UnreadableFile);

fn read_sheets(source: &mut dyn Source, limits: Limits, sink: &mut Sink<'_>) -> Result<(), Refusal> {
    source.seek(SeekFrom::Start(0)).map_err(|_| UNREADABLE)?;
    let mut workbook = Xlsx::new(BufReader::new(source)).map_err(|_| UNREADABLE)?;
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in sheets {
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| UNREADABLE)?;
        let mut rows = Rows::new(limits, sink);
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|_| UNREADABLE)? {
            let (row, column) = cell.pos;
            let value = match read_cell(&cell.value) {
                // A formula that nobody computed: what it would say is not in the file.
                Cell::Empty if cell.formula.is_some() => Cell::Fault,
                value => value,
            };
            rows.add(row.saturating_add(1), column as usize, value)?;
        }
        rows.finish()?;
        if !rows.is_empty() {
            return Ok(());
        }
    }
    Ok(())
}

fn read_cell(value: &DataRef<'_>) -> Cell {
    match Data::from(value.clone()) {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(number as f64),
        Data::Float(number) => Cell::Number(number),
        Data::String(text) => Cell::text(&text),
        Data::Bool(true) => Cell::text("是"),
        Data::Bool(false) => Cell::text("否"),
        Data::DateTime(at) => day(at.as_datetime().map(|at| at.date())),
        Data::DateTimeIso(text) => dates::read(&text).map_or(Cell::Fault, Cell::Date),
        Data::DurationIso(_) | Data::Error(_) => Cell::Fault,
    }
}

/// The day of a date cell. A spreadsheet shows nought and its neighbours as a date too: 1900-01-00.
fn day(day: Option<NaiveDate>) -> Cell {
    day.filter(|day| (1901..=2200).contains(&day.year())).map_or(Cell::Fault, Cell::Date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sheet::table::Row;
    use rust_xlsxwriter::{Format, Formula, Workbook};
    use std::io::{Cursor, Read as _, Write as _};

    fn written(fill: impl Fn(&mut Workbook)) -> Vec<u8> {
        let mut workbook = Workbook::new();
        fill(&mut workbook);
        workbook.save_to_buffer().unwrap()
    }

    fn read(bytes: &[u8], limits: Limits) -> Result<Vec<Row>, Refusal> {
        let mut rows = Vec::new();
        let mut keep = |row| {
            rows.push(row);
            Ok(())
        };
        super::read(&mut Cursor::new(bytes), limits, &mut keep)?;
        Ok(rows)
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

    /// The workbook with a piece of its first sheet left out.
    fn without_value(bytes: &[u8], piece: &str) -> Vec<u8> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for place in 0..archive.len() {
            let mut part = archive.by_index(place).unwrap();
            let (name, mut text) = (part.name().unwrap().to_string(), String::new());
            part.read_to_string(&mut text).unwrap();
            assert!(!name.ends_with("sheet1.xml") || text.contains(piece));
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.replace(piece, "").as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_formula_gives_what_was_computed_and_a_fault_where_nothing_was() {
        let bytes = written(|workbook| {
            let sheet = workbook.add_worksheet();
            sheet.write_formula(0, 0, Formula::new("=1+1").set_result("2")).unwrap();
            sheet.write_formula(0, 1, Formula::new("=A9").set_result("777")).unwrap();
        });
        // As programs write it that compute nothing themselves.
        let bytes = without_value(&bytes, "<v>777</v>");
        let rows = read(&bytes, Limits::default()).unwrap();
        assert_eq!(rows[0].cells, [Cell::Number(2.0), Cell::Fault]);
    }

    #[test]
    fn the_days_of_1900_are_faults() {
        let bytes = written(|workbook| {
            let format = Format::new().set_num_format("yyyy-mm-dd");
            let sheet = workbook.add_worksheet();
            for (column, serial) in [0.0, 1.0, 60.0, 46_209.0].into_iter().enumerate() {
                sheet.write_number_with_format(0, column as u16, serial, &format).unwrap();
            }
        });
        let rows = read(&bytes, Limits::default()).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 7, 6).unwrap();
        assert_eq!(rows[0].cells, [Cell::Fault, Cell::Fault, Cell::Fault, Cell::Date(day)]);
    }
}

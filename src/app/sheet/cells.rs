//! Reads the cells of one row as what their columns hold, and collects what is wrong with them. No message ever
//! repeats a cell: a report is mailed and kept, and the cells are personal data.

use super::{
    columns::Columns,
    header::Header,
    items::{self, ItemFault},
    table::{Cell, Row},
};
use crate::domain::{
    dates,
    refusal::{Code, Faults, FieldError},
};
use chrono::NaiveDate;

/// From here on a spreadsheet has dropped digits of a number.
const ROUNDED_FROM: f64 = 1e15;

/// A row that is being read.
pub(in crate::app) struct Cells<'r, C> {
    header: &'r Header<C>,
    row: &'r Row,
    faults: Faults,
}

impl<'r, C: Columns> Cells<'r, C> {
    pub(in crate::app) fn new(header: &'r Header<C>, row: &'r Row) -> Self {
        Self { header, row, faults: Faults::new() }
    }

    /// The cell itself.
    pub(in crate::app) fn cell(&self, column: C) -> &'r Cell {
        self.header.cell(self.row, column)
    }

    /// Notes a fault in the code's own words.
    pub(in crate::app) fn fault(&mut self, column: C, code: Code) {
        self.faults.add(self.header.pointer(column), code);
    }

    /// Notes a fault in particular words.
    pub(in crate::app) fn explain(&mut self, column: C, code: Code, zh: &str, en: &str) {
        self.faults.push(FieldError::new(self.header.pointer(column), code).with_message(zh, en));
    }

    /// What is wrong with the row.
    pub(in crate::app) fn into_faults(self) -> Vec<FieldError> {
        self.faults.into_vec()
    }

    /// The text of a cell on one line, at most so many characters.
    pub(in crate::app) fn text(&mut self, column: C, longest: usize) -> Option<String> {
        let text = self.raw(column)?;
        if text.chars().any(char::is_control) {
            self.fault(column, Code::ControlCharacter);
        } else if text.chars().count() > longest {
            self.fault(column, Code::TooLong);
        } else {
            return Some(text);
        }
        None
    }

    /// The text of a cell with its line breaks; how long it may be is for others to say.
    pub(in crate::app) fn lines(&mut self, column: C) -> Option<String> {
        let text = self.raw(column)?;
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.fault(column, Code::ControlCharacter);
            return None;
        }
        Some(text)
    }

    /// A day, from a date cell, a serial or a text.
    pub(in crate::app) fn date(&mut self, column: C) -> Option<NaiveDate> {
        let read = match self.cell(column) {
            Cell::Empty => return None,
            Cell::Date(day) => Ok(*day),
            Cell::Number(number) if number.fract() == 0.0 && number.abs() < ROUNDED_FROM => {
                dates::read(&format!("{number:.0}"))
            }
            // 2026.1 may be January, or October with its nought lost: a number keeps none.
            Cell::Number(_) | Cell::Fault => Err(dates::NotADate),
            Cell::Text(text) => dates::read(text),
        };
        read.map_err(|_| self.fault(column, Code::InvalidDate)).ok()
    }

    /// 是 or 否.
    pub(in crate::app) fn yes_or_no(&mut self, column: C) -> Option<bool> {
        let text = self.text(column, 20)?;
        match text.to_ascii_lowercase().as_str() {
            "是" | "1" | "有" | "yes" | "y" | "true" | "√" => Some(true),
            "否" | "0" | "无" | "不是" | "no" | "n" | "false" | "×" => Some(false),
            _ => {
                self.explain(column, Code::InvalidValue, "请填“是”或“否”", "Enter 是 (yes) or 否 (no)");
                None
            }
        }
    }

    /// What a reader makes of a text on one line.
    pub(in crate::app) fn parsed<T, E>(
        &mut self,
        column: C,
        read: impl Fn(&str) -> Result<T, E>,
        code: impl Fn(E) -> Code,
    ) -> Option<T> {
        let text = self.text(column, 200)?;
        read(&text).map_err(|fault| self.fault(column, code(fault))).ok()
    }

    /// A list of names, set apart by semicolons, commas, 、 or line breaks.
    pub(in crate::app) fn names(&mut self, column: C) -> Vec<String> {
        self.items(column, |text| {
            let names = items::split(text, &[';', ',', '、'])?;
            for (place, name) in names.iter().enumerate() {
                items::check_name(place, name)?;
            }
            Ok(names.into_iter().map(str::to_owned).collect())
        })
    }

    /// What a grammar makes of a cell with several items.
    pub(in crate::app) fn items<T>(
        &mut self,
        column: C,
        read: impl Fn(&str) -> Result<Vec<T>, ItemFault>,
    ) -> Vec<T> {
        let Some(text) = self.raw(column) else { return Vec::new() };
        if text.chars().count() > 8_000 {
            self.fault(column, Code::TooLong);
        } else if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.fault(column, Code::ControlCharacter);
        } else {
            match read(&text) {
                Ok(items) => return items,
                Err(fault) => self.faults.push(fault.at(self.header.pointer(column))),
            }
        }
        Vec::new()
    }

    /// The cell as text; a number in full, if a spreadsheet can still hold it in full.
    fn raw(&mut self, column: C) -> Option<String> {
        match self.cell(column) {
            Cell::Empty => None,
            Cell::Text(text) => Some(text.clone()),
            Cell::Date(day) => Some(day.to_string()),
            Cell::Number(number) if number.abs() < ROUNDED_FROM => Some(number.to_string()),
            Cell::Number(_) => {
                let (zh, en) = (
                    "数字过长，已被表格软件四舍五入，请以文本重新填写",
                    "The spreadsheet rounded the number; enter it as text",
                );
                self.explain(column, Code::InvalidValue, zh, en);
                None
            }
            Cell::Fault => {
                self.explain(column, Code::InvalidValue, "单元格有错误，无法读取", "The cell holds an error");
                None
            }
        }
    }
}

/// Whether the cell is a number that has lost digits.
pub(in crate::app) fn is_rounded(cell: &Cell) -> bool {
    matches!(cell, Cell::Number(number) if number.abs() >= ROUNDED_FROM)
}

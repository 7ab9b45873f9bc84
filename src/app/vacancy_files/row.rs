//! One row of a table as the form of a posting.

use super::{
    PostedRow,
    columns::Column,
    conditions::{conditions, contract, phrase, probation, requirements},
    locate::{Headers, Locate},
    phrases,
};
use crate::{
    app::sheet::{cells::Cells, columns::Columns, table::Cell},
    domain::{
        ids::ProgrammeId,
        money::Fen,
        pay::PayUnit,
        refusal::Code,
        vacancy::{PayDraft, ReservedSeats, VacancyDraft, WorkplaceDraft},
    },
};
use chrono::NaiveDate;
use std::sync::Arc;

/// Words of a row that belong to its description.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<(Column, String)>);

impl Notes {
    /// Keeps a cell's words.
    pub(super) fn add(&mut self, column: Column, text: &str) {
        self.0.push((column, text.to_owned()));
    }
}

/// Reads a row.
pub(super) fn read(mut cells: Cells<'_, Column>, row: u32, headers: &Arc<Headers>) -> PostedRow {
    let mut notes = Notes::default();
    let reference = cells.text(Column::Reference, 200);
    let title = required(&mut cells, Column::Title, |cells| cells.text(Column::Title, 500));
    let headcount = required(&mut cells, Column::Headcount, headcount);
    let valid_until = required(&mut cells, Column::ValidUntil, |cells| cells.date(Column::ValidUntil));
    let pay = pay(&mut cells);
    let workplace =
        WorkplaceDraft { text: cells.text(Column::Workplace, 500), region: cells.text(Column::Region, 20) };
    let (conditions, requirements) =
        (conditions(&mut cells, &mut notes), requirements(&mut cells, &mut notes));
    let (probation, contract) = (probation(&mut cells, &mut notes), contract(&mut cells, &mut notes));
    let kind = phrase(&mut cells, Column::Kind, &mut notes, phrases::kind).unwrap_or_default();
    let occupation = cells.text(Column::Occupation, 40);
    let reserved = reserved(&mut cells);
    let source = cells.text(Column::Source, 200);
    let (description, parts) = description(&mut cells, notes);
    let faults = cells.into_faults();
    let draft = match (title, headcount, valid_until) {
        (Some(title), Some(headcount), Some(valid_until)) if faults.is_empty() => {
            Ok(Box::new(VacancyDraft {
                reference: reference.clone(),
                title,
                occupation,
                kind,
                headcount,
                workplace,
                description,
                pay,
                probation,
                contract,
                requirements,
                conditions,
                reserved: reserved.into_iter().collect(),
                valid_until,
                source,
            }))
        }
        _ => Err(faults),
    };
    PostedRow { row, reference, draft, locate: Locate::columns(headers, parts), size: 0 }
}

/// A cell that must be there; where it is, what is wrong with it was said.
fn required<T>(
    cells: &mut Cells<'_, Column>,
    column: Column,
    read: impl Fn(&mut Cells<'_, Column>) -> Option<T>,
) -> Option<T> {
    if *cells.cell(column) == Cell::Empty {
        cells.fault(column, Code::Required);
    }
    read(cells)
}

fn headcount(cells: &mut Cells<'_, Column>) -> Option<u32> {
    let text = cells.text(Column::Headcount, 40)?;
    let count = phrases::people(&text);
    if count.is_none() {
        cells.explain(
            Column::Headcount,
            Code::InvalidValue,
            "请填整数，如 12",
            "enter a whole number such as 12",
        );
    }
    count
}

/// Pay in words, or its ends in numbers. A bare number in the column of words is so many yuan.
fn pay(cells: &mut Cells<'_, Column>) -> PayDraft {
    let (min, max) = (amount(cells, Column::PayMin), amount(cells, Column::PayMax));
    let unit = cells.text(Column::PayUnit, 20).and_then(|text| {
        let unit = pay_unit(&text);
        if unit.is_none() {
            cells.explain(
                Column::PayUnit,
                Code::InvalidValue,
                "请填 月、日、小时或年",
                "enter month, day, hour or year",
            );
        }
        unit
    });
    let base = amount(cells, Column::BasePay);
    let months = cells.text(Column::PayMonths, 20).and_then(|text| {
        let months =
            phrases::months(text.trim_end_matches('薪')).and_then(|months| u8::try_from(months).ok());
        if months.is_none() {
            cells.fault(Column::PayMonths, Code::InvalidValue);
        }
        months
    });
    let bare = match cells.cell(Column::Pay) {
        Cell::Number(_) if min.is_none() && max.is_none() => amount(cells, Column::Pay),
        _ => None,
    };
    if let Some(amount) = bare {
        return PayDraft { min: Some(amount), max: Some(amount), unit, months, base, ..PayDraft::default() };
    }
    // With both ends in columns of their own the words say the same once more.
    let text = if min.is_some() || max.is_some() { None } else { cells.text(Column::Pay, 200) };
    PayDraft { text, min, max, unit, months, base }
}

fn amount(cells: &mut Cells<'_, Column>, column: Column) -> Option<Fen> {
    let amount = match cells.cell(column) {
        Cell::Empty => return None,
        Cell::Number(number) => Fen::from_yuan(*number),
        _ => {
            let text = cells.text(column, 40)?;
            let bare = phrases::folded(&text).replace([',', '¥'], "");
            bare.trim_end_matches("元/月").trim_end_matches('元').parse().ok().and_then(Fen::from_yuan)
        }
    };
    if amount.is_none() {
        cells.explain(column, Code::InvalidValue, "请填金额（元）", "enter an amount in yuan");
    }
    amount
}

fn pay_unit(text: &str) -> Option<PayUnit> {
    let folded = phrases::folded(text);
    let bare = folded.trim_start_matches('元').trim_start_matches('/').trim_start_matches('按');
    Some(match bare.trim_end_matches('薪') {
        "月" | "每月" | "month" | "monthly" => PayUnit::Month,
        "天" | "日" | "每天" | "day" | "daily" => PayUnit::Day,
        "小时" | "时" | "每小时" | "hour" | "hourly" => PayUnit::Hour,
        "年" | "每年" | "year" | "yearly" => PayUnit::Year,
        _ => return None,
    })
}

/// Seats kept for an order class: all three cells, or none.
fn reserved(cells: &mut Cells<'_, Column>) -> Option<ReservedSeats> {
    let programme =
        cells.parsed(Column::ReservedProgramme, str::parse::<ProgrammeId>, |_| Code::UnknownProgramme);
    let seats =
        cells.parsed(Column::ReservedSeats, |text| phrases::people(text).ok_or(()), |()| Code::InvalidValue);
    let until = cells.date(Column::ReservedUntil);
    let columns = [Column::ReservedProgramme, Column::ReservedSeats, Column::ReservedUntil];
    let given = columns.map(|column| *cells.cell(column) != Cell::Empty);
    if given.contains(&true) {
        for (column, _) in columns.into_iter().zip(given).filter(|(_, given)| !given) {
            cells.fault(column, Code::Required);
        }
    }
    let (programme, seats, until): (_, _, NaiveDate) = (programme?, seats?, until?);
    Some(ReservedSeats { programme, seats, until })
}

/// The description with what other columns add to it, and from which character on which column stands there.
fn description(cells: &mut Cells<'_, Column>, notes: Notes) -> (String, Vec<(usize, Column)>) {
    let (mut text, mut length, mut parts) = (String::new(), 0, Vec::new());
    let mut add = |column: Column, label: Option<&str>, words: &str| {
        if length > 0 {
            text.push('\n');
            length += 1;
        }
        if let Some(label) = label {
            text.push_str(label);
            text.push('：');
            length += label.chars().count() + 1;
        }
        parts.push((length, column));
        text.push_str(words);
        length += words.chars().count();
    };
    if let Some(words) = cells.lines(Column::Description) {
        add(Column::Description, None, &words);
    }
    for column in [Column::Demands, Column::Benefits] {
        if let Some(words) = cells.lines(column) {
            add(column, Some(column.header()), &words);
        }
    }
    for (column, words) in &notes.0 {
        add(*column, Some(column.header()), words);
    }
    if parts.is_empty() {
        cells.fault(Column::Description, Code::Required);
    }
    (text, parts)
}

//! What a vacancy offers and what it asks for beside its text, out of the cells of a row. A cell whose words are not
//! among the known phrases is not refused and not dropped: it joins the description, where it is read like any text.

use super::{columns::Column, phrases, row::Notes};
use crate::{
    app::sheet::{cells::Cells, table::Cell},
    domain::{
        money::Fen,
        refusal::Code,
        vacancy::{
            Conditions, Contract, Dormitory, Necessity, Probation, RequiredCertificate, RequiredSkill,
            Requirements,
        },
    },
};

/// The longest cell of a phrase.
const LONGEST: usize = 500;

/// The cell as one of the known phrases; other words go to the notes.
pub(super) fn phrase<T>(
    cells: &mut Cells<'_, Column>,
    column: Column,
    notes: &mut Notes,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let text = cells.text(column, LONGEST)?;
    let value = read(&text);
    if value.is_none() {
        notes.add(column, &text);
    }
    value
}

/// The amount in a cell, in yuan; other words go to the notes.
pub(super) fn yuan(cells: &mut Cells<'_, Column>, column: Column, notes: &mut Notes) -> Option<Fen> {
    if let Cell::Number(number) = cells.cell(column) {
        let amount = Fen::from_yuan(*number).filter(|amount| amount.0 >= 0);
        if amount.is_none() {
            cells.fault(column, Code::OutOfRange);
        }
        return amount;
    }
    phrase(cells, column, notes, read_yuan)
}

fn read_yuan(text: &str) -> Option<Fen> {
    let folded = phrases::folded(text).replace([',', '¥'], "");
    if matches!(folded.as_str(), "免费" | "无" | "free") {
        return Some(Fen(0));
    }
    let bare = ["元/月", "元/人", "元/次", "元", "块"].iter().find_map(|suffix| folded.strip_suffix(suffix));
    bare.unwrap_or(&folded).parse().ok().and_then(Fen::from_yuan).filter(|amount| amount.0 >= 0)
}

/// What the row offers.
pub(super) fn conditions(cells: &mut Cells<'_, Column>, notes: &mut Notes) -> Conditions {
    let board = phrase(cells, Column::Board, notes, phrases::board).unwrap_or_default();
    let insurance = phrase(cells, Column::Insurance, notes, phrases::insurance).unwrap_or_default();
    let fund = phrase(cells, Column::HousingFund, notes, phrases::yes_or_no);
    let hours = cells.text(Column::HoursPerWeek, 20).and_then(|text| {
        let bare = phrases::folded(&text);
        let bare = ["小时", "h", "hours"]
            .iter()
            .find_map(|suffix| bare.strip_suffix(suffix))
            .unwrap_or(&bare)
            .to_owned();
        let hours = phrases::number(&bare).and_then(|hours| u8::try_from(hours).ok());
        if hours.is_none() {
            notes.add(Column::HoursPerWeek, &text);
        }
        hours
    });
    Conditions {
        dormitory: dormitory(cells, notes, board.1),
        meals: phrase(cells, Column::Meals, notes, phrases::meals).or(board.0),
        shift: phrase(cells, Column::Shift, notes, phrases::shift),
        hours_per_week: hours,
        rest_days: phrase(cells, Column::RestDays, notes, phrases::rest_days),
        insurance: insurance.0,
        housing_fund: fund.or(insurance.1),
        travel_allowance: yuan(cells, Column::TravelAllowance, notes),
        group_hire: phrase(cells, Column::GroupHire, notes, phrases::yes_or_no),
    }
}

fn dormitory(cells: &mut Cells<'_, Column>, notes: &mut Notes, by_board: Option<bool>) -> Option<Dormitory> {
    let provided = phrase(cells, Column::Dormitory, notes, phrases::dormitory).or(by_board);
    let people = phrase(cells, Column::PeoplePerRoom, notes, phrases::people);
    let fee = yuan(cells, Column::DormitoryFee, notes);
    // Who says how many share a room has a room.
    let provided = provided.or_else(|| (people.is_some() || fee.is_some()).then_some(true))?;
    let people_per_room = people.and_then(|people| u8::try_from(people).ok());
    Some(Dormitory { provided, people_per_room, fee })
}

/// What the row asks for.
pub(super) fn requirements(cells: &mut Cells<'_, Column>, notes: &mut Notes) -> Requirements {
    let mut skills: Vec<RequiredSkill> = Vec::new();
    for (column, level) in
        [(Column::Skills, Necessity::Required), (Column::PreferredSkills, Necessity::Preferred)]
    {
        skills.extend(cells.names(column).into_iter().map(|term| RequiredSkill { term, level }));
    }
    let certificates =
        cells.names(Column::Certificates).into_iter().filter(|name| !is_none(name)).map(certificate);
    let certificates = certificates.collect();
    Requirements {
        education: phrase(cells, Column::Education, notes, phrases::education).flatten(),
        majors: cells.names(Column::Majors).into_iter().filter(|name| !is_none(name)).collect(),
        skills: skills.into_iter().filter(|skill| !is_none(&skill.term)).collect(),
        certificates,
        minimum_age: age(cells, notes),
        accepts_minor: phrase(cells, Column::AcceptsMinor, notes, phrases::yes_or_no),
    }
}

/// Words that say that nothing is asked for.
fn is_none(name: &str) -> bool {
    matches!(name, "不限" | "无" | "无要求" | "不要求" | "专业不限" | "不限专业" | "none" | "-" | "/")
}

/// 车工(四级): a name with the least level, or a name alone.
fn certificate(text: String) -> RequiredCertificate {
    let folded = phrases::folded(&text);
    let level = folded.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).and_then(|(_, inside)| {
        let level = inside.trim_end_matches("及以上").trim_end_matches("以上").strip_suffix('级')?;
        phrases::number(level)
            .and_then(|level| u8::try_from(level).ok())
            .filter(|level| (1..=5).contains(level))
    });
    let name = match level {
        Some(_) => text.rfind(['(', '（']).map_or(text.as_str(), |at| text[..at].trim()).to_owned(),
        None => text,
    };
    RequiredCertificate { name, minimum_level: level, level: Necessity::Required }
}

/// The least age. A cap on age is kept as words, because whoever checks words must see it.
fn age(cells: &mut Cells<'_, Column>, notes: &mut Notes) -> Option<u8> {
    let (least, most) = phrase(cells, Column::Age, notes, phrases::age)?;
    if most.is_some()
        && let Some(text) = cells.text(Column::Age, LONGEST)
    {
        notes.add(Column::Age, &text);
    }
    least
}

/// Probation, if the row says how long.
pub(super) fn probation(cells: &mut Cells<'_, Column>, notes: &mut Notes) -> Option<Probation> {
    let months = phrase(cells, Column::Probation, notes, phrases::months);
    let pay = yuan(cells, Column::ProbationPay, notes);
    match months {
        Some(months) => Some(Probation { months: u8::try_from(months).unwrap_or(u8::MAX), pay }),
        None => {
            if pay.is_some() && *cells.cell(Column::Probation) == Cell::Empty {
                cells.fault(Column::Probation, Code::Required);
            }
            None
        }
    }
}

/// The contract, if the row says which.
pub(super) fn contract(cells: &mut Cells<'_, Column>, notes: &mut Notes) -> Option<Contract> {
    let contract = phrase(cells, Column::Contract, notes, phrases::contract);
    let months = phrase(cells, Column::ContractMonths, notes, phrases::months);
    let months = months.and_then(|months| u16::try_from(months).ok()).filter(|months| *months > 0);
    match contract {
        Some(contract) => Some(Contract { months: contract.months.or(months), ..contract }),
        None => {
            if months.is_some() {
                // A term of what? The words keep it.
                let text = cells.text(Column::ContractMonths, LONGEST).unwrap_or_default();
                notes.add(Column::ContractMonths, &text);
            }
            None
        }
    }
}

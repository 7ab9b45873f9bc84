//! Who a row is: the identity number, and what must agree with it.

use super::{
    cells::{Cells, is_rounded},
    columns::Column,
    table::Cell,
};
use crate::domain::{
    dates,
    graduate::Sex,
    identity_number::{IdentityFault, IdentityNumber},
    refusal::Code,
};
use chrono::NaiveDate;

/// 劳动法 15: nobody under sixteen is offered work.
const LEAST_AGE: u32 = 16;

/// Reads the identity number and holds birth date, sex and age against it.
pub(super) fn read(cells: &mut Cells<'_, Column>, day: NaiveDate) -> Option<IdentityNumber> {
    check_kind(cells);
    let birth = cells.date(Column::BirthDate);
    let sex = read_sex(cells);
    let number = read_number(cells)?;
    if birth.is_some_and(|birth| birth != number.birth_date()) {
        cells.fault(Column::BirthDate, Code::BirthDateConflict);
    }
    if sex.is_some_and(|said| said != self::sex(&number)) {
        let (zh, en) = ("性别与身份证件号不一致", "The sex disagrees with the identity number");
        cells.explain(Column::Sex, Code::InvalidValue, zh, en);
    }
    if dates::age_on(number.birth_date(), day) < LEAST_AGE {
        cells.fault(Column::IdentityNumber, Code::UnderAge);
    }
    Some(number)
}

/// The sex that the number carries.
pub(super) fn sex(number: &IdentityNumber) -> Sex {
    if number.is_male() { Sex::Male } else { Sex::Female }
}

/// 全国学籍号: nineteen characters, G and the identity number, or J or L and a number that was generated.
pub(super) fn national_student_number(
    cells: &mut Cells<'_, Column>,
    number: &IdentityNumber,
) -> Option<String> {
    let text = cells.text(Column::NationalStudentNumber, 40)?.to_ascii_uppercase();
    let generated = |rest: &str| rest.len() == 18 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let sound = match text.split_at_checked(1) {
        Some(("G", rest)) => rest == number.as_str(),
        Some(("J" | "L", rest)) => generated(rest),
        _ => false,
    };
    if !sound {
        let zh = "应为19位：G加本人身份证件号，或J、L加18位编号";
        let en = "Nineteen characters: G and the person's identity number, or J or L and eighteen characters";
        cells.explain(Column::NationalStudentNumber, Code::InvalidValue, zh, en);
    }
    sound.then_some(text)
}

fn read_number(cells: &mut Cells<'_, Column>) -> Option<IdentityNumber> {
    let fault = match cells.cell(Column::IdentityNumber) {
        Cell::Empty => Code::Required,
        cell if is_rounded(cell) => Code::IdentityNumberRounded,
        Cell::Text(text) => match IdentityNumber::parse(text) {
            Ok(number) => return Some(number),
            Err(IdentityFault::Rounded) => Code::IdentityNumberRounded,
            Err(IdentityFault::Invalid) => Code::InvalidIdentityNumber,
        },
        _ => Code::InvalidIdentityNumber,
    };
    cells.fault(Column::IdentityNumber, fault);
    None
}

/// Other documents have no number we could check, and no date of birth to hold the age against.
fn check_kind(cells: &mut Cells<'_, Column>) {
    let Some(kind) = cells.text(Column::IdentityKind, 40) else { return };
    let resident = ["居民身份证", "身份证", "中华人民共和国居民身份证", "resident identity card"];
    if !resident.contains(&kind.to_lowercase().as_str()) {
        let zh = "目前只能导入居民身份证，其他证件请联系平台运营";
        let en =
            "Only resident identity cards can be imported for now; ask the operator about other documents";
        cells.explain(Column::IdentityKind, Code::InvalidValue, zh, en);
    }
}

fn read_sex(cells: &mut Cells<'_, Column>) -> Option<Sex> {
    let text = cells.text(Column::Sex, 20)?;
    match text.to_ascii_lowercase().as_str() {
        // 1 and 2 are the codes of GB/T 2261.1.
        "男" | "男性" | "1" | "male" | "m" => Some(Sex::Male),
        "女" | "女性" | "2" | "female" | "f" => Some(Sex::Female),
        _ => {
            cells.explain(
                Column::Sex,
                Code::InvalidValue,
                "请填“男”或“女”",
                "Enter 男 (male) or 女 (female)",
            );
            None
        }
    }
}

//! One row of a roster as plain values. Names of schools, programmes, regions, majors and occupations stay the text
//! they were: what they mean is looked up by the use case that takes the row.

use super::{
    awards,
    cells::Cells,
    certificates,
    columns::Column,
    courses,
    header::Header,
    identity, internships,
    skills::{self, RosterSkill},
    stages::{self, RosterStage},
    table::Row,
};
use crate::domain::{
    consent::Purpose,
    email_address::EmailAddress,
    graduate::{Guardian, Sex},
    identity_number::IdentityNumber,
    money::Fen,
    pay, phone,
    refusal::{Code, FieldError},
    training_record::{Award, Certificate, Course, Internship},
};
use chrono::NaiveDate;

/// A student as a roster says.
#[derive(Clone, PartialEq)]
pub struct RosterRow {
    /// 姓名, never converted or cut.
    pub name: String,
    /// 身份证件号.
    pub identity_number: IdentityNumber,
    /// 出生日期, which the identity number carries.
    pub birth_date: NaiveDate,
    /// 性别, which the identity number carries.
    pub sex: Sex,
    /// 班级名称.
    pub class_name: Option<String>,
    /// 学号.
    pub student_number: Option<String>,
    /// 全国学籍号, in capitals.
    pub national_student_number: Option<String>,
    /// 生源地: a code or a name.
    pub origin: Option<String>,
    /// 户口所在地: a code or a name.
    pub household: Option<String>,
    /// 户口性质.
    pub household_kind: Option<String>,
    /// 入学年月.
    pub admitted_on: Option<NaiveDate>,
    /// 专业代码.
    pub major_code: Option<String>,
    /// 专业名称.
    pub major_name: Option<String>,
    /// 学制.
    pub schooling: Option<String>,
    /// 民族.
    pub ethnicity: Option<String>,
    /// 联系电话: a mobile's eleven digits.
    pub phone: Option<String>,
    /// 邮箱.
    pub email: Option<EmailAddress>,
    /// 是否建档立卡贫困户.
    pub poverty_household: Option<bool>,
    /// How the student was recruited.
    pub admission: Admission,
    /// 办学项目: an identifier or a name.
    pub programme: Option<String>,
    /// 毕业日期.
    pub graduates_on: Option<NaiveDate>,
    /// 监护人姓名, 监护人电话.
    pub guardian: Option<Guardian>,
    /// 同意事项.
    pub consents: Vec<Purpose>,
    /// 意向地区, the most wanted first: codes or names.
    pub wanted_regions: Vec<String>,
    /// 意向职业, the most wanted first: codes or names.
    pub wanted_occupations: Vec<String>,
    /// 期望月薪: the least, in yuan a month.
    pub wanted_pay: Option<Fen>,
    /// 技能.
    pub skills: Vec<RosterSkill>,
    /// 证书.
    pub certificates: Vec<Certificate>,
    /// 阶段, in order; empty where the programme's are meant.
    pub stages: Vec<RosterStage>,
    /// 课程.
    pub courses: Vec<Course>,
    /// 实习.
    pub internships: Vec<Internship>,
    /// 奖项.
    pub awards: Vec<Award>,
}

impl std::fmt::Debug for RosterRow {
    /// Debug output ends up in logs, and no personal data may.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("RosterRow(…)")
    }
}

/// How a student was recruited, in the register's own words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Admission {
    /// 招生方式.
    pub mode: Option<String>,
    /// 联招合作类型.
    pub cooperation_kind: Option<String>,
    /// 联招合作办学形式.
    pub cooperation_form: Option<String>,
    /// 联招合作学校代码.
    pub cooperation_school: Option<String>,
    /// 分段培养方式.
    pub staged_mode: Option<String>,
}

/// Reads one row. The identity number is answered even where the row is refused, so that doubles are found; the day
/// is that of the import, on which nobody may be under 16.
pub(super) fn read(
    header: &Header<Column>,
    row: &Row,
    day: NaiveDate,
) -> (Option<IdentityNumber>, Result<RosterRow, Vec<FieldError>>) {
    let mut cells = Cells::new(header, row);
    let name = cells.text(Column::Name, 60);
    if name.is_none() && *cells.cell(Column::Name) == super::table::Cell::Empty {
        cells.fault(Column::Name, Code::Required);
    }
    let number = identity::read(&mut cells, day);
    let assembled = name.zip(number.clone()).map(|(name, number)| assemble(&mut cells, name, number));
    if assembled.is_none() {
        // The rest is read for its faults alone, so that a teacher corrects a row once.
        let _ = Rest::read(&mut cells);
    }
    let faults = cells.into_faults();
    match assembled {
        Some(row) if faults.is_empty() => (number, Ok(row)),
        _ => (number, Err(faults)),
    }
}

/// What does not depend on who it is.
struct Rest {
    phone: Option<String>,
    email: Option<EmailAddress>,
    guardian: Option<Guardian>,
    consents: Vec<Purpose>,
    wanted_pay: Option<Fen>,
    poverty_household: Option<bool>,
    admitted_on: Option<NaiveDate>,
    graduates_on: Option<NaiveDate>,
    skills: Vec<RosterSkill>,
    certificates: Vec<Certificate>,
    stages: Vec<RosterStage>,
    courses: Vec<Course>,
    internships: Vec<Internship>,
    awards: Vec<Award>,
}

impl Rest {
    fn read(cells: &mut Cells<'_, Column>) -> Self {
        let (admitted_on, graduates_on) = (cells.date(Column::AdmittedOn), cells.date(Column::GraduatesOn));
        if graduates_on.is_some_and(|end| admitted_on.is_some_and(|start| end < start)) {
            cells.fault(Column::GraduatesOn, Code::RangeReversed);
        }
        Self {
            phone: cells.parsed(Column::Phone, phone::mobile, |_| Code::InvalidPhone),
            email: cells.parsed(Column::Email, EmailAddress::parse, |_| Code::InvalidEmail),
            guardian: guardian(cells),
            consents: consents(cells),
            wanted_pay: cells.parsed(Column::WantedPay, wanted_pay, |code| code).flatten(),
            poverty_household: cells.yes_or_no(Column::Poverty),
            admitted_on,
            graduates_on,
            skills: cells.items(Column::Skills, skills::read),
            certificates: cells.items(Column::Certificates, certificates::read),
            stages: cells.items(Column::Stages, stages::read),
            courses: cells.items(Column::Courses, courses::read),
            internships: cells.items(Column::Internships, internships::read),
            awards: cells.items(Column::Awards, awards::read),
        }
    }
}

fn assemble(cells: &mut Cells<'_, Column>, name: String, number: IdentityNumber) -> RosterRow {
    let rest = Rest::read(cells);
    RosterRow {
        name,
        birth_date: number.birth_date(),
        sex: identity::sex(&number),
        class_name: cells.text(Column::ClassName, 60),
        student_number: cells.text(Column::StudentNumber, 40),
        national_student_number: identity::national_student_number(cells, &number),
        identity_number: number,
        origin: cells.text(Column::Origin, 60),
        household: cells.text(Column::Household, 60),
        household_kind: cells.text(Column::HouseholdKind, 40),
        admitted_on: rest.admitted_on,
        major_code: cells.text(Column::MajorCode, 20),
        major_name: cells.text(Column::MajorName, 60),
        schooling: cells.text(Column::Schooling, 20),
        ethnicity: cells.text(Column::Ethnicity, 20),
        phone: rest.phone,
        email: rest.email,
        poverty_household: rest.poverty_household,
        admission: admission(cells),
        programme: cells.text(Column::Programme, 120),
        graduates_on: rest.graduates_on,
        guardian: rest.guardian,
        consents: rest.consents,
        wanted_regions: cells.names(Column::WantedRegions),
        wanted_occupations: cells.names(Column::WantedOccupations),
        wanted_pay: rest.wanted_pay,
        skills: rest.skills,
        certificates: rest.certificates,
        stages: rest.stages,
        courses: rest.courses,
        internships: rest.internships,
        awards: rest.awards,
    }
}

fn admission(cells: &mut Cells<'_, Column>) -> Admission {
    Admission {
        mode: cells.text(Column::AdmissionMode, 60),
        cooperation_kind: cells.text(Column::CooperationKind, 60),
        cooperation_form: cells.text(Column::CooperationForm, 60),
        cooperation_school: cells.text(Column::CooperationSchool, 60),
        staged_mode: cells.text(Column::StagedMode, 60),
    }
}

/// A guardian has a name; the telephone may be a landline.
fn guardian(cells: &mut Cells<'_, Column>) -> Option<Guardian> {
    let name = cells.text(Column::GuardianName, 60);
    let phone = cells.parsed(Column::GuardianPhone, phone::business, |_| Code::InvalidPhone);
    match name {
        Some(name) => Some(Guardian { name, phone }),
        None if phone.is_some() => {
            cells.fault(Column::GuardianName, Code::Required);
            None
        }
        None => None,
    }
}

/// 匹配, 提醒, 联系. Consent is never read into any other word.
fn consents(cells: &mut Cells<'_, Column>) -> Vec<Purpose> {
    let mut purposes = Vec::new();
    for word in cells.names(Column::Consents) {
        let purpose = match word.to_ascii_lowercase().as_str() {
            "匹配" | "matching" => Purpose::Matching,
            "提醒" | "alerts" => Purpose::Alerts,
            "联系" | "contact" => Purpose::Contact,
            "无" | "none" => continue,
            _ => {
                let (zh, en) = (
                    "请填“匹配”“提醒”“联系”，用分号隔开",
                    "Enter 匹配, 提醒 or 联系, set apart by semicolons",
                );
                cells.explain(Column::Consents, Code::InvalidValue, zh, en);
                return Vec::new();
            }
        };
        if !purposes.contains(&purpose) {
            purposes.push(purpose);
        }
    }
    purposes
}

/// The least pay a month of a range; none where it is open (面议).
fn wanted_pay(text: &str) -> Result<Option<Fen>, Code> {
    let pay = pay::read(text).map_err(pay::PayFault::code)?;
    match pay.monthly() {
        Some((least, _)) => Ok(Some(least)),
        None if pay.is_known() => Err(Code::InvalidValue),
        None => Ok(None),
    }
}

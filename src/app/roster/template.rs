//! Writes a roster as an .xlsx workbook that reads back: empty, it is the template schools fill in; filled, it is
//! what a school takes home. Every cell is text, so that no identity number is rounded and none is ever a formula.

use super::{
    awards, certificates, columns::Column, courses, internships, items, row::RosterRow, skills, stages,
};
use crate::{
    app::sheet::columns::Columns as _,
    domain::{consent::Purpose, graduate::Sex},
};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// Why a roster could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RosterWriteError {
    /// A row holds a name that the form's punctuation would cut, so that it would not read back.
    #[error("row {row} cannot be written in the column {header}")]
    Unwritable {
        /// The row as the sheet would number it.
        row: u32,
        /// The column's header.
        header: &'static str,
    },
    /// The workbook could not be made.
    #[error("the workbook could not be made")]
    Workbook(#[from] XlsxError),
}

/// Writes a roster. No rows make the empty template.
///
/// # Errors
///
/// When a name cannot be written so that it reads back, or the rows are more than a sheet has.
pub fn write_roster(rows: &[RosterRow]) -> Result<Vec<u8>, RosterWriteError> {
    let mut workbook = Workbook::new();
    // "@" is the format of text: what a teacher types into it stays as typed.
    let text = Format::new().set_num_format("@");
    let bold = Format::new().set_num_format("@").set_bold().set_align(FormatAlign::Center);
    let sheet = workbook.add_worksheet().set_name("学生名册")?;
    for (place, column) in (0_u16..).zip(Column::ALL) {
        sheet.set_column_format(place, &text)?;
        sheet.set_column_width(place, width(*column))?;
        sheet.write_string_with_format(0, place, column.header(), &bold)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    for (number, row) in (1_u32..).zip(rows) {
        for (place, column) in (0_u16..).zip(Column::ALL) {
            let value = cell(row, *column);
            if !reads_back(row, *column, &value) {
                return Err(RosterWriteError::Unwritable { row: number + 1, header: column.header() });
            }
            if !value.is_empty() {
                sheet.write_string_with_format(number, place, value, &text)?;
            }
        }
    }
    explain(workbook.add_worksheet().set_name("填写说明")?)?;
    Ok(workbook.save_to_buffer()?)
}

fn width(column: Column) -> f64 {
    match column {
        Column::Skills
        | Column::Certificates
        | Column::Stages
        | Column::Courses
        | Column::Internships
        | Column::Awards => 48.0,
        Column::IdentityNumber | Column::NationalStudentNumber | Column::Programme | Column::Email => 24.0,
        _ => 14.0,
    }
}

/// What a cell of the row says.
fn cell(row: &RosterRow, column: Column) -> String {
    let owned = |text: &Option<String>| text.clone().unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    match column {
        Column::Name => row.name.clone(),
        Column::Sex => if row.sex == Sex::Male { "男" } else { "女" }.to_owned(),
        Column::BirthDate => row.birth_date.to_string(),
        Column::IdentityKind => "居民身份证".to_owned(),
        Column::IdentityNumber => row.identity_number.as_str().to_owned(),
        Column::ClassName => owned(&row.class_name),
        Column::StudentNumber => owned(&row.student_number),
        Column::NationalStudentNumber => owned(&row.national_student_number),
        Column::Origin => owned(&row.origin),
        Column::Household => owned(&row.household),
        Column::HouseholdKind => owned(&row.household_kind),
        Column::AdmittedOn => day(row.admitted_on),
        Column::MajorCode => owned(&row.major_code),
        Column::MajorName => owned(&row.major_name),
        Column::Schooling => owned(&row.schooling),
        Column::Ethnicity => owned(&row.ethnicity),
        Column::Phone => owned(&row.phone),
        Column::Email => row.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default(),
        Column::Poverty => row.poverty_household.map_or("", |yes| if yes { "是" } else { "否" }).to_owned(),
        Column::AdmissionMode => owned(&row.admission.mode),
        Column::CooperationKind => owned(&row.admission.cooperation_kind),
        Column::CooperationForm => owned(&row.admission.cooperation_form),
        Column::CooperationSchool => owned(&row.admission.cooperation_school),
        Column::StagedMode => owned(&row.admission.staged_mode),
        Column::Programme => owned(&row.programme),
        Column::GraduatesOn => day(row.graduates_on),
        Column::GuardianName => {
            row.guardian.as_ref().map(|guardian| guardian.name.clone()).unwrap_or_default()
        }
        Column::GuardianPhone => {
            row.guardian.as_ref().and_then(|guardian| guardian.phone.clone()).unwrap_or_default()
        }
        _ => listed(row, column),
    }
}

/// What a cell with several items says.
fn listed(row: &RosterRow, column: Column) -> String {
    match column {
        Column::Consents => row.consents.iter().map(|purpose| word(*purpose)).collect::<Vec<_>>().join(";"),
        Column::WantedRegions => row.wanted_regions.join(";"),
        Column::WantedOccupations => row.wanted_occupations.join(";"),
        Column::WantedPay => row.wanted_pay.map(|pay| pay.to_string()).unwrap_or_default(),
        Column::Skills => skills::write(&row.skills),
        Column::Certificates => certificates::write(&row.certificates),
        Column::Stages => stages::write(&row.stages),
        Column::Courses => courses::write(&row.courses),
        Column::Internships => internships::write(&row.internships),
        Column::Awards => awards::write(&row.awards),
        _ => String::new(),
    }
}

fn word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Matching => "匹配",
        Purpose::Alerts => "提醒",
        Purpose::Contact => "联系",
    }
}

/// Whether a cell with several items means the same when it is read.
fn reads_back(row: &RosterRow, column: Column, value: &str) -> bool {
    let names = |names: &[String]| {
        items::split(value, &[';', ',', '、']).is_ok_and(|read| read.iter().eq(names.iter()))
    };
    match column {
        Column::WantedRegions => names(&row.wanted_regions),
        Column::WantedOccupations => names(&row.wanted_occupations),
        Column::Skills => skills::read(value).is_ok_and(|read| read == row.skills),
        Column::Certificates => certificates::read(value).is_ok_and(|read| read == row.certificates),
        Column::Stages => stages::read(value).is_ok_and(|read| read == row.stages),
        Column::Courses => courses::read(value).is_ok_and(|read| read == row.courses),
        Column::Internships => internships::read(value).is_ok_and(|read| read == row.internships),
        Column::Awards => awards::read(value).is_ok_and(|read| read == row.awards),
        _ => true,
    }
}

/// The sheet that tells teachers how to fill in the form.
fn explain(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const LINES: [(&str, &str); 15] = [
        ("必填", "姓名、身份证件号。列的顺序不限，不需要的列可以删去；表头以外的列不会被读取。"),
        ("身份证件号", "请以文本填写18位；变成 5.22E+17 的数字不能导入。"),
        ("日期", "2026-07-06、2026.7.6、2026年7月6日；只写年月（2026-07）表示当月1日。"),
        ("办学项目", "项目编号或名称。"),
        (
            "生源地、户口所在地、意向地区",
            "六位行政区划代码或名称；意向地区可写多个，用分号隔开，最想去的写在前面。",
        ),
        ("同意事项", "本人同意的事项：匹配;提醒;联系。没有同意的不填。"),
        ("期望月薪", "4500 或 4-6千/月；面议可不填。"),
        ("技能", "数控车床操作(第2阶段,课程:数控车削技术训练,2026-01);识图(第1阶段,2025-07)"),
        ("", "括号内可写：第几阶段；课程、实习、证书或学校（依据）；日期。将来的日期表示预计掌握。"),
        ("证书", "车工(四级,2026-05-18);特种作业操作证（低压电工）(2026-05-18~2032-05-17,复审:2029-05-17)"),
        (
            "阶段",
            "1:学校名称或编号,2024-09-01~2025-07-15;2:学校名称或编号,2025-09-01~2027-06-30；不填则按办学项目。",
        ),
        ("课程", "数控车削技术训练(第2阶段,实训课,120学时,85分);机械制图(第1阶段,良)"),
        ("实习", "深圳某公司(岗位:数控车工,2026-01-05~2026-06-30)"),
        ("奖项", "技能大赛(省级,2026-05-18,颁发:省教育厅)"),
        ("标点", "全角和半角标点都可以。"),
    ];
    let bold = Format::new().set_bold();
    let wrap = Format::new().set_text_wrap();
    sheet.set_column_width(0, 28)?;
    sheet.set_column_width(1, 100)?;
    for (row, (subject, text)) in (0_u32..).zip(LINES) {
        sheet.write_string_with_format(row, 0, subject, &bold)?;
        sheet.write_string_with_format(row, 1, text, &wrap)?;
    }
    Ok(())
}

//! Whole rosters, read and written.

use super::*;
use crate::app::sheet::columns::Columns as _;
use crate::domain::{
    consent::Purpose,
    email_address::EmailAddress,
    graduate::{Guardian, Sex},
    money::Fen,
    training_record::{Certificate, Course, CourseKind, SkillEvidence},
};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

const UTF8: &[u8] = include_bytes!("../../../tests/fixtures/roster/good_utf8_bom.csv");
const GB18030: &[u8] = include_bytes!("../../../tests/fixtures/roster/good_gb18030.csv");
const BAD: &[u8] = include_bytes!("../../../tests/fixtures/roster/bad_rows.csv");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-06-20")
}

fn read(bytes: &[u8], format: RosterFormat) -> Result<Roster, Refusal> {
    read_roster(bytes, format, Limits::default(), today())
}

/// A workbook of text cells.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (number, row) in (0..).zip(rows) {
        for (place, text) in (0..).zip(*row) {
            sheet.write_string(number, place, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The codes of a row's faults by column.
fn faults(roster: &Roster, row: u32) -> Vec<(String, Code)> {
    let (_, result) = roster.rows.iter().find(|(number, _)| *number == row).unwrap();
    result.as_ref().unwrap_err().iter().map(|fault| (fault.pointer.clone(), fault.code)).collect()
}

#[test]
fn a_csv_roster_under_a_title_reads_the_same_in_utf_8_and_gb18030() {
    let roster = read(UTF8, RosterFormat::Csv).unwrap();
    assert_eq!(roster.ignored, ["备注"]);
    assert_eq!(roster.columns[..3], ["班级", "姓名*", "身份证号码"]);
    let rows: Vec<(u32, RosterRow)> = roster.rows.into_iter().map(|(n, row)| (n, row.unwrap())).collect();
    assert_eq!(rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [3, 4, 5]);
    let first = &rows[0].1;
    assert_eq!((first.name.as_str(), first.sex), ("阿依古丽·买买提", Sex::Male));
    assert_eq!(first.birth_date, day("2007-03-15"));
    assert_eq!(first.phone.as_deref(), Some("13800000001"));
    assert_eq!(first.graduates_on, Some(day("2026-07-01")));
    assert_eq!(first.consents, [Purpose::Matching, Purpose::Alerts]);
    assert_eq!(first.wanted_pay, Some(Fen::yuan(4000)));
    assert_eq!(first.skills[0].evidence, Some(SkillEvidence::Course("数控车削技术训练".to_owned())));
    assert_eq!(first.certificates[0].level, Some(4));
    assert_eq!((rows[1].1.wanted_pay, rows[1].1.consents.len()), (None, 0));
    assert_eq!(rows[2].1.skills.len(), 2);
    let other = read(GB18030, RosterFormat::Csv).unwrap();
    assert!(other.rows.iter().map(|(_, row)| row.as_ref().unwrap()).eq(rows.iter().map(|(_, row)| row)));
}

#[test]
fn every_fault_of_a_row_is_reported_by_its_column_at_once() {
    let roster = read(BAD, RosterFormat::Csv).unwrap();
    let named = |row, expected: &[(&str, Code)]| {
        let expected: Vec<_> = expected.iter().map(|(column, code)| ((*column).to_owned(), *code)).collect();
        assert_eq!(faults(&roster, row), expected, "row {row}");
    };
    named(2, &[("身份证件类型", Code::InvalidValue), ("身份证件号", Code::IdentityNumberRounded)]);
    named(3, &[("身份证件号", Code::InvalidIdentityNumber)]);
    named(
        4,
        &[
            ("出生日期", Code::BirthDateConflict),
            ("性别", Code::InvalidValue),
            ("联系电话", Code::InvalidPhone),
            ("邮箱", Code::InvalidEmail),
            ("技能", Code::InvalidValue),
            ("阶段", Code::StagesOverlap),
            ("全国学籍号", Code::InvalidValue),
        ],
    );
    named(5, &[("身份证件号", Code::UnderAge)]);
    named(6, &[("身份证件号", Code::DuplicateRow)]);
    named(7, &[("姓名", Code::Required)]);
}

#[test]
fn no_message_repeats_a_cell() {
    let roster = read(BAD, RosterFormat::Csv).unwrap();
    let text = String::from_utf8(BAD.to_vec()).unwrap();
    let cells: Vec<&str> = text
        .lines()
        .skip(1)
        .flat_map(|line| line.split([',', ';', '"', '(']))
        .filter(|cell| cell.chars().count() > 3 && !cell.contains("居民身份证") && !cell.contains("5.22E"))
        .collect();
    for fault in roster.rows.iter().filter_map(|(_, row)| row.as_ref().err()).flatten() {
        for cell in &cells {
            assert!(
                !fault.message.zh.contains(cell) && !fault.message.en.contains(cell),
                "{cell}: {fault:?}"
            );
        }
    }
}

#[test]
fn an_identity_number_that_became_a_number_is_refused_as_rounded_and_dates_are_read_from_date_cells() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"");
    for (place, header) in (0..).zip(["姓名", "身份证件号", "毕业日期", "学号", "期望月薪", "联系电话"])
    {
        sheet.write_string(0, place, header).unwrap();
    }
    sheet.write_string(1, 0, "甲").unwrap();
    sheet.write_number(1, 1, 522_427_200_811_090_006_f64).unwrap();
    sheet.write_string(2, 0, "乙").unwrap();
    sheet.write_string(2, 1, "45103120070521999X").unwrap();
    sheet.write_datetime_with_format(2, 2, day("2026-07-15"), &date).unwrap();
    sheet.write_number(2, 3, 20_230_101).unwrap();
    sheet.write_number(2, 4, 4500).unwrap();
    sheet.write_number(2, 5, 13_800_000_000_f64).unwrap();
    sheet.write_string(3, 0, "丙").unwrap();
    sheet.write_string(3, 1, "522427200811090006").unwrap();
    sheet.write_number(3, 2, 2026.1).unwrap();
    sheet.write_number(3, 3, 12_345_678_901_234_567_890_f64).unwrap();
    let roster = read(&workbook.save_to_buffer().unwrap(), RosterFormat::Xlsx).unwrap();
    assert_eq!(faults(&roster, 2), [("身份证件号".to_owned(), Code::IdentityNumberRounded)]);
    let row = roster.rows[1].1.as_ref().unwrap();
    assert_eq!(row.graduates_on, Some(day("2026-07-15")));
    assert_eq!(row.student_number.as_deref(), Some("20230101"));
    assert_eq!((row.wanted_pay, row.phone.as_deref()), (Some(Fen::yuan(4500)), Some("13800000000")));
    assert_eq!(
        faults(&roster, 4),
        [("毕业日期".to_owned(), Code::InvalidDate), ("学号".to_owned(), Code::InvalidValue)]
    );
}

#[test]
fn a_roster_that_is_written_reads_back_the_same_with_nothing_ignored() {
    let rows = [
        full_row(),
        RosterRow { identity_number: IdentityNumber::parse("522427200811090006").unwrap(), ..plain_row() },
    ];
    let roster = read(&write_roster(&rows).unwrap(), RosterFormat::Xlsx).unwrap();
    assert!(roster.ignored.is_empty() && roster.columns.len() == Column::ALL.len());
    let again: Vec<RosterRow> = roster.rows.into_iter().map(|(_, row)| row.unwrap()).collect();
    assert!(again == rows);
}

#[test]
fn the_empty_template_is_a_roster_without_rows() {
    let roster = read(&write_roster(&[]).unwrap(), RosterFormat::Xlsx).unwrap();
    assert!(roster.rows.is_empty() && roster.columns.len() == Column::ALL.len());
}

#[test]
fn a_cell_that_looks_like_a_formula_is_written_as_text() {
    let mut row = full_row();
    row.class_name = Some("=1+1".to_owned());
    let bytes = write_roster(&[row]).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    assert!(!sheet.contains("<f>") && sheet.contains("<pane "));
    let roster = read(&bytes, RosterFormat::Xlsx).unwrap();
    assert_eq!(roster.rows[0].1.as_ref().unwrap().class_name.as_deref(), Some("=1+1"));
}

#[test]
fn a_name_that_the_forms_punctuation_would_cut_is_not_written_at_all() {
    let mut row = full_row();
    row.wanted_regions = vec!["昆山、太仓".to_owned()];
    let error = write_roster(&[row]).unwrap_err();
    assert_eq!(error.to_string(), "row 2 cannot be written in the column 意向地区");
}

#[test]
fn files_that_are_no_rosters_are_refused() {
    for format in [RosterFormat::Xlsx, RosterFormat::Csv] {
        assert_eq!(read(b"", format).unwrap_err(), Refusal::File(Code::UnreadableFile));
        assert_eq!(read(b"\x89PNG\r\n\xFF", format).unwrap_err(), Refusal::File(Code::UnreadableFile));
    }
    let missing = Refusal::Invalid(vec![FieldError::new("身份证件号", Code::MissingColumn)]);
    assert_eq!(read(&workbook(&[&["姓名", "学号"]]), RosterFormat::Xlsx).unwrap_err(), missing);
}

#[test]
fn students_are_counted_against_the_limit_and_titles_are_not() {
    let rows: [&[&str]; 4] = [&["名册"], &["姓名", "身份证件号"], &["甲", "1"], &["乙", "2"]];
    let limits = |max_rows| Limits { max_rows, ..Limits::default() };
    let read = |max_rows| read_roster(&workbook(&rows), RosterFormat::Xlsx, limits(max_rows), today());
    assert_eq!(read(2).unwrap().rows.len(), 2);
    assert_eq!(read(1).unwrap_err(), Refusal::File(Code::TooManyRows));
}

#[test]
fn debug_output_names_nobody() {
    assert_eq!(format!("{:?}", full_row()), "RosterRow(…)");
}

fn plain_row() -> RosterRow {
    let roster = read("姓名,身份证件号\n扎西卓玛,45103120070521999X".as_bytes(), RosterFormat::Csv).unwrap();
    let mut row = roster.rows[0].1.clone().unwrap();
    let number = IdentityNumber::parse("522427200811090006").unwrap();
    (row.birth_date, row.sex) = (number.birth_date(), identity::sex(&number));
    row
}

fn full_row() -> RosterRow {
    let text = |text: &str| Some(text.to_owned());
    let number = IdentityNumber::parse("45103120070521999X").unwrap();
    RosterRow {
        name: "阿依古丽·买买提".to_owned(),
        birth_date: number.birth_date(),
        sex: Sex::Male,
        class_name: text("23数控1班"),
        student_number: text("007"),
        national_student_number: text("G45103120070521999X"),
        identity_number: number,
        origin: text("451031"),
        household: text("广西隆林"),
        household_kind: text("农业"),
        admitted_on: Some(day("2023-09-01")),
        major_code: text("0435-3"),
        major_name: text("数控加工"),
        schooling: text("3"),
        ethnicity: text("壮族"),
        phone: text("13800000000"),
        email: Some(EmailAddress::parse("student@school.example").unwrap()),
        poverty_household: Some(true),
        admission: Admission { mode: text("统一招生"), staged_mode: text("1+2"), ..Admission::default() },
        programme: text("programme_01h455vb4pex5vsknk084sn02q"),
        graduates_on: Some(day("2026-07-01")),
        guardian: Some(Guardian { name: "监护人".to_owned(), phone: text("0776-8200000") }),
        consents: vec![Purpose::Matching, Purpose::Contact],
        wanted_regions: vec!["440306".to_owned(), "昆山".to_owned()],
        wanted_occupations: vec!["数控车工".to_owned()],
        wanted_pay: Some(Fen::yuan(4500)),
        skills: skills::read("数控车床操作(第2阶段,课程:数控车削技术训练,2026-01);焊接").unwrap(),
        certificates: vec![Certificate {
            name: "特种作业操作证（低压电工）".to_owned(),
            level: None,
            issuer: text("应急管理局"),
            number: text("T-0007"),
            issued: day("2026-05-22"),
            review_due: Some(day("2029-05-21")),
            expires: Some(day("2032-05-21")),
        }],
        stages: stages::read("1:甲校,2023-09-01~2024-07-15;2:乙校,2024-09-01~2026-06-30").unwrap(),
        courses: vec![Course {
            name: "机械制图".to_owned(),
            kind: Some(CourseKind::Foundation),
            stage: 1,
            hours: Some(72),
            score: Some(90),
            grade: None,
        }],
        internships: internships::read("甲厂(岗位:钳工,2025-07-01~2025-08-31)").unwrap(),
        awards: awards::read("技能大赛(省级,2026-05-18)").unwrap(),
    }
}

/// The parts of a workbook, packed again after something was done to them.
fn repacked(bytes: &[u8], mut change: impl FnMut(&str, &mut Vec<u8>)) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let name = part.name().unwrap().to_string();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        change(&name, &mut content);
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_announces_more_strings_than_memory_is_refused_and_not_tried() {
    let bytes = repacked(&workbook(&[&["姓名", "身份证件号"]]), |name, content| {
        if name.ends_with("sharedStrings.xml") {
            let text = String::from_utf8(content.clone()).unwrap();
            assert!(text.contains("uniqueCount=\"2\""));
            *content = text.replace("uniqueCount=\"2\"", "uniqueCount=\"999999999999\"").into_bytes();
        }
    });
    assert_eq!(read(&bytes, RosterFormat::Xlsx).unwrap_err(), Refusal::File(Code::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes, RosterFormat::Csv);
        let _ = read(&bytes, RosterFormat::Xlsx);
    }

    #[test]
    fn no_damage_to_a_workbook_makes_the_reader_panic(
        hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let bytes = workbook(&[&["姓名", "身份证件号"], &["甲", "45103120070521999X"]]);
        let damaged = repacked(&bytes, |_, content| {
            for (place, byte) in &hits {
                let place = place.index(content.len());
                content[place] = *byte;
            }
        });
        let _ = read(&damaged, RosterFormat::Xlsx);
        let mut raw = bytes;
        for (place, byte) in &hits {
            let place = place.index(raw.len());
            raw[place] = *byte;
        }
        let _ = read(&raw, RosterFormat::Xlsx);
    }

    #[test]
    fn no_cells_make_the_reader_panic(
        cells in proptest::collection::vec("([(（)）;；,，:：~=\"第阶段0-9.年月]|[\\x00-\\x7f]|中){0,16}", 35)
    ) {
        let headers: Vec<&str> = Column::ALL.iter().map(|column| column.header()).collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&headers).unwrap();
        writer.write_record(cells.iter().chain(std::iter::repeat(&cells[0])).take(headers.len())).unwrap();
        let _ = read(&writer.into_inner().unwrap(), RosterFormat::Csv);
    }
}

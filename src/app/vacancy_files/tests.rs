//! Whole files, read in every format.

use super::*;
use crate::domain::{
    money::Fen,
    vacancy::{Education, Insurance, Meals, RestDays, Shift, VacancyKind},
};
use chrono::NaiveDate;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use serde_json::json;
use std::io::Cursor;

const LIMITS: FileLimits = FileLimits { rows: 1_000, unpacked: 32 << 20 };
const TABLE: &str = "某某公司2026年招聘表\n\
    职位,人数,工作地点,工资待遇,岗位职责,任职要求,截止日期,学历要求,专业要求,技能,证书,年龄,食宿,班次,社保,试用期,合同,休息,岗位编号,星座\n\
    数控车工,12人,深圳市宝安区,5-7千/月,操作数控车床,能看图,2026年9月30日,中专／技校,数控技术应用;机械加工技术,识图、数控车床操作,车工(四级),18-45岁,包吃住,长白班,五险一金,2个月,劳动合同(3年),双休,A-1,白羊\n\
    仓管员,若干,东莞市,=6000+1,管理仓库,,2026-02-30,,,,,,,,,,,,A-2,\n";

fn read_all(bytes: &[u8], format: FileFormat) -> Result<(Vec<PostedRow>, Ending), Refusal> {
    let mut rows = Vec::new();
    let mut take = |row| {
        rows.push(row);
        Ok(())
    };
    let ending = read(&mut Cursor::new(bytes.to_vec()), format, LIMITS, &mut take)?;
    Ok((rows, ending))
}

fn rows(bytes: &[u8], format: FileFormat) -> Vec<PostedRow> {
    read_all(bytes, format).unwrap().0
}

fn draft(row: &PostedRow) -> &VacancyDraft {
    row.draft.as_ref().unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn faults(row: &PostedRow) -> Vec<(String, Code)> {
    row.draft.as_ref().unwrap_err().iter().map(|fault| (fault.pointer.clone(), fault.code)).collect()
}

fn workbook(table: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (number, line) in (0..).zip(table.lines()) {
        for (place, text) in (0..).zip(line.split(',')) {
            sheet.write_string(number, place, text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_table_of_chinese_headers_is_read_the_same_as_text_in_each_encoding_and_as_a_workbook() {
    let encoded = encoding_rs::GB18030.encode(TABLE).0;
    let files = [
        (TABLE.as_bytes().to_vec(), FileFormat::Csv),
        (format!("\u{feff}{TABLE}").into_bytes(), FileFormat::Csv),
        (encoded.to_vec(), FileFormat::Csv),
        (workbook(TABLE), FileFormat::Xlsx),
    ];
    for (bytes, format) in files {
        let (rows, ending) = read_all(&bytes, format).unwrap();
        assert_eq!(ending.ignored, ["星座"]);
        assert_eq!(rows.iter().map(|row| row.row).collect::<Vec<_>>(), [3, 4]);
        check_first(&rows[0]);
        assert_eq!(rows[1].reference.as_deref(), Some("A-2"));
        assert_eq!(
            faults(&rows[1]),
            [("人数".into(), Code::InvalidValue), ("截止日期".into(), Code::InvalidDate)]
        );
    }
}

fn check_first(row: &PostedRow) {
    let draft = draft(row);
    assert_eq!(
        (draft.title.as_str(), draft.headcount, draft.kind),
        ("数控车工", 12, VacancyKind::Employment)
    );
    assert_eq!(draft.reference.as_deref(), Some("A-1"));
    assert_eq!(draft.pay.text.as_deref(), Some("5-7千/月"));
    assert_eq!(draft.description, "操作数控车床\n任职要求：能看图\n年龄：18-45岁");
    assert_eq!(draft.valid_until.to_string(), "2026-09-30");
    let asked = &draft.requirements;
    assert_eq!(asked.education, Some(Education::SecondaryVocational));
    assert_eq!(asked.majors, ["数控技术应用", "机械加工技术"]);
    assert_eq!(
        asked.skills.iter().map(|skill| skill.term.as_str()).collect::<Vec<_>>(),
        ["识图", "数控车床操作"]
    );
    assert_eq!((asked.certificates[0].name.as_str(), asked.certificates[0].minimum_level), ("车工", Some(4)));
    assert_eq!(asked.minimum_age, Some(18));
    let offered = &draft.conditions;
    assert_eq!(
        (offered.meals, offered.shift, offered.rest_days),
        (Some(Meals::Provided), Some(Shift::Day), Some(RestDays::Two))
    );
    assert!(offered.dormitory.as_ref().unwrap().provided && offered.housing_fund == Some(true));
    assert_eq!(offered.insurance.as_deref(), Some(Insurance::ALL));
    assert_eq!(draft.probation.as_ref().unwrap().months, 2);
    assert_eq!(draft.contract.as_ref().unwrap().months, Some(36));
}

#[test]
fn english_headers_in_any_order_are_read_and_unknown_phrases_join_the_description() {
    let table = "Deadline,Job Title,Salary Min,Salary Max,City,Openings,Job Description,Shift,Meals,Travel allowance\n\
        2026-09-30,CNC operator,5000,7000,苏州市,3,Operates lathes,8:00-17:00,free,500\n";
    let rows = rows(table.as_bytes(), FileFormat::Csv);
    let draft = draft(&rows[0]);
    assert_eq!((draft.pay.min, draft.pay.max), (Some(Fen::yuan(5000)), Some(Fen::yuan(7000))));
    assert_eq!(draft.description, "Operates lathes\n班次：8:00-17:00");
    assert_eq!((draft.conditions.shift, draft.conditions.meals), (None, Some(Meals::Provided)));
    assert_eq!(draft.conditions.travel_allowance, Some(Fen::yuan(500)));
}

#[test]
fn formulas_in_text_are_text_and_a_missing_or_doubled_column_refuses_the_file() {
    let head = "岗位名称,招聘人数,工作地点,薪资,岗位描述,有效期至\n";
    let rows = rows(format!("{head}=HYPERLINK(1),1,东莞市,+5000,-,2026-09-30\n").as_bytes(), FileFormat::Csv);
    assert_eq!(draft(&rows[0]).title, "=HYPERLINK(1)");
    assert_eq!(draft(&rows[0]).pay.text.as_deref(), Some("+5000"));
    let refused = |text: &str| match read_all(text.as_bytes(), FileFormat::Csv).unwrap_err() {
        Refusal::Invalid(faults) => {
            faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(
        refused("岗位名称,招聘人数,工作地点,薪资,岗位描述\n"),
        [("有效期至".into(), Code::MissingColumn)]
    );
    assert_eq!(refused(&head.replace("岗位描述", "岗位描述,职位")), [("职位".into(), Code::InvalidValue)]);
    assert_eq!(read_all(b"", FileFormat::Csv).unwrap_err(), Refusal::File(Code::UnreadableFile));
}

#[test]
fn lines_of_json_are_forms_and_each_bad_one_is_its_own_fault() {
    let good = json!({ "reference": "L-1", "title": "车工", "headcount": 1, "workplace": { "text": "昆山" },
        "description": "…", "pay": { "text": "面议" }, "valid_until": "2026-09-30" });
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let long = format!("{{\"title\":\"{}\"}}", "x".repeat(2 << 20));
    let nul = good.to_string().replace("车工", "车\\u0000工");
    let text = format!(
        "\u{feff}{good}\r\n\n{{\"title\":1}}\n{{\"title\":\n{{\"nested\":{deep}}}\n{long}\n{nul}\n\u{fffd}\n{good}"
    );
    let mut bytes = text.into_bytes();
    let at = bytes.windows(3).position(|window| window == "\u{fffd}".as_bytes()).unwrap();
    bytes[at] = 0xFF;
    let rows = rows(&bytes, FileFormat::Ndjson);
    assert_eq!(draft(&rows[0]).title, "车工");
    let codes: Vec<_> =
        rows.iter().map(|row| (row.row, row.draft.as_ref().err().map(|faults| faults[0].code))).collect();
    let (bad, json) = (Some(Code::InvalidValue), Some(Code::InvalidJson));
    let (long, nul) = (Some(Code::TooLong), Some(Code::ControlCharacter));
    assert_eq!(codes, [(1, None), (3, bad), (4, json), (5, json), (6, long), (7, nul), (8, json), (9, None)]);
    assert!(matches!(read_all(b" <html>", FileFormat::Ndjson), Err(Refusal::Invalid(_))));
    let listed = read_all(format!("[{good},{good}]").as_bytes(), FileFormat::Ndjson).unwrap().0;
    assert_eq!(listed.len(), 2);
}

fn job(title: &str) -> serde_json::Value {
    json!({ "@context": "https://schema.org", "@type": "JobPosting", "title": title,
        "description": "<p>操作数控车床</p><ul><li>长白班</li></ul>", "employmentType": ["INTERN"],
        "identifier": { "@type": "PropertyValue", "name": "某某公司", "value": 42 },
        "jobLocation": [{ "@type": "Place", "address": { "addressCountry": "CN", "addressRegion": "广东省",
            "addressLocality": "广东省深圳市宝安区", "streetAddress": "宝安区福海街道" } }],
        "baseSalary": { "currency": "CNY", "value": { "minValue": 5000, "maxValue": 7000, "unitText": "MONTH" } },
        "occupationalCategory": "6-18-01-01 车工", "totalJobOpenings": "12", "workHours": "40 hours a week",
        "educationRequirements": { "credentialCategory": "high school" }, "skills": "识图, 数控车床操作",
        "qualifications": "持车工证者优先", "validThrough": "2026-09-30T23:59:59+08:00" })
}

fn check_job(row: &PostedRow) {
    let draft = draft(row);
    assert_eq!(
        (draft.reference.as_deref(), draft.kind, draft.headcount),
        (Some("42"), VacancyKind::Internship, 12)
    );
    assert_eq!(draft.workplace.text.as_deref(), Some("广东省深圳市宝安区福海街道"));
    assert_eq!(draft.description, "操作数控车床\n长白班\n任职资格：持车工证者优先");
    assert_eq!(
        (draft.occupation.as_deref(), draft.conditions.hours_per_week),
        (Some("6-18-01-01"), Some(40))
    );
    assert_eq!((draft.pay.min, draft.valid_until.to_string()), (Some(Fen::yuan(5000)), "2026-09-30".into()));
    assert_eq!(draft.requirements.education, Some(Education::SecondaryVocational));
    assert_eq!(draft.requirements.skills.len(), 2);
}

#[test]
fn postings_of_schema_org_are_read_alone_in_a_list_in_a_graph_and_in_a_page() {
    let other = json!({ "@type": "Organization", "name": "某某公司" });
    let graph = json!({ "@context": "https://schema.org", "@graph": [other, job("甲"), job("乙")] });
    let page = format!(
        "<html><head><script type=\"application/ld+json\">{other}</script>\
         <script type='application/ld+json'>{}</script></head></html>",
        json!([job("甲"), graph])
    );
    let files = [
        (job("甲").to_string(), FileFormat::JsonLd, 1),
        (json!([job("甲"), other, job("乙")]).to_string(), FileFormat::JsonLd, 2),
        (graph.to_string(), FileFormat::JsonLd, 2),
        (json!([graph]).to_string(), FileFormat::Json, 3),
        (page.clone(), FileFormat::Html, 3),
    ];
    for (text, format, count) in files {
        let rows = rows(text.as_bytes(), format);
        assert_eq!(rows.len(), count, "{text}");
        check_job(rows.iter().find(|row| row.draft.is_ok()).unwrap());
    }
    let encoded = encoding_rs::GB18030.encode(&page).0.into_owned();
    check_job(&rows(&encoded, FileFormat::Html)[0]);
}

#[test]
fn a_posting_names_its_faults_by_property_and_a_page_without_one_is_refused() {
    let mut abroad = job("甲");
    abroad["jobLocation"][0]["address"]["addressCountry"] = json!("DE");
    abroad["baseSalary"]["currency"] = json!("EUR");
    abroad["validThrough"] = json!("soon");
    abroad["title"] = json!("");
    let rows = rows(abroad.to_string().as_bytes(), FileFormat::JsonLd);
    let pointers: Vec<_> = faults(&rows[0]).into_iter().map(|(pointer, _)| pointer).collect();
    let expected = ["/title", "/baseSalary/currency", "/jobLocation/address/addressCountry", "/validThrough"];
    assert_eq!(pointers, expected);
    for (text, format) in [
        ("<html></html>", FileFormat::Html),
        ("{\"@type\":\"WebPage\"}", FileFormat::JsonLd),
        ("<html></html>", FileFormat::JsonLd),
        ("[{\"@type\":\"JobPosting\"", FileFormat::JsonLd),
        ("", FileFormat::JsonLd),
    ] {
        assert!(matches!(read_all(text.as_bytes(), format), Err(Refusal::Invalid(_))), "{text}");
    }
    let deep = format!("[{}", "{\"a\":[".repeat(50_000));
    assert!(matches!(read_all(deep.as_bytes(), FileFormat::Json), Err(Refusal::Invalid(_))));
    let endless = format!("[{{\"a\":\"{}\"}}]", "x".repeat(3 << 20));
    assert!(matches!(read_all(endless.as_bytes(), FileFormat::Json), Err(Refusal::Invalid(_))));
}

#[test]
fn a_file_of_too_many_rows_is_refused_without_reading_on() {
    let line = "{}\n".repeat(5_000);
    let mut source = Cursor::new(line.into_bytes());
    let mut count = 0;
    let limits = FileLimits { rows: 10, ..LIMITS };
    let refused = read(&mut source, FileFormat::Ndjson, limits, &mut |_| {
        count += 1;
        Ok(())
    });
    assert_eq!((refused.unwrap_err(), count), (Refusal::File(Code::TooManyRows), 10));
    let table = TABLE.to_owned() + &"x,1\n".repeat(60);
    let few = FileLimits { rows: 10, ..LIMITS };
    let refused = read(&mut Cursor::new(table.into_bytes()), FileFormat::Csv, few, &mut |_| Ok(()));
    assert_eq!(refused.unwrap_err(), Refusal::File(Code::TooManyRows));
}

#[test]
fn templates_read_back() {
    let today = NaiveDate::from_ymd_opt(2026, 7, 6).unwrap();
    for format in [FileFormat::Csv, FileFormat::Xlsx, FileFormat::Ndjson, FileFormat::JsonLd] {
        let bytes = template(format, today).unwrap();
        let (rows, ending) = read_all(&bytes, format).unwrap();
        assert_eq!(ending, Ending::default());
        assert!(rows.iter().all(|row| row.draft.is_ok()));
        let has_example = matches!(format, FileFormat::Ndjson | FileFormat::JsonLd);
        assert_eq!(rows.len(), usize::from(has_example));
    }
    assert!(template(FileFormat::Html, today).is_err());
}

#[test]
fn no_header_names_two_columns() {
    crate::app::sheet::header::check_names::<Column>();
}

const FORMATS: [FileFormat; 6] = [
    FileFormat::Ndjson,
    FileFormat::Json,
    FileFormat::Csv,
    FileFormat::Xlsx,
    FileFormat::JsonLd,
    FileFormat::Html,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for format in FORMATS {
            let _ = read_all(&bytes, format);
        }
    }

    #[test]
    fn no_json_makes_a_reader_panic(text in "([\\[\\]{}:,\"]|\"@type\"|\"@graph\"|\"JobPosting\"|\"title\"|1|null){0,40}") {
        for format in FORMATS {
            let _ = read_all(text.as_bytes(), format);
        }
    }

    #[test]
    fn no_cells_make_a_reader_panic(cells in proptest::collection::vec("[0-9年月日元千/~()（）;、,=\"'\\x00-\\x20中-]{0,12}", 50)) {
        let headers: Vec<_> = <Column as crate::app::sheet::columns::Columns>::ALL.iter().map(|column| {
            crate::app::sheet::columns::Columns::header(*column)
        }).collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&headers).unwrap();
        writer.write_record(cells.iter().cycle().take(headers.len())).unwrap();
        let _ = read_all(&writer.into_inner().unwrap(), FileFormat::Csv);
    }

    #[test]
    fn no_posting_makes_the_reader_panic(words in proptest::collection::vec(".{0,12}", 8)) {
        let mut value = job("甲");
        let fields: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        for (field, word) in fields.iter().cycle().skip(words.len()).zip(&words) {
            value[field.as_str()] = json!([word, { "name": word, "value": word }]);
        }
        let _ = read_all(value.to_string().as_bytes(), FileFormat::JsonLd);
    }
}

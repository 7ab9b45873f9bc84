//! Templates: what an employer downloads, fills in and sends back. Every cell is text, so that no code is rounded and
//! nothing becomes a formula.

use super::{FileFormat, columns::Column};
use crate::{
    app::sheet::columns::Columns,
    domain::vacancy::{Insurance, Meals, Shift},
};
use chrono::{Days, NaiveDate};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};
use serde_json::{Value, json};

/// Why a template could not be made.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The workbook could not be made.
    #[error("the workbook could not be made")]
    Workbook(#[from] XlsxError),
    /// Nobody fills in a template of this format.
    #[error("there is no template of this format")]
    NoSuchFormat,
}

/// How long the example is open, in days.
const OPEN: u64 = 60;

/// The template of a format: an empty table, or one example in JSON.
///
/// # Errors
/// When there is none of this format, or the workbook cannot be made.
pub fn template(format: FileFormat, today: NaiveDate) -> Result<Vec<u8>, TemplateError> {
    let until = today + Days::new(OPEN);
    match format {
        FileFormat::Xlsx => Ok(workbook()?),
        FileFormat::Csv => Ok(table()),
        FileFormat::Ndjson => Ok(format!("{}\n", form(until)).into_bytes()),
        FileFormat::JsonLd => Ok(format!("{:#}\n", posting(until)).into_bytes()),
        FileFormat::Json | FileFormat::Html => Err(TemplateError::NoSuchFormat),
    }
}

/// The header alone. The mark makes spreadsheets read it as UTF-8.
fn table() -> Vec<u8> {
    let headers: Vec<_> = Column::ALL.iter().map(|column| column.header()).collect();
    format!("\u{feff}{}\r\n", headers.join(",")).into_bytes()
}

fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // "@" is the format of text: what is typed into it stays as typed.
    let text = Format::new().set_num_format("@");
    let bold = Format::new().set_num_format("@").set_bold().set_align(FormatAlign::Center);
    let sheet = workbook.add_worksheet().set_name("岗位")?;
    for (place, column) in (0_u16..).zip(Column::ALL) {
        sheet.set_column_format(place, &text)?;
        sheet.set_column_width(place, width(*column))?;
        sheet.write_string_with_format(0, place, column.header(), &bold)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    explain(workbook.add_worksheet().set_name("填写说明")?)?;
    workbook.save_to_buffer()
}

fn width(column: Column) -> f64 {
    match column {
        Column::Description | Column::Demands => 60.0,
        Column::Title | Column::Workplace | Column::Skills | Column::Certificates => 28.0,
        _ => 14.0,
    }
}

/// The sheet that tells employers how to fill in the form.
fn explain(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const LINES: [(&str, &str); 12] = [
        (
            "必填",
            "岗位名称、招聘人数、工作地点、薪资、岗位描述、有效期至。列的顺序不限，不需要的列可以删去；不认识的列不会被读取。",
        ),
        ("岗位编号", "本单位自己的编号。再次导入相同编号的岗位，内容有变就修改，没有变就保持不变。"),
        ("工作地点", "写到区县，例如：深圳市宝安区福海街道。"),
        ("薪资", "例如：5-7千/月·13薪、22元/小时、面议；也可以只填最低工资和最高工资（元/月）。"),
        ("有效期至", "2026-09-30、2026.9.30 或 2026年9月30日，当天仍可应聘。"),
        ("用工类型", "就业，或岗位实习。"),
        ("学历", "初中、中专、大专、本科，或不限。"),
        ("专业、技能、证书", "可写多个，用分号隔开。证书可写等级：车工(四级)。"),
        ("食宿", "例如：包吃住；也可以分开填住宿、宿舍人数、住宿费、餐食。"),
        ("班次、休息", "长白班、两班倒、三班倒、夜班；双休、单休、大小周、月休、排班。"),
        ("社保", "五险、五险一金，或写明险种：养老、医疗、失业、工伤、生育。"),
        ("合同、试用期", "劳动合同(3年)；2个月。"),
    ];
    let bold = Format::new().set_bold();
    let wrap = Format::new().set_text_wrap();
    sheet.set_column_width(0, 20)?;
    sheet.set_column_width(1, 100)?;
    for (row, (subject, text)) in (0_u32..).zip(LINES) {
        sheet.write_string_with_format(row, 0, subject, &bold)?;
        sheet.write_string_with_format(row, 1, text, &wrap)?;
    }
    Ok(())
}

fn form(until: NaiveDate) -> Value {
    let insurance: Vec<_> = Insurance::ALL.iter().map(|one| one.as_str()).collect();
    json!({ "reference": "示例-001", "title": "数控车工（示例，请修改）", "headcount": 12,
        "workplace": { "text": "深圳市宝安区福海街道" },
        "description": "操作数控车床，看图加工零件。", "pay": { "text": "5-7千/月·13薪" },
        "contract": { "kind": "labour", "months": 36 }, "probation": { "months": 2 },
        "requirements": { "education": "secondary_vocational", "skills": [{ "term": "数控车床操作" }] },
        "conditions": { "dormitory": { "provided": true, "people_per_room": 4 }, "meals": Meals::Provided.as_str(),
            "shift": Shift::Day.as_str(), "insurance": insurance },
        "valid_until": until })
}

fn posting(until: NaiveDate) -> Value {
    json!({ "@context": "https://schema.org/", "@graph": [{
        "@type": "JobPosting", "identifier": { "@type": "PropertyValue", "value": "示例-001" },
        "title": "数控车工（示例，请修改）", "description": "操作数控车床，看图加工零件。长白班，包吃住。",
        "jobLocation": { "@type": "Place", "address": { "@type": "PostalAddress", "addressCountry": "CN",
            "addressRegion": "广东省", "addressLocality": "深圳市宝安区", "streetAddress": "福海街道" } },
        "baseSalary": { "@type": "MonetaryAmount", "currency": "CNY",
            "value": { "@type": "QuantitativeValue", "minValue": 5000, "maxValue": 7000, "unitText": "MONTH" } },
        "employmentType": "FULL_TIME", "totalJobOpenings": 12, "skills": "数控车床操作, 识图",
        "validThrough": until }] })
}

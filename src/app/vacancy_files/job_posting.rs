//! schema.org JobPosting, as job sites publish it, as the form of a posting.

use super::{Locate, PostedRow, phrases, salary, text::plain};
use crate::{
    app::shape,
    domain::{
        clock::CHINA,
        dates,
        refusal::{Code, Faults, FieldError},
        vacancy::{
            Conditions, Education, Necessity, RequiredSkill, Requirements, VacancyDraft, VacancyKind,
            WorkplaceDraft,
        },
    },
};
use chrono::{DateTime, NaiveDate};
use serde_json::Value;

/// Whether the value is a JobPosting.
pub(super) fn is_posting(value: &Value) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.rsplit(['/', ':', '#']).next() == Some("JobPosting"))
    };
    match &value["@type"] {
        Value::Array(kinds) => kinds.iter().any(named),
        kind => named(kind),
    }
}

/// Reads a posting.
pub(super) fn read(row: u32, value: Value) -> PostedRow {
    let reference = reference(&value);
    let nul = shape::nul_faults(&value);
    let draft = if nul.is_empty() { posting(&value, reference.clone()).map(Box::new) } else { Err(nul) };
    PostedRow { row, reference, draft, locate: Locate::Posting, size: 0 }
}

fn posting(value: &Value, reference: Option<String>) -> Result<VacancyDraft, Vec<FieldError>> {
    let mut faults = Faults::new();
    let mut required = |text: Option<String>, pointer: &str| {
        if text.is_none() {
            faults.add(pointer, Code::Required);
        }
        text.unwrap_or_default()
    };
    let title = required(words(&value["title"]).or_else(|| words(&value["name"])), "/title");
    let description = required(Some(description(value)).filter(|text| !text.is_empty()), "/description");
    let headcount = faults.take(headcount(&value["totalJobOpenings"])).unwrap_or_default();
    let pay = faults.take(salary::pay(base_salary(value))).unwrap_or_default();
    let workplace = faults.take(workplace(value)).unwrap_or_default();
    let valid_until = faults.take(valid_until(&value["validThrough"])).unwrap_or_default();
    if !faults.is_empty() {
        return Err(faults.into_vec());
    }
    Ok(VacancyDraft {
        reference,
        title,
        occupation: occupation(&value["occupationalCategory"]),
        kind: kind(&value["employmentType"]),
        headcount,
        workplace,
        description,
        pay,
        probation: None,
        contract: None,
        requirements: Requirements {
            education: education(&value["educationRequirements"]).flatten(),
            skills: skills(&value["skills"]),
            ..Requirements::default()
        },
        conditions: Conditions { hours_per_week: hours(&value["workHours"]), ..Conditions::default() },
        reserved: Vec::new(),
        valid_until,
        source: words(&value["url"]).filter(|url| url.chars().count() <= 200),
    })
}

/// The words of a value: a text, a number, or what an object is called.
fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Object(fields) => {
            let named = ["name", "value", "@value", "credentialCategory", "description"];
            return named.into_iter().find_map(|name| words(fields.get(name)?));
        }
        _ => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

/// The employer's own identifier of the posting.
fn reference(value: &Value) -> Option<String> {
    let identifier = match &value["identifier"] {
        // The name is whose identifier it is.
        Value::Object(fields) => fields.get("value").and_then(words),
        identifier => words(identifier),
    };
    identifier.filter(|text| text.chars().count() <= 200 && !text.contains('\0'))
}

fn headcount(value: &Value) -> Result<u32, FieldError> {
    match value {
        // A posting that counts nothing is one opening.
        Value::Null => Ok(1),
        value => words(value)
            .and_then(|text| phrases::people(&text))
            .ok_or_else(|| FieldError::new("/totalJobOpenings", Code::InvalidValue)),
    }
}

fn base_salary(value: &Value) -> &Value {
    if value["baseSalary"].is_null() { &value["estimatedSalary"] } else { &value["baseSalary"] }
}

fn kind(value: &Value) -> VacancyKind {
    let is_intern = |value: &Value| {
        value.as_str().is_some_and(|text| {
            let folded = phrases::folded(text);
            folded == "intern" || phrases::kind(&folded) == Some(VacancyKind::Internship)
        })
    };
    let intern = match value {
        Value::Array(all) => !all.is_empty() && all.iter().all(is_intern),
        single => is_intern(single),
    };
    if intern { VacancyKind::Internship } else { VacancyKind::Employment }
}

/// A code of the 职业分类大典, alone or before the name; codes of other lists are not ours.
fn occupation(value: &Value) -> Option<String> {
    let text = match value {
        Value::Array(all) => return all.iter().find_map(occupation),
        value => words(value)?,
    };
    let code = text.split_whitespace().next()?;
    let parts: Vec<_> = code.split('-').map(str::len).collect();
    let digits = code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    (digits && parts == [1, 2, 2, 2]).then(|| code.to_owned())
}

/// `Some(None)` where none is asked for.
fn education(value: &Value) -> Option<Option<Education>> {
    match value {
        Value::Array(all) => all.iter().find_map(education),
        Value::Object(fields) => phrases::education(fields.get("credentialCategory")?.as_str()?),
        value => phrases::education(value.as_str()?),
    }
}

fn hours(value: &Value) -> Option<u8> {
    let text = phrases::folded(value.as_str()?);
    let hours = text.strip_suffix("hoursaweek").or_else(|| text.strip_suffix("hoursperweek"))?;
    hours.parse().ok()
}

/// The place: region, locality and street in one line, each said once.
fn workplace(value: &Value) -> Result<WorkplaceDraft, FieldError> {
    let location = first(&value["jobLocation"]);
    let address = if location["address"].is_null() { location } else { first(&location["address"]) };
    let country = words(&address["addressCountry"]).unwrap_or_default();
    if !matches!(
        country.to_ascii_lowercase().as_str(),
        "" | "cn" | "chn" | "china" | "中国" | "中华人民共和国"
    ) {
        let fault = FieldError::new("/jobLocation/address/addressCountry", Code::InvalidValue);
        return Err(fault.with_message("只支持中国境内的工作地点", "only workplaces in China are supported"));
    }
    let mut text = String::new();
    for part in ["addressRegion", "addressLocality", "streetAddress"] {
        if let Some(part) = words(&address[part]) {
            join(&mut text, &part);
        }
    }
    let text = if text.is_empty() { words(address) } else { Some(text) };
    match text {
        Some(text) => Ok(WorkplaceDraft { text: Some(text), region: None }),
        None => Err(FieldError::new("/jobLocation", Code::Required)),
    }
}

/// Adds a part of an address that may begin with what was said before, or be part of it.
fn join(text: &mut String, part: &str) {
    if part.starts_with(text.as_str()) {
        part.clone_into(text);
        return;
    }
    // The longest end of what was said with which the part begins.
    let said = text.char_indices().map(|(at, _)| &text[at..]).find(|end| part.starts_with(*end));
    let rest = said.map_or(part, |said| &part[said.len()..]).to_owned();
    if !text.ends_with(part) {
        text.push_str(&rest);
    }
}

fn first(value: &Value) -> &Value {
    value.as_array().map_or(value, |all| all.first().unwrap_or(&Value::Null))
}

/// The last day in China.
fn valid_until(value: &Value) -> Result<NaiveDate, FieldError> {
    let Some(text) = words(value) else { return Err(FieldError::new("/validThrough", Code::Required)) };
    let moment = DateTime::parse_from_rfc3339(&text).map(|at| at.with_timezone(&CHINA).date_naive());
    // Without an offset it is said in China.
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    moment.or_else(|_| dates::read(day)).map_err(|_| FieldError::new("/validThrough", Code::InvalidDate))
}

fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().filter_map(words).collect(),
        value => words(value).into_iter().collect(),
    }
}

/// The skills, where they are terms and no sentences.
fn skills(value: &Value) -> Vec<RequiredSkill> {
    let terms = terms(value);
    if said_in_sentences(&terms) {
        return Vec::new();
    }
    terms.into_iter().map(|term| RequiredSkill { term, level: Necessity::Required }).collect()
}

fn terms(value: &Value) -> Vec<String> {
    let all = list(value);
    let all = all.iter().flat_map(|text| text.split([',', '，', '、', ';', '；', '\n']));
    all.map(str::trim).filter(|term| !term.is_empty()).map(str::to_owned).collect()
}

fn said_in_sentences(terms: &[String]) -> bool {
    terms.len() > 50 || terms.iter().any(|term| term.chars().count() > 30 || term.contains('。'))
}

/// The text, with what other properties say in words below it.
fn description(value: &Value) -> String {
    let mut text = words(&value["description"]).map(|html| plain(&html)).unwrap_or_default();
    let mut add = |label: &str, words: &str| {
        let words = plain(words);
        if !words.is_empty() && !text.contains(&words) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(label);
            text.push('：');
            text.push_str(&words);
        }
    };
    if said_in_sentences(&terms(&value["skills"])) {
        add("技能", &list(&value["skills"]).join("\n"));
    }
    let said = [
        ("岗位职责", "responsibilities", false),
        ("任职资格", "qualifications", false),
        ("经验要求", "experienceRequirements", true),
        ("学历要求", "educationRequirements", true),
        ("工作时间", "workHours", true),
        ("福利待遇", "jobBenefits", false),
    ];
    for (label, name, may_be_known) in said {
        let known = may_be_known && is_known(name, &value[name]);
        if !known {
            add(label, &list(&value[name]).join("\n"));
        }
    }
    text
}

/// Whether the property says nothing beyond what the form has a field for.
fn is_known(name: &str, value: &Value) -> bool {
    match name {
        "educationRequirements" => education(value).is_some(),
        "workHours" => hours(value).is_some(),
        _ => value.as_str().is_some_and(|text| phrases::education(text) == Some(None)),
    }
}

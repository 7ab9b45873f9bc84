//! The labelled table, what holds for any text at all, and scenario 7.

use super::{Finding, Rule, Severity, Span, Subject, Verdict, check, verdict};
use crate::domain::vacancy::{VacancyForm, VacancyKind};
use proptest::prelude::*;
use std::collections::BTreeSet;

const TABLE: &str = include_str!("../../../tests/fixtures/lint.csv");
/// The least share of what is wrong that must be found, and the greatest share of innocent texts that may be suspected.
const RECALL: f64 = 0.98;
const FALSE_ALARMS: f64 = 0.02;

struct Row {
    text: String,
    field: String,
    expected: BTreeSet<String>,
    may: BTreeSet<String>,
}

fn rows() -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let codes = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| Row {
        text: record[0].to_owned(),
        field: record[1].to_owned(),
        expected: codes(&record[2]),
        may: codes(&record[3]),
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn form(field: &str, text: &str) -> VacancyForm {
    let mut form = VacancyForm::default();
    match field {
        "title" => form.title = Some(text.into()),
        "both" => {
            let (title, description) = text.split_once("||").unwrap();
            (form.title, form.description) = (Some(title.into()), Some(description.into()));
        }
        field => {
            form.description = Some(text.into());
            if field == "internship" {
                form.kind = VacancyKind::Internship;
            }
        }
    }
    form
}

/// What is said of the words, leaving aside which fields are not filled in.
fn findings(form: &VacancyForm) -> Vec<Finding> {
    let mut findings = check(&Subject::new(form));
    findings.retain(|finding| finding.rule != Rule::Required);
    findings
}

#[test]
fn the_labelled_table_is_judged_as_it_is_labelled() {
    let (mut wanted, mut found, mut innocent, mut suspected) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    for row in rows() {
        let said: BTreeSet<String> = findings(&form(&row.field, &row.text))
            .iter()
            .map(|one| one.rule.code().as_str().into())
            .collect();
        wanted += row.expected.len();
        found += row.expected.intersection(&said).count();
        let extra: Vec<_> = said.difference(&row.expected).filter(|code| !row.may.contains(*code)).collect();
        let is_innocent = row.expected.iter().all(|code| code == "LINT_AGE_CAP");
        innocent += usize::from(is_innocent);
        suspected += usize::from(is_innocent && !extra.is_empty());
        let missed: Vec<_> = row.expected.difference(&said).collect();
        if !(extra.is_empty() && missed.is_empty()) {
            wrong.push(format!("missed {missed:?}, extra {extra:?}: {}", row.text));
        }
    }
    let (recall, alarms) = (found as f64 / wanted as f64, suspected as f64 / innocent as f64);
    println!("recall {found}/{wanted} = {recall:.4}, false alarms {suspected}/{innocent} = {alarms:.4}");
    println!("{}", wrong.join("\n"));
    assert!(recall >= RECALL && alarms <= FALSE_ALARMS, "{}", wrong.join("\n"));
}

#[test]
fn the_table_is_large_and_half_of_it_is_innocent() {
    let rows = rows();
    let innocent = rows.iter().filter(|row| row.expected.iter().all(|code| code == "LINT_AGE_CAP")).count();
    assert!(rows.len() >= 700 && innocent * 2 >= rows.len(), "{innocent} of {}", rows.len());
    let named: BTreeSet<String> = rows.into_iter().flat_map(|row| row.expected).collect();
    for rule in Rule::ALL.iter().filter(|rule| **rule != Rule::Required) {
        assert!(named.contains(rule.code().as_str()), "no text for {rule:?}");
    }
}

#[test]
fn scenario_7_discrimination() {
    let text = "限男性，身高170以上，不招某族，押金300元";
    let findings = findings(&form("description", text));
    let said: Vec<_> = findings.iter().map(|one| (one.rule, one.quote.as_str())).collect();
    let expected = [
        (Rule::Sex, "限男性"),
        (Rule::Appearance, "身高170以上"),
        (Rule::Ethnicity, "不招某族"),
        (Rule::Deposit, "押金300元"),
    ];
    assert_eq!(said, expected);
    assert_eq!(findings[0].span, Some(Span::new(0, 3)));
    assert!(findings.iter().all(|one| one.pointer == "/description"));
    assert_eq!(verdict(&findings), Verdict::Refused);
    assert_eq!(findings[1].severity, Severity::Hold, "there may be a reason for a height");
}

#[test]
fn spans_point_into_what_was_written_however_it_was_disguised() {
    for (text, quote) in [
        ("包吃住。限　男 性，月薪6千", "限　男 性"),
        ("需繳 押*金３００元", "需繳 押*金３００元"),
        ("𠮷🔥：乙\u{200b}肝携帶者勿擾", "乙\u{200b}肝携帶者勿擾"),
    ] {
        let findings = findings(&form("description", text));
        assert_eq!(findings.iter().map(|one| one.quote.as_str()).collect::<Vec<_>>(), [quote], "{text}");
    }
}

#[test]
fn men_only_is_lawful_where_the_vacancy_names_the_work_that_is_closed_to_women() {
    let said =
        |text: &str| findings(&form("description", text)).iter().map(|one| one.rule).collect::<Vec<_>>();
    assert_eq!(said("矿山井下作业，女职工禁忌从事，限男性"), []);
    assert_eq!(said("第四级体力劳动强度，仅限男性"), []);
    assert_eq!(said("车间普工，仅限男性"), [Rule::Sex]);
    let cleaner = findings(&form("description", "女浴室保洁，限女性"));
    assert_eq!(verdict(&cleaner), Verdict::Review, "close to bodies: the operator decides");
}

#[test]
fn hostile_texts_are_read_to_their_end() {
    for piece in ["限", "不招", "押~", "男女", "18-", "试用期", "12小时", "(", "0", "限男 ", "无", "不收"]
    {
        let text: String = piece.chars().cycle().take(10_000).collect();
        for finding in findings(&form("description", &text)) {
            assert!(finding.span.is_some_and(|span| span.end <= 10_000));
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_checked_and_every_span_quotes_it(
        text in r"(\PC|[限男女不招押金汉族乙肝户籍婚孕费试用期小时0-9 ，。\n\u{200b}]){0,120}",
        title in r"[\PC]{0,30}",
    ) {
        let mut form = form("description", &text);
        form.title = Some(title.clone());
        for finding in check(&Subject::new(&form)) {
            let Some(span) = finding.span else { continue };
            let text = if finding.pointer == "/title" { &title } else { &text };
            prop_assert!(span.start < span.end && span.end as usize <= text.chars().count());
            prop_assert_eq!(span.quote(text), finding.quote);
        }
    }
}

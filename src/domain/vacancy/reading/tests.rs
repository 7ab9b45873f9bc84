//! The labelled table, and what must hold of any text.

use super::*;
use crate::domain::{
    money::Fen,
    pay::PayUnit,
    vacancy::{ContractKind, Dormitory, VacancyDraft},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Advertisements as employers write them, with what is to be read.
const TABLE: &str = include_str!("../../../../tests/fixtures/readings.csv");

/// What was read, kind by kind, as the table writes it.
fn shown(read: &Readings) -> BTreeMap<&'static str, String> {
    let education = |one: Education| match one {
        Education::JuniorSecondary => "junior",
        Education::SecondaryVocational => "secondary",
        Education::HigherVocational => "higher",
        Education::Bachelor => "bachelor",
    };
    let shift = |one: Shift| match one {
        Shift::TwoShifts => "two",
        Shift::ThreeShifts => "three",
        other => other.as_str(),
    };
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let dormitory = &read.dormitory;
    let kinds = [
        ("edu", read.education.as_ref().map(|one| education(one.value).to_owned())),
        ("age", read.minimum_age.as_ref().map(|one| one.value.to_string())),
        ("shift", read.shift.as_ref().map(|one| shift(one.value).to_owned())),
        ("dorm", dormitory.provided.as_ref().map(|one| yes(one.value))),
        ("people", dormitory.people_per_room.as_ref().map(|one| one.value.to_string())),
        ("fee", dormitory.fee.as_ref().map(|one| yuan(one.value))),
        ("meals", read.meals.as_ref().map(|one| one.value.as_str().to_owned())),
        ("ins", read.insurance.as_ref().map(|one| insurances(&one.value))),
        ("fund", read.housing_fund.as_ref().map(|one| yes(one.value))),
        ("hours", read.hours_per_week.as_ref().map(|one| one.value.to_string())),
        ("rest", read.rest_days.as_ref().map(|one| one.value.as_str().to_owned())),
        ("travel", read.travel_allowance.as_ref().map(|one| yuan(one.value))),
        ("group", read.group_hire.as_ref().map(|one| yes(one.value))),
        ("contract", read.contract.as_ref().map(|one| contract(&one.value))),
        ("probation", read.probation_months.as_ref().map(|one| one.value.to_string())),
        ("probation_pay", read.probation_pay.as_ref().map(|one| yuan(one.value))),
        ("pay", read.pay.as_ref().map(|one| range(&one.value))),
        ("base", read.pay.as_ref().and_then(|one| one.value.base).map(yuan)),
    ];
    kinds.into_iter().filter_map(|(kind, value)| Some((kind, value?))).collect()
}

fn yuan(fen: Fen) -> String {
    fen.to_string().replace(',', "")
}

fn insurances(paid: &[Insurance]) -> String {
    match paid.len() {
        0 => "none".to_owned(),
        5 => "five".to_owned(),
        _ => paid.iter().map(|one| one.as_str()).collect::<Vec<_>>().join("+"),
    }
}

fn contract(contract: &Contract) -> String {
    let kind = match contract.kind {
        ContractKind::Labour => "labour",
        ContractKind::Dispatch => "dispatch",
        ContractKind::Internship => "internship",
    };
    format!("{kind}:{}", contract.months.map_or_else(|| "open".to_owned(), |months| months.to_string()))
}

fn range(pay: &Pay) -> String {
    let end = |end: Option<Fen>| end.map_or_else(String::new, yuan);
    let mut range = match (pay.is_known(), pay.min == pay.max) {
        (false, _) => "open".to_owned(),
        (true, true) => end(pay.min),
        (true, false) => format!("{}-{}", end(pay.min), end(pay.max)),
    };
    if pay.unit != PayUnit::Month {
        range = format!("{range}/{}", pay.unit.as_str());
    }
    if pay.months > 12 { format!("{range}x{}", pay.months) } else { range }
}

/// Read rightly, read wrongly, not read.
#[derive(Default)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn precision(&self) -> f64 {
        100.0 * self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn recall(&self) -> f64 {
        100.0 * self.right as f64 / (self.right + self.missed).max(1) as f64
    }
}

#[test]
fn what_employers_write_is_read() {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut rows = 0;
    for row in csv::Reader::from_reader(TABLE.as_bytes()).records() {
        let row = row.unwrap();
        rows += 1;
        let found = shown(&read(&row[0], &row[1], None));
        let labels = row[2].split(';').filter(|label| !label.is_empty());
        let expected: BTreeMap<&str, &str> = labels.map(|label| label.split_once('=').unwrap()).collect();
        for (kind, value) in &found {
            let tally = tallies.entry((*kind).to_owned()).or_default();
            if expected.get(kind) == Some(&value.as_str()) { tally.right += 1 } else { tally.wrong += 1 }
        }
        for (kind, value) in expected {
            let missed = found.get(kind).map(String::as_str) != Some(value);
            tallies.entry(kind.to_owned()).or_default().missed += usize::from(missed);
        }
    }
    for (kind, tally) in &tallies {
        let (precision, recall) = (tally.precision(), tally.recall());
        println!("{kind}: precision {precision:.1} %, recall {recall:.1} %, {} right", tally.right);
        assert!(precision >= 97.0, "{kind}: precision {precision:.1} %");
        assert!(recall >= 90.0, "{kind}: recall {recall:.1} %");
    }
    assert!(rows >= 250 && tallies.len() == 18, "{rows} rows of {} kinds", tallies.len());
}

#[test]
fn what_contradicts_itself_is_not_read() {
    let read = read(
        "长白班",
        "两班倒，双休，单休，包住，不提供住宿，中专以上学历，学历大专，月薪4000元，月薪5000元",
        None,
    );
    assert_eq!(shown(&read), BTreeMap::new());
}

#[test]
fn every_reading_quotes_the_original_text() {
    let description = "試用期 ３ 個月，五 險 一 金，包吃住";
    let read = read("普工", description, None);
    let places = |places: &[Place]| places.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
    assert_eq!(places(&read.probation_months.unwrap().places), ["試用期 ３ 個月"]);
    assert_eq!(places(&read.insurance.unwrap().places), ["五 險 一 金"]);
    assert_eq!(read.meals.unwrap().places[0].span, Span::new(17, 20));
}

#[test]
fn hours_a_day_become_hours_a_week_by_the_days_off_the_employer_gave() {
    let hours = |rest| read("", "每天工作8小时", rest).hours_per_week.map(|one| one.value);
    assert_eq!(hours(Some(RestDays::Two)), Some(40));
    assert_eq!(hours(Some(RestDays::One)), Some(48));
    assert_eq!(hours(None), None);
}

fn draft(title: &str, description: &str) -> VacancyDraft {
    serde_json::from_value(serde_json::json!({
        "title": title, "headcount": 1, "workplace": {}, "description": description, "valid_until": "2026-09-30",
    }))
    .unwrap()
}

#[test]
fn a_dormitory_the_employer_gave_is_completed_and_not_overridden() {
    let mut given = draft("普工", "");
    given.conditions.dormitory = Some(Dormitory { provided: true, people_per_room: Some(6), fee: None });
    let readings = || read("普工", "包住，四人间，住宿费100元/月，底薪2500，试用期1个月", None);
    let filled = fill(&mut given, readings());
    let fee = Some(Fen::yuan(100));
    assert_eq!(given.conditions.dormitory, Some(Dormitory { provided: true, people_per_room: Some(6), fee }));
    let pointers: Vec<&str> = filled.read.iter().map(|one| one.pointer.as_str()).collect();
    assert_eq!(pointers, ["/pay", "/probation", "/conditions/dormitory/fee"]);
    given.conditions.dormitory = Some(Dormitory { provided: false, people_per_room: None, fee: None });
    fill(&mut given, readings());
    assert!(given.conditions.dormitory.is_some_and(|one| one.fee.is_none() && !one.provided));
}

/// Pieces of advertisements, in any order.
fn advertisements() -> impl Strategy<Value = String> {
    let rows = csv::Reader::from_reader(TABLE.as_bytes()).into_records();
    let descriptions: Vec<String> = rows.map(|row| row.unwrap()[1].to_owned()).collect();
    let clauses = descriptions.join("，");
    let clauses: Vec<String> = clauses.split(['，', '。', '；', '\n']).map(str::to_owned).collect();
    let odd = prop::sample::select(vec!["　", "\u{200b}", "𠮷", "１", "-", "(", "0", "¥9", "薪", "至", "！"]);
    let piece = prop_oneof![4 => prop::sample::select(clauses), 1 => odd.prop_map(str::to_owned)];
    prop::collection::vec((piece, prop::sample::select(vec!["，", "", " ", "\n", "、"])), 0..12)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

fn check_quotes(title: &str, description: &str) -> Result<(), TestCaseError> {
    let mut draft = draft("", "");
    for mark in fill(&mut draft, read(title, description, None)).read {
        let text = if mark.field == TextField::Title { title } else { description };
        prop_assert_eq!(mark.span.quote(text), mark.text.clone());
        prop_assert!(mark.span.start < mark.span.end && mark.span.end as usize <= text.chars().count());
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_marks_quote_what_they_say(title in any::<String>(), description in any::<String>()) {
        check_quotes(&title, &description)?;
    }

    #[test]
    fn marks_of_advertisements_quote_what_they_say(title in advertisements(), description in advertisements()) {
        check_quotes(&title, &description)?;
    }

    #[test]
    fn what_the_employer_gave_stays_and_what_was_read_is_forgotten(given in advertisements(), other in advertisements()) {
        // What one text says is given; the other must not change any of it.
        let mut posted = draft("", "");
        fill(&mut posted, read("", &given, None));
        posted.pay.text = Some("4000-6000元/月".into());
        let before = serde_json::to_value(&posted).unwrap();
        let mut filled_in = posted.clone();
        let mut filled = fill(&mut filled_in, read("", &other, None));
        let mut pay = Pay { base: posted.pay.base, ..Pay::default() };
        filled.complete(&mut pay);
        let after = serde_json::to_value(&filled_in).unwrap();
        prop_assert!(keeps(&before, &after), "{} became {}", before, after);
        forget(&mut filled_in, &filled.read);
        prop_assert_eq!(&filled_in, &posted, "from {:?}", filled.read);
    }

    #[test]
    fn pay_that_is_read_prints_as_pay_that_reads_the_same(description in advertisements()) {
        if let Some(pay) = read("", &description, None).pay {
            let again = crate::domain::pay::read(&pay.value.show(crate::domain::language::Language::Chinese));
            prop_assert_eq!(again.map(|pay| Pay { text: None, ..pay }), Ok(Pay { text: None, ..pay.value }));
        }
    }
}

/// Whether every value of the first that is not null stands in the second.
fn keeps(before: &serde_json::Value, after: &serde_json::Value) -> bool {
    match before {
        serde_json::Value::Null => true,
        serde_json::Value::Object(fields) => fields.iter().all(|(name, value)| keeps(value, &after[name])),
        serde_json::Value::Array(items) if items.is_empty() => true,
        other => other == after,
    }
}

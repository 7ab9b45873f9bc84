//! Places as people write them.

use chrono::NaiveDate;
use jobbridge_index::{PlaceReading, RegionCodeFault, vocabulary::Region};
use proptest::prelude::*;

use crate::place_table::RESOLVED;
use crate::place_table_unclear::{AMBIGUOUS, UNKNOWN};
use crate::world::vocabulary;

fn resolved(code: &str, rest: &str) -> PlaceReading {
    PlaceReading::Resolved { code: code.to_owned(), rest: rest.to_owned() }
}

/// What each wrong one was read as, all at once.
fn wrong<'a>(found: impl Iterator<Item = (&'a str, PlaceReading, bool)>) -> Vec<String> {
    found.filter(|(_, _, right)| !right).map(|(text, read, _)| format!("{text}: {read:?}")).collect()
}

#[test]
fn places_are_resolved_with_what_follows_them() {
    let vocabulary = vocabulary();
    let wrong = wrong(RESOLVED.iter().map(|(text, code, rest)| {
        let read = vocabulary.regions().resolve(text);
        let right = read == resolved(code, rest);
        (*text, read, right)
    }));
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(RESOLVED.len() + AMBIGUOUS.len() + UNKNOWN.len() >= 250);
}

#[test]
fn an_ambiguous_place_names_its_candidates() {
    let vocabulary = vocabulary();
    let wrong = wrong(AMBIGUOUS.iter().map(|(text, some)| {
        let read = vocabulary.regions().resolve(text);
        let right = match &read {
            PlaceReading::Ambiguous { candidates } => {
                some.iter().all(|code| candidates.iter().any(|candidate| candidate == code))
            }
            _ => false,
        };
        (*text, read, right)
    }));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_no_place_stays_unknown() {
    let vocabulary = vocabulary();
    let wrong = wrong(UNKNOWN.iter().chain(&["", " ", "𠮷𠮷", "0"]).map(|text| {
        let read = vocabulary.regions().resolve(text);
        let right = read == PlaceReading::Unknown;
        (*text, read, right)
    }));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nicknames_are_places_in_searches_only() {
    let vocabulary = vocabulary();
    for (text, code) in [
        ("魔都", "31"),
        ("鹏城", "4403"),
        ("羊城", "4401"),
        ("shenzhen", "4403"),
        ("Shen Zhen", "4403"),
        ("ＫＵＮＳＨＡＮ", "320583"),
        ("chongqing", "50"),
        ("xi'an", "6101"),
        ("lu'an", "3415"),
        ("xiamen", "3502"),
        ("changsha", "4301"),
    ] {
        assert_eq!(vocabulary.regions().resolve(text), PlaceReading::Unknown, "{text}");
        assert_eq!(vocabulary.regions().resolve_for_search(text), resolved(code, ""), "{text}");
    }
}

#[test]
fn a_spelling_of_several_is_ambiguous() {
    let vocabulary = vocabulary();
    let PlaceReading::Ambiguous { candidates } = vocabulary.regions().resolve_for_search("suzhou") else {
        panic!("{:?}", vocabulary.regions().resolve_for_search("suzhou"));
    };
    assert!(["3205", "3413"].iter().all(|code| candidates.iter().any(|one| one == code)), "{candidates:?}");
}

#[test]
fn every_region_is_found_by_its_own_full_name() {
    let vocabulary = vocabulary();
    let regions = vocabulary.regions();
    let mut wrong = Vec::new();
    for region in regions.iter().filter(|region| !region.short.is_empty()) {
        let name = regions.full_name(&region.code).unwrap();
        let expected = match regions.children(&region.code).as_slice() {
            [only] if only.name == region.name => only.code.clone(),
            _ => region.code.clone(),
        };
        // A municipality's own prefecture is the municipality: 北京市.
        let larger = region.code.get(..2).unwrap().to_owned();
        match regions.resolve(&name) {
            PlaceReading::Resolved { code, rest }
                if rest.is_empty() && (code == expected || code == larger) => {}
            other => wrong.push(format!("{name} {} {other:?}", region.code)),
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
}

/// A region, or the code its prefecture without counties goes by.
fn finest(code: &str) -> String {
    let vocabulary = vocabulary();
    let regions = vocabulary.regions();
    let name = &regions.by_code(code).unwrap().name;
    match regions.children(code).as_slice() {
        [only] if only.name == *name => only.code.clone(),
        _ => code.to_owned(),
    }
}

#[test]
fn every_region_is_found_by_its_province_and_its_own_name() {
    let vocabulary = vocabulary();
    let regions = vocabulary.regions();
    // A municipality's own prefecture is the municipality: 北京市.
    let is_itself = |region: &Region| regions.by_code(&region.code[..2]).unwrap().name == region.name;
    let below = regions.iter().filter(|region| !region.short.is_empty() && !is_itself(region));
    let wrong = wrong(below.flat_map(|region| {
        let province = regions.by_code(&region.code[..2]).unwrap();
        let texts =
            [format!("{}{}", province.name, region.name), format!("{}{}", province.short, region.name)];
        texts.into_iter().filter_map(|text| {
            let read = regions.resolve(&text);
            let same_name: Vec<String> = regions
                .iter()
                .filter(|other| other.code.starts_with(&region.code[..2]) && other.name == region.name)
                .map(|other| finest(&other.code))
                .collect();
            let right = match &read {
                PlaceReading::Resolved { code, rest } => rest.is_empty() && same_name.contains(code),
                // Two districts of one name in one province: 桥西区.
                PlaceReading::Ambiguous { candidates } => {
                    same_name.len() > 1 && same_name.iter().all(|code| candidates.contains(code))
                }
                PlaceReading::Unknown => false,
            };
            (!right).then(|| (&*region.name, read, false))
        })
    }));
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
}

#[test]
fn a_short_name_that_one_region_has_means_it() {
    let vocabulary = vocabulary();
    let regions = vocabulary.regions();
    let wrong =
        wrong(regions.iter().filter(|region| region.short.chars().count() > 1).filter_map(|region| {
            let named = regions.named(&region.short);
            let only = named.iter().all(|one| one.code == region.code);
            let read = regions.resolve(&region.short);
            let right = read == resolved(&finest(&region.code), "");
            only.then_some((&*region.short, read, right))
        }));
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_code_stands_for_what_it_was_on_that_day() {
    let vocabulary = vocabulary();
    let regions = vocabulary.regions();
    let on = |code: &str, date: &str| -> Result<(String, Vec<String>), RegionCodeFault> {
        let found = regions.by_code_on(code, day(date))?;
        Ok((found.name, found.today.iter().map(|region| region.code.clone()).collect()))
    };
    for (code, date, name, today) in [
        ("440183", "2010-05-01", "增城市", vec!["440118"]),
        ("440118", "2020-01-01", "增城区", vec!["440118"]),
        ("110103", "2009-01-01", "崇文区", vec!["110101"]),
        ("522427", "2008-11-09", "威宁彝族回族苗族自治县", vec!["520526"]),
        ("420600", "2010-12-08", "襄樊市", vec!["4206"]),
        ("420600", "2010-12-09", "襄阳市", vec!["4206"]),
        ("4206", "2020-01-01", "襄阳市", vec!["4206"]),
        ("360402", "2012-01-01", "庐山区", vec!["360402"]),
        ("360402", "2020-01-01", "濂溪区", vec!["360402"]),
        ("510211", "1990-01-01", "江北区", vec![]),
        ("451031", "2007-05-21", "隆林各族自治县", vec!["451031"]),
        ("130421", "2007-05-21", "邯郸县", vec!["130402", "130403"]),
        ("440000", "2026-01-01", "广东省", vec!["44"]),
        ("320583", "1999-01-01", "昆山市", vec!["320583"]),
        ("440301", "2007-01-01", "深圳市", vec!["4403"]),
    ] {
        let today: Vec<String> = today.into_iter().map(str::to_owned).collect();
        assert_eq!(on(code, date), Ok((name.to_owned(), today)), "{code} {date}");
    }
    let gone = RegionCodeFault::NoLonger {
        name: "增城市".to_owned(),
        until: 2014,
        today: vec!["440118".to_owned()],
    };
    assert_eq!(on("440183", "2015-01-01"), Err(gone));
    let not_yet = RegionCodeFault::NotYet { name: "增城区".to_owned(), since: 2014 };
    assert_eq!(on("440118", "2013-12-31"), Err(not_yet));
    for unknown in ["", "999999", "449999", "abc", "4", "四四", "44030", "000000", "0100"] {
        assert_eq!(on(unknown, "2020-01-01"), Err(RegionCodeFault::Unknown), "{unknown}");
    }
    let born = day("2007-05-21");
    assert!(regions.by_code_between("440118", born, day("2026-06-20")).is_ok(), "given while they lived");
    assert!(regions.by_code_between("440183", day("2016-01-01"), day("2026-06-20")).is_err());
}

#[test]
fn every_region_of_today_has_its_code_today() {
    let vocabulary = vocabulary();
    let regions = vocabulary.regions();
    for region in regions.iter() {
        let found = regions.by_code_on(&region.code, day("2023-12-01")).unwrap();
        assert_eq!(found.name, region.name);
        assert_eq!(found.today, [region]);
    }
}

#[test]
fn all_levels_of_a_code_are_read() {
    let vocabulary = vocabulary();
    let regions = vocabulary.regions();
    let name = |code: &str| regions.by_code(code).map(|region| region.name.clone());
    for (code, expected) in [
        ("44", Some("广东省")),
        ("440000", Some("广东省")),
        ("4403", Some("深圳市")),
        ("440300", Some("深圳市")),
        ("440306", Some("宝安区")),
        ("441900", Some("东莞市")),
        ("449999", None),
        ("4", None),
        ("abc", None),
        ("四四", None),
    ] {
        assert_eq!(name(code).as_deref(), expected, "{code}");
    }
    let chain: Vec<&str> = regions.ancestors("440306").iter().map(|region| region.name.as_str()).collect();
    assert_eq!(chain, ["广东省", "深圳市", "宝安区"]);
    assert_eq!(regions.full_name("441900").as_deref(), Some("广东省东莞市"));
    assert_eq!(regions.by_code("440306").unwrap().region3, "东部");
    assert!(regions.by_code("451031").unwrap().poverty832);
}

#[test]
fn all_rows_of_the_region_tables_are_there() {
    let vocabulary = vocabulary();
    let count = |length| vocabulary.regions().iter().filter(|region| region.code.len() == length).count();
    assert_eq!((count(2), count(4), count(6)), (34, 342, 2978));
    assert_eq!(vocabulary.regions().iter().filter(|region| region.poverty832).count(), 831);
}

/// Names, what parts them, and what is no place.
fn place_texts() -> impl Strategy<Value = String> {
    let vocabulary = vocabulary();
    let mut pieces: Vec<String> =
        vocabulary.regions().iter().flat_map(|region| [region.name.clone(), region.short.clone()]).collect();
    let others = [
        "、",
        "/",
        "，",
        " ",
        "-",
        "（",
        "）",
        "或",
        "和",
        "：",
        "在",
        "地址",
        "附近",
        "市区",
        "区",
        "镇",
        "人民路1号",
        "均可",
        "高新区",
        "崇文区",
        "襄樊",
        "魔都",
        "省",
        "市",
        "０",
        "𠮷",
        "\u{200b}",
        "臺",
        "a",
    ];
    pieces.extend(others.iter().cycle().take(3000).map(|piece| (*piece).to_owned()));
    prop::collection::vec(prop::sample::select(pieces), 0..7).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_row_of_names_is_read_without_contradiction(text in place_texts()) {
        let vocabulary = vocabulary();
        let regions = vocabulary.regions();
        let _ = regions.resolve_for_search(&text);
        match regions.resolve(&text) {
            PlaceReading::Resolved { code, rest } => {
                prop_assert!(regions.by_code(&code).is_some(), "{} {}", text, code);
                prop_assert!(text.contains(&rest), "{} {}", text, rest);
            }
            PlaceReading::Ambiguous { candidates } => {
                prop_assert!(!candidates.is_empty(), "{}", text);
                prop_assert!(candidates.iter().all(|code| regions.by_code(code).is_some()), "{}", text);
            }
            PlaceReading::Unknown => {}
        }
    }

    #[test]
    fn what_is_printed_reads_back_with_the_street_behind_it(at in 0_usize..3354, street in 0_usize..4) {
        let vocabulary = vocabulary();
        let regions = vocabulary.regions();
        let region = regions.iter().nth(at).unwrap();
        let street = ["", "人民路1号", "科技园A座", "花桥镇绿地大道"][street];
        if region.name.contains("直辖县级") {
            return Ok(());
        }
        let printed = format!("{}{street}", regions.full_name(&region.code).unwrap());
        let PlaceReading::Resolved { code, rest } = regions.resolve(&printed) else {
            return Err(TestCaseError::fail(format!("{printed}: {:?}", regions.resolve(&printed))));
        };
        let itself = code == finest(&region.code) || code == region.code[..2];
        prop_assert!(itself, "{} {} {}", printed, region.code, code);
        prop_assert_eq!(rest, street, "{}", printed);
    }
}

//! Stored searches find of a new vacancy exactly those that find it when they are run.

use std::collections::{BTreeMap, BTreeSet};

use jobbridge_index::{
    Choice, FacetField, Near, QueryError, SingleVacancy, Sort, StoredSearches, VacancyDocument, VacancyQuery,
};
use proptest::prelude::*;

use crate::world::{vacancy, vocabulary};

/// What people type: words, synonyms, narrower and broader ones, pinyin, places, conditions, fillers, signs.
const TEXTS: [&str; 56] = [
    "数控",
    "车工",
    "数控车工",
    "焊工",
    "电焊工",
    "氩弧焊",
    "普工",
    "操作工",
    "技术员",
    "CNC",
    "ＣＮＣ",
    "QC",
    "质检",
    "长白班",
    "包吃住",
    "不上夜班",
    "夜班",
    "双休",
    "五险一金",
    "深圳",
    "苏州",
    "shenzhen",
    "sz",
    "朝阳",
    "学徒",
    "电工",
    "維修電工",
    "厨师",
    "skcg",
    "dianhan",
    "lu'an",
    "市长",
    "南京市长江大桥",
    "维修",
    "招聘",
    "工作",
    "工",
    "焊",
    "plc编程",
    "PLC",
    "护士",
    "苏州的焊工",
    "我想找一份",
    "\"数控车工\"",
    "“长白班”",
    "\"两班倒\"",
    "-普工",
    "-夜班",
    "-\"包吃住\"",
    "-学徒",
    "焊工|电工",
    "招聘|厨师",
    "焊工 | \"普工\"",
    "|",
    "nosuchword",
    "龘",
];
const REGIONS: [&str; 9] = ["44", "4403", "440306", "32", "3205", "320583", "110105", "99", "441900"];
const OCCUPATIONS: [&str; 6] = ["6", "6-18", "6-18-01", "6-18-01-01", "6-18-02-04", "6-31-01-03"];
const TITLES: [&str; 14] = [
    "数控车工(长白班)",
    "ＣＮＣ操作员",
    "电焊工",
    "氩弧焊工学徒",
    "普工 包吃住",
    "维修电工",
    "中餐厨师",
    "质检员QC",
    "南京市长江大桥养护工",
    "市长热线话务员",
    "PLC编程技术员",
    "朝阳区店长",
    "六安护士",
    "苏州工业园区急招数控技术人员双休",
];
const DESCRIPTIONS: [&str; 6] = [
    "",
    "长白班，包吃住，学徒可",
    "两班倒，五险一金",
    "招聘焊工，會操作數控車床，双休",
    "不上夜班。会PLC编程者优先",
    "有电工证，夜班补贴，深圳宝安",
];

fn several(values: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<String>> {
    let one = prop::sample::select(values).prop_map(str::to_owned);
    prop::collection::vec(one, 0..=most)
}

/// Mostly none; values wanted and unwanted.
fn choices(values: &'static [&'static str]) -> impl Strategy<Value = Vec<Choice>> {
    let one = (prop::sample::select(values), prop::bool::weighted(0.25));
    let one = one.prop_map(|(value, excluded)| Choice { value: value.to_owned(), excluded });
    prop_oneof![16 => Just(Vec::new()), 2 => prop::collection::vec(one, 1..4)]
}

fn maybe<T: std::fmt::Debug + Clone + 'static>(
    part: f64,
    of: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Option<T>> {
    prop::option::weighted(part, of)
}

fn near() -> impl Strategy<Value = Near> {
    let centre = prop_oneof![
        Just((114.05, 22.54)),
        Just((120.98, 31.38)),
        Just((179.99, 0.0)),
        Just((10.0, 89.0)),
        (-180.0..180.0_f64, -90.0..90.0_f64),
    ];
    let radius = prop_oneof![Just(0.0), Just(3.0), Just(25.0), Just(120.0), Just(900.0), Just(20_038.0)];
    (centre, radius).prop_map(|((lon, lat), radius_km)| Near { lon, lat, radius_km })
}

/// Every criterion there is, and a few that are refused.
fn queries() -> impl Strategy<Value = VacancyQuery> {
    let text =
        prop::collection::vec(prop::sample::select(&TEXTS[..]), 0..3).prop_map(|words| words.join(" "));
    let text = prop_oneof![8 => text, 1 => "[\\-\"|'，a-z数控车工焊 ]{0,12}", 1 => Just(String::new())];
    let codes = (
        choices(&REGIONS),
        choices(&OCCUPATIONS),
        choices(&["460103", "560301", "000000"]),
        choices(&["数控", "PLC", "plc编程", "焊接"]),
        choices(&["电工证", "低压电工作业", "焊工证"]),
        choices(&["emp_1", "emp_2"]),
        choices(&["prg_1", "prg_2"]),
    );
    let words = (
        choices(&["employment", "internship"]),
        choices(&["day", "two_shift", "rotating"]),
        choices(&["provided", "none"]),
        choices(&["pension", "medical", "injury"]),
        choices(&["one", "two"]),
    );
    let flags = (maybe(0.08, any::<bool>()), maybe(0.08, any::<bool>()), maybe(0.08, any::<bool>()));
    let numbers = (
        maybe(0.15, near()),
        maybe(0.2, -50_000_i64..900_000),
        maybe(0.1, 0_i64..900_000),
        maybe(0.1, 0_i64..700_000),
        prop::bool::weighted(0.8),
        maybe(0.1, 0_i64..12),
        prop::sample::select(&Sort::ALL[..]),
    );
    (text, codes, words, flags, numbers).prop_map(|(text, codes, words, flags, numbers)| {
        let (regions, occupations, majors, skills, certificates, employers, programmes) = codes;
        let (kinds, shifts, meals, insurance, rest_days) = words;
        let (dormitory, housing_fund, accepts_minor) = flags;
        let (near, pay_min, pay_max, base_min, include_unknown_pay, published_after, sort) = numbers;
        VacancyQuery {
            text,
            regions,
            occupations,
            majors,
            skills,
            certificates,
            employers,
            kinds,
            shifts,
            meals,
            insurance,
            rest_days,
            programmes,
            dormitory,
            housing_fund,
            accepts_minor,
            near,
            pay_min,
            pay_max,
            base_min,
            include_unknown_pay,
            published_after,
            sort,
            limit: 0,
            facets: FacetField::ALL.to_vec(),
            ..VacancyQuery::default()
        }
    })
}

fn vacancies() -> impl Strategy<Value = VacancyDocument> {
    let place = prop_oneof![
        Just(None),
        Just(Some((114.06, 22.55))),
        Just(Some((121.2, 31.3))),
        Just(Some((-179.99, 0.05))),
        Just(Some((200.0, 95.0))),
        Just(Some((f64::NAN, 31.0))),
        (-180.0..180.0_f64, -90.0..90.0_f64).prop_map(Some),
    ];
    let words = (
        prop::sample::select(&TITLES[..]),
        prop::sample::select(&DESCRIPTIONS[..]),
        prop::sample::select(&REGIONS[..]),
        maybe(0.7, prop::sample::select(&OCCUPATIONS[3..])),
        several(&["460103", "560301"], 2),
        several(&["PLC编程", "数控", "焊接"], 2),
        several(&["低压电工作业", "焊工证"], 1),
        several(&["pension", "medical", "injury"], 3),
        several(&["prg_1", "prg_2"], 1),
    );
    let others = (
        maybe(0.6, prop::sample::select(&["day", "two_shift", "rotating"][..])),
        maybe(0.6, prop::sample::select(&["provided", "none"][..])),
        maybe(0.6, prop::sample::select(&["one", "two"][..])),
        prop::bool::weighted(0.8),
        any::<[bool; 4]>(),
    );
    let numbers = (
        prop_oneof![1 => Just(Some(i64::MIN)), 12 => prop::option::of(0_i64..900_000)],
        maybe(0.6, 0_i64..900_000),
        maybe(0.5, 0_i64..700_000),
        0_i64..12,
        place,
    );
    (words, others, numbers).prop_map(|(words, others, numbers)| {
        let (title, description, region, occupation, majors, skills, certificates, insurance, programmes) =
            words;
        let (shift, meals, rest_days, employment, flags) = others;
        let [dormitory, housing_fund, accepts_minor, paid_otherwise] = flags;
        let (pay_min, pay_max, base_min, published_at, place) = numbers;
        VacancyDocument {
            description: description.to_owned(),
            employer_key: if dormitory { "emp_1" } else { "emp_2" }.to_owned(),
            employer_name: "深圳精工数控有限公司".to_owned(),
            regions: vec![region.to_owned()],
            occupation: occupation.map(str::to_owned),
            occupation_name: occupation.map(|_| "车工".to_owned()),
            majors,
            skills,
            certificates,
            insurance,
            programmes,
            kind: if employment { "employment" } else { "internship" }.to_owned(),
            shift: shift.map(str::to_owned),
            meals: meals.map(str::to_owned),
            rest_days: rest_days.map(str::to_owned),
            dormitory,
            housing_fund,
            accepts_minor,
            paid_otherwise,
            pay_min,
            pay_max,
            base_min,
            published_at,
            lon: place.map(|(lon, _)| lon),
            lat: place.map(|(_, lat)| lat),
            ..vacancy("vac_1", title)
        }
    })
}

/// The ids whose searches find the vacancy when they are run.
fn run(searches: &BTreeMap<u32, VacancyQuery>, document: &VacancyDocument) -> BTreeSet<u32> {
    let single = SingleVacancy::new(document, vocabulary()).unwrap();
    let finds = |query: &VacancyQuery| single.matches(query).unwrap();
    searches.iter().filter(|(_, query)| finds(query)).map(|(id, _)| *id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn they_find_what_the_searches_find(
        queries in prop::collection::vec((0_u32..60, queries()), 1..90),
        removed in prop::collection::vec(0_u32..60, 0..30),
        again in prop::collection::vec((0_u32..60, queries()), 0..30),
        documents in prop::collection::vec(vacancies(), 1..6),
    ) {
        let stored = StoredSearches::new(vocabulary());
        let mut searches = BTreeMap::new();
        let put = |id: u32, query: VacancyQuery, searches: &mut BTreeMap<u32, VacancyQuery>| {
            match stored.put(id, &query) {
                Ok(()) => searches.insert(id, query),
                Err(refused) => {
                    assert!(refused.is_input(), "{refused}");
                    let single = SingleVacancy::new(&vacancy("vac_1", "普工"), vocabulary()).unwrap();
                    assert_eq!(single.matches(&query).err().map(|error| error.code()), Some(refused.code()));
                    searches.remove(&id)
                }
            }
        };
        for (id, query) in queries {
            put(id, query, &mut searches);
        }
        for id in removed {
            prop_assert_eq!(stored.remove(id), searches.remove(&id).is_some());
        }
        for (id, query) in again {
            put(id, query, &mut searches);
        }
        prop_assert_eq!(stored.len(), searches.len());
        for document in &documents {
            let found = stored.find(&stored.words_of(document));
            let distinct: BTreeSet<u32> = found.iter().copied().collect();
            prop_assert_eq!(distinct.len(), found.len(), "an id twice");
            let expected = run(&searches, document);
            let wrong: Vec<_> =
                distinct.symmetric_difference(&expected).map(|id| (id, &searches[id])).collect();
            prop_assert!(wrong.is_empty(), "{document:?}\n{wrong:?}");
        }
        for id in searches.into_keys() {
            stored.remove(id);
        }
        let counts = stored.counts();
        prop_assert_eq!((counts.searches, counts.distinct, counts.requirements, counts.terms), (0, 0, 0, 0));
    }
}

#[test]
fn many_of_one_word_are_told_apart_by_their_places_and_pay() {
    let stored = StoredSearches::new(vocabulary());
    let mut searches = BTreeMap::new();
    for id in 0..4_000_u32 {
        let query = VacancyQuery {
            text: ["焊工", "焊工 长白班", "电焊工 双休"][id as usize % 3].to_owned(),
            regions: vec![Choice::of(REGIONS[id as usize / 3 % REGIONS.len()])],
            pay_min: (id % 7 > 0).then(|| i64::from(id % 7) * 100_000),
            published_after: (id % 100 == 99).then(|| i64::from(id)),
            ..VacancyQuery::default()
        };
        searches.insert(id, query);
    }
    let refused = stored.put_all(searches.iter().map(|(id, query)| (*id, query)));
    assert!(refused.is_empty());
    let counts = stored.counts();
    assert_eq!(counts.searches, 4_000);
    assert!(counts.distinct < 300, "{counts:?}");
    let document = VacancyDocument {
        regions: vec!["440306".to_owned()],
        description: "长白班".to_owned(),
        pay_min: Some(350_000),
        pay_max: Some(450_000),
        published_at: 2_000,
        ..vacancy("vac_1", "氩弧焊 电焊工")
    };
    let vacancy = stored.words_of(&document);
    let mut found: BTreeSet<u32> = stored.find(&vacancy).into_iter().collect();
    assert!(found.len() > 100);
    assert_eq!(found, run(&searches, &document));
    for id in found.clone().into_iter().step_by(2) {
        assert!(stored.remove(id) && !stored.remove(id));
        found.remove(&id);
    }
    assert_eq!(stored.find(&vacancy).into_iter().collect::<BTreeSet<u32>>(), found);
}

#[test]
fn an_id_has_one_search_and_none_where_it_cannot_be_run() {
    let stored = StoredSearches::new(vocabulary());
    let query = |text: &str| VacancyQuery { text: text.to_owned(), ..VacancyQuery::default() };
    let document = vacancy("vac_1", "电焊工");
    let find = || stored.find(&stored.words_of(&document));
    stored.put("one", &query("焊工")).unwrap();
    stored.put("two", &query("焊工")).unwrap();
    stored.put("all", &query("")).unwrap();
    let mut found = find();
    found.sort_unstable();
    assert_eq!(found, ["all", "one", "two"]);
    stored.put("one", &query("厨师")).unwrap();
    assert!(matches!(stored.put("two", &query("\"焊工")), Err(QueryError::UnclosedQuote)));
    assert_eq!(find(), ["all"]);
    assert_eq!(stored.len(), 2);
}

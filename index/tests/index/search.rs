//! Searching vacancies: words, filters, pay, place, order, pages, facets, single vacancies.

use jobbridge_index::{
    Choice, FacetField, IndexChange, Near, QueryError, SingleVacancy, Sort, SuggestionKind, VacancyDocument,
    VacancyHits, VacancyQuery, VacancyRecall,
};

use crate::world::{World, vacancy, vocabulary};

fn text(text: &str) -> VacancyQuery {
    VacancyQuery { text: text.to_owned(), limit: 100, ..VacancyQuery::default() }
}

fn search(world: &World, query: &VacancyQuery) -> VacancyHits {
    world.index.vacancies().search(query).unwrap()
}

fn keys(world: &World, query: &VacancyQuery) -> Vec<String> {
    search(world, query).hits.into_iter().map(|hit| hit.key).collect()
}

fn yuan(yuan: i64) -> Option<i64> {
    Some(yuan * 100)
}

fn paid(key: &str, low: Option<i64>, high: Option<i64>) -> VacancyDocument {
    VacancyDocument { pay_min: low, pay_max: high, ..vacancy(key, "普工") }
}

#[test]
fn the_default_query_finds_everything_newest_first() {
    let world = World::with_vacancies((0..5).map(|n| VacancyDocument {
        published_at: n,
        headcount: 3,
        ..vacancy(&format!("v{n}"), "普工")
    }));
    let found = search(&world, &VacancyQuery::default());
    assert_eq!((found.total, found.positions, found.next), (5, 15, None));
    let keys: Vec<&str> = found.hits.iter().map(|hit| hit.key.as_str()).collect();
    assert_eq!(keys, ["v4", "v3", "v2", "v1", "v0"]);
}

#[test]
fn a_pay_filter_tests_overlap_and_unknown_pay_is_the_searchers_choice() {
    let world = World::with_vacancies([
        paid("low", yuan(3000), yuan(4000)),
        paid("middle", yuan(4000), yuan(6000)),
        paid("high", yuan(8000), yuan(9000)),
        paid("from", yuan(5000), None),
        paid("unknown", None, None),
    ]);
    let pay = |low, high, unknown| VacancyQuery {
        pay_min: low,
        pay_max: high,
        include_unknown_pay: unknown,
        sort: Sort::Pay,
        ..VacancyQuery::default()
    };
    assert_eq!(keys(&world, &pay(yuan(4500), None, true)), ["high", "from", "middle", "unknown"]);
    assert_eq!(keys(&world, &pay(yuan(4500), None, false)), ["high", "from", "middle"]);
    assert_eq!(keys(&world, &pay(yuan(3500), yuan(4500), false)), ["middle", "low"]);
    assert_eq!(keys(&world, &pay(None, yuan(3500), false)), ["low"]);
    assert_eq!(keys(&world, &pay(None, None, true)).len(), 5);
    assert_eq!(
        keys(&world, &pay(None, None, false)).len(),
        4,
        "without a filter, too, the unknown may be left out"
    );
}

#[test]
fn base_pay_is_its_own_filter() {
    let base = |key, base_min| VacancyDocument { base_min, ..vacancy(key, "普工") };
    let world = World::with_vacancies([base("a", yuan(2500)), base("b", yuan(3500)), base("c", None)]);
    let query = VacancyQuery { base_min: yuan(3000), include_unknown_pay: false, ..VacancyQuery::default() };
    assert_eq!(keys(&world, &query), ["b"]);
    assert_eq!(keys(&world, &VacancyQuery { include_unknown_pay: true, ..query }), ["b", "c"]);
}

#[test]
fn regions_and_occupations_are_found_at_every_level() {
    let place = |key, region: &str, occupation: &str| VacancyDocument {
        regions: vec![region.to_owned()],
        occupation: Some(occupation.to_owned()),
        ..vacancy(key, "普工")
    };
    let world = World::with_vacancies([
        place("baoan", "440306", "6-18-01-01"),
        place("dongguan", "441900", "6-18-02-04"),
        place("kunshan", "320583", "4-03-02-01"),
    ]);
    let region = |codes: &[Choice]| VacancyQuery { regions: codes.to_vec(), ..VacancyQuery::default() };
    assert_eq!(keys(&world, &region(&[Choice::of("440306")])), ["baoan"]);
    assert_eq!(keys(&world, &region(&[Choice::of("4403")])), ["baoan"]);
    assert_eq!(keys(&world, &region(&[Choice::of("440000")])), ["baoan", "dongguan"]);
    assert_eq!(keys(&world, &region(&[Choice::of("441900")])), ["dongguan"]);
    assert_eq!(keys(&world, &region(&[Choice::of("4419"), Choice::of("32")])), ["dongguan", "kunshan"]);
    assert_eq!(keys(&world, &region(&[Choice::of("44"), Choice::not("4403")])), ["dongguan"]);
    assert_eq!(keys(&world, &region(&[Choice::not("44")])), ["kunshan"]);
    let occupation = |code| VacancyQuery { occupations: vec![Choice::of(code)], ..VacancyQuery::default() };
    assert_eq!(keys(&world, &occupation("6-18")), ["baoan", "dongguan"]);
    assert_eq!(keys(&world, &occupation("6-18-01-01")), ["baoan"]);
    assert_eq!(keys(&world, &occupation("6-1")), Vec::<String>::new());
}

#[test]
fn a_skill_filter_knows_other_words_for_the_skill() {
    let world = World::with_vacancies([VacancyDocument {
        skills: vec!["看图纸".to_owned(), "造火箭".to_owned()],
        ..vacancy("v", "钳工")
    }]);
    for skill in ["识图", "图纸识读", "看图紙", "造火箭"] {
        let query = VacancyQuery { skills: vec![Choice::of(skill)], ..VacancyQuery::default() };
        assert_eq!(keys(&world, &query), ["v"], "{skill}");
    }
}

#[test]
fn conditions_are_filters() {
    let full = VacancyDocument {
        dormitory: true,
        housing_fund: true,
        shift: Some("day".to_owned()),
        meals: Some("provided".to_owned()),
        insurance: vec!["pension".to_owned(), "injury".to_owned()],
        rest_days: Some("two".to_owned()),
        majors: vec!["660103".to_owned()],
        programmes: vec!["prg_1".to_owned()],
        certificates: vec!["电工证".to_owned()],
        ..vacancy("full", "电工")
    };
    let bare =
        VacancyDocument { accepts_minor: true, kind: "internship".to_owned(), ..vacancy("bare", "电工") };
    let world = World::with_vacancies([full, bare]);
    let q = VacancyQuery::default;
    let one = |value: &str| vec![Choice::of(value)];
    for (query, key) in [
        (VacancyQuery { dormitory: Some(true), ..q() }, "full"),
        (VacancyQuery { dormitory: Some(false), ..q() }, "bare"),
        (VacancyQuery { housing_fund: Some(true), ..q() }, "full"),
        (VacancyQuery { accepts_minor: Some(true), ..q() }, "bare"),
        (VacancyQuery { shifts: one("day"), ..q() }, "full"),
        (VacancyQuery { meals: one("provided"), ..q() }, "full"),
        (VacancyQuery { insurance: one("injury"), ..q() }, "full"),
        (VacancyQuery { rest_days: one("two"), ..q() }, "full"),
        (VacancyQuery { majors: one("660103"), ..q() }, "full"),
        (VacancyQuery { programmes: one("prg_1"), ..q() }, "full"),
        (VacancyQuery { certificates: one("低压电工作业"), ..q() }, "full"),
        (VacancyQuery { kinds: one("internship"), ..q() }, "bare"),
        (VacancyQuery { kinds: vec![Choice::not("internship")], ..q() }, "full"),
    ] {
        assert_eq!(keys(&world, &query), [key], "{query:?}");
    }
}

#[test]
fn near_measures_and_bounds_distance() {
    let at = |key, lon, lat| VacancyDocument { lon: Some(lon), lat: Some(lat), ..vacancy(key, "普工") };
    let world = World::with_vacancies([
        at("far", 120.5853, 31.2989),
        at("near", 121.48, 31.24),
        vacancy("nowhere", "普工"),
    ]);
    let near = |radius_km| VacancyQuery {
        near: Some(Near { lon: 121.4737, lat: 31.2304, radius_km }),
        sort: Sort::Distance,
        ..VacancyQuery::default()
    };
    let found = search(&world, &near(100.0));
    let keys: Vec<&str> = found.hits.iter().map(|hit| hit.key.as_str()).collect();
    assert_eq!(keys, ["near", "far"]);
    assert!(found.hits[0].distance_km.unwrap() < 2.0);
    assert!((80.0..90.0).contains(&found.hits[1].distance_km.unwrap()));
    assert_eq!(search(&world, &near(10.0)).total, 1);
}

#[test]
fn facets_count_what_is_found() {
    let world = World::with_vacancies((0..6).map(|n| VacancyDocument {
        regions: vec![if n < 4 { "440306" } else { "320583" }.to_owned()],
        shift: (n % 2 == 0).then(|| "day".to_owned()),
        ..vacancy(&format!("v{n}"), if n == 5 { "焊工" } else { "普工" })
    }));
    let query = VacancyQuery { facets: vec![FacetField::Region, FacetField::Shift], ..text("普工") };
    let found = search(&world, &query);
    let values = |at: usize| -> Vec<(&str, u64)> {
        found.facets[at].values.iter().map(|value| (value.value.as_str(), value.count)).collect()
    };
    assert_eq!(values(0), [("44", 4), ("4403", 4), ("440306", 4), ("32", 1), ("3205", 1), ("320583", 1)]);
    assert_eq!(values(1), [("day", 3)]);
}

#[test]
fn what_was_searched_for_is_marked_in_the_title_as_written() {
    let world = World::with_vacancies([
        vacancy("a", "ＣＮＣ操作员<急>"),
        vacancy("b", "招聘數控\u{200b}車工"),
        vacancy("c", "电焊工"),
    ]);
    let marked = |query: &str| search(&world, &text(query)).hits[0].title_highlight.clone();
    assert_eq!(marked("cnc"), "<mark>ＣＮＣ</mark>操作员&lt;急&gt;");
    assert_eq!(marked("数控车工"), "招聘<mark>數控\u{200b}車工</mark>");
    assert_eq!(marked("dianhangong"), "<mark>电焊工</mark>");
}

#[test]
fn the_answer_says_how_the_text_was_read() {
    let world = World::with_vacancies([vacancy("a", "普工")]);
    let understood = search(&world, &text("鹏城 數控技術招聘 \"长白班\" -夜班")).understood;
    assert_eq!(understood.text, "鹏城 数控技术招聘 \"长白班\" -夜班");
    assert!(understood.words.contains(&"鹏城".to_owned()));
    assert_eq!(understood.regions, ["4403"]);
    assert_eq!(understood.phrases, ["长白班"]);
    assert_eq!(understood.excluded, ["夜班"]);
    assert!(understood.dropped.contains(&"招聘".to_owned()), "{understood:?}");
    assert_eq!(search(&world, &text("数控车工")).understood.occupations, ["6-18-01-01"]);
}

#[test]
fn a_place_in_the_text_finds_vacancies_there() {
    let world = World::with_vacancies([
        VacancyDocument { regions: vec!["440306".to_owned()], ..vacancy("sz", "数控车工") },
        VacancyDocument { regions: vec!["320583".to_owned()], ..vacancy("ks", "数控车工") },
    ]);
    for query in ["深圳 数控车工", "深圳数控车工", "鹏城车工", "宝安车工", "shenzhen 车工"]
    {
        assert_eq!(keys(&world, &text(query)), ["sz"], "{query}");
    }
}

#[test]
fn descriptions_and_employers_are_searched_below_titles() {
    let world = World::with_vacancies([
        VacancyDocument {
            description: "负责叉车驾驶，提供工作餐".to_owned(), ..vacancy("a", "仓库普工")
        },
        vacancy("b", "叉车司机"),
        VacancyDocument {
            employer_name: "宁波海天精工股份有限公司".to_owned(), ..vacancy("c", "装配工")
        },
    ]);
    assert_eq!(keys(&world, &text("叉车")), ["b", "a"]);
    assert_eq!(keys(&world, &text("海天精工")), ["c"]);
    assert_eq!(keys(&world, &text("\"提供工作餐\"")), ["a"]);
    assert_eq!(keys(&world, &text("仓库 -叉车")), Vec::<String>::new());
}

#[test]
fn a_cursor_of_another_search_is_refused() {
    let world = World::with_vacancies((0..3).map(|n| vacancy(&format!("v{n}"), "普工")));
    let first = VacancyQuery { limit: 1, ..text("普工") };
    let next = search(&world, &first).next;
    assert!(next.is_some());
    let second = VacancyQuery { after: next.clone(), ..first };
    assert_eq!(search(&world, &second).hits.len(), 1);
    for other in [
        VacancyQuery { after: next.clone(), ..text("焊工") },
        VacancyQuery { sort: Sort::Newest, ..second.clone() },
        VacancyQuery { regions: vec![Choice::of("44")], ..second },
    ] {
        let refused = world.index.vacancies().search(&other);
        assert!(matches!(refused, Err(QueryError::ForeignCursor)), "{refused:?}");
    }
}

#[test]
fn pages_go_on_where_they_ended_although_vacancies_come_and_go() {
    let titles = ["数控车工", "数控车工 包吃住 急聘", "车工学徒", "数控铣工", "普通车工 长白班 双休"];
    let world = World::with_vacancies((0..40).map(|n| vacancy(&format!("v{n:02}"), titles[n % 5])));
    let query = VacancyQuery { limit: 8, ..text("车工") };
    let whole = keys(&world, &VacancyQuery { limit: 100, ..query.clone() });
    let mut seen = Vec::new();
    let mut after = None;
    for round in 0.. {
        let page = search(&world, &VacancyQuery { after, ..query.clone() });
        seen.extend(page.hits.into_iter().map(|hit| hit.key));
        after = page.next;
        if after.is_none() {
            break;
        }
        let new = VacancyDocument { title: "车工".to_owned(), ..vacancy(&format!("new{round}"), "") };
        world.index.apply(&[IndexChange::UpsertVacancy(Box::new(new))]).unwrap();
        world.index.commit(&round.to_string()).unwrap();
    }
    seen.retain(|key| !key.starts_with("new"));
    assert_eq!(seen, whole);
}

#[test]
fn what_cannot_be_asked_is_refused_with_its_reason() {
    let world = World::new();
    let q = VacancyQuery::default;
    let near = |lon, lat, radius_km| Some(Near { lon, lat, radius_km });
    for (query, code) in [
        (VacancyQuery { text: "焊".repeat(257), ..q() }, "TEXT_TOO_LONG"),
        (VacancyQuery { text: "焊 ".repeat(33), ..q() }, "TOO_MANY_CLAUSES"),
        (VacancyQuery { text: "\"焊".to_owned(), ..q() }, "UNCLOSED_QUOTE"),
        (VacancyQuery { limit: 0, ..q() }, "BAD_LIMIT"),
        (VacancyQuery { limit: 101, ..q() }, "BAD_LIMIT"),
        (VacancyQuery { facets: vec![FacetField::Region; 11], ..q() }, "TOO_MANY_FACETS"),
        (VacancyQuery { sort: Sort::Distance, ..q() }, "DISTANCE_NEEDS_NEAR"),
        (VacancyQuery { near: near(181.0, 0.0, 1.0), ..q() }, "BAD_NEAR"),
        (VacancyQuery { near: near(0.0, f64::NAN, 1.0), ..q() }, "BAD_NEAR"),
        (VacancyQuery { pay_min: Some(2), pay_max: Some(1), ..q() }, "BAD_PAY"),
        (VacancyQuery { regions: vec![Choice::of("44"); 101], ..q() }, "TOO_MANY_VALUES"),
        (VacancyQuery { after: Some("nonsense".to_owned()), ..q() }, "BAD_CURSOR"),
    ] {
        let refused = world.index.vacancies().search(&query).unwrap_err();
        assert_eq!(refused.code(), code);
        assert!(refused.is_input());
    }
    assert_eq!("sideways".parse::<Sort>().unwrap_err().code(), "UNKNOWN_SORT");
    assert_eq!("colour".parse::<FacetField>().unwrap_err().code(), "UNKNOWN_FACET");
}

#[test]
fn nested_brackets_do_no_harm() {
    let world = World::with_vacancies([vacancy("a", "普工")]);
    let query = text(&format!("{}普工{}", "(".repeat(120), ")".repeat(120)));
    assert_eq!(keys(&world, &query), ["a"]);
}

#[test]
fn one_vacancy_answers_as_the_search_would() {
    let document = VacancyDocument {
        regions: vec!["440306".to_owned()],
        pay_min: yuan(5000),
        pay_max: yuan(7000),
        ..vacancy("v", "数控车工(长白班)")
    };
    let single = SingleVacancy::new(&document, vocabulary()).unwrap();
    assert!(single.matches(&text("CNC")).unwrap());
    assert!(single.matches(&text("skcg")).unwrap());
    assert!(!single.matches(&text("焊工")).unwrap());
    assert!(!single.matches(&text("数控 -长白班")).unwrap());
    let pay = |pay_min| VacancyQuery { pay_min, ..text("") };
    assert!(single.matches(&pay(yuan(6500))).unwrap());
    assert!(!single.matches(&pay(yuan(7500))).unwrap());
    // A page that ended elsewhere does not matter.
    let paged = VacancyQuery { after: Some("1.0.0.00".to_owned()), ..text("数控") };
    assert!(single.matches(&paged).unwrap());
}

#[test]
fn completions_come_from_titles_and_dictionaries_by_character_and_pinyin() {
    let world =
        World::with_vacancies([vacancy("a", "数控车工"), vacancy("b", "数控铣工"), vacancy("c", "数控车工")]);
    let suggest = |typed: &str| world.index.vacancies().suggest(typed, 10).unwrap();
    let first = suggest("数控");
    assert_eq!((first[0].text.as_str(), first[0].kind), ("数控车工", SuggestionKind::Title));
    assert!(first.iter().any(|one| one.kind == SuggestionKind::Skill), "{first:?}");
    assert!(suggest("skc").iter().any(|one| one.text == "数控车工"));
    assert!(suggest("shukongxi").iter().any(|one| one.text == "数控铣工"));
    let kunshan = suggest("kunshan");
    assert!(
        kunshan.iter().any(|one| one.text == "昆山" && one.code.as_deref() == Some("320583")),
        "{kunshan:?}"
    );
    assert!(suggest("").is_empty());
    assert!(suggest("((((").is_empty());
}

#[test]
fn recall_ranks_what_fits_most_and_fills_up_when_asked() {
    let offer = |key, occupation: &str, skill: &str| VacancyDocument {
        occupation: Some(occupation.to_owned()),
        skills: vec![skill.to_owned()],
        ..vacancy(key, "岗位")
    };
    let world = World::with_vacancies([
        offer("lathe", "6-18-01-01", "数控车床操作"),
        offer("weld", "6-18-02-04", "氩弧焊"),
        offer("cook", "4-03-02-01", "切配"),
        VacancyDocument {
            kind: "internship".to_owned(), ..offer("trainee", "6-18-01-01", "数控车床操作")
        },
    ]);
    let recall = VacancyRecall {
        skills: vec!["CNC车床操作".to_owned()],
        occupations: vec![("6-18-01-01".to_owned(), 1.0), ("6-18".to_owned(), 0.5)],
        only_kinds: vec!["employment".to_owned()],
        limit: 10,
        ..VacancyRecall::default()
    };
    let keys = |recall: &VacancyRecall| -> Vec<String> {
        world.index.vacancies().recall(recall).unwrap().into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(keys(&recall), ["lathe", "weld"]);
    assert_eq!(keys(&VacancyRecall { fill: true, ..recall }), ["lathe", "weld", "cook"]);
}

//! What a search does where its words find nothing: near words, said aloud, and then fewer words, said aloud as well.

use jobbridge_index::{Choice, IndexChange, QueryError, VacancyDocument, VacancyHits, VacancyQuery};
use proptest::prelude::*;

use crate::world::{World, vacancy};

fn world() -> World {
    let titles = [
        "收银员",
        "收银员(白班)",
        "电焊工",
        "电焊",
        "数控车工",
        "数控车工 长白班",
        "钳工",
        "叉车司机",
        "幼儿园老师",
        "PLC编程",
        "仓库管理员",
        "数控铣工学徒",
    ];
    World::with_vacancies(titles.iter().enumerate().map(|(n, title)| VacancyDocument {
        regions: vec![if n % 2 == 0 { "440306" } else { "320583" }.to_owned()],
        description: "包吃住，合成数据".to_owned(),
        ..vacancy(&format!("v{n:02}"), title)
    }))
}

fn forgiving(text: &str) -> VacancyQuery {
    VacancyQuery { text: text.to_owned(), forgiving: true, limit: 100, ..VacancyQuery::default() }
}

fn search(world: &World, query: &VacancyQuery) -> VacancyHits {
    world.index.vacancies().search(query).unwrap()
}

fn keys(found: &VacancyHits) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.key.as_str()).collect()
}

#[test]
fn a_slip_is_corrected_and_said_aloud() {
    let world = world();
    for (typed, corrected) in [
        ("收影员", "收银员"),
        ("收影员招聘", "收银员招聘"),
        ("電汗", "电焊"),
        ("数空车工", "数控车工"),
        ("数控车公", "数控车工"),
        ("钱工", "钳工"),
        ("义车司机", "叉车司机"),
        ("叉车机司", "叉车司机"),
        ("shukongg", "数控"),
        ("shouyingyuan", "收银员"),
        ("plc编成", "plc编程"),
        ("深圳收影员", "深圳收银员"),
        ("收影员 -夜班 \"包吃住\"", "收银员 -夜班 \"包吃住\""),
    ] {
        let found = search(&world, &forgiving(typed));
        assert_eq!(found.understood.corrected_from.as_deref(), Some(typed), "{typed}");
        assert_eq!(found.understood.text, corrected, "{typed}");
        assert!(found.total > 0 && !found.understood.relaxed, "{typed}");
        let plain = search(&world, &VacancyQuery { text: corrected.to_owned(), ..forgiving("") });
        assert_eq!(keys(&found), keys(&plain), "{typed}");
        let marked = found.hits.iter().filter(|hit| hit.title_highlight.contains("<mark>"));
        assert_eq!(marked.count(), found.hits.len(), "what was searched for is marked: {typed}");
    }
}

#[test]
fn what_finds_something_is_never_corrected() {
    let world = world();
    for typed in ["收银员", "电焊", "钳工", "skcg", "老师", "深圳", "工", "-收影员", "收银员 -电汗", ""]
    {
        let found = search(&world, &forgiving(typed));
        assert!(found.total > 0, "{typed}");
        assert_eq!((found.understood.corrected_from, found.understood.relaxed), (None, false), "{typed}");
    }
}

#[test]
fn quotes_and_exclusions_are_meant_as_they_stand() {
    let world = world();
    assert_eq!(search(&world, &forgiving("\"收影员\"")).total, 0);
    let excluded = search(&world, &forgiving("钱工 -收影员"));
    assert_eq!((excluded.total, excluded.understood.excluded), (1, vec!["收影员".to_owned()]));
    let both = search(&world, &forgiving("钱工 \"收影员\""));
    assert_eq!(both.total, 0, "a phrase is never let go");
}

#[test]
fn nothing_is_corrected_unless_asked_or_into_what_is_not_there() {
    let world = world();
    assert_eq!(search(&world, &VacancyQuery { forgiving: false, ..forgiving("收影员") }).total, 0);
    for typed in ["月球探测器驾驶", "asdfghjkl", "瓦工"] {
        let found = search(&world, &forgiving(typed));
        assert_eq!((found.total, found.understood.corrected_from), (0, None), "{typed}");
    }
}

#[test]
fn words_are_let_go_where_nothing_has_them_all() {
    let world = world();
    for (typed, dropped, first) in [
        ("数控车工 月球", "月球", "v04"),
        ("深圳 数控车工 量子", "量子", "v04"),
        ("收影员 量子", "量子", "v00"),
        ("电焊 仓库管理员", "电焊", "v10"),
    ] {
        let found = search(&world, &forgiving(typed));
        assert!(found.understood.relaxed, "{typed}: {found:?}");
        assert_eq!(found.understood.dropped, [dropped], "{typed}");
        assert_eq!(found.hits[0].key, first, "{typed}");
    }
    let both = search(&world, &forgiving("收影员 量子")).understood;
    assert_eq!(both.corrected_from.as_deref(), Some("收影员 量子"));
    let elsewhere = search(&world, &forgiving("深圳 月球"));
    assert_eq!(elsewhere.total, 6, "the place stays: {elsewhere:?}");
}

#[test]
fn filters_and_exclusions_are_never_let_go() {
    let world = world();
    let in_beijing = VacancyQuery { regions: vec![Choice::of("11")], ..forgiving("数控车工 月球") };
    assert_eq!(search(&world, &in_beijing).total, 0);
    let found = search(&world, &forgiving("数控车工 月球 -长白班"));
    assert_eq!(keys(&found), ["v04"]);
    let shenzhen = VacancyQuery { regions: vec![Choice::of("4403")], ..forgiving("收影员") };
    let found = search(&world, &shenzhen);
    assert_eq!((keys(&found), found.understood.corrected_from.is_some()), (vec!["v00"], true));
}

#[test]
fn what_is_corrected_follows_what_comes_and_goes() {
    let world = world();
    assert_eq!(search(&world, &forgiving("面点诗")).total, 0);
    let new = VacancyDocument { title: "面点师".to_owned(), ..vacancy("new", "") };
    world.index.apply(&[IndexChange::UpsertVacancy(Box::new(new))]).unwrap();
    world.index.commit("2").unwrap();
    assert_eq!(keys(&search(&world, &forgiving("面点诗"))), ["new"]);
    world.index.apply(&[IndexChange::RemoveVacancy("new".to_owned())]).unwrap();
    world.index.commit("3").unwrap();
    assert_eq!(search(&world, &forgiving("面点诗")).total, 0);
}

#[test]
fn the_pages_of_a_corrected_search_go_on_with_it() {
    let world = world();
    for typed in ["收影员", "收影员 月球", "数控 月球"] {
        let whole = search(&world, &forgiving(typed));
        assert!(whole.total >= 2, "{typed}");
        let first = search(&world, &VacancyQuery { limit: 1, ..forgiving(typed) });
        // Meanwhile somebody posts what was typed.
        let new = VacancyDocument { title: typed.to_owned(), ..vacancy("typed", "") };
        world.index.apply(&[IndexChange::UpsertVacancy(Box::new(new))]).unwrap();
        world.index.commit("2").unwrap();
        let mut seen = vec![first.hits[0].key.clone()];
        let mut after = first.next.clone();
        while after.is_some() {
            let page = search(&world, &VacancyQuery { limit: 1, after, ..forgiving(typed) });
            assert_eq!(page.understood, first.understood, "{typed}");
            seen.extend(page.hits.iter().map(|hit| hit.key.clone()));
            after = page.next;
        }
        seen.retain(|key| key != "typed");
        assert_eq!(seen, keys(&whole), "{typed}");
        let other = VacancyQuery { after: first.next, ..forgiving("收银员") };
        assert!(matches!(world.index.vacancies().search(&other), Err(QueryError::ForeignCursor)));
        world.index.apply(&[IndexChange::RemoveVacancy("typed".to_owned())]).unwrap();
        world.index.commit("3").unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_text_is_answered_and_what_is_forgiven_is_said(text in "[数控收影员电汗工月球 \"a-z-]{0,14}|.{0,30}") {
        use std::sync::OnceLock;
        static WORLD: OnceLock<World> = OnceLock::new();
        let world = WORLD.get_or_init(world);
        let strict = world.index.vacancies().search(&VacancyQuery { forgiving: false, ..forgiving(&text) });
        let found = world.index.vacancies().search(&forgiving(&text));
        match (strict, found) {
            (Err(strict), Err(found)) => prop_assert_eq!(strict.code(), found.code()),
            (Ok(strict), Ok(found)) => {
                let forgiven = found.understood.corrected_from.is_some() || found.understood.relaxed;
                if strict.total > 0 || !forgiven {
                    prop_assert_eq!(&strict, &found);
                } else {
                    prop_assert!(found.total > 0, "{:?}", found.understood);
                }
            }
            (strict, found) => prop_assert!(false, "{strict:?} {found:?}"),
        }
    }
}

//! Completions at each keystroke: titles, occupations, skills, places and employers, by character and by pinyin.

use jobbridge_index::{IndexChange, Suggestion, SuggestionKind, VacancyDocument};
use proptest::prelude::*;

use crate::world::{World, vacancy};

fn world() -> World {
    let titles =
        ["数控车工", "数控车工", "数控车工", "数控铣工", "急招数控车工", "电焊工", "收银员", "CNC操作员"];
    let employers = ["宁波海天精工股份有限公司", "数码科技（示例）有限公司", "重庆长安汽车"];
    World::with_vacancies(titles.iter().enumerate().map(|(n, title)| VacancyDocument {
        employer_key: format!("emp_{}", n % 3),
        employer_name: employers[n % 3].to_owned(),
        ..vacancy(&format!("v{n}"), title)
    }))
}

fn suggest(world: &World, typed: &str) -> Vec<Suggestion> {
    world.index.vacancies().suggest(typed, 10).unwrap()
}

fn texts(world: &World, typed: &str, kind: SuggestionKind) -> Vec<String> {
    let found = suggest(world, typed).into_iter().filter(|one| one.kind == kind);
    found.map(|one| one.text).collect()
}

#[test]
fn titles_complete_by_character_pinyin_initials_and_both() {
    let world = world();
    for typed in [
        "数",
        "数控",
        "數控",
        "数控车工",
        "shukong",
        "shu kong",
        "shu'kong",
        "skcg",
        "sk",
        "数控che",
        "数控chegong",
    ] {
        let titles = texts(&world, typed, SuggestionKind::Title);
        assert_eq!(titles.first().map(String::as_str), Some("数控车工"), "{typed}: {titles:?}");
    }
    assert!(texts(&world, "车工", SuggestionKind::Title).contains(&"急招数控车工".to_owned()));
    assert_eq!(texts(&world, "ＣＮＣ", SuggestionKind::Title), ["CNC操作员"]);
    assert_eq!(texts(&world, "数控xi", SuggestionKind::Title), ["数控铣工"]);
    assert_eq!(texts(&world, "铣", SuggestionKind::Title), ["数控铣工"]);
    assert!(suggest(&world, "量子che").is_empty(), "characters are meant as they stand");
}

#[test]
fn every_kind_is_offered() {
    let world = world();
    for (typed, kind, text, code) in [
        ("haitian", SuggestionKind::Employer, "宁波海天精工股份有限公司", Some("emp_0")),
        ("nbht", SuggestionKind::Employer, "宁波海天精工股份有限公司", Some("emp_0")),
        ("海天", SuggestionKind::Employer, "宁波海天精工股份有限公司", Some("emp_0")),
        ("chongqingchangan", SuggestionKind::Employer, "重庆长安汽车", Some("emp_2")),
        ("数", SuggestionKind::Employer, "数码科技（示例）有限公司", Some("emp_1")),
        ("kunshan", SuggestionKind::Place, "昆山", Some("320583")),
        ("chegong", SuggestionKind::Occupation, "车工", Some("6-18-01-01")),
        ("识图", SuggestionKind::Skill, "识图", None),
    ] {
        let found = suggest(&world, typed);
        let one = found.iter().find(|one| one.kind == kind && one.text == text);
        assert!(one.is_some_and(|one| one.code.as_deref() == code), "{typed}: {found:?}");
    }
}

#[test]
fn completions_follow_what_comes_and_goes() {
    let world = world();
    assert_eq!(texts(&world, "宠物", SuggestionKind::Title), Vec::<String>::new());
    let new = VacancyDocument { title: "宠物美容师".to_owned(), ..vacancy("new", "") };
    world.index.apply(&[IndexChange::UpsertVacancy(Box::new(new))]).unwrap();
    world.index.commit("2").unwrap();
    assert_eq!(texts(&world, "宠物", SuggestionKind::Title), ["宠物美容师"]);
    world.index.apply(&[IndexChange::RemoveVacancy("new".to_owned())]).unwrap();
    world.index.commit("3").unwrap();
    assert_eq!(texts(&world, "宠物", SuggestionKind::Title), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_completed_or_not_at_all(typed in "[数控shukongche工 ]{0,8}|.{0,40}", limit in 0_usize..30) {
        use std::sync::OnceLock;
        static WORLD: OnceLock<World> = OnceLock::new();
        let world = WORLD.get_or_init(world);
        let found = world.index.vacancies().suggest(&typed, limit).unwrap();
        prop_assert!(found.len() <= limit.min(20));
        let mut texts: Vec<&str> = found.iter().map(|one| one.text.as_str()).collect();
        let count = texts.len();
        texts.sort_unstable();
        texts.dedup();
        prop_assert_eq!(texts.len(), count, "each once: {:?}", found);
    }
}

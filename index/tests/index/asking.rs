//! What people ask for in their own words: sentences, conditions, areas, pinyin of other words.

use jobbridge_index::{VacancyDocument, VacancyQuery};

use crate::world::{World, vacancy};

fn found(world: &World, text: &str) -> Vec<String> {
    let query = VacancyQuery { text: text.to_owned(), limit: 100, ..VacancyQuery::default() };
    let hits = world.index.vacancies().search(&query).unwrap();
    let mut keys: Vec<String> = hits.hits.into_iter().map(|hit| hit.key).collect();
    keys.sort_unstable();
    keys
}

fn housed(key: &str, title: &str) -> VacancyDocument {
    VacancyDocument { dormitory: true, meals: Some("provided".to_owned()), ..vacancy(key, title) }
}

#[test]
fn a_sentence_asks_for_what_its_words_mean() {
    let at = |region: &str, vacancy| VacancyDocument { regions: vec![region.to_owned()], ..vacancy };
    let world = World::with_vacancies([
        at("320583", housed("there", "电子厂操作工")),
        at("320583", vacancy("unhoused", "电子厂操作工")),
        at("440306", housed("elsewhere", "电子厂操作工")),
        at("320583", housed("other", "厨师")),
    ]);
    assert_eq!(found(&world, "我想找一份苏州的包吃住的电子厂工作"), ["there"]);
    assert_eq!(found(&world, "请问哪里招厨师"), ["other"]);
    assert_eq!(found(&world, "女朋友在昆山我想去昆山当厨师"), ["other"], "a story is no condition");
}

#[test]
fn a_slip_is_not_read_as_a_sentence() {
    let world = World::with_vacancies([vacancy("clerk", "书记员"), vacancy("accountant", "会计")]);
    assert_eq!(found(&world, "会记"), Vec::<String>::new(), "会 is not left out here");
}

#[test]
fn words_alone_that_only_make_sentences_are_looked_for() {
    let world = World::with_vacancies([vacancy("a", "工作助理"), vacancy("b", "焊工")]);
    assert_eq!(found(&world, "工作"), ["a"]);
}

#[test]
fn a_condition_is_met_by_a_field_or_by_words() {
    let world = World::with_vacancies([
        housed("field", "普工"),
        vacancy("title", "包吃住普工"),
        vacancy("none", "普工"),
        VacancyDocument { dormitory: true, ..vacancy("half", "普工") },
        VacancyDocument { description: "吃住全包".to_owned(), ..vacancy("said", "普工") },
    ]);
    assert_eq!(found(&world, "包吃住 普工"), ["field", "said", "title"]);
    assert_eq!(found(&world, "普工 包住"), ["field", "half"]);
}

#[test]
fn no_night_shift_is_not_the_night_shift() {
    let on =
        |key, shift: &str| VacancyDocument { shift: Some(shift.to_owned()), ..vacancy(key, "操作工") };
    let world =
        World::with_vacancies([on("day", "day"), on("night", "night"), vacancy("said", "操作工 夜班")]);
    assert_eq!(found(&world, "不上夜班 操作工"), ["day"]);
    assert_eq!(found(&world, "夜班 操作工"), ["night", "said"]);
}

#[test]
fn an_area_is_the_regions_in_it() {
    let at =
        |key, region: &str| VacancyDocument { regions: vec![region.to_owned()], ..vacancy(key, "叉车工") };
    let world =
        World::with_vacancies([at("wuxi", "320200"), at("foshan", "440600"), at("chengdu", "510100")]);
    assert_eq!(found(&world, "长三角 叉车"), ["wuxi"]);
    assert_eq!(found(&world, "珠三角叉车工"), ["foshan"]);
}

#[test]
fn pinyin_finds_other_words_for_the_word_it_spells() {
    let world = World::with_vacancies([vacancy("cnc", "CNC操作员"), vacancy("cook", "厨师")]);
    assert_eq!(found(&world, "shukong"), ["cnc"]);
}

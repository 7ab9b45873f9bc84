//! What is found in titles, down to one character. How well all in all: the golden table, beside the search's code.

use jobbridge_index::VacancyQuery;

use crate::world::{World, vacancy};

fn found(world: &World, text: &str) -> Vec<String> {
    let query = VacancyQuery { text: text.to_owned(), limit: 100, ..VacancyQuery::default() };
    let hits = world.index.vacancies().search(&query).unwrap();
    let mut keys: Vec<String> = hits.hits.into_iter().map(|hit| hit.key).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn a_word_across_two_words_is_not_found() {
    let world = World::with_vacancies([
        vacancy("bridge", "南京市长江大桥养护工"),
        vacancy("mayor", "市长热线话务员"),
    ]);
    assert_eq!(found(&world, "市长"), ["mayor"]);
}

#[test]
fn one_character_is_enough() {
    let world = World::with_vacancies([
        vacancy("a", "电焊工"),
        vacancy("b", "氩弧焊 高薪急聘"),
        vacancy("c", "焊接机器人操作员"),
        vacancy("d", "中餐厨师"),
        vacancy("e", "食堂帮厨"),
    ]);
    assert_eq!(found(&world, "焊"), ["a", "b", "c"]);
    assert_eq!(found(&world, "厨"), ["d", "e"]);
}

//! How well titles are found: golden queries with the vacancies people mean by them.

use std::collections::HashSet;

use jobbridge_index::{VacancyDocument, VacancyQuery};

use crate::world::{World, vacancy, vocabulary};

const TITLES: &str = include_str!("golden/titles.csv");
const QUERIES: &str = include_str!("golden/queries.csv");

/// Mean average precision must not fall below this. Measured: 0.98, with synonyms that were written with this very
/// table in view; new queries will start lower.
const LEAST_MAP: f64 = 0.95;

struct Golden {
    query: String,
    relevant: HashSet<String>,
}

fn rows(text: &str) -> Vec<(String, String)> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().map(Result::unwrap).collect()
}

fn golden() -> Vec<Golden> {
    let rows = rows(QUERIES).into_iter();
    rows.map(|(query, relevant)| Golden { query, relevant: relevant.split(';').map(str::to_owned).collect() })
        .collect()
}

fn titles_indexed() -> World {
    let vocabulary = vocabulary();
    // As in the service: a vacancy without an occupation gets the one its title proposes.
    World::with_vacancies(rows(TITLES).iter().map(|(key, title)| VacancyDocument {
        occupation: vocabulary.occupations().find(title, 1).first().map(|hit| hit.code.clone()),
        ..vacancy(key, title)
    }))
}

fn found(world: &World, text: &str) -> Vec<String> {
    let query = VacancyQuery { text: text.to_owned(), limit: 100, ..VacancyQuery::default() };
    let hits = world.index.vacancies().search(&query).unwrap();
    hits.hits.into_iter().map(|hit| hit.key).collect()
}

fn average_precision(golden: &Golden, found: &[String]) -> f64 {
    let mut right = 0.0;
    let mut sum = 0.0;
    for (rank, key) in (1_u32..).zip(found) {
        if golden.relevant.contains(key) {
            right += 1.0;
            sum += right / f64::from(rank);
        }
    }
    sum / golden.relevant.len() as f64
}

#[test]
fn golden_queries_find_what_people_mean() {
    let world = titles_indexed();
    let golden = golden();
    let mut sum = 0.0;
    for one in &golden {
        let found = found(&world, &one.query);
        let precision = average_precision(one, &found);
        if precision < 0.999 {
            println!("{:.3} {} → {found:?} of {:?}", precision, one.query, one.relevant);
        }
        sum += precision;
    }
    let map = sum / golden.len() as f64;
    println!("mean average precision {map:.3} over {} queries", golden.len());
    assert!(map >= LEAST_MAP, "mean average precision {map:.3}");
}

#[test]
fn every_relevant_key_of_the_table_is_a_title() {
    let keys: HashSet<String> = rows(TITLES).into_iter().map(|(key, _)| key).collect();
    let unknown: Vec<String> =
        golden().into_iter().flat_map(|one| one.relevant).filter(|key| !keys.contains(key)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn a_word_across_two_words_is_not_found() {
    let world = titles_indexed();
    assert_eq!(found(&world, "市长"), ["k02"]);
}

#[test]
fn one_character_is_enough() {
    let world = titles_indexed();
    assert!(found(&world, "焊").len() >= 7);
    assert_eq!(found(&world, "厨"), ["g01", "g06"]);
}

//! Pages of a search while the index grows so much that word frequencies are taken anew between them.

use std::collections::HashMap;

use jobbridge_index::{IndexChange, VacancyDocument, VacancyQuery};

use crate::world::{World, vacancy};

/// Titles with either word, of different lengths, so that they rank differently.
fn first_corpus() -> Vec<VacancyDocument> {
    let titles = ["电焊工", "会计", "电焊工学徒", "会计助理", "招聘电焊工两名", "公司会计若干"];
    let one = |n: usize| vacancy(&format!("first_{n:03}"), titles[n % titles.len()]);
    (0..60).map(one).collect()
}

/// Half as many again as there are, all with one of the words: it says less now, and the other one more.
fn more(world: &World, time: usize) {
    let count = world.index.vacancies().count() / 2;
    let one = |n| vacancy(&format!("more_{time}_{n:03}"), "电焊工");
    let changes: Vec<IndexChange> =
        (0..count).map(|n| IndexChange::UpsertVacancy(Box::new(one(n)))).collect();
    world.index.apply(&changes).unwrap();
    world.index.commit(&format!("more {time}")).unwrap();
}

/// The rank of the first vacancy of either word decides who comes first.
fn first_hit(world: &World) -> String {
    let query = VacancyQuery { text: "电焊工|会计".to_owned(), limit: 1, ..VacancyQuery::default() };
    world.index.vacancies().search(&query).unwrap().hits.remove(0).title_highlight
}

#[test]
fn pages_stay_exact_while_word_frequencies_are_taken_anew() {
    for per_employer in [0, 3] {
        let world = World::with_vacancies(first_corpus());
        let before = first_hit(&world);
        let query = VacancyQuery {
            text: "电焊工|会计".to_owned(),
            limit: 7,
            per_employer,
            ..VacancyQuery::default()
        };
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut after = None;
        for page in 1.. {
            let hits = world.index.vacancies().search(&VacancyQuery { after, ..query.clone() }).unwrap();
            hits.hits.iter().for_each(|hit| *seen.entry(hit.key.clone()).or_default() += 1);
            after = hits.next;
            if after.is_none() {
                break;
            }
            if (1..=3).contains(&page) {
                more(&world, page);
            }
        }
        // The frequencies have changed so much that the order did: pages by the new ones would not fit the old.
        assert_ne!(first_hit(&world), before);
        let wrong: Vec<String> =
            first_corpus().into_iter().map(|one| one.key).filter(|key| seen.get(key) != Some(&1)).collect();
        assert!(wrong.is_empty(), "{per_employer}: repeated or missing: {wrong:?}");
        assert!(seen.values().all(|times| *times == 1));
    }
}

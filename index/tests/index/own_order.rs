//! Pages on which nobody takes more than their share, and pages in an order of somebody's own.

use std::collections::HashMap;

use jobbridge_index::{
    Choice, IndexChange, Personal, PersonalPage, QueryError, Sort, VacancyDocument, VacancyHits, VacancyQuery,
};
use proptest::prelude::*;

use crate::world::{World, vacancy};

const TITLES: [&str; 5] =
    ["数控车工", "数控车工 包吃住 急聘", "车工学徒", "数控铣工", "普通车工 长白班 双休"];

/// Forty vacancies of one employer that fit well, and forty of others; in several segments.
fn world() -> World {
    let world = World::new();
    let documents: Vec<VacancyDocument> = (0..80)
        .map(|n| {
            let big = n % 2 == 0;
            let employer = if big { "emp_big".to_owned() } else { format!("emp_{}", n / 8) };
            let title = if big { "数控车工" } else { TITLES[n % 5] };
            VacancyDocument {
                employer_key: employer,
                published_at: (n as i64 % 17) * 3_600_000_000,
                ..vacancy(&format!("v{n:02}"), title)
            }
        })
        .collect();
    for (n, some) in documents.chunks(17).enumerate() {
        let changes: Vec<_> =
            some.iter().map(|one| IndexChange::UpsertVacancy(Box::new(one.clone()))).collect();
        world.index.apply(&changes).unwrap();
        world.index.commit(&n.to_string()).unwrap();
    }
    world
}

fn spread(text: &str, limit: usize) -> VacancyQuery {
    VacancyQuery { text: text.to_owned(), limit, per_employer: 3, ..VacancyQuery::default() }
}

fn employer_of(key: &str) -> String {
    let n: usize = key.trim_start_matches('v').parse().unwrap();
    if n.is_multiple_of(2) { "emp_big".to_owned() } else { format!("emp_{}", n / 8) }
}

fn pages(world: &World, query: &VacancyQuery) -> Vec<VacancyHits> {
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let page = world.index.vacancies().search(&VacancyQuery { after, ..query.clone() }).unwrap();
        after = page.next.clone();
        pages.push(page);
        if after.is_none() {
            return pages;
        }
    }
}

fn most_of_one(page: &VacancyHits) -> usize {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for hit in &page.hits {
        *counts.entry(employer_of(&hit.key)).or_default() += 1;
    }
    counts.into_values().max().unwrap_or_default()
}

#[test]
fn nobody_fills_a_page_while_there_are_others() {
    let world = world();
    for text in ["车工", ""] {
        let query = spread(text, 10);
        let pages = pages(&world, &query);
        let others_left = |at: usize| pages[at + 1..].iter().flat_map(|page| &page.hits);
        for (at, page) in pages.iter().enumerate() {
            let others = others_left(at).any(|hit| employer_of(&hit.key) != "emp_big");
            assert!(most_of_one(page) <= 3 || !others, "{text} page {at}");
            assert!(page.hits.len() == 10 || at + 1 == pages.len());
            assert_eq!(page.total, pages[0].total);
        }
        let mut seen: Vec<_> = pages.iter().flat_map(|page| &page.hits).cloned().collect();
        let plain = VacancyQuery { per_employer: 0, limit: 100, ..query };
        let mut whole = world.index.vacancies().search(&plain).unwrap().hits;
        seen.sort_by(|one, other| one.key.cmp(&other.key));
        whole.sort_by(|one, other| one.key.cmp(&other.key));
        assert_eq!(seen, whole, "every hit once, with its own score");
    }
}

#[test]
fn other_orders_and_chosen_employers_are_left_alone() {
    let world = world();
    let newest = VacancyQuery { sort: Sort::Newest, ..spread("", 100) };
    let chosen = VacancyQuery { employers: vec![Choice::of("emp_big")], ..spread("车工", 10) };
    for query in [newest, chosen] {
        let plain = VacancyQuery { per_employer: 0, ..query.clone() };
        let plain = world.index.vacancies().search(&plain).unwrap();
        assert_eq!(world.index.vacancies().search(&query).unwrap().hits, plain.hits);
    }
    let without = VacancyQuery { employers: vec![Choice::not("emp_2")], ..spread("车工", 10) };
    assert!(most_of_one(&world.index.vacancies().search(&without).unwrap()) <= 3);
}

fn personal<'a>(who: &'a str, most: usize) -> Personal<'a> {
    Personal { who, most, day: 20_000 }
}

/// The likings of one graduate: some vacancies are much better than their words.
fn liking(key: &str) -> f64 {
    let n: usize = key.trim_start_matches('v').parse().unwrap_or(3);
    ((n * 37) % 20) as f64 / 20.0
}

fn personal_page(world: &World, query: &VacancyQuery, most: usize) -> VacancyHits {
    match world.index.vacancies().search_for(query, personal("gra_1", most)).unwrap() {
        PersonalPage::Plain(page) => page,
        PersonalPage::Window(window) => {
            assert_eq!(window.day(), 20_000);
            let values: Vec<f64> =
                window.hits().map(|(key, closeness)| 0.5 * closeness + 0.5 * liking(key)).collect();
            window.page(&values).unwrap()
        }
    }
}

fn personal_pages(
    world: &World,
    query: &VacancyQuery,
    most: usize,
    between: impl Fn(usize),
) -> Vec<VacancyHits> {
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let page = personal_page(world, &VacancyQuery { after, ..query.clone() }, most);
        after = page.next.clone();
        pages.push(page);
        between(pages.len());
        if after.is_none() {
            return pages;
        }
    }
}

#[test]
fn the_first_hits_are_in_the_own_order_and_the_rest_follows() {
    let world = world();
    let query = VacancyQuery { per_employer: 0, ..spread("车工", 10) };
    let pages = personal_pages(&world, &query, 30, |_| ());
    let seen: Vec<&str> = pages.iter().flat_map(|page| &page.hits).map(|hit| hit.key.as_str()).collect();
    let plain = VacancyQuery { limit: 100, ..query.clone() };
    let plain = world.index.vacancies().search(&plain).unwrap();
    let plain: Vec<&str> = plain.hits.iter().map(|hit| hit.key.as_str()).collect();
    assert_eq!(seen[30..], plain[30..], "beyond the window nothing changes");
    assert_ne!(seen[..30], plain[..30]);
    let sorted = |keys: &[&str]| {
        let mut keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        keys.sort_unstable();
        keys
    };
    assert_eq!(sorted(&seen[..30]), sorted(&plain[..30]), "the window is the first thirty");
    assert!(seen.len() > 40 && pages.iter().all(|page| page.total == seen.len() as u64));
    assert!(pages[0].hits[0].title_highlight.contains("<mark>"));
}

#[test]
fn somebody_elses_cursor_is_refused() {
    let world = world();
    let query = spread("车工", 10);
    let page = VacancyQuery { after: personal_page(&world, &query, 30).next, ..query };
    assert!(page.after.is_some());
    let index = world.index.vacancies();
    let other = index.search_for(&page, personal("gra_2", 30));
    assert!(matches!(other, Err(QueryError::ForeignCursor)));
    assert!(matches!(index.search(&page), Err(QueryError::ForeignCursor)));
    let own = index.search_for(&page, personal("gra_1", 30)).unwrap();
    assert!(matches!(own, PersonalPage::Window(_)));
}

#[test]
fn nothing_found_is_an_empty_page() {
    let world = world();
    let page = personal_page(&world, &spread("月球探测器", 10), 30);
    assert_eq!((page.total, page.hits.len(), page.next), (0, 0, None));
    let corrected = VacancyQuery { forgiving: true, ..spread("数空车工", 10) };
    let page = personal_page(&world, &corrected, 30);
    assert_eq!(page.understood.corrected_from.as_deref(), Some("数空车工"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_comes_and_goes_nothing_else_repeats_or_vanishes(
        limit in 1_usize..9,
        window in 1_usize..60,
        per_employer in 0_usize..4,
        text in prop::sample::select(&["车工", "数控", ""][..]),
        gone in prop::collection::vec(0_usize..80, 0..12),
    ) {
        let world = world();
        let query = VacancyQuery { per_employer, ..spread(text, limit) };
        let plain = VacancyQuery { per_employer: 0, limit: 100, ..query.clone() };
        let before = world.index.vacancies().search(&plain).unwrap();
        let change = |page: usize| {
            let new = VacancyDocument {
                employer_key: "emp_big".to_owned(),
                published_at: (page as i64 % 19) * 3_600_000_000,
                ..vacancy(&format!("v{}", 100 + page), TITLES[page % 5])
            };
            let mut changes = vec![IndexChange::UpsertVacancy(Box::new(new))];
            changes.extend(gone.get(page - 1).map(|n| IndexChange::RemoveVacancy(format!("v{n:02}"))));
            // A tenth more vacancies and word frequencies are taken anew: below that, scores stay.
            if page < 8 {
                world.index.apply(&changes).unwrap();
                world.index.commit(&format!("c{page}")).unwrap();
            }
        };
        let pages = personal_pages(&world, &query, window, change);
        let mut times: HashMap<&str, usize> = HashMap::new();
        for hit in pages.iter().flat_map(|page| &page.hits) {
            *times.entry(&hit.key).or_default() += 1;
        }
        prop_assert!(times.values().all(|times| *times == 1), "{times:?}");
        for hit in &before.hits {
            let stays = gone.iter().all(|n| hit.key != format!("v{n:02}"));
            prop_assert!(!stays || times.contains_key(hit.key.as_str()), "{} vanished", hit.key);
        }
    }
}

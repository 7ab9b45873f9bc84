//! An index large enough that most of it is never looked at: what is passed over must not have been wanted.

use std::collections::HashSet;
use std::sync::OnceLock;

use jobbridge_index::{Choice, FacetField, IndexChange, Sort, VacancyDocument, VacancyQuery};

use crate::world::{World, vacancy};

const VACANCIES: u32 = 4_000;

/// Vacancies that differ in what their titles and descriptions say, in several segments, some of them replaced.
fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let world = World::new();
        let changes: Vec<IndexChange> =
            (0..VACANCIES).map(|n| IndexChange::UpsertVacancy(Box::new(document(n)))).collect();
        for (n, some) in changes.chunks(VACANCIES as usize / 3).enumerate() {
            world.index.apply(some).unwrap();
            world.index.commit(&n.to_string()).unwrap();
        }
        let removed: Vec<IndexChange> =
            (0..VACANCIES).step_by(50).map(|n| IndexChange::RemoveVacancy(document(n).key)).collect();
        world.index.apply(&removed).unwrap();
        world.index.commit("last").unwrap();
        world
    })
}

fn document(n: u32) -> VacancyDocument {
    // Scattered, and the same every time.
    let mixed = n.wrapping_mul(2_654_435_761) >> 7;
    let titles = ["电焊工", "数控车工", "维修电工", "会计", "保育员", "仓库管理员", "面点师"];
    let title = titles[mixed as usize % titles.len()];
    let said = ["提供宿舍", "长白班", "缴纳五险一金", "有师傅带教", "熟悉数控机床", "持焊工证", "周末双休"];
    let described = said.iter().enumerate().filter(|(at, _)| mixed >> (at + 3) & 3 == 0);
    let described: Vec<&str> = described.map(|(_, clause)| *clause).collect();
    VacancyDocument {
        description: described.join("，"),
        regions: vec![["440306", "320583", "110105"][mixed as usize % 3].to_owned()],
        pay_min: (!mixed.is_multiple_of(5)).then(|| i64::from(mixed % 40) * 10_000),
        pay_max: (!mixed.is_multiple_of(5)).then(|| i64::from(mixed % 40) * 10_000 + 50_000),
        published_at: i64::from(mixed % 1_000),
        headcount: mixed % 700,
        ..vacancy(&format!("vac_{:08x}", mixed.wrapping_mul(40_503) ^ n), title)
    }
}

fn queries() -> Vec<VacancyQuery> {
    let of = |text: &str| VacancyQuery { text: text.to_owned(), ..VacancyQuery::default() };
    vec![
        VacancyQuery::default(),
        of("焊工"),
        of("数控 宿舍"),
        of("焊工|数控|会计"),
        of("\"五险一金\" -会计"),
        of("weixiu"),
        of("维修电工 招聘"),
        VacancyQuery { pay_min: Some(200_000), include_unknown_pay: false, ..of("宿舍|双休") },
        VacancyQuery { regions: vec![Choice::of("4403")], ..of("长白班") },
        VacancyQuery { regions: vec![Choice::not("44")], sort: Sort::Pay, ..of("师傅") },
        VacancyQuery { published_after: Some(700), sort: Sort::Newest, ..VacancyQuery::default() },
        VacancyQuery { sort: Sort::Pay, pay_max: Some(250_000), ..VacancyQuery::default() },
    ]
}

#[test]
fn every_vacancy_found_is_on_just_one_page() {
    let index = world().index.vacancies();
    for query in queries() {
        let first = VacancyQuery { facets: vec![FacetField::Region, FacetField::Kind], ..query.clone() };
        let first = index.search(&first).unwrap();
        assert!(first.total > 100, "{query:?} finds {}", first.total);
        let kinds: u64 = first.facets[1].values.iter().map(|value| value.count).sum();
        assert_eq!(kinds, first.total, "{query:?}");
        let mut seen = HashSet::new();
        let mut last = f32::INFINITY;
        let mut after = None;
        loop {
            let page = VacancyQuery { limit: if seen.is_empty() { 20 } else { 100 }, after, ..query.clone() };
            let page = index.search(&page).unwrap();
            assert_eq!((page.total, page.positions), (first.total, first.positions));
            for hit in page.hits {
                assert!(query.sort != Sort::Relevance || hit.score <= last, "{query:?}");
                last = hit.score;
                assert!(seen.insert(hit.key), "{query:?}");
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len() as u64, first.total, "{query:?}");
    }
}

#[test]
fn positions_are_the_headcounts_of_what_was_found() {
    let kept = (0..VACANCIES).filter(|n| n % 50 != 0).map(document);
    let fitting =
        kept.filter(|one| one.regions == ["320583"] && one.pay_min.is_none_or(|pay| pay <= 300_000));
    let query = VacancyQuery {
        regions: vec![Choice::of("320583")],
        pay_max: Some(300_000),
        ..VacancyQuery::default()
    };
    let found = world().index.vacancies().search(&query).unwrap();
    let (total, positions) =
        fitting.fold((0, 0), |(total, positions), one| (total + 1, positions + u64::from(one.headcount)));
    assert_eq!((found.total, found.positions), (total, positions));
}

#[test]
fn words_with_a_stroke_between_them_are_alternatives() {
    let index = world().index.vacancies();
    let total = |text: &str| {
        index.search(&VacancyQuery { text: text.to_owned(), ..VacancyQuery::default() }).unwrap().total
    };
    let (one, other, both) = (total("会计"), total("保育员"), total("会计 保育员"));
    assert_eq!(total("会计|保育员"), one + other - both);
    assert!(one > 0 && other > 0);
    assert_eq!(
        total("会计 | 保育员 宿舍"),
        total("会计 宿舍") + total("保育员 宿舍") - total("会计 保育员 宿舍")
    );
}

//! What must hold for any input: no panic, pages that add up, single vacancies that agree with the search.

use std::sync::OnceLock;

use jobbridge_index::{Choice, FacetField, QueryError, SingleVacancy, Sort, VacancyDocument, VacancyQuery};
use proptest::prelude::*;

use crate::world::{World, vacancy, vocabulary};

const WORDS: [&str; 24] = [
    "数控",
    "车工",
    "焊工",
    "普工",
    "操作工",
    "技术",
    "CNC",
    "QC",
    "长白班",
    "包吃住",
    "深圳",
    "学徒",
    "电工",
    "氩弧焊",
    "厨",
    "skcg",
    "dianhan",
    "市长",
    "南京市长江大桥",
    "维修",
    "招聘",
    "朝阳",
    "工",
    "plc编程",
];

fn documents() -> Vec<VacancyDocument> {
    let titles = [
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
    ];
    (0..60_u32)
        .map(|n| {
            let title = titles[n as usize % titles.len()];
            VacancyDocument {
                description: if n % 3 == 0 { "长白班，包吃住，学徒可" } else { "两班倒" }.to_owned(),
                regions: vec![["440306", "320583", "110105", "441900"][n as usize % 4].to_owned()],
                occupation: Some(["6-18-01-01", "6-18-02-04", "6-31-01-03"][n as usize % 3].to_owned()),
                pay_min: (n % 5 != 0).then(|| i64::from(n % 7) * 100_000),
                pay_max: (n % 5 != 0).then(|| i64::from(n % 7 + n % 3) * 100_000),
                published_at: i64::from(n % 11),
                dormitory: n % 2 == 0,
                headcount: n % 4,
                ..vacancy(&format!("vac_{:03}", (n * 37) % 60), title)
            }
        })
        .collect()
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    // Several commits make several segments, which is where pages could go wrong.
    WORLD.get_or_init(|| {
        let world = World::new();
        for (n, some) in documents().chunks(9).enumerate() {
            let changes: Vec<_> = some
                .iter()
                .map(|one| jobbridge_index::IndexChange::UpsertVacancy(Box::new(one.clone())))
                .collect();
            world.index.apply(&changes).unwrap();
            world.index.commit(&n.to_string()).unwrap();
        }
        world
    })
}

fn texts() -> impl Strategy<Value = String> {
    let clause = (prop::sample::select(&WORDS[..]), prop::sample::select(&["", "-", "\""][..]));
    prop::collection::vec(clause, 0..4).prop_map(|clauses| {
        let clauses = clauses.into_iter().map(|(word, sign)| match sign {
            "\"" => format!("\"{word}\""),
            sign => format!("{sign}{word}"),
        });
        clauses.collect::<Vec<_>>().join(" ")
    })
}

fn queries() -> impl Strategy<Value = VacancyQuery> {
    let choice = |values: &'static [&'static str]| {
        let one = (prop::sample::select(values), any::<bool>());
        prop::collection::vec(one, 0..3).prop_map(|choices| {
            let choices = choices.into_iter();
            choices.map(|(value, excluded)| Choice { value: value.to_owned(), excluded }).collect::<Vec<_>>()
        })
    };
    let pay = prop::option::of(0_i64..900_000);
    (
        texts(),
        choice(&["44", "4403", "320583", "11", "99"]),
        choice(&["6-18", "6-18-01-01", "6-31-01-03"]),
        pay,
        any::<bool>(),
        prop::option::of(any::<bool>()),
        prop::option::of(0_i64..12),
        prop::sample::select(&[Sort::Relevance, Sort::Newest, Sort::Pay][..]),
    )
        .prop_map(
            |(text, regions, occupations, pay_min, include_unknown_pay, dormitory, after, sort)| {
                VacancyQuery {
                    text,
                    regions,
                    occupations,
                    pay_min,
                    include_unknown_pay,
                    dormitory,
                    published_after: after,
                    sort,
                    limit: 100,
                    facets: vec![FacetField::Region],
                    ..VacancyQuery::default()
                }
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_text_makes_anything_panic(text in any::<String>(), limit in 0_usize..120) {
        let query = VacancyQuery { text: text.clone(), limit, ..VacancyQuery::default() };
        if let Err(refused) = world().index.vacancies().search(&query) {
            prop_assert!(refused.is_input(), "{refused}");
        }
        world().index.vacancies().suggest(&text, limit).unwrap();
        let vocabulary = vocabulary();
        let normalised = vocabulary.text().normalise(&text);
        for (at, c) in normalised.text().char_indices() {
            let range = normalised.original_start(at)..normalised.original_end(at + c.len_utf8());
            prop_assert!(text.get(range.clone()).is_some(), "{range:?}");
        }
        let _ = vocabulary.regions().resolve(&text);
        let _ = vocabulary.regions().resolve_for_search(&text);
        let _ = vocabulary.regions().by_code(&text);
        let _ = vocabulary.occupations().find(&text, 5);
        let _ = vocabulary.occupations().by_name(&text);
        let _ = vocabulary.majors().find(&text);
        let _ = vocabulary.skills().canonical(&text);
        let _ = vocabulary.certificates().canonical(&text);
        let _ = vocabulary.synonyms().of(&text);
        let _ = vocabulary.relation(&text, &text);
    }

    #[test]
    fn no_cursor_makes_anything_panic(token in "[0-9a-f.]{0,40}|.{0,20}") {
        let query = VacancyQuery { after: Some(token), ..VacancyQuery::default() };
        let result = world().index.vacancies().search(&query);
        prop_assert!(!matches!(result, Err(QueryError::Index(_))));
    }

    #[test]
    fn folding_twice_is_folding_once(text in any::<String>()) {
        let vocabulary = vocabulary();
        let once = vocabulary.text().fold(&text);
        prop_assert_eq!(vocabulary.text().fold(&once), once);
    }

    #[test]
    fn pages_put_together_are_one_big_page(query in queries(), size in 1_usize..9) {
        let index = &world().index;
        let whole = index.vacancies().search(&query).unwrap();
        prop_assert_eq!(whole.hits.len() as u64, whole.total);
        let mut pages = Vec::new();
        let mut after = None;
        loop {
            let page = VacancyQuery { limit: size, after, facets: Vec::new(), ..query.clone() };
            let page = index.vacancies().search(&page).unwrap();
            prop_assert_eq!(page.total, whole.total);
            prop_assert!(page.hits.len() <= size);
            pages.extend(page.hits);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        prop_assert_eq!(pages, whole.hits);
    }

    #[test]
    fn a_single_vacancy_agrees_with_the_search(query in queries(), which in 0_usize..60) {
        let document = &documents()[which];
        let found = world().index.vacancies().search(&query).unwrap();
        let found = found.hits.iter().any(|hit| hit.key == document.key);
        let single = SingleVacancy::new(document, vocabulary()).unwrap();
        prop_assert_eq!(single.matches(&query).unwrap(), found, "{:?} {:?}", query, document.title);
    }
}

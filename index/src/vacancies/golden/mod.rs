//! The golden table: how well judged queries find what they ask for among some thousand vacancies.
//!
//! `cargo test -p jobbridge-index golden -- --nocapture` prints the figures. The tables are in `tests/index/golden`;
//! [`corpus`] makes the vacancies, [`judging`] says what answers what, [`ways`] are compared.
//! Every other query is held out: what the search is made better by are the others.

mod conditions;
mod corpus;
mod dice;
mod figures;
mod judging;
mod posting;
mod tables;
mod ways;

use std::collections::{BTreeMap, HashMap};

use corpus::Vacancy;
use figures::Figures;
use judging::Judged;
use tables::Tables;
use ways::{Analysis, Means, Plain, Product};

use crate::vocabulary::Vocabulary;

const ALONE: [(&str, &[Analysis]); 7] = [
    ("title: characters", &[Analysis::Characters]),
    ("title: pairs", &[Analysis::Pairs]),
    ("title: characters and pairs", &[Analysis::Characters, Analysis::Pairs]),
    ("title: words", &[Analysis::Words]),
    ("title: words and parts", &[Analysis::WordsAndParts]),
    ("description: words and parts", &[Analysis::Description]),
    ("title and description: words", &[Analysis::WordsAndParts, Analysis::Description]),
];

const MEANS: [Means; 11] = [
    Means::Synonyms,
    Means::Occupations,
    Means::Places,
    Means::Conditions,
    Means::Parts,
    Means::Pinyin,
    Means::Pairs,
    Means::Characters,
    Means::TitleWords,
    Means::Description,
    Means::About,
];

struct Golden {
    vocabulary: Vocabulary,
    vacancies: Vec<Vacancy>,
    judged: Vec<Judged>,
    places: HashMap<String, usize>,
}

impl Golden {
    fn load() -> Golden {
        let vocabulary = Vocabulary::load().unwrap();
        let tables = Tables::load();
        let vacancies = corpus::vacancies(&tables, &vocabulary);
        let judged = judging::judged(&tables, &vacancies, vocabulary.text());
        let numbered = vacancies.iter().enumerate();
        let places = numbered.map(|(at, vacancy)| (vacancy.document.key.clone(), at)).collect();
        Golden { vocabulary, vacancies, judged, places }
    }

    fn measure(&self, find: impl Fn(&str) -> Vec<usize>) -> Measured {
        let figures = self.judged.iter().map(|judged| Figures::of(judged, &find(&judged.query)));
        Measured(figures.collect())
    }
}

/// The figures of every query by one way.
struct Measured(Vec<Figures>);

impl Measured {
    fn tuned(&self) -> Figures {
        Figures::mean(self.0.iter().step_by(2))
    }

    fn held_out(&self) -> Figures {
        Figures::mean(self.0.iter().skip(1).step_by(2))
    }
}

fn report(name: &str, measured: &Measured) {
    println!("{name:32} {}", Figures::mean(&measured.0));
    println!("{:32} {}", "  half tuned with", measured.tuned());
    println!("{:32} {}", "  half held out", measured.held_out());
}

fn report_kinds(golden: &Golden, measured: &Measured) {
    let mut kinds: BTreeMap<&str, Vec<&Figures>> = BTreeMap::new();
    for (judged, figures) in golden.judged.iter().zip(&measured.0) {
        kinds.entry(&judged.kind).or_default().push(figures);
    }
    for (kind, figures) in kinds {
        println!("  {kind:12} {:3} queries  {}", figures.len(), Figures::mean(figures));
    }
}

/// The worst of the half that may be looked at.
fn report_worst(golden: &Golden, measured: &Measured) {
    let mut worst: Vec<(&Judged, &Figures)> = golden.judged.iter().zip(&measured.0).step_by(2).collect();
    worst.sort_by(|a, b| a.1.ndcg.total_cmp(&b.1.ndcg));
    for (judged, figures) in worst.iter().take(25) {
        println!("  {:24} {:4} relevant  {figures}", judged.query, judged.relevant());
    }
}

#[test]
fn the_search_answers_golden_queries_better_than_any_analysis_alone() {
    let golden = Golden::load();
    assert!(golden.vacancies.len() >= 3000);
    assert!(golden.judged.len() >= 200);
    let unanswered = golden.judged.iter().filter(|judged| judged.relevant() == 0);
    let unanswered: Vec<&str> = unanswered.map(|judged| judged.query.as_str()).collect();
    assert!(unanswered.is_empty(), "no vacancy answers {unanswered:?}");
    println!("{} queries over {} vacancies", golden.judged.len(), golden.vacancies.len());
    let product = Product::new(&golden.vocabulary, &golden.vacancies, &golden.places);
    let whole = golden.measure(|query| product.find(query));
    report("the search", &whole);
    report_kinds(&golden, &whole);
    report_worst(&golden, &whole);
    if std::env::var("QUICK").is_ok() {
        return;
    }
    let plain = Plain::new(&golden.vocabulary, &golden.vacancies, &golden.places);
    for (name, analyses) in ALONE {
        report(name, &golden.measure(|query| plain.find(analyses, query)));
    }
    for means in MEANS {
        let measured = golden.measure(|query| product.find_without(means, query));
        report(&format!("the search without {means:?}"), &measured);
    }
}

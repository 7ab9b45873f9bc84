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

const MEANS: [Means; 10] = [
    Means::Synonyms,
    Means::Occupations,
    Means::Places,
    Means::Conditions,
    Means::Parts,
    Means::Pinyin,
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

    /// By every `step`th query from one on.
    fn measure(&self, from: usize, step: usize, find: impl Fn(&str) -> Vec<usize> + Sync) -> Measured {
        let judged: Vec<&Judged> = self.judged.iter().skip(from).step_by(step).collect();
        let of = |judged: &[&Judged]| -> Vec<Figures> {
            judged.iter().map(|judged| Figures::of(judged, &find(&judged.query))).collect()
        };
        let (some, others) = judged.split_at(judged.len() / 2);
        std::thread::scope(|scope| {
            let others = scope.spawn(|| of(others));
            let mut figures = of(some);
            figures.extend(others.join().unwrap());
            Measured(figures)
        })
    }

    fn measure_held_out(&self, find: impl Fn(&str) -> Vec<usize> + Sync) -> Figures {
        Figures::mean(&self.measure(1, 2, find).0)
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

fn report(name: &str, figures: &Figures) {
    println!("{name:32} {figures}");
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
    for (judged, figures) in worst.iter().take(15) {
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
    let whole = golden.measure(0, 1, |query| product.find(query));
    report("the search", &Figures::mean(&whole.0));
    report("  the half tuned with", &whole.tuned());
    report("  the half held out", &whole.held_out());
    report_kinds(&golden, &whole);
    report_worst(&golden, &whole);
    assert_floors(&whole);
    println!("on the half held out:");
    let plain = Plain::new(&golden.vocabulary, &golden.vacancies, &golden.places);
    let reached = whole.held_out();
    for (name, analyses) in ALONE {
        let alone = golden.measure_held_out(|query| plain.find(analyses, query));
        report(name, &alone);
        assert!(alone.precision + 0.25 < reached.precision && alone.ndcg + 0.2 < reached.ndcg, "{name}");
    }
    for means in MEANS {
        let figures = golden.measure_held_out(|query| product.find_without(means, query));
        report(&format!("the search without {means:?}"), &figures);
    }
}

/// A little under what is reached.
fn assert_floors(whole: &Measured) {
    let all = Figures::mean(&whole.0);
    assert!(all.precision >= 0.74 && all.ndcg >= 0.85 && all.reciprocal >= 0.92, "{all}");
    assert!(all.nothing <= 0.06, "{all}");
    let held_out = whole.held_out();
    assert!(held_out.precision >= 0.73 && held_out.ndcg >= 0.84, "held out: {held_out}");
}

//! The product's own index, through its public interface.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use jobbridge_index::{
    Choice, FacetField, IndexChange, IndexOptions, OpenIndex, SearchIndex, VacancyQuery, Vocabulary,
};

use crate::corpus::Corpus;
use crate::draw::Lot;
use crate::figures::{
    Building, Timings, bytes_under, most_memory, percentile, process_micros, thread_micros,
};
use crate::questions::{Kind, Question};
use crate::{Failure, phrases};

/// Vacancies handed over at once.
const BATCH: u64 = 20_000;
/// Times each question is asked after the first.
pub(crate) const ROUNDS: usize = 3;
/// Vacancies of one employer on a page, as the service has it.
const SHARE: usize = 3;
/// What is typed to measure completions.
const TYPED: usize = 1_000;

fn open(directory: &Path, vocabulary: &Arc<Vocabulary>, threads: usize) -> Result<SearchIndex, Failure> {
    let options = IndexOptions { writer_threads: threads, memory_mb: 256, ..IndexOptions::default() };
    let OpenIndex { index, .. } = SearchIndex::open(directory, Arc::clone(vocabulary), &options)?;
    Ok(index)
}

/// Builds the index; drawing the vacancies does not count.
pub(crate) fn build(
    directory: &Path,
    vocabulary: &Arc<Vocabulary>,
    corpus: &Corpus,
    vacancies: u64,
    threads: usize,
) -> Result<Building, Failure> {
    let index = open(directory, vocabulary, threads)?;
    let mut building = Building { documents: vacancies, ..Building::default() };
    let mut first = 0;
    while first < vacancies {
        let last = (first + BATCH).min(vacancies);
        let changes: Vec<IndexChange> = (first..last)
            .map(|number| IndexChange::UpsertVacancy(Box::new(corpus.vacancy(number).document)))
            .collect();
        timed(&mut building, || index.apply(&changes))?;
        first = last;
    }
    timed(&mut building, || index.commit("1"))?;
    drop(index);
    building.bytes = bytes_under(directory)?;
    Ok(building)
}

fn timed<T, E>(building: &mut Building, run: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let (begun, processor) = (Instant::now(), process_micros());
    let result = run();
    building.processor_seconds += (process_micros() - processor) / 1e6;
    building.seconds += begun.elapsed().as_secs_f64();
    result
}

/// What serving took.
#[derive(Debug, Default)]
pub(crate) struct Serving {
    /// Each question asked for the first time.
    pub(crate) first: Timings,
    /// The same again.
    pub(crate) again: Timings,
    /// The same pages plain and with at most three vacancies of an employer.
    pub(crate) plain: f64,
    pub(crate) shared: f64,
    pub(crate) suggest_median: f64,
    pub(crate) suggest_99: f64,
    pub(crate) suggest_most: f64,
    pub(crate) memory: u64,
}

impl Serving {
    /// Everything as lines that [`Serving::read`] understands.
    pub(crate) fn written(&self) -> String {
        format!(
            "{}{}rest\t{} {} {} {} {} {}\n",
            self.first.written("first"),
            self.again.written("again"),
            self.plain,
            self.shared,
            self.suggest_median,
            self.suggest_99,
            self.suggest_most,
            self.memory,
        )
    }

    /// What another process wrote.
    pub(crate) fn read(text: &str) -> Result<Serving, Failure> {
        let rest = text
            .lines()
            .find_map(|line| line.strip_prefix("rest\t"))
            .ok_or("the serving process said nothing")?;
        let rest: Vec<f64> = rest.split(' ').map(str::parse).collect::<Result<_, _>>()?;
        let [plain, shared, suggest_median, suggest_99, suggest_most, memory] = rest[..] else {
            return Err("the serving process said something else".into());
        };
        let memory = memory as u64;
        let (first, again) = (Timings::read("first", text), Timings::read("again", text));
        Ok(Serving { first, again, plain, shared, suggest_median, suggest_99, suggest_most, memory })
    }
}

/// The question as the product takes it.
pub(crate) fn query(question: &Question) -> VacancyQuery {
    let alternatives = !matches!(question.kind, Kind::One | Kind::Two);
    let facets = if question.kind == Kind::Facets {
        vec![FacetField::Region, FacetField::Occupation, FacetField::Shift]
    } else {
        Vec::new()
    };
    VacancyQuery {
        text: question.words.join(if alternatives { "|" } else { " " }),
        regions: question.city.iter().map(Choice::of).collect(),
        pay_min: question.pay,
        include_unknown_pay: question.pay.is_none(),
        facets,
        ..VacancyQuery::default()
    }
}

/// Opens the index as a server does and asks everything.
pub(crate) fn serve(
    directory: &Path,
    vocabulary: &Arc<Vocabulary>,
    questions: &[Question],
    rounds: usize,
) -> Result<Serving, Failure> {
    let index = open(directory, vocabulary, 1)?;
    let mut serving = Serving::default();
    for round in 0..=rounds {
        for question in questions {
            let query = query(question);
            let begun = thread_micros();
            let hits = index.vacancies().search(&query)?;
            let took = thread_micros() - begun;
            if round == 0 {
                serving.first.add(question.kind, took);
                serving.first.add_matches(question.kind, hits.total);
            } else {
                serving.again.add(question.kind, took);
            }
        }
    }
    (serving.plain, serving.shared) = beside_sharing(&index, questions)?;
    let mut took = Vec::with_capacity(TYPED);
    for typed in typed() {
        let begun = thread_micros();
        index.vacancies().suggest(&typed, 10)?;
        took.push(thread_micros() - begun);
    }
    // The first makes the list of names, once for the process.
    took.remove(0);
    serving.suggest_median = percentile(&mut took, 50);
    serving.suggest_99 = percentile(&mut took, 99);
    serving.suggest_most = percentile(&mut took, 100);
    serving.memory = most_memory();
    Ok(serving)
}

/// What a plain page of two words takes, and one shared among employers.
fn beside_sharing(index: &SearchIndex, questions: &[Question]) -> Result<(f64, f64), Failure> {
    let (mut plain, mut shared) = (Vec::new(), Vec::new());
    for question in questions.iter().filter(|question| question.kind == Kind::Two) {
        for (per_employer, took) in [(0, &mut plain), (SHARE, &mut shared)] {
            let query = VacancyQuery { per_employer, ..query(question) };
            let begun = thread_micros();
            index.vacancies().search(&query)?;
            took.push(thread_micros() - begun);
        }
    }
    Ok((percentile(&mut plain, 50), percentile(&mut shared, 50)))
}

/// What people type, letter by letter: beginnings of trades, of words in the middle of them, and of their pinyin.
fn typed() -> Vec<String> {
    const SPELT: [&str; 12] = [
        "shukong", "chegong", "dianhan", "weixiu", "diangong", "zhijian", "cangku", "chache", "kuaiji",
        "wenyuan", "meirong", "skcg",
    ];
    let mut lot = Lot::new(3, 0);
    let mut typed = Vec::with_capacity(TYPED);
    while typed.len() < TYPED {
        let whole: Vec<char> = if lot.one_in(3) {
            lot.pick(&SPELT).chars().collect()
        } else {
            let (title, _) = *lot.pick(phrases::TRADES);
            title.chars().skip(lot.below(3)).collect()
        };
        typed.extend((1..=whole.len()).map(|length| whole.iter().take(length).collect::<String>()));
    }
    typed
}

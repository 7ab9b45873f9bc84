//! Stored searches: what one new vacancy takes against all of them, beside running each.
//!
//! ```text
//! cargo run --release -p jobbridge-bench -- searches [10000 100000 1000000]
//! ```

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use jobbridge_index::{
    Choice, SingleVacancy, StoredCounts, StoredSearches, VacancyDocument, VacancyQuery, Vocabulary,
};

use crate::Failure;
use crate::corpus::Corpus;
use crate::draw::Lot;
use crate::figures::{percentile, process_micros, thread_micros};
use crate::phrases::TRADES;

const SEED: u64 = 20_261_125;
/// Cities people search in.
const CITIES: usize = 80;
/// How many searches there are, unless the arguments say.
const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];
/// Vacancies that are held up against the searches.
const VACANCIES: u64 = 3_000;
/// How often each is, and the least time counts: the machine may be busy.
const ROUNDS: usize = 3;
/// Vacancies for which searches are run, and how many are, at most; the rest is reckoned from these.
const RUN_FOR: u64 = 3;
const MOST_RUN: u32 = 20_000;
/// The hits of a million searches that make a vacancy selective, and broad.
const SELECTIVE: std::ops::Range<usize> = 60..500;
const BROAD: std::ops::Range<usize> = 3_000..9_000;

/// The words people search by, those they use most first.
struct Words(Vec<String>);

impl Words {
    fn new(vocabulary: &Vocabulary) -> Words {
        let mut lot = Lot::new(SEED, u64::MAX);
        let mut others: Vec<String> = vocabulary.skills().iter().map(|skill| skill.name.clone()).collect();
        others.extend(vocabulary.occupations().iter().map(|occupation| occupation.name.clone()));
        others.retain(|word| word.chars().all(char::is_alphanumeric) && word.chars().count() <= 8);
        for at in (1..others.len()).rev() {
            others.swap(at, lot.below(at + 1));
        }
        let mut words: Vec<String> = TRADES.iter().map(|(title, _)| (*title).to_owned()).collect();
        words.extend(others);
        let mut seen = BTreeSet::new();
        words.retain(|word| seen.insert(word.clone()));
        Words(words)
    }

    /// Two or three words and mostly a city; some ask for pay or a bed.
    fn search(&self, corpus: &Corpus, number: u32) -> VacancyQuery {
        let mut lot = Lot::new(SEED, u64::from(number));
        let count = if lot.one_in(3) { 3 } else { 2 };
        let mut text = String::new();
        for _ in 0..count {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&self.0[lot.falling(self.0.len(), 1.0)]);
        }
        let mut query = VacancyQuery { text, ..VacancyQuery::default() };
        if !lot.one_in(6) {
            query.regions = vec![Choice::of(corpus.city(lot.falling(CITIES, 4.0)))];
        }
        if lot.one_in(5) {
            query.pay_min = Some(300_000 + 50_000 * lot.below(8) as i64);
        }
        if lot.one_in(10) {
            query.dormitory = Some(true);
        }
        query
    }
}

/// What one kind of vacancies took.
#[derive(Default)]
struct Kind {
    hits: Vec<f64>,
    finding: Vec<f64>,
}

impl Kind {
    fn row(&self, name: &str) -> String {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let p99 = percentile(&mut self.finding.clone(), 99);
        format!(
            "  {name}: {} vacancies, hits {:.0}, found in {:.1} µs (mean), {p99:.1} µs (p99)",
            self.hits.len(),
            mean(&self.hits),
            mean(&self.finding)
        )
    }
}

/// Measures, and prints what it measured.
pub(crate) fn run(sizes: &[String]) -> Result<(), Failure> {
    let vocabulary = Arc::new(Vocabulary::load()?);
    let corpus = Corpus::new(&vocabulary);
    let words = Words::new(&vocabulary);
    println!("{} words to search by", words.0.len());
    let given: Vec<u32> = sizes.iter().map(|size| size.parse()).collect::<Result<_, _>>()?;
    for size in if given.is_empty() { SIZES.to_vec() } else { given } {
        measure(&vocabulary, &corpus, &words, size)?;
    }
    Ok(())
}

fn measure(vocabulary: &Arc<Vocabulary>, corpus: &Corpus, words: &Words, size: u32) -> Result<(), Failure> {
    let queries: Vec<VacancyQuery> = (0..size).map(|number| words.search(corpus, number)).collect();
    let stored = StoredSearches::new(Arc::clone(vocabulary));
    let before = resident();
    let (start, processor) = (Instant::now(), process_micros());
    for page in queries.chunks(1_000).enumerate() {
        let ids = (page.0 as u32 * 1_000..).zip(page.1);
        if let Some((id, refused)) = stored.put_all(ids).pop() {
            return Err(format!("search {id}: {refused}").into());
        }
    }
    let (seconds, processor) = (start.elapsed().as_secs_f64(), (process_micros() - processor) / 1e6);
    let grown = resident().saturating_sub(before) as f64 / (1 << 20) as f64;
    let StoredCounts { searches, distinct, requirements, terms, bytes } = stored.counts();
    println!("{searches} searches, {distinct} distinct, {requirements} requirements, {terms} terms");
    println!("  built in {seconds:.2} s, {processor:.2} s of processor time");
    println!("  {:.1} MiB by its own account, {grown:.1} MiB more resident", bytes as f64 / (1 << 20) as f64);
    let documents: Vec<VacancyDocument> = (0..VACANCIES).map(|number| vacancy(corpus, number)).collect();
    let mean = finding(&stored, &documents, size);
    let (each, checked) = running(&stored, &queries, &documents, vocabulary)?;
    println!(
        "  every search run: {:.2} s for a vacancy, {:.0} times as long; {checked} answers were the same",
        each * f64::from(size) / 1e6,
        each * f64::from(size) / mean
    );
    Ok(())
}

/// A vacancy. Every fourth is of the largest city, and seeks people of several of the commonest trades at once, as
/// agencies do: these are broad.
fn vacancy(corpus: &Corpus, number: u64) -> VacancyDocument {
    let mut document = corpus.vacancy(number).document;
    if number.is_multiple_of(4) {
        document.regions = vec![corpus.city(0).to_owned()];
        let trades = TRADES.iter().take(6 + number as usize / 4 % 10);
        trades.for_each(|(title, _)| document.description.push_str(&format!("、{title}")));
    }
    document
}

/// Prints what finding takes, and returns the mean.
fn finding(stored: &StoredSearches<u32>, documents: &[VacancyDocument], size: u32) -> f64 {
    let (mut reading, mut all, mut selective, mut broad) =
        (0.0, Kind::default(), Kind::default(), Kind::default());
    for document in documents {
        let start = thread_micros();
        let vacancy = stored.words_of(document);
        reading += thread_micros() - start;
        let mut hits = 0;
        let mut round = || {
            let start = thread_micros();
            hits = stored.find(&vacancy).len();
            thread_micros() - start
        };
        let micros = (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min);
        let of_a_million = (hits as f64 * 1e6 / f64::from(size)) as usize;
        let mut kinds = vec![&mut all];
        if SELECTIVE.contains(&of_a_million) {
            kinds.push(&mut selective);
        } else if BROAD.contains(&of_a_million) {
            kinds.push(&mut broad);
        }
        for kind in kinds {
            kind.hits.push(hits as f64);
            kind.finding.push(micros);
        }
    }
    println!("  words of a vacancy cut in {:.1} µs (mean)", reading / documents.len() as f64);
    for (kind, name) in [(&selective, "selective"), (&broad, "broad"), (&all, "all")] {
        println!("{}", kind.row(name));
    }
    all.finding.iter().sum::<f64>() / all.finding.len() as f64
}

/// Microseconds for one search that is run, and how many were; their answers must be those of the stored ones.
fn running(
    stored: &StoredSearches<u32>,
    queries: &[VacancyQuery],
    documents: &[VacancyDocument],
    vocabulary: &Arc<Vocabulary>,
) -> Result<(f64, usize), Failure> {
    let (mut micros, mut run) = (0.0, 0);
    for document in documents.iter().take(RUN_FOR as usize) {
        let found: BTreeSet<u32> = stored.find(&stored.words_of(document)).into_iter().collect();
        let start = thread_micros();
        let single = SingleVacancy::new(document, Arc::clone(vocabulary))?;
        let mut answers = Vec::new();
        for (id, query) in (0..MOST_RUN).zip(queries) {
            answers.push((id, single.matches(query)?));
        }
        micros += thread_micros() - start;
        run += answers.len();
        if let Some((id, answer)) = answers.into_iter().find(|(id, answer)| found.contains(id) != *answer) {
            return Err(format!("search {id} {:?}: {answer} when it is run", queries[id as usize]).into());
        }
    }
    Ok((micros / run as f64, run))
}

/// Bytes of this process in memory.
fn resident() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}

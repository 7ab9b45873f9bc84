//! The floor: the search library called directly, one field for all words, by whoever knows it well.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::Path;
use std::time::Instant;

use jobbridge_index::Vocabulary;
use tantivy::collector::TopDocs;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::{BooleanQuery, ConstScoreQuery, EnableScoring, Occur, Query, TermQuery, Weight};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TokenizerManager, WhitespaceTokenizer};
use tantivy::{Index, IndexWriter, Searcher, SegmentReader, TantivyDocument, Term};

use crate::Failure;
use crate::corpus::Corpus;
use crate::figures::{Building, Timings, bytes_under, process_micros, thread_micros};
use crate::questions::{Kind, Question, texts_of, words_of};

const ROUNDS: usize = 3;
const TOP: usize = 20;
const BATCH: u64 = 20_000;

#[derive(Clone, Copy)]
struct Fields {
    key: Field,
    title: Field,
    text: Field,
    city: Field,
    region: Field,
    occupation: Field,
    shift: Field,
    pay_max: Field,
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words =
        TextFieldIndexing::default().set_tokenizer("given").set_index_option(IndexRecordOption::WithFreqs);
    let fields = Fields {
        key: builder.add_text_field("key", STRING | STORED),
        title: builder.add_text_field("title", STORED),
        text: builder.add_text_field("text", TextOptions::default().set_indexing_options(words)),
        city: builder.add_text_field("city", STRING),
        region: builder.add_text_field("region", STRING | FAST),
        occupation: builder.add_text_field("occupation", STRING | FAST),
        shift: builder.add_text_field("shift", STRING | FAST),
        pay_max: builder.add_i64_field("pay_max", INDEXED | FAST),
    };
    (builder.build(), fields)
}

fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register("given", WhitespaceTokenizer::default());
    manager
}

/// Builds the index with as many threads that segment as threads that write.
pub(crate) fn build(
    directory: &Path,
    vocabulary: &Vocabulary,
    corpus: &Corpus,
    vacancies: u64,
    threads: usize,
) -> Result<Building, Failure> {
    let (schema, fields) = schema();
    let index = Index::builder()
        .schema(schema)
        .tokenizers(tokenizers())
        .open_or_create(MmapDirectory::open(directory)?)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, 256_000_000)?;
    let mut building = Building { documents: vacancies, ..Building::default() };
    let mut first = 0;
    while first < vacancies {
        let last = (first + BATCH).min(vacancies);
        let made: Vec<_> = (first..last).map(|number| corpus.vacancy(number).document).collect();
        let (begun, processor) = (Instant::now(), process_micros());
        std::thread::scope(|scope| {
            let parts = made.chunks(made.len().div_ceil(threads));
            let adding: Vec<_> =
                parts.map(|part| scope.spawn(|| add(&writer, fields, vocabulary, part))).collect();
            adding
                .into_iter()
                .try_for_each(|thread| thread.join().map_err(|_| Failure::from("a thread died"))?)
        })?;
        building.processor_seconds += (process_micros() - processor) / 1e6;
        building.seconds += begun.elapsed().as_secs_f64();
        first = last;
    }
    let (begun, processor) = (Instant::now(), process_micros());
    writer.commit()?;
    writer.wait_merging_threads()?;
    building.processor_seconds += (process_micros() - processor) / 1e6;
    building.seconds += begun.elapsed().as_secs_f64();
    // One segment, as Lucene's: this does not count.
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 64_000_000)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    building.bytes = bytes_under(directory)?;
    Ok(building)
}

fn add(
    writer: &IndexWriter,
    fields: Fields,
    vocabulary: &Vocabulary,
    documents: &[jobbridge_index::VacancyDocument],
) -> Result<(), Failure> {
    for one in documents {
        let mut document = TantivyDocument::new();
        document.add_text(fields.key, &one.key);
        document.add_text(fields.title, &one.title);
        document.add_text(fields.text, words_of(vocabulary, &texts_of(one)).join(" "));
        let region = one.regions.first().map_or("", String::as_str);
        document.add_text(fields.region, region);
        document.add_text(fields.city, region.get(..4).unwrap_or(region));
        document.add_text(fields.occupation, one.occupation.as_deref().unwrap_or_default());
        document.add_text(fields.shift, one.shift.as_deref().unwrap_or_default());
        if let Some(pay) = one.pay_max {
            document.add_i64(fields.pay_max, pay);
        }
        writer.add_document(document)?;
    }
    Ok(())
}

/// What is held in flat arrays for one segment.
struct Flat {
    pay_max: Vec<i32>,
    facets: Vec<Vec<u16>>,
}

impl Flat {
    fn read(reader: &SegmentReader) -> Result<Flat, Failure> {
        let fast = reader.fast_fields();
        let pay = fast.i64("pay_max")?;
        let pay_max = (0..reader.max_doc()).map(|doc| pay.first(doc).map_or(-1, |pay| pay as i32)).collect();
        let mut facets = Vec::new();
        for name in ["region", "occupation", "shift"] {
            let column = fast.str(name)?.ok_or("a field is missing")?;
            let value = |doc| column.ords().first(doc).unwrap_or(0) as u16;
            facets.push((0..reader.max_doc()).map(value).collect());
        }
        Ok(Flat { pay_max, facets })
    }
}

/// Asks everything.
pub(crate) fn serve(directory: &Path, questions: &[Question]) -> Result<Timings, Failure> {
    let (schema, fields) = schema();
    let index = Index::builder()
        .schema(schema)
        .tokenizers(tokenizers())
        .open_or_create(MmapDirectory::open(directory)?)?;
    let searcher = index.reader()?.searcher();
    let flat = searcher.segment_readers().iter().map(Flat::read).collect::<Result<Vec<_>, _>>()?;
    let mut timings = Timings::default();
    for round in 0..=ROUNDS {
        for question in questions {
            let begun = thread_micros();
            ask(&searcher, fields, &flat, question)?;
            let took = thread_micros() - begun;
            if round == 0 {
                let matches = searcher.search(&words(fields, question), &tantivy::collector::Count)?;
                timings.add_matches(question.kind, matches as u64);
            } else {
                timings.add(question.kind, took);
            }
        }
    }
    Ok(timings)
}

fn words(fields: Fields, question: &Question) -> BooleanQuery {
    let occur = if matches!(question.kind, Kind::One | Kind::Two) { Occur::Must } else { Occur::Should };
    let terms = question.words.iter().map(|word| {
        let term = Term::from_field_text(fields.text, word);
        (occur, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>)
    });
    BooleanQuery::new(terms.collect())
}

fn ask(searcher: &Searcher, fields: Fields, flat: &[Flat], question: &Question) -> Result<usize, Failure> {
    let words = words(fields, question);
    match question.kind {
        Kind::One | Kind::Two | Kind::Three => {
            Ok(searcher.search(&words, &TopDocs::with_limit(TOP).order_by_score())?.len())
        }
        Kind::Paid => paid(searcher, flat, &words, question.pay),
        Kind::Placed => {
            let city = Term::from_field_text(fields.city, question.city.as_deref().unwrap_or_default());
            let city = TermQuery::new(city, IndexRecordOption::Basic);
            let both = BooleanQuery::new(vec![
                (Occur::Must, Box::new(words) as Box<dyn Query>),
                (Occur::Must, Box::new(ConstScoreQuery::new(Box::new(city), 0.0))),
            ]);
            paid(searcher, flat, &both, question.pay)
        }
        Kind::Facets => facets(searcher, flat, &words),
    }
}

/// The best of those that pay enough: asked within the pruning.
fn paid(searcher: &Searcher, flat: &[Flat], query: &dyn Query, pay: Option<i64>) -> Result<usize, Failure> {
    let least = pay.unwrap_or(0) as i32;
    let weight: Box<dyn Weight> = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
    let mut best: BinaryHeap<Reverse<(u32, u32)>> = BinaryHeap::with_capacity(TOP + 1);
    for (reader, flat) in searcher.segment_readers().iter().zip(flat) {
        let mut threshold = 0.0_f32;
        weight.for_each_pruning(threshold, reader, &mut |doc, score| {
            if flat.pay_max[doc as usize] >= least {
                // The bits of positive numbers are in the order of the numbers.
                best.push(Reverse((score.to_bits(), doc)));
                if best.len() > TOP {
                    best.pop();
                }
                if best.len() == TOP {
                    threshold = best.peek().map_or(0.0, |worst| f32::from_bits(worst.0.0));
                }
            }
            threshold
        })?;
    }
    Ok(best.len())
}

/// The best, then all matches unscored, counted in flat arrays.
fn facets(searcher: &Searcher, flat: &[Flat], words: &BooleanQuery) -> Result<usize, Failure> {
    let found = searcher.search(words, &TopDocs::with_limit(TOP).order_by_score())?.len();
    let weight = words.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut values = 0;
    for (reader, flat) in searcher.segment_readers().iter().zip(flat) {
        let mut counts = [vec![0_u32; 65_536], vec![0_u32; 65_536], vec![0_u32; 65_536]];
        weight.for_each_no_score(reader, &mut |docs| {
            for (counts, facet) in counts.iter_mut().zip(&flat.facets) {
                for doc in docs {
                    counts[usize::from(facet[*doc as usize])] += 1;
                }
            }
        })?;
        values += counts.iter().flatten().filter(|count| **count > 0).count();
    }
    Ok(found + values)
}

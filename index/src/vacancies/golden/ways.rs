//! Ways to search that are measured beside each other: one analysis alone, the whole search, and the whole search
//! without one of its means.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::collector::TopDocs;
use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use super::super::answering::ask::ask;
use super::super::answering::search::{Scope, collect};
use super::super::mistakes::near::NearWords;
use super::super::query::VacancyQuery;
use super::super::ranking::start::PageStart;
use super::super::reading::{self, Piece};
use super::super::storage::schema::{Fields, KEY, schema};
use super::super::storage::shelf::Shelf;
use super::super::writing::tokens::{self, Memo};
use super::super::writing::written;
use super::corpus::Vacancy;
use super::figures::DEPTH;
use crate::retrieval::keys_of;
use crate::text::{TextAnalysis, Word};
use crate::tokenizer::{READY, encode, tokenizers};
use crate::vocabulary::Vocabulary;

/// One analysis of one text of a vacancy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Analysis {
    Characters,
    Pairs,
    Words,
    WordsAndParts,
    /// The description's words and their parts.
    Description,
}

impl Analysis {
    const ALL: [Analysis; 5] = [
        Analysis::Characters,
        Analysis::Pairs,
        Analysis::Words,
        Analysis::WordsAndParts,
        Analysis::Description,
    ];

    fn tokens(self, analysis: &TextAnalysis, text: &str) -> Vec<String> {
        let texts = |words: Vec<Word<'_>>| words.into_iter().map(|word| word.text.to_owned()).collect();
        match self {
            Analysis::Characters => text.chars().filter(|c| c.is_alphanumeric()).map(String::from).collect(),
            Analysis::Pairs => tokens::pairs(text),
            Analysis::Words => texts(analysis.words().cut(text)),
            Analysis::WordsAndParts | Analysis::Description => texts(analysis.words().cut_with_parts(text)),
        }
    }
}

/// Any of the query's tokens, by BM25: plain full-text search.
pub(super) struct Plain<'a> {
    vocabulary: &'a Vocabulary,
    fields: Vec<Field>,
    searcher: Searcher,
    places: &'a HashMap<String, usize>,
}

impl<'a> Plain<'a> {
    pub(super) fn new(
        vocabulary: &'a Vocabulary,
        vacancies: &[Vacancy],
        places: &'a HashMap<String, usize>,
    ) -> Plain<'a> {
        let mut builder = Schema::builder();
        let key = builder.add_text_field(KEY, STRING | FAST);
        let indexing = TextFieldIndexing::default().set_tokenizer(READY);
        let indexing = indexing.set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        let fields =
            (0..Analysis::ALL.len()).map(|at| builder.add_text_field(&at.to_string(), options.clone()));
        let fields: Vec<Field> = fields.collect();
        let text = vocabulary.text();
        let documents = vacancies.iter().map(|vacancy| {
            let mut document = TantivyDocument::new();
            document.add_text(key, &vacancy.document.key);
            let folded = [&vacancy.document.title, &vacancy.document.description].map(|one| text.fold(one));
            for (field, analysis) in fields.iter().zip(Analysis::ALL) {
                let source = &folded[usize::from(analysis == Analysis::Description)];
                let tokens = analysis.tokens(text, source);
                document.add_text(*field, encode(tokens.iter().map(String::as_str).enumerate()));
            }
            document
        });
        let searcher = indexed(builder.build(), documents);
        Plain { vocabulary, fields, searcher, places }
    }

    pub(super) fn find(&self, analyses: &[Analysis], query: &str) -> Vec<usize> {
        let text = self.vocabulary.text();
        let query = text.fold(query);
        let used = self.fields.iter().zip(Analysis::ALL).filter(|(_, analysis)| analyses.contains(analysis));
        let tokens = used.flat_map(|(field, analysis)| {
            let tokens = analysis.tokens(text, &query).into_iter();
            tokens.map(|token| Term::from_field_text(*field, &token))
        });
        let clauses = tokens.map(|term| {
            let term = TermQuery::new(term, IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(term) as Box<dyn Query>)
        });
        best(&self.searcher, &BooleanQuery::new(clauses.collect()), self.places)
    }
}

/// One of the search's means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    Synonyms,
    Occupations,
    Places,
    Conditions,
    Parts,
    Pinyin,
    Characters,
    TitleWords,
    Description,
    About,
}

/// The search itself.
pub(super) struct Product<'a> {
    vocabulary: &'a Vocabulary,
    fields: Fields,
    /// A field in which nothing is found, to look in instead of another.
    empty: Field,
    searcher: Searcher,
    /// What misspelt words are corrected by.
    near: Arc<NearWords>,
    places: &'a HashMap<String, usize>,
}

impl<'a> Product<'a> {
    pub(super) fn new(
        vocabulary: &'a Vocabulary,
        vacancies: &[Vacancy],
        places: &'a HashMap<String, usize>,
    ) -> Product<'a> {
        let (schema, fields) = schema();
        let mut builder = Schema::builder();
        for (_, entry) in schema.fields() {
            builder.add_field(entry.clone());
        }
        let positions =
            TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(positions.set_tokenizer(READY));
        let empty = builder.add_text_field("empty", options);
        let mut memo = Memo::default();
        let documents =
            vacancies.iter().map(|vacancy| written(&fields, vocabulary, &mut memo, &vacancy.document));
        let searcher = indexed(builder.build(), documents);
        let near = Arc::new(NearWords::new(&searcher, &fields, vocabulary).unwrap());
        Product { vocabulary, fields, empty, searcher, near, places }
    }

    /// The search as users get it, with words corrected and let go where nothing is found.
    pub(super) fn find(&self, text: &str) -> Vec<usize> {
        let query =
            VacancyQuery { text: text.to_owned(), limit: DEPTH, forgiving: true, ..VacancyQuery::default() };
        let shelf = Shelf::default();
        let hits =
            ask(self.scope(&self.fields, &shelf), &query, Some(&|| Ok(Arc::clone(&self.near)))).unwrap().hits;
        hits.iter().map(|hit| self.places[&hit.key]).collect()
    }

    /// The search without one of its means, and with nothing forgiven.
    pub(super) fn find_without(&self, means: Means, text: &str) -> Vec<usize> {
        let mut reading = reading::read(self.vocabulary, text).unwrap();
        for wanted in &mut reading.wanted {
            for piece in wanted.pieces.iter_mut().chain(&mut wanted.helping).chain(&mut wanted.whole) {
                self.reduce(piece, means);
            }
        }
        let mut fields = self.fields.clone();
        match means {
            Means::Pinyin => fields.title_pinyin = self.empty,
            Means::Characters => fields.title_chars = self.empty,
            Means::TitleWords => fields.title_words = self.empty,
            Means::Description => fields.description = self.empty,
            Means::About => fields.about = self.empty,
            _ => {}
        }
        let shelf = Shelf::default();
        let scope = self.scope(&fields, &shelf);
        let page = collect(scope, &VacancyQuery::default(), &reading, PageStart::default(), DEPTH, &[]);
        page.unwrap().hits.iter().map(|hit| self.places[&hit.key]).collect()
    }

    fn scope<'s>(&'s self, fields: &'s Fields, shelf: &'s Shelf) -> Scope<'s> {
        let (searcher, vocabulary) = (&self.searcher, self.vocabulary);
        Scope { searcher, statistics: searcher, generation: 1, shelf, fields, vocabulary }
    }

    fn reduce(&self, piece: &mut Piece, means: Means) {
        match means {
            Means::Synonyms => piece.others.clear(),
            Means::Occupations => {
                piece.occupations.clear();
                piece.families.clear();
            }
            Means::Places => piece.regions.clear(),
            Means::Conditions => {
                piece.asks.clear();
                piece.condition = false;
            }
            Means::Parts => piece.parts.clear(),
            Means::Pinyin if !self.vocabulary.synonyms().knows(&piece.text) && piece.text.is_ascii() => {
                piece.others.clear();
                piece.occupations.clear();
                piece.families.clear();
            }
            _ => {}
        }
    }
}

pub(super) fn indexed(schema: Schema, documents: impl Iterator<Item = TantivyDocument>) -> Searcher {
    let builder = Index::builder().schema(schema).tokenizers(tokenizers());
    let mut writer = builder.single_segment_index_writer(RamDirectory::create(), 30_000_000).unwrap();
    for document in documents {
        writer.add_document(document).unwrap();
    }
    writer.finalize().unwrap().reader().unwrap().searcher()
}

fn best(searcher: &Searcher, query: &dyn Query, places: &HashMap<String, usize>) -> Vec<usize> {
    let found = searcher.search(query, &TopDocs::with_limit(DEPTH).order_by_score()).unwrap();
    let keys = keys_of(searcher, KEY, &found).unwrap();
    keys.into_iter().map(|(key, _)| places[&key]).collect()
}

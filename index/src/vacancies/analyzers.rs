//! Which analysis of titles finds best: each alone against the search itself, on the golden table.

use std::collections::HashSet;

use tantivy::collector::TopDocs;
use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Index, Searcher, Term};

use super::document::VacancyDocument;
use super::query::VacancyQuery;
use super::schema::Fields;
use super::tokens::Memo;
use crate::vocabulary::Vocabulary;

struct Golden {
    vocabulary: Vocabulary,
    fields: Fields,
    searcher: Searcher,
    queries: Vec<(String, HashSet<String>)>,
}

fn rows(text: &str) -> Vec<(String, String)> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().map(Result::unwrap).collect()
}

impl Golden {
    fn load() -> Golden {
        let vocabulary = Vocabulary::load().unwrap();
        let (schema, fields) = super::schema::schema();
        let builder = Index::builder().schema(schema).tokenizers(crate::tokenizer::tokenizers());
        let mut writer = builder.single_segment_index_writer(RamDirectory::create(), 15_000_000).unwrap();
        for (key, title) in rows(include_str!("../../tests/index/golden/titles.csv")) {
            let document = VacancyDocument { key, title, ..VacancyDocument::default() };
            writer
                .add_document(super::writing::written(&fields, &vocabulary, &mut Memo::default(), &document))
                .unwrap();
        }
        let searcher = writer.finalize().unwrap().reader().unwrap().searcher();
        let queries = rows(include_str!("../../tests/index/golden/queries.csv")).into_iter();
        let queries = queries
            .filter(|(query, _)| !query.contains(['-', '"']))
            .map(|(query, keys)| (query, keys.split(';').map(str::to_owned).collect()));
        let queries = queries.collect();
        Golden { vocabulary, fields, searcher, queries }
    }

    fn mean(&self, find: impl Fn(&str) -> Vec<String>) -> f64 {
        let precisions = self.queries.iter().map(|(query, relevant)| precision(&find(query), relevant));
        precisions.sum::<f64>() / self.queries.len() as f64
    }

    /// Any of these tokens in this field, by BM25.
    fn any_token(&self, field: Field, tokens: Vec<String>) -> Vec<String> {
        let clauses = tokens.iter().map(|token| {
            let term = TermQuery::new(Term::from_field_text(field, token), IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(term) as Box<dyn Query>)
        });
        let query = BooleanQuery::new(clauses.collect());
        let found = self.searcher.search(&query, &TopDocs::with_limit(100).order_by_score()).unwrap();
        let keys = crate::retrieval::keys_of(&self.searcher, super::schema::KEY, &found).unwrap();
        keys.into_iter().map(|(key, _)| key).collect()
    }

    fn fold(&self, query: &str) -> String {
        self.vocabulary.text().fold(query)
    }

    fn search(&self, query: &str) -> Vec<String> {
        let query = VacancyQuery { text: query.to_owned(), limit: 100, ..VacancyQuery::default() };
        let scope = super::search::Scope {
            searcher: &self.searcher,
            statistics: &self.searcher,
            generation: 0,
            shelf: &super::shelf::Shelf::default(),
            fields: &self.fields,
            vocabulary: &self.vocabulary,
        };
        let hits = super::search::search(scope, &query).unwrap();
        hits.hits.into_iter().map(|hit| hit.key).collect()
    }
}

fn precision(found: &[String], relevant: &HashSet<String>) -> f64 {
    let mut right = 0.0;
    let mut sum = 0.0;
    for (rank, key) in (1_u32..).zip(found) {
        if relevant.contains(key) {
            right += 1.0;
            sum += right / f64::from(rank);
        }
    }
    sum / relevant.len() as f64
}

#[test]
fn characters_and_words_together_find_better_than_either_alone() {
    let golden = Golden::load();
    let fields = &golden.fields;
    let chars = golden.mean(|query| {
        let chars = golden.fold(query).chars().map(String::from).collect();
        golden.any_token(fields.title_chars, chars)
    });
    let pairs =
        golden.mean(|query| golden.any_token(fields.title_pairs, super::tokens::pairs(&golden.fold(query))));
    let words = golden.mean(|query| {
        let text = golden.fold(query);
        let words = golden.vocabulary.text().words().cut_with_parts(&text);
        golden.any_token(fields.title_words, words.iter().map(|word| word.text.to_owned()).collect())
    });
    let search = golden.mean(|query| golden.search(query));
    println!(
        "mean average precision: characters {chars:.3}, pairs {pairs:.3}, words {words:.3}, search {search:.3}"
    );
    assert!(search >= 0.93, "{search}");
    assert!(search > chars.max(pairs).max(words) + 0.05);
}

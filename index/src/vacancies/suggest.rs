//! Completions of what somebody has typed so far.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use tantivy::postings::TermInfo;
use tantivy::query::{BooleanQuery, EnableScoring, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{
    DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, TantivyError, Term,
};

use super::completions::Completions;
use super::hits::{Suggestion, SuggestionKind};
use super::schema::Fields;
use crate::index::IndexError;
use crate::vocabulary::Vocabulary;

const MOST_SUGGESTIONS: usize = 20;
const LONGEST_PREFIX: usize = 32;
/// Titles looked at to find the most frequent ones.
const TITLES_READ: usize = 100;
/// Documents gone through at the start of a segment, and further places it is looked at.
const WALKED: usize = 1_000;
const PLACES: u32 = 8;
/// Spellings looked at in a segment to find the most frequent ones, and how many of them are taken.
const SPELLINGS_READ: usize = 2_000;
const SPELLINGS_TAKEN: usize = 12;

/// Completions: titles there are, then occupations, skills and places.
pub(super) fn suggest(
    searcher: &Searcher,
    fields: &Fields,
    vocabulary: &Vocabulary,
    completions: &Completions,
    prefix: &str,
    limit: usize,
) -> Result<Vec<Suggestion>, IndexError> {
    let typed: String = vocabulary.text().fold(prefix).chars().take(LONGEST_PREFIX).collect();
    let limit = limit.min(MOST_SUGGESTIONS);
    if typed.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let mut suggestions = titles(searcher, fields, vocabulary, &typed, limit.div_ceil(2))?;
    suggestions.extend(completions.starting_with(&typed, limit.div_ceil(3)));
    let mut seen = HashSet::new();
    suggestions.retain(|suggestion| seen.insert(suggestion.text.clone()));
    suggestions.truncate(limit);
    Ok(suggestions)
}

/// Titles that hold what was typed, the most frequent first: of a sample, where there are many.
fn titles(
    searcher: &Searcher,
    fields: &Fields,
    vocabulary: &Vocabulary,
    typed: &str,
    limit: usize,
) -> Result<Vec<Suggestion>, TantivyError> {
    let found = if is_pinyin(typed) {
        spelt(searcher, fields, typed)?
    } else {
        let chars = typed.chars().filter(|c| c.is_alphanumeric()).map(|c| {
            let term = Term::from_field_text(fields.title_chars, c.encode_utf8(&mut [0; 4]));
            Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>
        });
        written(searcher, &BooleanQuery::intersection(chars.collect()))?
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for address in found {
        let document: TantivyDocument = searcher.doc(address)?;
        let title = document.get_first(fields.title).and_then(|value| value.as_str()).unwrap_or_default();
        if is_pinyin(typed) || vocabulary.text().fold(title).contains(typed) {
            *counts.entry(title.to_owned()).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.len().cmp(&b.0.len())).then_with(|| a.0.cmp(&b.0)));
    let titles = counts.into_iter().take(limit);
    Ok(titles.map(|(text, _)| Suggestion { text, kind: SuggestionKind::Title, code: None }).collect())
}

/// How many of the sample a segment gives: as large a part as it is of all.
fn share(searcher: &Searcher, reader: &SegmentReader) -> usize {
    let all = searcher.num_docs().max(1) as usize;
    (TITLES_READ * reader.num_docs() as usize).div_ceil(all)
}

/// A sample of what a query finds, from several places of every segment.
fn written(searcher: &Searcher, query: &dyn Query) -> Result<Vec<DocAddress>, TantivyError> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut found = Vec::new();
    for (ord, reader) in (0..).zip(searcher.segment_readers()) {
        let mut scorer = weight.scorer(reader, 1.0)?;
        let share = share(searcher, reader);
        let mut docs = Vec::new();
        while docs.len() < WALKED && scorer.doc() != TERMINATED {
            docs.push(scorer.doc());
            scorer.advance();
        }
        let step = docs.len().div_ceil(share.div_ceil(2).max(1)).max(1);
        let mut docs: Vec<DocId> = docs.into_iter().step_by(step).collect();
        for part in 1..PLACES {
            let start = reader.max_doc() / PLACES * part;
            if scorer.doc() < start {
                scorer.seek(start);
            }
            let most = docs.len() + share.div_ceil(2 * PLACES as usize);
            while docs.len() < most && scorer.doc() != TERMINATED {
                docs.push(scorer.doc());
                scorer.advance();
            }
        }
        docs.retain(|doc| !reader.is_deleted(*doc));
        found.extend(docs.into_iter().map(|doc| DocAddress::new(ord, doc)));
    }
    Ok(found)
}

/// A sample of the titles with pinyin that starts with what was typed, of the most frequent spellings.
fn spelt(searcher: &Searcher, fields: &Fields, typed: &str) -> Result<Vec<DocAddress>, TantivyError> {
    let mut found = Vec::new();
    for (ord, reader) in (0..).zip(searcher.segment_readers()) {
        let index = reader.inverted_index(fields.title_pinyin)?;
        let mut spellings: Vec<TermInfo> = Vec::new();
        let mut stream = index.terms().range().ge(typed).into_stream()?;
        while spellings.len() < SPELLINGS_READ
            && stream.advance()
            && stream.key().starts_with(typed.as_bytes())
        {
            spellings.push(stream.value().clone());
        }
        spellings.sort_by_key(|info| Reverse(info.doc_freq));
        spellings.truncate(SPELLINGS_TAKEN);
        let each = share(searcher, reader).div_ceil(spellings.len().max(1));
        for info in spellings {
            let mut postings = index.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            let mut left = each;
            while left > 0 && postings.doc() != TERMINATED {
                if !reader.is_deleted(postings.doc()) {
                    found.push(DocAddress::new(ord, postings.doc()));
                    left -= 1;
                }
                postings.advance();
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn is_pinyin(typed: &str) -> bool {
    typed.len() >= 2 && typed.bytes().all(|byte| byte.is_ascii_lowercase())
}

//! Completions of what somebody has typed so far.

use std::collections::{HashMap, HashSet};

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, RegexQuery, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{Searcher, TantivyDocument, TantivyError, Term};

use super::completions::Completions;
use super::hits::{Suggestion, SuggestionKind};
use super::schema::Fields;
use crate::index::IndexError;
use crate::vocabulary::Vocabulary;

const MOST_SUGGESTIONS: usize = 20;
const LONGEST_PREFIX: usize = 32;
/// Titles looked at to find the most frequent ones.
const TITLES_READ: usize = 200;

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

/// Titles that hold what was typed, the most frequent first.
fn titles(
    searcher: &Searcher,
    fields: &Fields,
    vocabulary: &Vocabulary,
    typed: &str,
    limit: usize,
) -> Result<Vec<Suggestion>, TantivyError> {
    let query = if is_pinyin(typed) {
        Box::new(RegexQuery::from_pattern(&format!("{typed}[a-z]*"), fields.title_pinyin)?) as Box<dyn Query>
    } else {
        let chars = typed.chars().filter(|c| c.is_alphanumeric()).map(|c| {
            let term = Term::from_field_text(fields.title_chars, c.encode_utf8(&mut [0; 4]));
            (Occur::Must, Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>)
        });
        Box::new(BooleanQuery::new(chars.collect()))
    };
    let found = searcher.search(&query, &TopDocs::with_limit(TITLES_READ).order_by_score())?;
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (_, address) in found {
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

fn is_pinyin(typed: &str) -> bool {
    typed.len() >= 2 && typed.bytes().all(|byte| byte.is_ascii_lowercase())
}

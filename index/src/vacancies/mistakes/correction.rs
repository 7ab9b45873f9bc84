//! What may have been meant where a word as typed is found nowhere.
//!
//! Only words that were typed plainly are looked at: what stands in quotes is meant as it stands, and what is unwanted
//! is no less unwanted for a slip. A word that the dictionaries know is right even if nothing is found for it.

use std::ops::Range;

use super::exists::exists;
use super::near::NearWords;
use crate::vacancies::answering::ask::Near;
use crate::vacancies::answering::search::Scope;
use crate::vacancies::query::error::QueryError;
use crate::vacancies::reading::grammar::{self, Clause};
use crate::vacancies::reading::{self, Reading};
use crate::vocabulary::Vocabulary;

/// So many readings of one word are held up against the index.
const MOST_TRIED: usize = 6;
/// So many readings of the whole text are tried.
const MOST_TEXTS: usize = 3;
/// Words of a clause that may together be one word mistyped.
const MOST_WORDS: usize = 5;
/// So many words of a text are corrected.
const MOST_CORRECTED: usize = 4;

/// Texts that may have been meant, the likeliest first.
pub(crate) fn corrections(scope: Scope<'_>, near: Near<'_>, text: &str) -> Result<Vec<String>, QueryError> {
    let clauses = grammar::parse(&reading::joined(&scope.vocabulary.text().fold(text)))?;
    let mut unknown = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        let plain = !clause.phrase && !clause.excluded;
        if plain && unknown.len() < MOST_CORRECTED && !found_anywhere(scope, clause)? {
            unknown.push(at);
        }
    }
    let mut choices: Vec<(usize, Vec<String>)> = Vec::new();
    for at in unknown {
        let Some(clause) = clauses.get(at) else { continue };
        let meant = meant(scope, &*near()?, &clause.text)?;
        if !meant.is_empty() {
            choices.push((at, meant));
        }
    }
    let most = match choices.as_slice() {
        [] => 0,
        [_] => MOST_TEXTS,
        _ => 1,
    };
    let texts = (0..most).filter_map(|choice| {
        let mut corrected = clauses.clone();
        for (at, meant) in &choices {
            corrected.get_mut(*at)?.text.clone_from(meant.get(choice)?);
        }
        Some(corrected.iter().map(as_typed).collect::<Vec<_>>().join(" "))
    });
    Ok(texts.collect())
}

fn found_anywhere(scope: Scope<'_>, clause: &Clause) -> Result<bool, QueryError> {
    let wanted = reading::wanted(scope.vocabulary, clause);
    if wanted.pieces.is_empty() {
        return Ok(true);
    }
    Ok(exists(scope, &Reading { wanted: vec![wanted], ..Reading::default() })?)
}

/// What a clause may have meant and is found somewhere, the likeliest first.
fn meant(scope: Scope<'_>, near: &NearWords, typed: &str) -> Result<Vec<String>, QueryError> {
    let vocabulary = scope.vocabulary;
    let mut meant = Vec::new();
    let mut tried = 0;
    for range in stretches(vocabulary, typed) {
        let Some(stretch) = typed.get(range.clone()) else { continue };
        if is_right(vocabulary, near, stretch) {
            continue;
        }
        for word in near.near(vocabulary, stretch).into_iter().take(MOST_TEXTS) {
            let mut text = typed.to_owned();
            text.replace_range(range.clone(), word);
            if tried == MOST_TRIED || meant.len() == MOST_TEXTS {
                return Ok(meant);
            }
            tried += 1;
            let clause = Clause { text, phrase: false, excluded: false, alternative: false };
            if !meant.contains(&clause.text) && found_anywhere(scope, &clause)? {
                meant.push(clause.text);
            }
        }
    }
    Ok(meant)
}

/// The whole, then the runs of neighbouring words that may be one word mistyped, the longest first.
fn stretches(vocabulary: &Vocabulary, typed: &str) -> Vec<Range<usize>> {
    let words = vocabulary.text().words().cut(typed);
    let mut stretches: Vec<Range<usize>> = Vec::with_capacity(words.len() * MOST_WORDS + 1);
    stretches.push(0..typed.len());
    for length in (1..=words.len().min(MOST_WORDS)).rev() {
        for run in words.windows(length) {
            if let Some((first, last)) = run.first().zip(run.last()) {
                stretches.push(first.range.start..last.range.end);
            }
        }
    }
    stretches
}

/// Whether a word needs no correction: titles have it, or a dictionary does.
fn is_right(vocabulary: &Vocabulary, near: &NearWords, word: &str) -> bool {
    near.is_in_titles(word)
        || vocabulary.synonyms().knows(word)
        || vocabulary.synonyms().is_general(word)
        || !vocabulary.regions().named(word).is_empty()
        || !vocabulary.occupations().by_name(word).is_empty()
        || vocabulary.skills().find(word).is_some()
        || vocabulary.certificates().find(word).is_some()
}

fn as_typed(clause: &Clause) -> String {
    let sign = if clause.excluded { "-" } else { "" };
    if clause.phrase { format!("{sign}\"{}\"", clause.text) } else { format!("{sign}{}", clause.text) }
}

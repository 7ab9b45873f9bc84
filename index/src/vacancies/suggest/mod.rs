//! Completions of what somebody has typed so far.

pub(super) mod completions;
pub(super) mod names;

use std::collections::HashSet;

use self::completions::Completions;
use self::names::{Names, Typed};
use crate::vacancies::answering::hits::Suggestion;
use crate::vocabulary::Vocabulary;

const MOST_SUGGESTIONS: usize = 20;
const LONGEST_PREFIX: usize = 32;

/// What completions are taken from.
pub(super) struct Sources<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) titles: &'a Names,
    pub(super) employers: &'a Names,
    pub(super) dictionaries: &'a Completions,
}

/// Completions: titles there are, then occupations, skills and places, then employers. Titles take half of the list;
/// the others share what is left, one of each kind in turn.
pub(super) fn suggest(sources: &Sources<'_>, prefix: &str, limit: usize) -> Vec<Suggestion> {
    let folded: String = sources.vocabulary.text().fold(prefix).chars().take(LONGEST_PREFIX).collect();
    let limit = limit.min(MOST_SUGGESTIONS);
    if limit == 0 || !folded.chars().any(char::is_alphanumeric) {
        return Vec::new();
    }
    let typed = Typed::of(sources.vocabulary, &folded);
    let titles = sources.titles.completing(&typed, limit);
    let mut kinds = sources.dictionaries.starting_with(&folded, limit);
    kinds.push(sources.employers.completing(&typed, limit));
    let mut seen = HashSet::new();
    let mut new = |one: &Suggestion| seen.insert(one.text.clone());
    let mut titles: Vec<Suggestion> = titles.into_iter().filter(&mut new).collect();
    let kinds: Vec<Vec<Suggestion>> =
        kinds.into_iter().map(|kind| kind.into_iter().filter(&mut new).collect()).collect();
    let others: usize = kinds.iter().map(Vec::len).sum();
    titles.truncate(limit.div_ceil(2).max(limit.saturating_sub(others)));
    let left = limit - titles.len();
    titles.extend(in_turn(kinds, left));
    titles
}

/// So many of several lists: one of each in turn, but list by list in the end.
fn in_turn(kinds: Vec<Vec<Suggestion>>, most: usize) -> impl Iterator<Item = Suggestion> {
    let mut takes = vec![0; kinds.len()];
    let mut taken = 0;
    while taken < most {
        let before = taken;
        for (take, kind) in takes.iter_mut().zip(&kinds) {
            if taken < most && *take < kind.len() {
                *take += 1;
                taken += 1;
            }
        }
        if taken == before {
            break;
        }
    }
    kinds.into_iter().zip(takes).flat_map(|(kind, take)| kind.into_iter().take(take))
}

//! The names of the dictionaries, sorted for completion by character, by pinyin and by initials.

use crate::vacancies::answering::hits::{Suggestion, SuggestionKind};
use crate::vocabulary::Vocabulary;

/// All names that complete something.
pub(crate) struct Completions {
    entries: Vec<Suggestion>,
    /// Every way to type an entry, sorted, with the entry's place.
    keys: Vec<(String, usize)>,
}

/// Kinds in the order in which they are offered.
const KINDS: [SuggestionKind; 3] = [SuggestionKind::Occupation, SuggestionKind::Skill, SuggestionKind::Place];

impl Completions {
    pub(crate) fn new(vocabulary: &Vocabulary) -> Completions {
        let entries = entries(vocabulary);
        let mut keys = Vec::with_capacity(entries.len() * 3);
        for (at, entry) in entries.iter().enumerate() {
            let name = vocabulary.text().fold(&entry.text);
            let spelling = vocabulary.text().pinyin().spelling(&name);
            keys.push((name, at));
            keys.push((spelling.full, at));
            keys.push((spelling.initials, at));
        }
        keys.sort_unstable();
        Completions { entries, keys }
    }

    /// Of every kind the names that start with what was typed, the short ones first: they are what most people mean.
    pub(crate) fn starting_with(&self, typed: &str, each: usize) -> Vec<Vec<Suggestion>> {
        let first = self.keys.partition_point(|(key, _)| key.as_str() < typed);
        let keys = self.keys.iter().skip(first).take_while(|(key, _)| key.starts_with(typed));
        let mut found: Vec<usize> = keys.map(|(_, at)| *at).collect();
        found.sort_unstable();
        found.dedup();
        let mut found: Vec<&Suggestion> = found.iter().filter_map(|at| self.entries.get(*at)).collect();
        found.sort_by_key(|entry| entry.text.len());
        let of_kind = |kind| found.iter().filter(move |entry| entry.kind == kind).take(each);
        KINDS.into_iter().map(|kind| of_kind(kind).map(|entry| (*entry).clone()).collect()).collect()
    }
}

fn entries(vocabulary: &Vocabulary) -> Vec<Suggestion> {
    let entry = |text: &str, kind, code: Option<&String>| Suggestion {
        text: text.to_owned(),
        kind,
        code: code.cloned(),
    };
    let mut entries = Vec::new();
    for occupation in vocabulary.occupations().iter() {
        for name in std::iter::once(&occupation.name).chain(&occupation.aliases) {
            entries.push(entry(name, SuggestionKind::Occupation, Some(&occupation.code)));
        }
    }
    for skill in vocabulary.skills().iter() {
        entries.push(entry(&skill.name, SuggestionKind::Skill, None));
    }
    for region in vocabulary.regions().iter().filter(|region| !region.short.is_empty()) {
        entries.push(entry(&region.short, SuggestionKind::Place, Some(&region.code)));
    }
    entries
}

//! The titles and employers there are, with how many vacancies have them, sorted for completion by character, by
//! pinyin and by initials.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tantivy::Searcher;

use crate::vacancies::answering::hits::{Suggestion, SuggestionKind};
use crate::vocabulary::Vocabulary;

/// The most frequent names are kept, so many of a kind.
const MOST_NAMES: usize = 50_000;
/// Longer texts are no names; the rest of them is not completed.
const LONGEST_NAME: usize = 48;
/// A name that starts with what was typed counts so many times one that has it further on.
const AT_THE_START: u64 = 3;
/// The most times a name is found by what was typed, at different words of it.
const MOST_TIMES: usize = 8;
/// Parts a name from its code in a column.
pub(crate) const CODE: char = '\u{1f}';

/// Names of one kind.
pub(crate) struct Names {
    names: Vec<(Arc<Name>, u32)>,
    /// By character, by pinyin, by initials.
    keys: [Vec<Key>; 3],
}

/// A name as it may be typed.
struct Name {
    suggestion: Suggestion,
    /// The whole as the column has it.
    whole: String,
    /// Characters, pinyin, initials.
    typed: [String; 3],
    /// Where a word starts in each of them.
    starts: Vec<[u16; 3]>,
}

/// One way to type a name: from one of its words on.
#[derive(Clone, Copy)]
struct Key {
    name: u32,
    start: u16,
    length: u16,
    vacancies: u32,
}

/// What it is worth, how long it is, which: the least is offered first.
type Completing = (Reverse<u64>, u16, u32);

impl Names {
    /// The names in a column of the index. What is known of a name from before need not be worked out again.
    pub(crate) fn of(
        searcher: &Searcher,
        column: &str,
        kind: SuggestionKind,
        vocabulary: &Vocabulary,
        before: Option<&Names>,
    ) -> tantivy::Result<Names> {
        let counts = count(searcher, column)?;
        let mut counts: Vec<(String, u32)> = counts.into_iter().collect();
        counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        counts.truncate(MOST_NAMES);
        let known = before.into_iter().flat_map(|names| &names.names);
        let mut known: HashMap<&str, &Arc<Name>> =
            known.map(|(name, _)| (name.whole.as_str(), name)).collect();
        let names = counts.into_iter().map(|(whole, count)| {
            let name = known.remove(whole.as_str()).map(Arc::clone);
            (name.unwrap_or_else(|| Arc::new(Name::of(vocabulary, whole, kind))), count)
        });
        let names: Vec<_> = names.collect();
        let keys = [0, 1, 2].map(|way| keys(&names, way));
        Ok(Names { names, keys })
    }

    /// The most frequent names that hold what was typed where a word starts; of several the shorter first.
    pub(crate) fn completing(&self, typed: &Typed, limit: usize) -> Vec<Suggestion> {
        let mut found: Vec<Completing> = Vec::new();
        for (way, text) in typed.ways() {
            let Some(keys) = self.keys.get(way) else { continue };
            let first = keys.partition_point(|key| self.from(*key, way) < text);
            let keys = keys.get(first..).unwrap_or_default();
            let after = keys.partition_point(|key| self.from(*key, way).starts_with(text));
            let keys = keys.get(..after).unwrap_or_default().iter();
            let keys = keys.filter(|key| !typed.is_mixed() || self.holds(key.name, typed));
            found.extend(keys.map(|key| {
                let value = u64::from(key.vacancies) * if key.start == 0 { AT_THE_START } else { 1 };
                (Reverse(value), key.length, key.name)
            }));
        }
        // A name may be found at several of its words.
        let most = limit * MOST_TIMES;
        if most > 0 && found.len() > most {
            found.select_nth_unstable(most - 1);
            found.truncate(most);
        }
        found.sort_unstable();
        let mut seen = HashSet::new();
        let once = found.into_iter().filter(|(_, _, name)| seen.insert(*name)).take(limit);
        once.filter_map(|(_, _, name)| Some(self.name(name)?.suggestion.clone())).collect()
    }

    fn name(&self, name: u32) -> Option<&Name> {
        self.names.get(usize::try_from(name).ok()?).map(|(name, _)| &**name)
    }

    /// Whether the characters among what was typed are in the name: pinyin alone would take 车工 for 撤工.
    fn holds(&self, name: u32, typed: &Typed) -> bool {
        let [characters, ..] = &typed.0;
        let ideographs = characters.split(|c: char| c.is_ascii());
        let folded = self.name(name).and_then(|name| name.typed.first());
        folded.is_some_and(|folded| ideographs.into_iter().all(|part| folded.contains(part)))
    }

    fn from(&self, key: Key, way: usize) -> &str {
        let typed = self.name(key.name).and_then(|name| name.typed.get(way));
        typed.and_then(|typed| typed.get(usize::from(key.start)..)).unwrap_or_default()
    }
}

impl Name {
    fn of(vocabulary: &Vocabulary, whole: String, kind: SuggestionKind) -> Name {
        let (text, code) = match whole.split_once(CODE) {
            Some((text, code)) => (text, Some(code.to_owned())),
            None => (whole.as_str(), None),
        };
        let folded: String = vocabulary.text().fold(text).chars().take(LONGEST_NAME).collect();
        let syllables = vocabulary.text().pinyin().syllables(&folded);
        let words = vocabulary.text().words().cut_with_parts(&folded);
        let mut typed = [folded.clone(), String::new(), String::new()];
        let mut starts = Vec::new();
        for ((at, _), syllable) in folded.char_indices().zip(&syllables) {
            if words.iter().any(|word| word.range.start == at) {
                let [_, full, initials] = &typed;
                let places = [at, full.len(), initials.len()].map(u16::try_from);
                if let [Ok(at), Ok(full), Ok(initials)] = places {
                    starts.push([at, full, initials]);
                }
            }
            let [_, full, initials] = &mut typed;
            full.push_str(syllable);
            initials.extend(syllable.chars().next());
        }
        let suggestion = Suggestion { text: text.to_owned(), kind, code };
        Name { suggestion, whole, typed, starts }
    }
}

/// How many vacancies have each value of a column.
fn count(searcher: &Searcher, column: &str) -> tantivy::Result<HashMap<String, u32>> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for segment in searcher.segment_readers() {
        let Some(values) = segment.fast_fields().str(column)? else { continue };
        let mut by_ord = vec![0_u32; values.num_terms()];
        for doc in segment.doc_ids_alive() {
            let ord = values.ords().first(doc).and_then(|ord| usize::try_from(ord).ok());
            if let Some(count) = ord.and_then(|ord| by_ord.get_mut(ord)) {
                *count += 1;
            }
        }
        let mut terms = values.dictionary().stream()?;
        let mut by_ord = by_ord.into_iter();
        while terms.advance() {
            if let (Some(count @ 1..), Ok(value)) = (by_ord.next(), std::str::from_utf8(terms.key()))
                && !value.is_empty()
            {
                match counts.get_mut(value) {
                    Some(known) => *known += count,
                    None => drop(counts.insert(value.to_owned(), count)),
                }
            }
        }
    }
    Ok(counts)
}

fn keys(names: &[(Arc<Name>, u32)], way: usize) -> Vec<Key> {
    let mut keys = Vec::with_capacity(names.len() * 3);
    for (place, (name, vacancies)) in (0_u32..).zip(names) {
        let length = u16::try_from(name.whole.len()).unwrap_or(u16::MAX);
        let starts = name.starts.iter().filter_map(|start| start.get(way));
        keys.extend(starts.map(|start| Key { name: place, start: *start, length, vacancies: *vacancies }));
    }
    let from = |key: &Key| {
        let name = usize::try_from(key.name).ok().and_then(|name| names.get(name));
        let typed = name.and_then(|(name, _)| name.typed.get(way));
        typed.and_then(|typed| typed.get(usize::from(key.start)..)).unwrap_or_default()
    };
    keys.sort_unstable_by(|one, other| from(one).cmp(from(other)));
    keys
}

/// What somebody has typed, in the ways it may be meant.
pub(crate) struct Typed([String; 3]);

impl Typed {
    /// Characters, or pinyin whole or by initials, with or without signs between the syllables; or characters with
    /// the pinyin of those to come.
    pub(crate) fn of(vocabulary: &Vocabulary, text: &str) -> Typed {
        let letters = text.chars().filter(|c| !matches!(c, ' ' | '\'' | '’' | '-')).collect::<String>();
        let latin = letters.chars().any(|c| c.is_ascii_lowercase());
        let pinyin = latin && letters.chars().all(char::is_alphanumeric) && letters.len() >= 2;
        let spelling =
            if pinyin { vocabulary.text().pinyin().spelling(&letters).full } else { String::new() };
        let initials = if pinyin && letters.is_ascii() { letters } else { String::new() };
        Typed([text.to_owned(), spelling, initials])
    }

    /// Characters with the pinyin of those to come.
    fn is_mixed(&self) -> bool {
        let [characters, spelling, _] = &self.0;
        !spelling.is_empty() && !characters.is_ascii()
    }

    fn ways(&self) -> impl Iterator<Item = (usize, &str)> {
        self.0.iter().map(String::as_str).enumerate().filter(|(_, text)| !text.is_empty())
    }
}

//! Everyday words by their pinyin: shukong means 数控, and then CNC too.

use std::collections::{BTreeSet, HashMap};

use crate::text::Pinyin;

/// Spellings shorter than this mean too many things.
const SHORTEST: usize = 3;
/// Initials that stand for more words than this mean none of them.
const MOST_BY_INITIALS: usize = 3;

/// All words that can be typed in pinyin.
pub(super) struct SpeltWords {
    by_spelling: HashMap<String, BTreeSet<String>>,
    by_initials: HashMap<String, BTreeSet<String>>,
}

impl SpeltWords {
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str>, pinyin: &Pinyin) -> SpeltWords {
        let mut spelt = SpeltWords { by_spelling: HashMap::new(), by_initials: HashMap::new() };
        for word in words.filter(|word| !word.chars().any(|c| c.is_ascii())) {
            let spelling = pinyin.spelling(word);
            spelt.by_spelling.entry(spelling.full).or_default().insert(word.to_owned());
            spelt.by_initials.entry(spelling.initials).or_default().insert(word.to_owned());
        }
        spelt
    }

    /// The words spelt like this, whole or by their initials where few are.
    pub(super) fn find(&self, letters: &str) -> impl Iterator<Item = &str> {
        let long = letters.len() >= SHORTEST;
        let whole = self.by_spelling.get(letters).filter(|_| long);
        let few = self.by_initials.get(letters).filter(|words| long && words.len() <= MOST_BY_INITIALS);
        whole.or(few).into_iter().flatten().map(String::as_str)
    }
}

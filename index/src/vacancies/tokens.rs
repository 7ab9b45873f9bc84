//! The tokens of a vacancy's texts: the same for indexing, searching and highlighting.

use std::collections::HashMap;

use crate::text::{Pinyin, TextAnalysis, Word, is_word_character};
use crate::tokenizer::{Encoder, encode};

/// The longest run of characters whose pinyin is a token.
const LONGEST_PINYIN: usize = 8;

/// The tokens of texts that come again and again: titles, and the names of skills, occupations and employers.
#[derive(Default)]
pub(super) struct Memo {
    titles: HashMap<String, TitleTokens>,
    names: HashMap<String, NameTokens>,
}

/// Words with their places.
type NameTokens = Vec<(usize, String)>;

/// The most texts of each kind that are remembered.
const MOST_REMEMBERED: usize = 8192;

/// The tokens of a title, one list for each field, encoded for the tokenizer.
#[derive(Clone)]
pub(super) struct TitleTokens {
    pub(super) chars: String,
    pub(super) pairs: String,
    pub(super) words: String,
    pub(super) pinyin: String,
}

impl Memo {
    /// The tokens of a title.
    pub(super) fn title(&mut self, analysis: &TextAnalysis, title: &str) -> TitleTokens {
        if let Some(known) = self.titles.get(title) {
            return known.clone();
        }
        let tokens = self::title(analysis, title);
        remember(&mut self.titles, title, tokens.clone());
        tokens
    }

    /// The tokens of names one after the other, with a gap between, so that no phrase reaches from one into the next.
    pub(super) fn names(&mut self, analysis: &TextAnalysis, names: &[&str]) -> String {
        let mut tokens = String::new();
        let mut encoder = Encoder::new(&mut tokens);
        let mut first = 0;
        for name in names {
            if !self.names.contains_key(*name) {
                remember(&mut self.names, name, words(analysis, name));
            }
            let words = self.names.get(*name).map(Vec::as_slice).unwrap_or_default();
            words.iter().for_each(|(place, word)| encoder.add(first + place, word));
            first += words.last().map_or(0, |(place, _)| place + 2);
        }
        tokens
    }
}

fn remember<T>(memory: &mut HashMap<String, T>, text: &str, tokens: T) {
    if memory.len() >= MOST_REMEMBERED {
        memory.clear();
    }
    memory.insert(text.to_owned(), tokens);
}

/// The tokens of a title.
fn title(analysis: &TextAnalysis, title: &str) -> TitleTokens {
    let text = analysis.fold(title);
    let words = analysis.words().cut_with_parts(&text);
    let pairs = title_pairs(&text, &words);
    let spellings = spellings(analysis.pinyin(), &text, &words);
    TitleTokens {
        chars: encode(characters(&text)),
        pairs: encode(pairs.iter().map(String::as_str).enumerate()),
        words: encode(words.iter().map(|word| (word.place, word.text))),
        pinyin: encode(spellings.iter().map(String::as_str).enumerate()),
    }
}

/// The tokens of a longer text: words and their parts.
pub(super) fn text(analysis: &TextAnalysis, text: &str) -> String {
    let text = analysis.fold(text);
    encode(analysis.words().cut_with_parts(&text).iter().map(|word| (word.place, word.text)))
}

fn words(analysis: &TextAnalysis, name: &str) -> NameTokens {
    let text = analysis.fold(name);
    let words = analysis.words().cut_with_parts(&text).into_iter();
    words.map(|word| (word.place, word.text.to_owned())).collect()
}

/// The characters that make words, each with its place among all characters.
fn characters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let characters = text.char_indices().enumerate().filter(|(_, (_, c))| is_word_character(*c));
    characters.filter_map(|(place, (at, c))| Some((place, text.get(at..at + c.len_utf8())?)))
}

/// The pairs of neighbouring characters of a word.
pub(super) fn pairs(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let pairs = chars.windows(2).filter(|pair| pair.iter().all(|c| is_word_character(*c)));
    pairs.map(|pair| pair.iter().collect()).collect()
}

/// The pairs of a title. A pair across two longer words says something the title does not: 市长 in
/// 南京市|长江大桥. Next to a single character it may well be a word the dictionary lacks: 焊工 in 氩弧焊|工.
fn title_pairs(text: &str, words: &[Word<'_>]) -> Vec<String> {
    let whole: Vec<&Word<'_>> = words.iter().filter(|word| !word.part).collect();
    let mut found = Vec::new();
    for (at, word) in whole.iter().enumerate() {
        if !word.text.is_ascii() {
            found.extend(pairs(word.text));
        }
        let Some(next) = whole.get(at + 1).filter(|next| next.range.start == word.range.end) else {
            continue;
        };
        let single = |word: &Word<'_>| word.text.chars().nth(1).is_none();
        if (single(word) || single(next))
            && let (Some(one), Some(other)) = (word.text.chars().next_back(), next.text.chars().next())
        {
            found.push(format!("{one}{other}"));
        }
    }
    debug_assert!(found.iter().all(|pair| text.contains(pair.as_str())));
    found
}

/// The pinyin of every run that starts and ends where a word or a part of one does.
fn spellings(pinyin: &Pinyin, text: &str, words: &[Word<'_>]) -> Vec<String> {
    let place_of = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    let starts = sorted(words.iter().map(|word| place_of(word.range.start)));
    let ends = sorted(words.iter().map(|word| place_of(word.range.end)));
    let syllables = pinyin.syllables(text);
    let mut found = Vec::new();
    for start in &starts {
        let near = |end: &&usize| (start + 1..=start + LONGEST_PINYIN).contains(*end);
        for end in ends.iter().filter(near) {
            let Some(run) = syllables.get(*start..*end) else { continue };
            if run.iter().any(|one| one.is_empty()) || run.iter().all(|one| one.len() == 1) {
                continue;
            }
            let spelling = Pinyin::spell(run);
            found.push(spelling.full);
            if run.len() > 1 {
                found.push(spelling.initials);
            }
        }
    }
    sorted(found.into_iter())
}

/// Everything once, in order.
fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

//! The tokens of a vacancy's texts: the same for indexing, searching and highlighting.

use std::collections::BTreeSet;

use crate::text::{Pinyin, TextAnalysis, Word, is_word_character};
use crate::tokenizer::encode;

/// The longest run of characters whose pinyin is a token.
const LONGEST_PINYIN: usize = 8;

/// The tokens of a title, one list for each field, encoded for the tokenizer.
pub(super) struct TitleTokens {
    pub(super) chars: String,
    pub(super) pairs: String,
    pub(super) words: String,
    pub(super) pinyin: String,
}

/// The tokens of a title.
pub(super) fn title(analysis: &TextAnalysis, title: &str) -> TitleTokens {
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
pub(super) fn words(analysis: &TextAnalysis, texts: &[&str]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| analysis.fold(text)).collect();
    let mut tokens = Vec::new();
    let mut first = 0;
    for text in &texts {
        let words = analysis.words().cut_with_parts(text);
        tokens.extend(words.iter().map(|word| (first + word.place, word.text)));
        // A gap, so that no phrase reaches from one text into the next.
        first += words.last().map_or(0, |word| word.place + 2);
    }
    encode(tokens)
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
fn spellings(pinyin: &Pinyin, text: &str, words: &[Word<'_>]) -> BTreeSet<String> {
    let place_of = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    let starts: BTreeSet<usize> = words.iter().map(|word| place_of(word.range.start)).collect();
    let ends: BTreeSet<usize> = words.iter().map(|word| place_of(word.range.end)).collect();
    let syllables = pinyin.syllables(text);
    let mut found = BTreeSet::new();
    for start in &starts {
        for end in ends.range(start + 1..=start + LONGEST_PINYIN) {
            let Some(run) = syllables.get(*start..*end) else { continue };
            if run.iter().any(|one| one.is_empty()) || run.iter().all(|one| one.len() == 1) {
                continue;
            }
            let spelling = Pinyin::spell(run);
            found.insert(spelling.full);
            if run.len() > 1 {
                found.insert(spelling.initials);
            }
        }
    }
    found
}

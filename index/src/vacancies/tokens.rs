//! The tokens of a vacancy's texts: the same for indexing, searching and highlighting.

use std::collections::BTreeSet;

use tantivy::tokenizer::{PreTokenizedString, Token};

use crate::text::{Pinyin, TextAnalysis, Word, is_word_character};

/// The longest run of characters whose pinyin is a token.
const LONGEST_PINYIN: usize = 8;

/// The tokens of a title, one list for each field.
pub(super) struct TitleTokens {
    pub(super) chars: PreTokenizedString,
    pub(super) pairs: PreTokenizedString,
    pub(super) words: PreTokenizedString,
    pub(super) pinyin: PreTokenizedString,
}

/// The tokens of a title.
pub(super) fn title(analysis: &TextAnalysis, title: &str) -> TitleTokens {
    let text = analysis.fold(title);
    let words = analysis.words().cut_with_parts(&text);
    TitleTokens {
        chars: list(characters(&text)),
        pairs: list(title_pairs(&text, &words).into_iter().enumerate()),
        words: list(words.iter().map(|word| (word.place, word.text.to_owned()))),
        pinyin: list(spellings(analysis.pinyin(), &text, &words).into_iter().enumerate()),
    }
}

/// The tokens of a longer text: words and their parts.
pub(super) fn words(analysis: &TextAnalysis, texts: &[&str]) -> PreTokenizedString {
    let mut tokens = Vec::new();
    let mut first = 0;
    for text in texts {
        let text = analysis.fold(text);
        let words = analysis.words().cut_with_parts(&text);
        tokens.extend(words.iter().map(|word| (first + word.place, word.text.to_owned())));
        // A gap, so that no phrase reaches from one text into the next.
        first += words.last().map_or(0, |word| word.place + 2);
    }
    list(tokens)
}

/// The characters that make words, each with its place among all characters.
fn characters(text: &str) -> impl Iterator<Item = (usize, String)> {
    text.chars().enumerate().filter(|(_, c)| is_word_character(*c)).map(|(at, c)| (at, c.to_string()))
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
            if run.iter().any(String::is_empty) || run.iter().all(|one| one.len() == 1) {
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

fn list(tokens: impl IntoIterator<Item = (usize, String)>) -> PreTokenizedString {
    let tokens = tokens.into_iter().map(|(position, text)| Token {
        offset_from: 0,
        offset_to: 0,
        position,
        text,
        position_length: 1,
    });
    PreTokenizedString { text: String::new(), tokens: tokens.collect() }
}

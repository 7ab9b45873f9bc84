//! The tokens of a vacancy's texts: the same for indexing, searching and highlighting.

use std::collections::HashMap;

use crate::text::{Pinyin, TextAnalysis, Word, is_word_character};
use crate::tokenizer::{Encoder, append, encode};

/// The longest run of characters whose pinyin is a token.
const LONGEST_PINYIN: usize = 8;

/// The tokens of texts that come again and again: titles, clauses of descriptions, and the names of skills,
/// occupations and employers.
#[derive(Default)]
pub(crate) struct Memo {
    titles: HashMap<String, TitleTokens>,
    clauses: HashMap<String, String>,
    names: HashMap<String, NameTokens>,
}

/// Words with their places.
type NameTokens = Vec<(usize, String)>;

/// The most texts of each kind that are remembered.
const MOST_REMEMBERED: usize = 8192;
/// Clauses of more bytes hardly come again.
const LONGEST_REMEMBERED: usize = 96;
/// Where clauses end. No word reaches over one of these.
const BREAKS: [char; 12] = [',', '。', ';', ':', '!', '?', '、', '\n', ' ', '(', ')', '·'];

/// The tokens of a title, one list for each field, encoded for the tokenizer.
#[derive(Clone)]
pub(crate) struct TitleTokens {
    pub(crate) chars: String,
    pub(crate) words: String,
    pub(crate) pinyin: String,
}

impl Memo {
    /// The tokens of a title.
    pub(crate) fn title(&mut self, analysis: &TextAnalysis, title: &str) -> TitleTokens {
        if let Some(known) = self.titles.get(title) {
            return known.clone();
        }
        let tokens = self::title(analysis, title);
        remember(&mut self.titles, title, tokens.clone());
        tokens
    }

    /// The tokens of a longer text: words and their parts, one clause after the other.
    pub(crate) fn text(&mut self, analysis: &TextAnalysis, text: &str) -> String {
        let text = analysis.fold(text);
        let mut tokens = String::with_capacity(text.len() * 3);
        for part in text.split(BREAKS).filter(|part| !part.is_empty()) {
            if part.len() > LONGEST_REMEMBERED {
                append(&mut tokens, &clause(analysis, part));
                continue;
            }
            if !self.clauses.contains_key(part) {
                remember(&mut self.clauses, part, clause(analysis, part));
            }
            append(&mut tokens, self.clauses.get(part).map(String::as_str).unwrap_or_default());
        }
        tokens
    }

    /// The tokens of names one after the other, with a gap between, so that no phrase reaches from one into the next.
    pub(crate) fn names(&mut self, analysis: &TextAnalysis, names: &[&str]) -> String {
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
    let across = across_words(analysis, &text, &words);
    let spellings = spellings(analysis.pinyin(), &text, &words);
    TitleTokens {
        chars: encode(characters(&text)),
        words: encode(words.iter().map(|word| (word.place, word.text)).chain(across)),
        pinyin: encode(spellings.iter().map(String::as_str).enumerate()),
    }
}

/// The tokens of a clause: words and their parts.
fn clause(analysis: &TextAnalysis, clause: &str) -> String {
    encode(analysis.words().cut_with_parts(clause).iter().map(|word| (word.place, word.text)))
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
#[cfg(test)]
pub(crate) fn pairs(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let pairs = chars.windows(2).filter(|pair| pair.iter().all(|c| is_word_character(*c)));
    pairs.map(|pair| pair.iter().collect()).collect()
}

/// Words across the border of two others, one of them a single character, which the dictionary may have cut wrong:
/// 焊工 in 氩弧焊|工. Across two longer words it would say something the title does not: 市长 in 南京市|长江大桥.
fn across_words<'a>(analysis: &TextAnalysis, text: &'a str, words: &[Word<'a>]) -> Vec<(usize, &'a str)> {
    let single = |word: &Word<'_>| word.text.chars().nth(1).is_none();
    let whole: Vec<&Word<'a>> = words.iter().filter(|word| !word.part).collect();
    let neighbours = whole.windows(2).filter_map(|pair| match pair {
        [one, other] if one.range.end == other.range.start => Some((one, other)),
        _ => None,
    });
    let across = neighbours.filter(|(one, other)| single(one) || single(other)).filter_map(|(one, other)| {
        let last = one.text.chars().next_back()?.len_utf8();
        let first = other.text.chars().next()?.len_utf8();
        let across = text.get(one.range.end - last..other.range.start + first)?;
        analysis.words().knows(across).then_some((one.place, across))
    });
    across.collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn a_text_has_the_same_tokens_by_clauses_as_in_one_piece() {
        let vocabulary = Vocabulary::load().unwrap();
        let analysis = vocabulary.text();
        let mut memo = Memo::default();
        let texts = [
            "招数控车工，两班倒；包吃住、五险一金。CNC/UG编程(3.5轴)优先！月薪5000-8000元：面议",
            "C++开发，会用.NET、Photoshop CS6；3年以上\n工作地点：苏州·昆山 （近地铁2号线）",
            "，，。。",
            "",
        ];
        for text in texts.into_iter().chain(texts) {
            let folded = analysis.fold(text);
            let whole = analysis.words().cut_with_parts(&folded);
            let whole = encode(whole.iter().map(|word| (word.place, word.text)));
            assert_eq!(memo.text(analysis, text), whole, "{text}");
        }
        assert!(memo.clauses.len() > 8);
    }

    #[test]
    fn a_word_that_was_cut_wrong_is_found_next_to_a_single_character_only() {
        let vocabulary = Vocabulary::load().unwrap();
        let analysis = vocabulary.text();
        let across = |one: &'static str, other: &'static str| {
            let text = format!("{one}{other}");
            let word = |word: &'static str, start, place| Word {
                text: word,
                range: start..start + word.len(),
                place,
                part: false,
            };
            let words = [word(one, 0, 0), word(other, one.len(), 1)];
            let found = across_words(analysis, &text, &words);
            found.into_iter().map(|(_, word)| word.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(across("氩弧焊", "工"), ["焊工"]);
        assert!(across("氩弧焊", "们").is_empty());
        assert!(analysis.words().knows("市长") && across("南京市", "长江大桥").is_empty());
    }
}

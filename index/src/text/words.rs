//! Segmentation of folded text into words, with the dictionaries' words known.

use std::collections::HashSet;
use std::ops::Range;

use jieba_rs::Jieba;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word.
    pub text: &'a str,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Its place among the words of the cut; a part shares the place of its whole.
    pub place: usize,
    /// It is a part of a longer word.
    pub part: bool,
}

/// The segmenter.
pub struct Words {
    jieba: Jieba,
}

/// Dictionary words longer than this are phrases, not words.
const LONGEST_WORD: usize = 12;
/// How common a dictionary word is taken to be at least, so that it is kept whole.
const LEAST_FREQUENCY: usize = 500;

impl Words {
    pub(crate) fn new(dictionary: &HashSet<String>) -> Words {
        let mut jieba = Jieba::new();
        let mut words: Vec<&String> = dictionary.iter().filter(|word| is_worth_adding(word)).collect();
        // The frequency suggested for a word depends on those added before it: the order must not vary.
        words.sort_unstable();
        for word in words {
            if !jieba.has_word(word) {
                let frequency = jieba.suggest_freq(word).max(LEAST_FREQUENCY);
                jieba.add_word(word, Some(frequency), None);
            }
        }
        Words { jieba }
    }

    /// The words of a text one after the other; spaces and punctuation are left out.
    pub fn cut<'a>(&self, text: &'a str) -> Vec<Word<'a>> {
        let tokens = self.jieba.cut(text, false).into_iter();
        let words = tokens.filter(|token| token.word.chars().any(is_word_character));
        let words = words.enumerate().map(|(place, token)| Word {
            text: token.word,
            range: token.byte_start..token.byte_end,
            place,
            part: false,
        });
        words.collect()
    }

    /// Whether the dictionary has this very word.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.jieba.has_word(word)
    }

    /// The words of a text, and after each the shorter words in it.
    pub fn cut_with_parts<'a>(&self, text: &'a str) -> Vec<Word<'a>> {
        let mut words = Vec::new();
        for word in self.cut(text) {
            let parts = self.parts(&word);
            words.push(word);
            words.extend(parts);
        }
        words
    }

    /// The shorter words within a word: 数控 and 车工 in 数控车工.
    pub fn parts<'a>(&self, word: &Word<'a>) -> Vec<Word<'a>> {
        // A part has two characters and is shorter than the whole.
        if word.text.is_ascii() || word.text.chars().nth(2).is_none() {
            return Vec::new();
        }
        let mut bounds: Vec<usize> = word.text.char_indices().map(|(at, _)| at).collect();
        bounds.push(word.text.len());
        let length = bounds.len() - 1;
        let mut parts: Vec<Word<'a>> = latin_parts(word);
        for from in 0..length {
            for to in (from + 2)..=length.min(from + LONGEST_WORD) {
                let (Some(start), Some(end)) = (bounds.get(from), bounds.get(to)) else { continue };
                let Some(text) = word.text.get(*start..*end) else { continue };
                if text.len() < word.text.len() && self.jieba.has_word(text) {
                    let range = word.range.start + start..word.range.start + end;
                    parts.push(Word { text, range, place: word.place, part: true });
                }
            }
        }
        parts
    }
}

/// The runs of Latin letters and digits in a mixed word: cnc in cnc操作员.
fn latin_parts<'a>(word: &Word<'a>) -> Vec<Word<'a>> {
    let runs = word.text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| run.len() > 1);
    let parts = runs.filter_map(|run| {
        let at = word.text.find(run)?;
        let range = word.range.start + at..word.range.start + at + run.len();
        Some(Word { text: run, range, place: word.place, part: true })
    });
    parts.collect()
}

fn is_worth_adding(word: &str) -> bool {
    let length = word.chars().count();
    (2..=LONGEST_WORD).contains(&length) && !word.is_ascii() && word.chars().all(is_word_character)
}

/// Letters, digits and ideographs make words; punctuation and symbols do not.
pub(crate) fn is_word_character(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_alphanumeric()
}

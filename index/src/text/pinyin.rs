//! Pinyin of folded text, whole syllables and initials, with the readings of polyphonic words.

use std::borrow::Cow;
use std::collections::HashMap;

use pinyin::ToPinyin;
use serde::Deserialize;

use crate::vocabulary::DictionaryError;

/// The readings.
pub struct Pinyin {
    /// Words by their first character, longest first.
    words: HashMap<char, Vec<KnownWord>>,
}

/// The characters of a word and their syllables.
type KnownWord = (Vec<char>, Vec<String>);

/// How a word is spelt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spelling {
    /// All syllables: `shukongchegong`.
    pub full: String,
    /// First letters: `skcg`.
    pub initials: String,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    pinyin: String,
}

impl Pinyin {
    pub(crate) fn load() -> Result<Pinyin, DictionaryError> {
        let mut words: HashMap<char, Vec<KnownWord>> = HashMap::new();
        for row in crate::vocabulary::polyphones().rows::<Row>()? {
            let word: Vec<char> = row.word.chars().collect();
            let syllables: Vec<String> = row.pinyin.split(' ').map(str::to_owned).collect();
            if let Some(first) = word.first().filter(|_| word.len() == syllables.len()) {
                words.entry(*first).or_default().push((word, syllables));
            }
        }
        for known in words.values_mut() {
            known.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Ok(Pinyin { words })
    }

    /// The syllables of a text, one entry for each character; letters and digits stand for themselves, and
    /// anything else is empty.
    pub fn syllables(&self, text: &str) -> Vec<Cow<'_, str>> {
        let chars: Vec<char> = text.chars().collect();
        let mut syllables = Vec::with_capacity(chars.len());
        while let Some((first, rest)) = chars.get(syllables.len()..).and_then(<[char]>::split_first) {
            match self.word_at(*first, rest) {
                Some(known) => syllables.extend(known.iter().map(|one| Cow::Borrowed(one.as_str()))),
                None => syllables.push(syllable(*first)),
            }
        }
        syllables
    }

    fn word_at(&self, first: char, rest: &[char]) -> Option<&Vec<String>> {
        let known = self.words.get(&first)?.iter();
        let mut fitting = known.filter(|(word, _)| word.get(1..).is_some_and(|tail| rest.starts_with(tail)));
        fitting.next().map(|(_, syllables)| syllables)
    }

    /// The spelling of some syllables in a row.
    pub fn spell(syllables: &[Cow<'_, str>]) -> Spelling {
        let mut spelling = Spelling::default();
        for syllable in syllables {
            spelling.full.push_str(syllable);
            spelling.initials.extend(syllable.chars().next());
        }
        spelling
    }

    /// The spelling of a whole text.
    pub fn spelling(&self, text: &str) -> Spelling {
        Pinyin::spell(&self.syllables(text))
    }
}

fn syllable(c: char) -> Cow<'static, str> {
    if c.is_ascii_alphanumeric() {
        return Cow::Owned(c.to_ascii_lowercase().to_string());
    }
    match c.to_pinyin().map(pinyin::Pinyin::plain) {
        Some(plain) if plain.contains('ü') => Cow::Owned(plain.replace('ü', "v")),
        Some(plain) => Cow::Borrowed(plain),
        None => Cow::Borrowed(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polyphonic_words_are_read_right() {
        let pinyin = Pinyin::load().unwrap();
        for (word, full) in [
            ("重庆", "chongqing"),
            ("长沙", "changsha"),
            ("厦门", "xiamen"),
            ("六安", "luan"),
            ("重庆银行", "chongqingyinhang"),
            ("会计", "kuaiji"),
            ("数控车工", "shukongchegong"),
            ("绿化工", "lvhuagong"),
        ] {
            assert_eq!(pinyin.spelling(word).full, full, "{word}");
        }
    }

    #[test]
    fn initials_take_one_letter_of_each() {
        let pinyin = Pinyin::load().unwrap();
        assert_eq!(pinyin.spelling("数控车工").initials, "skcg");
        assert_eq!(pinyin.spelling("cnc操作工").initials, "cncczg");
    }

    #[test]
    fn there_is_one_syllable_for_each_character() {
        let pinyin = Pinyin::load().unwrap();
        let text = "重庆(车工)𠮷~a1";
        assert_eq!(pinyin.syllables(text).len(), text.chars().count());
    }
}

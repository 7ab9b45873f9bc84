//! Pinyin of folded text, whole syllables and initials, with the readings of polyphonic words.

use std::collections::HashMap;

use pinyin::ToPinyin;
use serde::Deserialize;

use crate::vocabulary::DictionaryError;

/// The readings.
pub struct Pinyin {
    words: HashMap<String, Vec<String>>,
    longest: usize,
}

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
        let mut words = HashMap::new();
        let mut longest = 1;
        for row in crate::vocabulary::polyphones().rows::<Row>()? {
            longest = longest.max(row.word.chars().count());
            words.insert(row.word, row.pinyin.split(' ').map(str::to_owned).collect());
        }
        Ok(Pinyin { words, longest })
    }

    /// The syllables of a text, one entry for each character; letters and digits stand for themselves, and
    /// anything else is empty.
    pub fn syllables(&self, text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let mut syllables = Vec::with_capacity(chars.len());
        while let Some(rest) = chars.get(syllables.len()..).filter(|rest| !rest.is_empty()) {
            match self.word_at(rest) {
                Some(known) => syllables.extend(known.iter().cloned()),
                None => syllables.extend(rest.first().map(|c| syllable(*c))),
            }
        }
        syllables
    }

    fn word_at(&self, rest: &[char]) -> Option<&Vec<String>> {
        (2..=self.longest.min(rest.len())).rev().find_map(|length| {
            let word: String = rest.get(..length)?.iter().collect();
            self.words.get(&word).filter(|known| known.len() == length)
        })
    }

    /// The spelling of some syllables in a row.
    pub fn spell(syllables: &[String]) -> Spelling {
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

fn syllable(c: char) -> String {
    if c.is_ascii_alphanumeric() {
        return c.to_ascii_lowercase().to_string();
    }
    c.to_pinyin().map(|pinyin| pinyin.plain().replace('ü', "v")).unwrap_or_default()
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

//! Words that another may be mistaken for: those that sound alike, look alike, or differ by one slip of the hand.
//!
//! The words are those of the titles there are and of the dictionaries. Each is filed under how it sounds and under
//! what is left of it when one character (or one letter of its pinyin) is taken out, so that a look-up is a few
//! searches in sorted lists, whatever their length.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use tantivy::Searcher;

use super::slips;
use crate::vacancies::storage::schema::Fields;
use crate::vocabulary::Vocabulary;

/// Longer words are sentences.
const LONGEST_WORD: usize = 10;
/// Pinyin shorter than this is too much like too much.
const SHORTEST_SPELLING: usize = 5;
const LONGEST_SPELLING: usize = 40;

/// The words, filed.
pub(crate) struct NearWords {
    words: Vec<Filed>,
    /// How they sound.
    sounds: Vec<(u64, u32)>,
    /// Their characters, one left out.
    characters: Vec<(u64, u32)>,
    /// The letters of their pinyin, one left out.
    letters: Vec<(u64, u32)>,
    places: HashMap<String, u32>,
}

struct Filed {
    text: String,
    spelling: String,
    sound: String,
    /// How many titles have it.
    titles: u32,
}

impl NearWords {
    pub(crate) fn new(
        searcher: &Searcher,
        fields: &Fields,
        vocabulary: &Vocabulary,
    ) -> tantivy::Result<NearWords> {
        let mut titles = dictionary_words(vocabulary);
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(fields.title_words)?;
            let mut terms = index.terms().stream()?;
            while terms.advance() {
                if let Ok(word) = std::str::from_utf8(terms.key())
                    && is_filed(word)
                {
                    *titles.entry(word.to_owned()).or_default() += terms.value().doc_freq;
                }
            }
        }
        Ok(NearWords::of(vocabulary, titles))
    }

    fn of(vocabulary: &Vocabulary, titles: HashMap<String, u32>) -> NearWords {
        let mut words: Vec<(String, u32)> = titles.into_iter().collect();
        words.sort_unstable();
        let filed = words.into_iter().map(|(text, titles)| {
            let syllables = vocabulary.text().pinyin().syllables(&text);
            let sound = syllables.iter().map(|syllable| slips::sound(syllable)).collect();
            let spelling = syllables.concat();
            Filed { text, spelling, sound, titles }
        });
        let mut near = NearWords {
            words: filed.collect(),
            sounds: Vec::new(),
            characters: Vec::new(),
            letters: Vec::new(),
            places: HashMap::new(),
        };
        near.file();
        near
    }

    fn file(&mut self) {
        for (place, word) in (0_u32..).zip(&self.words) {
            self.places.insert(word.text.clone(), place);
            self.sounds.push((hash(&word.sound), place));
            self.characters.extend(shortened(&word.text).into_iter().map(|text| (hash(&text), place)));
            if (SHORTEST_SPELLING..=LONGEST_SPELLING).contains(&word.spelling.len()) {
                self.letters.extend(shortened(&word.spelling).into_iter().map(|text| (hash(&text), place)));
            }
        }
        for list in [&mut self.sounds, &mut self.characters, &mut self.letters] {
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
        }
    }

    /// Whether a title has this very word.
    pub(crate) fn is_in_titles(&self, word: &str) -> bool {
        let place = self.places.get(word).and_then(|place| usize::try_from(*place).ok());
        place.and_then(|place| self.words.get(place)).is_some_and(|word| word.titles > 0)
    }

    /// What a word may be mistaken for, the likeliest first.
    pub(crate) fn near(&self, vocabulary: &Vocabulary, typed: &str) -> Vec<&str> {
        let mut found: Vec<(u32, &Filed)> = if typed.is_ascii() {
            self.spelt(typed)
        } else {
            [self.sounding(vocabulary, typed), self.looking(typed)].concat()
        };
        found.retain(|(_, word)| word.text != typed);
        found.sort_by(|(slip, word), (other_slip, other)| {
            let likelier = slip.cmp(other_slip).then_with(|| other.titles.cmp(&word.titles));
            likelier.then_with(|| word.text.cmp(&other.text))
        });
        let mut near: Vec<&str> = Vec::new();
        for (_, word) in found {
            if !near.contains(&word.text.as_str()) {
                near.push(&word.text);
            }
        }
        near
    }

    /// Words of the same or nearly the same sound: 收影员 and 收银员.
    fn sounding(&self, vocabulary: &Vocabulary, typed: &str) -> Vec<(u32, &Filed)> {
        let syllables = vocabulary.text().pinyin().syllables(typed);
        if syllables.iter().any(|syllable| syllable.is_empty()) {
            return Vec::new();
        }
        let sound: String = syllables.iter().map(|syllable| slips::sound(syllable)).collect();
        let (spelling, length) = (syllables.concat(), syllables.len());
        let found = self.under(&self.sounds, &sound);
        let alike = found.filter(|word| word.sound == sound && word.text.chars().count() == length);
        alike.map(|word| (if word.spelling == spelling { 1 } else { 2 }, word)).collect()
    }

    /// Words that are one slip of the hand away.
    fn looking(&self, typed: &str) -> Vec<(u32, &Filed)> {
        let chars: Vec<char> = typed.chars().collect();
        let keys = if chars.len() <= LONGEST_WORD { shortened(typed) } else { Vec::new() };
        let found = keys.iter().flat_map(|key| self.under(&self.characters, key));
        found.filter_map(|word| Some((slips::cost(&chars, &word.text)?, word))).collect()
    }

    /// Words whose pinyin, or whose letters, are one slip away: shukongg and shukong.
    fn spelt(&self, typed: &str) -> Vec<(u32, &Filed)> {
        if !(SHORTEST_SPELLING..=LONGEST_SPELLING).contains(&typed.len()) {
            return Vec::new();
        }
        let typed_letters: Vec<char> = typed.chars().collect();
        let keys = shortened(typed);
        let found = keys.iter().flat_map(|key| self.under(&self.letters, key));
        let near = found.filter(|word| {
            let letters: Vec<char> = word.spelling.chars().collect();
            slips::is_one_slip(&typed_letters, &letters)
        });
        near.map(|word| (3, word)).collect()
    }

    /// The words filed under this.
    fn under<'a>(&'a self, list: &'a [(u64, u32)], key: &str) -> impl Iterator<Item = &'a Filed> {
        let key = hash(key);
        let first = list.partition_point(|(other, _)| *other < key);
        let filed = list.iter().skip(first).take_while(move |(other, _)| *other == key);
        filed.filter_map(|(_, place)| self.words.get(usize::try_from(*place).ok()?))
    }
}

fn is_filed(word: &str) -> bool {
    let length = word.chars().count();
    let shortest = if word.is_ascii() { 3 } else { 2 };
    (shortest..=LONGEST_WORD).contains(&length) && !word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The names of the dictionaries, which no title needs to have.
fn dictionary_words(vocabulary: &Vocabulary) -> HashMap<String, u32> {
    let occupations = vocabulary.occupations().iter();
    let occupations = occupations.flat_map(|one| std::iter::once(&one.name).chain(&one.aliases));
    let skills = vocabulary.skills().iter().map(|skill| &skill.name);
    let places = vocabulary.regions().iter().map(|region| &region.short);
    let names = occupations.chain(skills).chain(places).map(|name| vocabulary.text().fold(name));
    names.filter(|name| is_filed(name)).map(|name| (name, 0)).collect()
}

/// The text itself, and what is left of it without each of its characters.
fn shortened(text: &str) -> Vec<String> {
    let mut keys = vec![text.to_owned()];
    for (at, c) in text.char_indices() {
        let rest = text.get(..at).zip(text.get(at + c.len_utf8()..));
        keys.extend(rest.map(|(before, after)| format!("{before}{after}")));
    }
    keys
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_ear_eye_and_hand_lead_to_the_word() {
        let vocabulary = Vocabulary::load().unwrap();
        let words =
            ["收银员", "电焊", "电焊工", "数控", "数控车工", "钳工", "叉车司机", "缝纫工", "photoshop"];
        let titles = words.into_iter().map(|word| (word.to_owned(), 3)).collect();
        let near = NearWords::of(&vocabulary, titles);
        for (typed, meant) in [
            ("收影员", "收银员"),
            ("电汗", "电焊"),
            ("电悍工", "电焊工"),
            ("数空车工", "数控车工"),
            ("数控车公", "数控车工"),
            ("数控车床工", "数控车工"),
            ("数车控工", "数控车工"),
            ("钱工", "钳工"),
            ("义车司机", "叉车司机"),
            ("叉车机司", "叉车司机"),
            ("逢纫工", "缝纫工"),
            ("shukongg", "数控"),
            ("shukongchgong", "数控车工"),
            ("photoshp", "photoshop"),
        ] {
            assert_eq!(near.near(&vocabulary, typed).first(), Some(&meant), "{typed}");
        }
        for (typed, other) in
            [("瓦工", "钳工"), ("月球", "电焊"), ("程序员", "收银员"), ("sk", "数控"), ("", "数控")]
        {
            assert!(!near.near(&vocabulary, typed).contains(&other), "{typed}");
        }
        assert!(near.is_in_titles("数控") && !near.is_in_titles("数空"));
    }
}

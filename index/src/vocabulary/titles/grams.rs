//! What a title is made of: its characters, its neighbouring pairs, and pairs that have others between them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::text::{StableHash, is_word_character};

/// A character, or a run of Latin letters and digits taken as one (`java`, `c++`).
type Unit = u64;

/// One part of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Gram {
    One(Unit),
    Pair(Unit, Unit),
    Apart(Unit, Unit),
}

impl Gram {
    /// What a gram counts beside its rarity.
    fn weight(self) -> f32 {
        match self {
            Gram::One(_) => 1.0,
            Gram::Pair(..) => 0.8,
            Gram::Apart(..) => 0.6,
        }
    }
}

/// The grams of a text, each once.
pub(super) type Grams = BTreeSet<Gram>;
/// Numbered entries and their values, by number.
pub(super) type Row = Vec<(u32, f32)>;

/// Pairs farther apart than this are not counted.
const FARTHEST: usize = 9;
/// What comes behind so many characters is no title any more.
const LONGEST: usize = 48;
/// The bit that no character has.
const WORD: Unit = 1 << 63;

/// The grams of a folded text.
pub(super) fn grams(folded: &str) -> Grams {
    let units = units(folded);
    let mut grams = Grams::new();
    for (at, (unit, _)) in units.iter().enumerate() {
        grams.insert(Gram::One(*unit));
        for (far, (other, joined)) in units.iter().enumerate().skip(at + 1).take(FARTHEST) {
            if far > at + 1 {
                grams.insert(Gram::Apart(*unit, *other));
            } else if *joined {
                grams.insert(Gram::Pair(*unit, *other));
            }
        }
    }
    grams
}

/// The units of a text, and whether each follows directly upon the one before.
fn units(folded: &str) -> Vec<(Unit, bool)> {
    let mut units = Vec::new();
    let (mut rest, mut joined) = (folded, false);
    while let Some(first) = rest.chars().next().filter(|_| units.len() < LONGEST) {
        let word = latin_word(rest);
        if let Some(word) = rest.get(..word).filter(|word| !word.is_empty()) {
            let mut hash = StableHash::default();
            hash.write(word.as_bytes());
            units.push((hash.value() | WORD, joined));
            joined = true;
        } else {
            if is_word_character(first) {
                units.push((Unit::from(u32::from(first)), joined));
            }
            joined = is_word_character(first);
        }
        rest = rest.get(word.max(first.len_utf8())..).unwrap_or_default();
    }
    units
}

/// How long the Latin word is that a text begins with; `c++` and `c#` are words.
fn latin_word(text: &str) -> usize {
    let letters = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if letters == 0 {
        return 0;
    }
    letters + text.bytes().skip(letters).take_while(|byte| matches!(byte, b'+' | b'#')).count()
}

/// The grams of a collection of texts and how telling each is there.
pub(super) struct GramSpace {
    grams: HashMap<Gram, (u32, f32)>,
}

impl GramSpace {
    pub(super) fn new(texts: &[Grams]) -> GramSpace {
        let mut spread: BTreeMap<Gram, usize> = BTreeMap::new();
        for gram in texts.iter().flatten() {
            *spread.entry(*gram).or_default() += 1;
        }
        // A pair with others between that is in one text alone says nothing that its characters do not.
        spread.retain(|gram, with| *with > 1 || !matches!(gram, Gram::Apart(..)));
        let count = texts.len() as f32;
        let rarity = |with: usize| (1.0 + count / with as f32).ln();
        let numbered = (0_u32..).zip(spread);
        let grams = numbered.map(|(id, (gram, with))| (gram, (id, gram.weight() * rarity(with)))).collect();
        GramSpace { grams }
    }

    pub(super) fn len(&self) -> usize {
        self.grams.len()
    }

    /// A text as a vector of length one over the grams of the collection.
    pub(super) fn vector(&self, grams: &Grams) -> Row {
        let mut vector: Row = grams.iter().filter_map(|gram| self.grams.get(gram).copied()).collect();
        vector.sort_unstable_by_key(|(id, _)| *id);
        unit(vector)
    }
}

/// A vector made one long.
pub(super) fn unit(mut vector: Row) -> Row {
    let length = vector.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
    for (_, value) in &mut vector {
        *value /= length.max(f32::MIN_POSITIVE);
    }
    vector
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_words_are_one_unit_and_signs_part_pairs() {
        let java = units("java开发")[0].0;
        assert_eq!(units("高级java").last(), Some(&(java, true)));
        assert_eq!(units("c++/c#").len(), 2);
        assert_ne!(units("c++")[0], units("c#")[0]);
        let unit = |c: char| Unit::from(u32::from(c));
        assert_eq!(units("厨师(长)"), [(unit('厨'), false), (unit('师'), true), (unit('长'), false)]);
        let grams = grams("厨师长");
        assert!(grams.contains(&Gram::Pair(unit('厨'), unit('师'))));
        assert!(grams.contains(&Gram::Apart(unit('厨'), unit('长'))));
        assert_eq!(grams.len(), 6);
    }

    #[test]
    fn any_text_has_bounded_grams() {
        assert!(grams("").is_empty());
        assert!(grams("～！()").is_empty());
        assert!(grams(&"厨师长".repeat(10_000)).len() <= LONGEST * (2 + FARTHEST));
    }
}

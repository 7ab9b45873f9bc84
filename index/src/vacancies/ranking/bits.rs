//! Sets of the documents of one segment, one bit for each.

use tantivy::DocId;

/// Documents in one word.
const WIDTH: u32 = u64::BITS;

/// A set of documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

/// Words whose bits are counted together: their bytes must not overflow.
const BLOCK: usize = 16;

/// How many bits each byte of a word has. The processor's own instruction may not be taken for granted.
fn bits_in_bytes(word: u64) -> u64 {
    let pairs = word - (word >> 1 & 0x5555_5555_5555_5555);
    let fours = (pairs & 0x3333_3333_3333_3333) + (pairs >> 2 & 0x3333_3333_3333_3333);
    (fours + (fours >> 4)) & 0x0f0f_0f0f_0f0f_0f0f
}

/// The number of the word that holds a document.
pub(crate) fn word_of(doc: DocId) -> usize {
    (doc / WIDTH) as usize
}

/// The bits of one word, lowest first.
pub(crate) fn bits_of(word: u64) -> impl Iterator<Item = u32> {
    let mut left = word;
    std::iter::from_fn(move || {
        let bit = (left != 0).then(|| left.trailing_zeros());
        left &= left.wrapping_sub(1);
        bit
    })
}

/// The document at a bit of a word.
pub(crate) fn doc_at(word: usize, bit: u32) -> DocId {
    word as DocId * WIDTH + bit
}

impl Bits {
    /// No document of so many.
    pub(crate) fn none(docs: DocId) -> Bits {
        Bits { words: vec![0; docs.div_ceil(WIDTH) as usize] }
    }

    /// A set as it is laid out.
    pub(crate) fn from_words(words: Vec<u64>) -> Bits {
        Bits { words }
    }

    /// All documents of so many.
    pub(crate) fn all(docs: DocId) -> Bits {
        let mut words = vec![u64::MAX; docs.div_ceil(WIDTH) as usize];
        if let (Some(last), 1..) = (words.last_mut(), docs % WIDTH) {
            *last = (1 << (docs % WIDTH)) - 1;
        }
        Bits { words }
    }

    /// Those of so many documents that fit.
    pub(crate) fn where_true(docs: DocId, fits: impl Fn(DocId) -> bool) -> Bits {
        let word = |start: DocId| {
            let in_word = start..(start + WIDTH).min(docs);
            in_word.fold(0_u64, |word, doc| word | u64::from(fits(doc)) << (doc - start))
        };
        Bits { words: (0..docs).step_by(WIDTH as usize).map(word).collect() }
    }

    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    pub(crate) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    pub(crate) fn insert(&mut self, doc: DocId) {
        if let Some(word) = self.words.get_mut(word_of(doc)) {
            *word |= 1 << (doc % WIDTH);
        }
    }

    /// Keeps those that are in the other set as well.
    pub(crate) fn retain(&mut self, other: &Bits) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Takes those of the other set out.
    pub(crate) fn remove_all(&mut self, other: &Bits) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Keeps those that fit.
    pub(crate) fn retain_where(&mut self, fits: impl Fn(DocId) -> bool) {
        for (at, word) in self.words.iter_mut().enumerate() {
            let gone =
                bits_of(*word).filter(|bit| !fits(doc_at(at, *bit))).fold(0, |gone, bit| gone | 1 << bit);
            *word &= !gone;
        }
    }

    pub(crate) fn count(&self) -> u64 {
        self.count_with(self)
    }

    /// How many are in both sets.
    pub(crate) fn count_with(&self, other: &Bits) -> u64 {
        let blocks = self.words.chunks(BLOCK).zip(other.words.chunks(BLOCK));
        let blocks = blocks.map(|(one, other)| {
            let bytes: u64 = one.iter().zip(other).map(|(one, other)| bits_in_bytes(one & other)).sum();
            let pairs = (bytes & 0x00ff_00ff_00ff_00ff) + (bytes >> 8 & 0x00ff_00ff_00ff_00ff);
            pairs.wrapping_mul(0x0001_0001_0001_0001) >> 48
        });
        blocks.sum()
    }

    /// The documents, lowest first.
    pub(crate) fn documents(&self) -> impl Iterator<Item = DocId> {
        self.words.iter().enumerate().flat_map(|(at, word)| bits_of(*word).map(move |bit| doc_at(at, bit)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in() {
        let mut bits = Bits::none(130);
        for doc in [0, 63, 64, 129, 500] {
            bits.insert(doc);
        }
        assert_eq!(bits.documents().collect::<Vec<_>>(), [0, 63, 64, 129]);
        assert_eq!(bits.count(), 4);
        bits.retain_where(|doc| doc > 0);
        bits.remove_all(&Bits::where_true(130, |doc| doc == 64));
        assert_eq!(bits.documents().collect::<Vec<_>>(), [63, 129]);
        bits.retain(&Bits::where_true(130, |doc| doc % 2 == 1 && doc < 100));
        assert_eq!(bits.documents().collect::<Vec<_>>(), [63]);
    }

    #[test]
    fn all_are_all_and_no_more() {
        for docs in [0, 1, 63, 64, 65, 128, 5_000] {
            assert_eq!(Bits::all(docs).count(), u64::from(docs));
            assert_eq!(Bits::all(docs), Bits::where_true(docs, |_| true));
        }
    }
}

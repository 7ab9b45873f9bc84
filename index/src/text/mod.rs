//! Chinese text made comparable: folding, words, pinyin.

mod folding;
mod hash;
mod pinyin;
mod words;

use std::collections::HashSet;
use std::sync::Arc;

pub use folding::{Folding, Normalised};
pub(crate) use hash::StableHash;
pub use pinyin::{Pinyin, Spelling};
pub(crate) use words::is_word_character;
pub use words::{Word, Words};

use crate::vocabulary::DictionaryError;

/// All of the text analysis, with the dictionaries' words.
pub struct TextAnalysis {
    folding: Arc<Folding>,
    words: Words,
    pinyin: Pinyin,
}

impl TextAnalysis {
    pub(crate) fn new(
        folding: Arc<Folding>,
        dictionary: &HashSet<String>,
    ) -> Result<TextAnalysis, DictionaryError> {
        let words = Words::new(dictionary);
        let pinyin = Pinyin::load()?;
        Ok(TextAnalysis { folding, words, pinyin })
    }

    /// The folded text with its way back to the original.
    pub fn normalise(&self, text: &str) -> Normalised {
        self.folding.normalise(text)
    }

    /// The folded text alone, trimmed: two texts are the same to a reader where this is equal.
    pub fn fold(&self, text: &str) -> String {
        self.folding.fold(text)
    }

    /// Segmentation of folded text.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Pinyin of folded text.
    pub fn pinyin(&self) -> &Pinyin {
        &self.pinyin
    }
}

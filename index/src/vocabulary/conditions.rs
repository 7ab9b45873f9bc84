//! Words that ask for something a vacancy says in fields of its own: 包吃住 is meals and a dormitory.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::dictionary::{CONDITIONS, DictionaryError, list};
use crate::text::Folding;

/// One thing asked for: a field and the values of which any will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The field, by its word in requests.
    pub field: String,
    /// The values.
    pub values: Vec<String>,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    asks: String,
}

/// All words for conditions.
pub struct Conditions {
    words: HashMap<String, Vec<Asked>>,
}

impl Conditions {
    pub(super) fn load(folding: &Folding) -> Result<Conditions, DictionaryError> {
        let mut words = HashMap::new();
        for row in CONDITIONS.rows::<Row>()? {
            let asks = list(&row.asks).iter().map(|ask| asked(ask)).collect::<Result<_, _>>()?;
            words.insert(folding.fold(&row.word), asks);
        }
        Ok(Conditions { words })
    }

    /// Every word with what it asks for.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Asked])> {
        self.words.iter().map(|(word, asks)| (word.as_str(), asks.as_slice()))
    }

    /// What a folded word asks for; all of it must hold.
    pub fn asked_by(&self, word: &str) -> &[Asked] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a folded word says under what conditions, not which work; 学徒 does so without a field of its own.
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    pub(super) fn words(&self, words: &mut HashSet<String>) {
        words.extend(self.words.keys().cloned());
    }
}

fn asked(ask: &str) -> Result<Asked, DictionaryError> {
    let Some((field, values)) = ask.split_once('=') else {
        let reason = format!("{ask} names no field");
        return Err(DictionaryError::Row { file: CONDITIONS.name, reason });
    };
    Ok(Asked { field: field.to_owned(), values: values.split('|').map(str::to_owned).collect() })
}

//! How everyday job words relate: CNC is 数控, and 普工 covers 包装工.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dictionary::{DictionaryError, FILLER_WORDS, File, GENERAL_WORDS, SYNONYMS};
use crate::text::Folding;

/// How another word relates to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordRelation {
    /// It says the same.
    Same,
    /// It is one kind of it.
    Narrower,
    /// Who looks for one often takes the other.
    Related,
}

/// Another word for a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelatedWord {
    /// The other word, folded.
    pub word: String,
    /// How it relates.
    pub relation: WordRelation,
}

#[derive(Deserialize)]
struct Row {
    term: String,
    other: String,
    kind: WordRelation,
}

#[derive(Deserialize)]
struct Single {
    word: String,
}

/// All related words.
pub struct Synonyms {
    words: HashMap<String, Vec<RelatedWord>>,
    general: HashSet<String>,
    fillers: HashSet<String>,
    folding: Arc<Folding>,
}

impl Synonyms {
    pub(super) fn load(folding: &Arc<Folding>) -> Result<Synonyms, DictionaryError> {
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut synonyms = Synonyms {
            words: HashMap::new(),
            general: single_words(GENERAL_WORDS, folding)?,
            fillers: single_words(FILLER_WORDS, folding)?,
            folding: Arc::clone(folding),
        };
        for row in SYNONYMS.rows::<Row>()? {
            let (term, other) = (folding.fold(&row.term), folding.fold(&row.other));
            match row.kind {
                WordRelation::Same => {
                    let group = groups.entry(term.clone()).or_insert_with(|| vec![term]);
                    group.push(other);
                }
                kind => synonyms.add(&term, &other, kind),
            }
        }
        for group in groups.into_values() {
            synonyms.add_group(&group);
            synonyms.share_narrower(&group);
        }
        for related in synonyms.words.values_mut() {
            related.sort_by(|a, b| a.relation.cmp(&b.relation).then_with(|| a.word.cmp(&b.word)));
        }
        Ok(synonyms)
    }

    fn add(&mut self, word: &str, other: &str, relation: WordRelation) {
        let related = self.words.entry(word.to_owned()).or_default();
        match related.iter_mut().find(|known| known.word == other) {
            Some(known) => known.relation = known.relation.min(relation),
            None => related.push(RelatedWord { word: other.to_owned(), relation }),
        }
    }

    fn add_group(&mut self, group: &[String]) {
        for word in group {
            for other in group.iter().filter(|other| *other != word) {
                self.add(word, other, WordRelation::Same);
            }
        }
    }

    /// What one word covers, the others that say the same cover too.
    fn share_narrower(&mut self, group: &[String]) {
        let narrower = group.iter().flat_map(|word| self.words.get(word)).flatten();
        let narrower = narrower.filter(|related| related.relation == WordRelation::Narrower);
        let narrower: BTreeSet<String> = narrower.map(|related| related.word.clone()).collect();
        for word in group {
            for other in narrower.iter().filter(|other| *other != word) {
                self.add(word, other, WordRelation::Narrower);
            }
        }
    }

    /// The words related to a word, the closest first.
    pub fn of(&self, word: &str) -> &[RelatedWord] {
        self.words.get(&self.folding.fold(word)).map_or(&[], Vec::as_slice)
    }

    /// Whether a word is too general to insist on, such as 技术 or 招聘.
    pub fn is_general(&self, word: &str) -> bool {
        self.general.contains(word)
    }

    /// Whether a word only makes a sentence of others, such as 我 or 请问.
    pub fn is_filler(&self, word: &str) -> bool {
        self.fillers.contains(word)
    }

    /// Whether the dictionary knows this word.
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// Every word that has others.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    pub(super) fn words(&self, words: &mut HashSet<String>) {
        for (word, related) in &self.words {
            words.insert(word.clone());
            words.extend(related.iter().map(|other| other.word.clone()));
        }
        words.extend(self.fillers.iter().cloned());
    }
}

fn single_words(file: File, folding: &Folding) -> Result<HashSet<String>, DictionaryError> {
    Ok(file.rows::<Single>()?.into_iter().map(|row| folding.fold(&row.word)).collect())
}

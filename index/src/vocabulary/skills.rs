//! Skills, and one spelling for each.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dictionary::{DictionaryError, SKILLS, list};
use crate::text::Folding;

/// One skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skill {
    /// Its name, such as 数控车床操作; it is its code as well.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// Codes of majors whose core courses teach it.
    pub majors: Vec<String>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    aliases: String,
    majors: String,
}

/// All skills.
pub struct Skills {
    entries: Vec<Skill>,
    by_text: HashMap<String, usize>,
    folding: Arc<Folding>,
}

impl Skills {
    pub(super) fn load(folding: &Arc<Folding>) -> Result<Skills, DictionaryError> {
        let rows = SKILLS.rows::<Row>()?.into_iter();
        let entries: Vec<Skill> = rows
            .map(|row| Skill { name: row.name, aliases: list(&row.aliases), majors: list(&row.majors) })
            .collect();
        let mut by_text = HashMap::new();
        for (at, skill) in entries.iter().enumerate() {
            by_text.insert(folding.fold(&skill.name), at);
        }
        for (at, skill) in entries.iter().enumerate() {
            for alias in &skill.aliases {
                by_text.entry(folding.fold(alias)).or_insert(at);
            }
        }
        Ok(Skills { entries, by_text, folding: Arc::clone(folding) })
    }

    /// All skills.
    pub fn iter(&self) -> impl Iterator<Item = &Skill> {
        self.entries.iter()
    }

    /// The skill a name or another word for it means.
    pub fn find(&self, text: &str) -> Option<&Skill> {
        self.by_text.get(&self.folding.fold(text)).and_then(|at| self.entries.get(*at))
    }

    /// One spelling for each skill: its name, or the folded text where it is not known. Two texts mean the same
    /// skill where their canonical spellings are equal.
    pub fn canonical(&self, text: &str) -> String {
        self.find(text).map_or_else(|| self.folding.fold(text), |skill| skill.name.clone())
    }

    pub(super) fn words(&self, words: &mut HashSet<String>) {
        words.extend(self.by_text.keys().cloned());
    }
}

//! Majors of the Ministry of Education's catalogue of vocational education.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dictionary::{DictionaryError, MAJORS, list};
use crate::text::Folding;

/// One major. A code alone does not name its catalogue: the pair does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Major {
    /// The catalogue, by its year: `2021`.
    pub catalogue: String,
    /// Its code in that catalogue, such as `660103`.
    pub code: String,
    /// Its name, such as 数控技术应用.
    pub name: String,
    /// Code of its class, such as `6601`.
    pub class_code: String,
    /// Name of its class.
    pub class: String,
    /// Code of its group, such as `66`.
    pub group_code: String,
    /// Name of its group.
    pub group: String,
    /// Names of its core courses.
    pub courses: Vec<String>,
    /// Names of certificates taken with it.
    pub certificates: Vec<String>,
    /// A remark of the catalogue, mostly empty.
    pub note: String,
}

#[derive(Deserialize)]
struct Row {
    catalogue: String,
    code: String,
    name: String,
    class_code: String,
    class: String,
    group_code: String,
    group: String,
    courses: String,
    certificates: String,
    note: String,
}

/// All majors.
pub struct Majors {
    entries: Vec<Major>,
    by_pair: HashMap<(String, String), usize>,
    by_code: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    folding: Arc<Folding>,
}

impl Majors {
    pub(super) fn load(folding: &Arc<Folding>) -> Result<Majors, DictionaryError> {
        let entries: Vec<Major> = MAJORS.rows::<Row>()?.into_iter().map(Major::from).collect();
        let mut by_pair = HashMap::new();
        let mut by_code: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, major) in entries.iter().enumerate() {
            by_pair.insert((major.catalogue.clone(), major.code.clone()), at);
            by_code.entry(major.code.clone()).or_default().push(at);
            by_name.entry(folding.fold(&major.name)).or_default().push(at);
        }
        Ok(Majors { entries, by_pair, by_code, by_name, folding: Arc::clone(folding) })
    }

    /// All majors by code.
    pub fn iter(&self) -> impl Iterator<Item = &Major> {
        self.entries.iter()
    }

    /// The major with this code in this catalogue.
    pub fn get(&self, catalogue: &str, code: &str) -> Option<&Major> {
        let at = self.by_pair.get(&(catalogue.trim().to_owned(), code.trim().to_owned()))?;
        self.entries.get(*at)
    }

    /// The major with this code, where only one catalogue has it.
    pub fn by_code(&self, code: &str) -> Option<&Major> {
        self.only(self.by_code.get(code.trim()))
    }

    /// Where the major with this code stands among all.
    pub(super) fn position(&self, code: &str) -> Option<usize> {
        match self.by_code.get(code).map(Vec::as_slice) {
            Some([at]) => Some(*at),
            _ => None,
        }
    }

    /// The major with this name, where only one has it. A trailing 专业 is ignored.
    pub fn by_name(&self, name: &str) -> Option<&Major> {
        let name = self.folding.fold(name);
        let bare = name.strip_suffix("专业").unwrap_or(&name);
        self.only(self.by_name.get(bare).or_else(|| self.by_name.get(&name)))
    }

    /// The major a code or a name means.
    pub fn find(&self, text: &str) -> Option<&Major> {
        self.by_code(text).or_else(|| self.by_name(text))
    }

    fn only(&self, found: Option<&Vec<usize>>) -> Option<&Major> {
        match found.map(Vec::as_slice) {
            Some([at]) => self.entries.get(*at),
            _ => None,
        }
    }

    pub(super) fn words(&self, words: &mut HashSet<String>) {
        words.extend(self.by_name.keys().cloned());
    }
}

impl From<Row> for Major {
    fn from(row: Row) -> Major {
        Major {
            catalogue: row.catalogue,
            code: row.code,
            name: row.name,
            class_code: row.class_code,
            class: row.class,
            group_code: row.group_code,
            group: row.group,
            courses: list(&row.courses),
            certificates: list(&row.certificates),
            note: row.note,
        }
    }
}

//! Certificates employers ask for and schools teach.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::certificates_in_text::{self, Written};
use super::dictionary::{CERTIFICATES, DictionaryError, list};
use super::finding::{Finder, Found};
use crate::text::TextAnalysis;

/// One certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// Our own stable code, such as `forklift-n1`.
    pub code: String,
    /// Its official name.
    pub name: String,
    /// `special_operation`, `special_equipment`, `health`, `driving`, `qualification`, `skill_level`
    /// (五级 lowest to 一级) or `vocational` (1+X and course certificates).
    pub kind: String,
    /// What people call it.
    pub aliases: Vec<String>,
    /// Age in years below which it is not issued.
    pub minimum_age: Option<u8>,
    /// Months it is valid; `None` is without end or not known.
    pub valid_months: Option<u16>,
    /// Months between reviews.
    pub review_months: Option<u16>,
    /// Its scale: `5-1` (5 lowest) or `1x` (初级, 中级, 高级); empty where it has none.
    pub levels: String,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    kind: String,
    aliases: String,
    minimum_age: Option<u8>,
    valid_months: Option<u16>,
    review_months: Option<u16>,
    levels: String,
}

/// All certificates.
pub struct Certificates {
    entries: Vec<Certificate>,
    by_text: HashMap<String, usize>,
    finder: Finder,
    text: Arc<TextAnalysis>,
}

impl Certificates {
    pub(super) fn load(text: &Arc<TextAnalysis>) -> Result<Certificates, DictionaryError> {
        let entries: Vec<Certificate> = CERTIFICATES.rows::<Row>()?.into_iter().map(Into::into).collect();
        let mut by_text = HashMap::new();
        for (at, certificate) in entries.iter().enumerate() {
            by_text.insert(certificate.code.clone(), at);
            by_text.insert(text.fold(&certificate.name), at);
        }
        let mut terms = Vec::new();
        for (at, certificate) in entries.iter().enumerate() {
            terms.push((text.fold(&certificate.name), at));
            for alias in &certificate.aliases {
                let alias = text.fold(alias);
                by_text.entry(alias.clone()).or_insert(at);
                terms.push((alias, at));
            }
        }
        // A name belongs to its own certificate, whatever others are called.
        terms.retain(|(term, at)| by_text.get(term) == Some(at));
        let finder = Finder::new(CERTIFICATES.name, terms, text)?;
        Ok(Certificates { entries, by_text, finder, text: Arc::clone(text) })
    }

    /// All certificates.
    pub fn iter(&self) -> impl Iterator<Item = &Certificate> {
        self.entries.iter()
    }

    /// The certificate a code, a name or an alias means.
    pub fn find(&self, text: &str) -> Option<&Certificate> {
        self.by_text.get(&self.text.fold(text)).and_then(|at| self.entries.get(*at))
    }

    /// One spelling for each certificate: its official name, or the folded text where it is not known.
    pub fn canonical(&self, text: &str) -> String {
        self.find(text).map_or_else(|| self.text.fold(text), |certificate| certificate.name.clone())
    }

    /// The certificates that a text names, in its order, with what it says about each and the level it gives. A
    /// job's name alone (电工, 茶艺师) is no certificate; with 证 or a level beside it, it is.
    pub fn find_in(&self, text: &str) -> Vec<Found> {
        let written = |at: usize| {
            let certificate = self.entries.get(at)?;
            Some(Written { kind: &certificate.kind, levels: &certificate.levels })
        };
        let of_level = |name: &str| {
            let at = *self.by_text.get(name)?;
            self.entries.get(at).filter(|certificate| certificate.levels == "5-1").map(|_| at)
        };
        let name = |at: usize| self.entries.get(at).map(|one| one.name.clone()).unwrap_or_default();
        self.finder.find(text, |flat, hit| certificates_in_text::accept(flat, hit, written, of_level), name)
    }
}

impl From<Row> for Certificate {
    fn from(row: Row) -> Certificate {
        Certificate {
            code: row.code,
            name: row.name,
            kind: row.kind,
            aliases: list(&row.aliases),
            minimum_age: row.minimum_age,
            valid_months: row.valid_months,
            review_months: row.review_months,
            levels: row.levels,
        }
    }
}

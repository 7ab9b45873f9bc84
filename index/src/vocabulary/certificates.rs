//! Certificates employers ask for and schools teach.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dictionary::{CERTIFICATES, DictionaryError, list};
use crate::text::Folding;

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
    folding: Arc<Folding>,
}

impl Certificates {
    pub(super) fn load(folding: &Arc<Folding>) -> Result<Certificates, DictionaryError> {
        let entries: Vec<Certificate> = CERTIFICATES.rows::<Row>()?.into_iter().map(Into::into).collect();
        let mut by_text = HashMap::new();
        for (at, certificate) in entries.iter().enumerate() {
            by_text.insert(certificate.code.clone(), at);
            by_text.insert(folding.fold(&certificate.name), at);
        }
        for (at, certificate) in entries.iter().enumerate() {
            for alias in &certificate.aliases {
                by_text.entry(folding.fold(alias)).or_insert(at);
            }
        }
        Ok(Certificates { entries, by_text, folding: Arc::clone(folding) })
    }

    /// All certificates.
    pub fn iter(&self) -> impl Iterator<Item = &Certificate> {
        self.entries.iter()
    }

    /// The certificate a code, a name or an alias means.
    pub fn find(&self, text: &str) -> Option<&Certificate> {
        self.by_text.get(&self.folding.fold(text)).and_then(|at| self.entries.get(*at))
    }

    /// One spelling for each certificate: its official name, or the folded text where it is not known.
    pub fn canonical(&self, text: &str) -> String {
        self.find(text).map_or_else(|| self.folding.fold(text), |certificate| certificate.name.clone())
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

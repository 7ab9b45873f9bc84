//! Whether the index and the store agree: the same keys on both sides.

use crate::{
    app::{App, work::WorkError},
    domain::{
        consent::Purpose,
        ids::{GraduateId, VacancyId},
    },
};
use std::collections::BTreeSet;

/// How many rows are read at once.
const PAGE: u64 = 500;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// Published vacancies.
    pub vacancies: Agreement,
    /// Graduates who agreed to be matched.
    pub graduates: Agreement,
}

/// How the two sides of one kind agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// How many the store has.
    pub store: u64,
    /// How many the index has.
    pub index: u64,
    /// Keys that the index lacks.
    pub missing: Vec<String>,
    /// Keys that the index should not have.
    pub surplus: Vec<String>,
}

impl VerifyReport {
    /// Whether both kinds agree wholly.
    pub fn agrees(&self) -> bool {
        self.vacancies.agrees() && self.graduates.agrees()
    }
}

impl Agreement {
    fn of(store: &BTreeSet<String>, index: &[String]) -> Self {
        let indexed: BTreeSet<&String> = index.iter().collect();
        Self {
            store: store.len() as u64,
            index: index.len() as u64,
            missing: store.iter().filter(|key| !indexed.contains(key)).cloned().collect(),
            surplus: indexed.into_iter().filter(|key| !store.contains(*key)).cloned().collect(),
        }
    }

    /// Whether nothing is missing, in excess or there twice.
    pub fn agrees(&self) -> bool {
        self.missing.is_empty() && self.surplus.is_empty() && self.store == self.index
    }
}

/// Compares the index with the store. While others write, what is on its way counts as missing.
///
/// # Errors
/// Where the store or the index fails.
pub async fn verify(app: &App) -> Result<VerifyReport, WorkError> {
    let keys = app.with_index(|index| index.vacancies().keys()).await??;
    let vacancies = Agreement::of(&published(app).await?, &keys);
    let keys = app.with_index(|index| index.graduates().keys()).await??;
    let graduates = Agreement::of(&consenting(app).await?, &keys);
    Ok(VerifyReport { vacancies, graduates })
}

async fn published(app: &App) -> Result<BTreeSet<String>, WorkError> {
    let mut keys = BTreeSet::new();
    let mut after: Option<VacancyId> = None;
    loop {
        let ids = app.store.vacancy_ids_after(after, PAGE).await?;
        let Some(last) = ids.last() else { return Ok(keys) };
        after = Some(*last);
        keys.extend(app.store.published_among(&ids).await?.iter().map(|vacancy| vacancy.id.to_string()));
    }
}

async fn consenting(app: &App) -> Result<BTreeSet<String>, WorkError> {
    let mut keys = BTreeSet::new();
    let mut after: Option<GraduateId> = None;
    loop {
        let ids = app.store.graduate_ids_after(after, PAGE).await?;
        let Some(last) = ids.last() else { return Ok(keys) };
        after = Some(*last);
        let graduates = app.store.graduates(&ids).await?;
        let consenting = graduates.iter().filter(|graduate| graduate.consents_to(Purpose::Matching));
        keys.extend(consenting.map(|graduate| graduate.id.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn what_is_missing_in_excess_or_there_twice_is_told() {
        let store: BTreeSet<String> = keys(&["a", "b"]).into_iter().collect();
        assert!(Agreement::of(&store, &keys(&["a", "b"])).agrees());
        let differing = Agreement::of(&store, &keys(&["b", "c"]));
        assert_eq!((differing.missing.clone(), differing.surplus.clone()), (keys(&["a"]), keys(&["c"])));
        assert!(!differing.agrees());
        assert!(!Agreement::of(&store, &keys(&["a", "b", "b"])).agrees());
    }
}

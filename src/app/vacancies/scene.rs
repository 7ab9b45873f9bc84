//! What a transaction knows of the vacancies that are there, while it settles others.

use super::prepare::Prepared;
use crate::{
    domain::{
        ids::{EmployerId, VacancyId},
        vacancy::{Fingerprint, Vacancy},
    },
    store::{LikenessQuestion, StoreError, Tx},
};
use std::collections::HashMap;

/// The vacancies that could be meant, alike or copied, and what was settled before in the same transaction.
#[derive(Default)]
pub(super) struct Scene {
    /// Whether the employer is verified, now that the transaction runs.
    pub(super) employer_verified: bool,
    /// The employer's vacancies that were called by reference, and those that are new.
    pub(super) vacancies: HashMap<VacancyId, Vacancy>,
    references: HashMap<String, VacancyId>,
    postings: HashMap<Fingerprint, VacancyId>,
    /// Other employers' vacancies that were the first with these words.
    words: HashMap<Fingerprint, VacancyId>,
}

impl Scene {
    /// Looks around for all that was prepared for an employer: one question, and the vacancies that were called by
    /// reference.
    pub(super) async fn look(
        tx: &Tx,
        employer: EmployerId,
        prepared: &[&Prepared],
    ) -> Result<Self, StoreError> {
        let question = LikenessQuestion {
            references: prepared.iter().filter_map(|one| one.content.reference.clone()).collect(),
            postings: prepared.iter().map(|one| one.posting).collect(),
            words: prepared.iter().map(|one| one.words).collect(),
        };
        tx.lock_words(&question.words).await?;
        let employer_verified = tx.is_verified_until_the_end(employer).await?;
        let (mut scene, mut called) = (Self { employer_verified, ..Self::default() }, Vec::new());
        for alike in tx.vacancies_alike(employer, &question).await? {
            let prints = alike.fingerprints;
            if alike.employer != employer {
                scene.words.extend(prints.words.map(|words| (words, alike.id)));
                continue;
            }
            if alike.status.is_open() {
                scene.postings.extend(prints.posting.map(|posting| (posting, alike.id)));
            }
            if let Some(reference) = alike.reference {
                called.push(alike.id);
                scene.references.insert(reference, alike.id);
            }
        }
        called.sort_unstable();
        called.dedup();
        scene.vacancies.extend(tx.vacancies(&called).await?.into_iter().map(|vacancy| (vacancy.id, vacancy)));
        Ok(scene)
    }

    /// The employer's vacancy of that reference.
    pub(super) fn called(&self, reference: Option<&str>) -> Option<&Vacancy> {
        self.vacancies.get(self.references.get(reference?)?)
    }

    /// Another open vacancy of the employer with the same title, place and pay.
    pub(super) fn alike(&self, prepared: &Prepared, own: VacancyId) -> Option<VacancyId> {
        self.postings.get(&prepared.posting).copied().filter(|other| *other != own)
    }

    /// Another employer's open vacancy that was the first with the same words.
    pub(super) fn copied(&self, prepared: &Prepared) -> Option<VacancyId> {
        self.words.get(&prepared.words).copied()
    }

    /// From now on the vacancy is as it is here.
    pub(super) fn know(&mut self, vacancy: Vacancy) {
        let id = vacancy.id;
        self.postings.retain(|_, other| *other != id);
        if vacancy.status.is_open() {
            self.postings.extend(vacancy.fingerprints.posting.map(|posting| (posting, id)));
        }
        self.references.extend(vacancy.content.reference.clone().map(|reference| (reference, id)));
        self.vacancies.insert(id, vacancy);
    }
}

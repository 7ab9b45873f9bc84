//! Graduates a vacancy may suit: many rather than exact, best first.

use std::collections::HashSet;
use std::ops::Bound;

use tantivy::query::{AllQuery, RangeQuery};
use tantivy::{Searcher, Term};

use super::query::{GraduateHit, GraduateQuery};
use super::schema::{ANY_KIND, Fields, KEY};
use crate::index::IndexError;
use crate::retrieval::{Retrieval, keys_of};
use crate::vocabulary::Vocabulary;

/// Weights of the wishes against each other; the caller's own score decides in the end.
mod weight {
    pub(super) const MAJOR: f32 = 4.0;
    pub(super) const OCCUPATION: f32 = 3.0;
    pub(super) const SKILL: f32 = 1.0;
    pub(super) const CERTIFICATE: f32 = 1.0;
    pub(super) const REGION: f32 = 1.0;
    pub(super) const HOME: f32 = 0.5;
}

/// The graduates, best first.
pub(super) fn find(
    searcher: &Searcher,
    fields: &Fields,
    vocabulary: &Vocabulary,
    query: &GraduateQuery,
) -> Result<Vec<GraduateHit>, IndexError> {
    let mut wishes = Retrieval::new(searcher);
    add_wishes(&mut wishes, fields, vocabulary, query);
    add_conditions(&mut wishes, fields, query);
    let found = wishes.run(query.limit)?;
    let mut keys = keys_of(searcher, KEY, &found)?;
    if query.fill && keys.len() < query.limit {
        let mut all = Retrieval::new(searcher);
        all.wish_for(Box::new(AllQuery), 0.0);
        add_conditions(&mut all, fields, query);
        let more = all.run(query.limit)?;
        let known: HashSet<String> = keys.iter().map(|(key, _)| key.clone()).collect();
        let more = keys_of(searcher, KEY, &more)?;
        keys.extend(more.into_iter().filter(|(key, _)| !known.contains(key)));
        keys.truncate(query.limit);
    }
    Ok(keys.into_iter().map(|(key, score)| GraduateHit { key, score }).collect())
}

fn add_wishes(wishes: &mut Retrieval<'_>, fields: &Fields, vocabulary: &Vocabulary, query: &GraduateQuery) {
    for skill in &query.skills {
        wishes.wish_by_rarity(fields.skill, &vocabulary.skills().canonical(skill), weight::SKILL);
    }
    for certificate in &query.certificates {
        let name = vocabulary.certificates().canonical(certificate);
        wishes.wish_by_rarity(fields.certificate, &name, weight::CERTIFICATE);
    }
    for (major, fit) in &query.majors {
        wishes.wish(fields.major, major, weight::MAJOR * fit);
    }
    for occupation in &query.occupations {
        wishes.wish(fields.occupation, occupation, weight::OCCUPATION);
    }
    for region in &query.regions {
        let region = crate::vacancies::region_code(vocabulary.regions(), region);
        wishes.wish(fields.region, &region, weight::REGION);
        wishes.wish(fields.home, &region, weight::HOME);
    }
}

fn add_conditions(retrieval: &mut Retrieval<'_>, fields: &Fields, query: &GraduateQuery) {
    retrieval.require_any(fields.school, &query.only_schools);
    retrieval.require_any(fields.programme, &query.only_programmes);
    if let Some(kind) = &query.only_kind {
        retrieval.require_any(fields.kind, &[kind.clone(), ANY_KIND.to_owned()]);
    }
    if let Some(day) = query.available_by {
        let until = Bound::Included(Term::from_field_i64(fields.available, day));
        retrieval.require(Box::new(RangeQuery::new(Bound::Unbounded, until)));
    }
}

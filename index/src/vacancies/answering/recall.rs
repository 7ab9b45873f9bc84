//! Vacancies that may suit a graduate: many rather than exact, best first.

use tantivy::Searcher;
use tantivy::query::AllQuery;

use crate::index::IndexError;
use crate::retrieval::{Retrieval, keys_of};
use crate::vacancies::query::{FacetField, VacancyRecall};
use crate::vacancies::storage::schema::Fields;
use crate::vacancies::storage::values;
use crate::vocabulary::Vocabulary;

/// The keys of vacancies and their retrieval scores.
pub(crate) fn recall(
    searcher: &Searcher,
    fields: &Fields,
    vocabulary: &Vocabulary,
    recall: &VacancyRecall,
) -> Result<Vec<(String, f32)>, IndexError> {
    let mut retrieval = Retrieval::new(searcher);
    let exact = |facet| fields.exact(facet);
    let spelt = |facet, value: &str| values::wanted(vocabulary, facet, value);
    for skill in &recall.skills {
        retrieval.wish_by_rarity(exact(FacetField::Skill), &spelt(FacetField::Skill, skill), 1.0);
        for broader in vocabulary.skills().broader(skill) {
            retrieval.wish_by_rarity(exact(FacetField::Skill), &broader.name, 0.8);
        }
    }
    for certificate in &recall.certificates {
        let value = spelt(FacetField::Certificate, certificate);
        retrieval.wish_by_rarity(exact(FacetField::Certificate), &value, 0.5);
    }
    for (major, weight) in &recall.majors {
        retrieval.wish(exact(FacetField::Major), major, 3.0 * weight);
    }
    for (occupation, weight) in &recall.occupations {
        retrieval.wish(exact(FacetField::Occupation), occupation, 3.0 * weight);
    }
    for region in &recall.regions {
        retrieval.wish(exact(FacetField::Region), &spelt(FacetField::Region, region), 1.0);
    }
    for programme in &recall.programmes {
        retrieval.wish(exact(FacetField::Programme), programme, 2.0);
    }
    retrieval.require_any(exact(FacetField::Kind), &recall.only_kinds);
    let found = retrieval.run(recall.limit)?;
    let mut keys = keys_of(searcher, crate::vacancies::storage::schema::KEY, &found)?;
    if recall.fill && keys.len() < recall.limit {
        let mut all = Retrieval::new(searcher);
        all.wish_for(Box::new(AllQuery), 0.0);
        all.require_any(exact(FacetField::Kind), &recall.only_kinds);
        let more = all.run(recall.limit)?;
        let more = keys_of(searcher, crate::vacancies::storage::schema::KEY, &more)?;
        let known: std::collections::HashSet<String> = keys.iter().map(|(key, _)| key.clone()).collect();
        keys.extend(more.into_iter().filter(|(key, _)| !known.contains(key)));
        keys.truncate(recall.limit);
    }
    Ok(keys)
}

//! Whether there is anything at all for a reading, without counting it.

use tantivy::query::{EnableScoring, Query};
use tantivy::{DocSet, TERMINATED};

use super::clauses::ClauseBuilder;
use super::query::VacancyQuery;
use super::reading::Reading;
use super::search::Scope;
use crate::index::IndexError;

/// Whether a vacancy is found, whatever its filters.
pub(super) fn exists(scope: Scope<'_>, reading: &Reading) -> Result<bool, IndexError> {
    let clauses = ClauseBuilder { fields: scope.fields, vocabulary: scope.vocabulary };
    let query: Box<dyn Query> = clauses.search(reading, &VacancyQuery::default());
    let weight = query.weight(EnableScoring::disabled_from_searcher(scope.searcher))?;
    for segment in scope.searcher.segment_readers() {
        let mut found = weight.scorer(segment, 1.0)?;
        while found.doc() != TERMINATED {
            if segment.alive_bitset().is_none_or(|alive| alive.is_alive(found.doc())) {
                return Ok(true);
            }
            found.advance();
        }
    }
    Ok(false)
}

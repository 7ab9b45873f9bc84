//! Exact values: one spelling for each, and the levels above a code.

use std::collections::BTreeSet;

use crate::vacancies::query::FacetField;
use crate::vocabulary::{Occupations, Regions, Vocabulary};

/// What is indexed for one value of a vacancy: codes with all their higher levels, the rest in one spelling.
pub(crate) fn indexed(vocabulary: &Vocabulary, facet: FacetField, value: &str) -> Vec<String> {
    match facet {
        FacetField::Region => region_levels(vocabulary.regions(), value),
        FacetField::Occupation => Occupations::levels(value.trim()),
        _ => vec![wanted(vocabulary, facet, value)],
    }
}

/// What is looked for when a filter names this value.
pub(crate) fn wanted(vocabulary: &Vocabulary, facet: FacetField, value: &str) -> String {
    match facet {
        FacetField::Region => region_code(vocabulary.regions(), value),
        FacetField::Skill => vocabulary.skills().canonical(value),
        FacetField::Certificate => vocabulary.certificates().canonical(value),
        _ => value.trim().to_owned(),
    }
}

/// A region code without its padding: `440300` → `4403`; an unknown code stays as it is.
pub(crate) fn region_code(regions: &Regions, code: &str) -> String {
    regions.by_code(code).map_or_else(|| code.trim().to_owned(), |region| region.code.clone())
}

/// A region code and the levels above it; an unknown six-digit code has them too.
pub(crate) fn region_levels(regions: &Regions, code: &str) -> Vec<String> {
    let code = region_code(regions, code);
    let levels: BTreeSet<&str> =
        [2, 4].into_iter().filter_map(|length| code.get(..length)).chain([code.as_str()]).collect();
    levels.into_iter().map(str::to_owned).collect()
}

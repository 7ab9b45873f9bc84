//! Vacancies: what is indexed, what may be asked, what is answered.

#[cfg(test)]
mod analyzers;
mod best;
mod bits;
mod clauses;
mod collect;
mod completions;
mod conditions;
mod counting;
mod cursor;
mod document;
mod error;
mod flat;
mod found;
mod grammar;
mod highlight;
mod hits;
mod index;
mod plan;
mod query;
mod reading;
mod recall;
mod schema;
mod search;
mod shelf;
mod single;
mod suggest;
mod tokens;
mod values;
mod writing;

pub use document::VacancyDocument;
pub use error::QueryError;
pub use hits::{FacetCount, FacetValues, Suggestion, SuggestionKind, Understood, VacancyHit, VacancyHits};
pub use index::VacancyIndex;
pub use query::{Choice, FacetField, Near, Sort, VacancyQuery, VacancyRecall};
pub use single::SingleVacancy;
pub(crate) use values::{region_code, region_levels};

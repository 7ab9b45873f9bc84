//! Vacancies: what is indexed, what may be asked, what is answered.

mod answering;
#[cfg(test)]
mod golden;
mod index;
mod mistakes;
mod query;
mod ranking;
mod reading;
mod storage;
mod stored;
mod suggest;
mod writing;

pub use answering::hits::{
    FacetCount, FacetValues, Suggestion, SuggestionKind, Understood, VacancyHit, VacancyHits,
};
pub use answering::marker::Marker;
pub use answering::single::SingleVacancy;
pub use answering::window::{Personal, PersonalPage, Window};
pub use index::VacancyIndex;
pub use query::error::QueryError;
pub use query::{Choice, FacetField, Near, Sort, VacancyQuery, VacancyRecall};
pub(crate) use storage::values::{region_code, region_levels};
pub use stored::{StoredCounts, StoredSearches, VacancyWords};
pub use writing::document::VacancyDocument;

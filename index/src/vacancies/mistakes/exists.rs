//! Whether there is anything at all for a reading.

use crate::index::IndexError;
use crate::vacancies::answering::search::{Scope, collect};
use crate::vacancies::query::VacancyQuery;
use crate::vacancies::ranking::start::PageStart;
use crate::vacancies::reading::Reading;

/// Whether a vacancy is found, whatever its filters.
pub(crate) fn exists(scope: Scope<'_>, reading: &Reading) -> Result<bool, IndexError> {
    Ok(collect(scope, &VacancyQuery::default(), reading, PageStart::default(), 1, &[])?.total > 0)
}

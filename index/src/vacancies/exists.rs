//! Whether there is anything at all for a reading.

use super::query::VacancyQuery;
use super::reading::Reading;
use super::search::{Scope, collect};
use super::start::PageStart;
use crate::index::IndexError;

/// Whether a vacancy is found, whatever its filters.
pub(super) fn exists(scope: Scope<'_>, reading: &Reading) -> Result<bool, IndexError> {
    Ok(collect(scope, &VacancyQuery::default(), reading, PageStart::default(), 1, &[])?.total > 0)
}

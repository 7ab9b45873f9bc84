//! One change to the index, as the change log of the store tells it.

use crate::graduates::GraduateDocument;
use crate::vacancies::VacancyDocument;

/// One change. Applying the same change twice leaves the same index.
#[derive(Debug, Clone, PartialEq)]
pub enum IndexChange {
    /// Put this vacancy in place of whatever has its key.
    UpsertVacancy(Box<VacancyDocument>),
    /// Take the vacancy with this key out; an unknown key is no error.
    RemoveVacancy(String),
    /// Put this graduate in place of whatever has their key.
    UpsertGraduate(Box<GraduateDocument>),
    /// Take the graduate with this key out; an unknown key is no error.
    RemoveGraduate(String),
}

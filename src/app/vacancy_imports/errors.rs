//! The faults of a row, named by where they stand in the file.

use crate::{
    app::vacancy_files::Locate,
    domain::{
        ids::VacancyId,
        refusal::{Candidate, Code, FieldError},
    },
};

/// The most faults of one row that are told.
const MOST: usize = 50;

/// Not more faults than anybody reads.
pub(super) fn bounded(mut faults: Vec<FieldError>) -> Vec<FieldError> {
    faults.truncate(MOST);
    faults
}

/// The faults of the form as faults of the file.
pub(super) fn located(faults: Vec<FieldError>, locate: &Locate) -> Vec<FieldError> {
    bounded(faults).into_iter().map(|fault| locate.fault(fault)).collect()
}

/// The employer has this vacancy already, with other words.
pub(super) fn duplicate(other: VacancyId, locate: &Locate) -> Vec<FieldError> {
    let link = Candidate { code: other.to_string(), label: format!("/v1/vacancies/{other}") };
    vec![locate.fault(FieldError::new("/title", Code::DuplicateOf).with_candidates(vec![link]))]
}

/// An earlier row of the file says the same of title, place and pay.
pub(super) fn same_as_row(row: u32, locate: &Locate) -> Vec<FieldError> {
    let message = (format!("与第 {row} 行重复"), format!("the same as row {row}"));
    let fault = FieldError::new("/title", Code::DuplicateOf).with_message(message.0, message.1);
    vec![locate.fault(fault)]
}

/// The vacancy of that reference was changed by somebody else meanwhile.
pub(super) fn changed_meanwhile(locate: &Locate) -> Vec<FieldError> {
    vec![locate.fault(FieldError::new("/reference", Code::PreconditionFailed))]
}

/// The vacancy of that reference has fewer seats in the file than offers hold or people fill.
pub(super) fn seats_taken(fault: FieldError, locate: &Locate) -> Vec<FieldError> {
    vec![locate.fault(fault)]
}

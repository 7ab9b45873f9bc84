//! The vacancy's side of a match, and the pair that every rule looks at.

use super::{candidate::Candidate, knowledge::Knowledge};
use crate::domain::{
    clock::CHINA,
    ids::{EmployerId, VacancyId},
    vacancy::{ReservedSeats, Status, Vacancy, VacancyContent},
};
use chrono::NaiveDate;

/// What matching reads of a vacancy.
#[derive(Debug, Clone, Copy)]
pub struct Post<'a> {
    /// Which vacancy.
    pub vacancy: VacancyId,
    /// Who posted it: an order class is matched with its own employer.
    pub employer: EmployerId,
    /// What it says.
    pub content: &'a VacancyContent,
    /// Where it stands.
    pub status: Status,
    /// The day it became public, in China.
    pub published_on: Option<NaiveDate>,
}

impl<'a> Post<'a> {
    /// The part of a vacancy that matching reads.
    pub fn of(vacancy: &'a Vacancy) -> Self {
        Self {
            vacancy: vacancy.id,
            employer: vacancy.employer,
            content: &vacancy.content,
            status: vacancy.status,
            published_on: vacancy.published_at.map(|at| at.with_timezone(&CHINA).date_naive()),
        }
    }
}

/// Those of the reservations that still hold on the day.
pub(super) fn reservations(
    reserved: &[ReservedSeats],
    day: NaiveDate,
) -> impl Iterator<Item = &ReservedSeats> {
    reserved.iter().filter(move |kept| kept.seats > 0 && day <= kept.until)
}

/// A graduate and a vacancy on a day, and what the dictionaries know.
pub(super) struct Pair<'a> {
    pub(super) candidate: &'a Candidate,
    pub(super) post: &'a Post<'a>,
    pub(super) knowledge: &'a dyn Knowledge,
    pub(super) today: NaiveDate,
}

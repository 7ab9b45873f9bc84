//! The synthetic world: made up, marked as such, the same on every machine, and counted from today.

mod chance;
mod employers;
mod graduates;
mod jobs;
mod names;
mod numbers;
mod programmes;
mod schools;
mod trades;
mod vacancies;

pub(super) use employers::PlannedEmployer;
pub(super) use programmes::PlannedProgramme;
pub(super) use schools::PlannedPartnership;
pub(super) use vacancies::PlannedVacancy;

use crate::app::{
    organisations::{DepartmentDraft, SchoolDraft},
    roster::RosterRow,
};
use chrono::NaiveDate;

/// Everybody and everything in it, by places in lists: identifiers come with loading.
pub(super) struct World {
    /// Employers; the first is the demo's own.
    pub(super) employers: Vec<PlannedEmployer>,
    /// Departments; the first is the demo's own.
    pub(super) departments: Vec<DepartmentDraft>,
    /// Schools; the first is the demo's own.
    pub(super) schools: Vec<SchoolDraft>,
    /// Partnerships.
    pub(super) partnerships: Vec<PlannedPartnership>,
    /// Programmes; the first is the demo's own.
    pub(super) programmes: Vec<PlannedProgramme>,
    /// Vacancies.
    pub(super) vacancies: Vec<PlannedVacancy>,
    /// What schools know of their students.
    pub(super) rosters: Vec<PlannedRoster>,
}

/// A class's roster.
pub(super) struct PlannedRoster {
    /// The place of the school that imports it.
    pub(super) school: usize,
    /// What the file is called.
    pub(super) file: String,
    /// The students; the first row of the first roster is the demo's own graduate.
    pub(super) rows: Vec<RosterRow>,
}

impl World {
    /// The world as it is today.
    pub(super) fn build(today: NaiveDate) -> Self {
        let employers = employers::employers();
        let programmes = programmes::programmes(today);
        let vacancies = vacancies::vacancies(&employers, &programmes, today);
        let rosters = (0_u32..).zip(&programmes).map(|(place, programme)| PlannedRoster {
            school: programme.home.unwrap_or(programme.partner),
            file: format!("{:02}-{}.xlsx", place + 1, programme.class.name),
            rows: graduates::class(programme, place, today),
        });
        let rosters = rosters.collect();
        Self {
            employers,
            departments: schools::departments(),
            schools: schools::schools(),
            partnerships: schools::partnerships(today),
            programmes,
            vacancies,
            rosters,
        }
    }

    /// How many things there are to load.
    pub(super) fn size(&self) -> usize {
        let students: usize = self.rosters.iter().map(|roster| roster.rows.len()).sum();
        let organisations = self.employers.len() + self.departments.len() + self.schools.len();
        organisations + self.partnerships.len() + self.programmes.len() + self.vacancies.len() + students
    }
}

#[cfg(test)]
mod tests;

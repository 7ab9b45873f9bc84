//! Which applications are asked for.

use super::{Stage, State};
use crate::domain::ids::{EmployerId, GraduateId, SchoolId, VacancyId};

/// Which applications are listed. What is not said does not matter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ApplicationFilter {
    /// Of a graduate.
    pub graduate: Option<GraduateId>,
    /// For vacancies of an employer.
    pub employer: Option<EmployerId>,
    /// Of those who belonged to a school when they began.
    pub school: Option<SchoolId>,
    /// For a vacancy.
    pub vacancy: Option<VacancyId>,
    /// At a stage.
    pub stage: Option<Stage>,
    /// In a state.
    pub state: Option<State>,
}

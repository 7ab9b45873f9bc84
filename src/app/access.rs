//! Who may do what. What somebody may not see is not there for them; only the wrong role for a deed is told.

use crate::domain::{
    employer::{Employer, VerificationState},
    graduate::Graduate,
    ids::{EmployerId, GraduateId, SchoolId},
    party::{Actor, Party},
    refusal::Refusal,
};

/// The employer that acts.
///
/// # Errors
/// Anybody else is forbidden.
pub fn employer(actor: Actor) -> Result<EmployerId, Refusal> {
    match actor.party {
        Party::Employer(id) => Ok(id),
        _ => Err(Refusal::Forbidden),
    }
}

/// The school that acts.
///
/// # Errors
/// Anybody else is forbidden.
pub fn school(actor: Actor) -> Result<SchoolId, Refusal> {
    match actor.party {
        Party::School(id) => Ok(id),
        _ => Err(Refusal::Forbidden),
    }
}

/// The graduate that acts.
///
/// # Errors
/// Anybody else is forbidden.
pub fn graduate(actor: Actor) -> Result<GraduateId, Refusal> {
    match actor.party {
        Party::Graduate(id) => Ok(id),
        _ => Err(Refusal::Forbidden),
    }
}

/// That the operator acts.
///
/// # Errors
/// Anybody else is forbidden.
pub fn operator(actor: Actor) -> Result<(), Refusal> {
    if actor.party == Party::Operator { Ok(()) } else { Err(Refusal::Forbidden) }
}

/// Whether the actor may see the employer: itself and the operator always, others once it is verified.
pub fn sees_employer(actor: Actor, employer: &Employer) -> bool {
    match actor.party {
        Party::Operator => true,
        Party::Employer(id) if id == employer.id => true,
        _ => employer.verification.state == VerificationState::Verified,
    }
}

/// Whether the actor may see the graduate with name and numbers: the person, their schools, nobody else. The operator
/// runs the service and has no business with persons.
pub fn sees_graduate(actor: Actor, graduate: &Graduate) -> bool {
    match actor.party {
        Party::Graduate(id) => id == graduate.id,
        Party::School(id) => graduate.belongs_to(id),
        _ => false,
    }
}

/// The thing, if it is there and the actor may see it; otherwise it is not there.
pub fn visible<T>(found: Option<T>, may: impl FnOnce(&T) -> bool) -> Result<T, Refusal> {
    found.filter(may).ok_or(Refusal::NotFound)
}

/// Checks the version the caller has read.
///
/// # Errors
/// Another one is [`Refusal::PreconditionFailed`].
pub fn expect_version(expected: Option<i64>, version: i64) -> Result<(), Refusal> {
    match expected {
        Some(expected) if expected != version => Err(Refusal::PreconditionFailed),
        _ => Ok(()),
    }
}

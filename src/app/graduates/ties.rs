//! What schools are to a graduate: who holds the registration, who is still tied, and who teaches which stage.

use crate::domain::{
    graduate::{Graduate, SchoolLink, SchoolRole},
    ids::SchoolId,
};
use chrono::NaiveDate;

/// Whether the link has not ended. One that begins later counts: a school enters its new students before they come.
pub(in crate::app) fn is_live(link: &SchoolLink, today: NaiveDate) -> bool {
    link.to.is_none_or(|end| today <= end)
}

/// Whether the school has any link to the graduate that has not ended.
pub(in crate::app) fn has_live_tie(graduate: &Graduate, school: SchoolId, today: NaiveDate) -> bool {
    graduate.links.iter().any(|link| link.school == school && is_live(link, today))
}

/// The school that holds the registration (学籍), if one does.
pub(in crate::app) fn registered_at(graduate: &Graduate, today: NaiveDate) -> Option<SchoolId> {
    let mut registrations =
        graduate.links.iter().filter(|link| link.role == SchoolRole::Registered && is_live(link, today));
    // On the day of a transfer the old one is live until evening, and the next is known.
    let first = registrations.next()?;
    let of_today = std::iter::once(first).chain(registrations).find(|link| link.covers(today));
    Some(of_today.unwrap_or(first).school)
}

/// Makes the links to teaching schools agree with the stages of the record.
pub(in crate::app) fn follow_stages(graduate: &mut Graduate) {
    let stages = graduate.record.stages.iter();
    let taught: Vec<_> = stages
        .map(|stage| SchoolLink {
            school: stage.school,
            role: SchoolRole::Training,
            from: stage.from,
            to: Some(stage.to),
        })
        .collect();
    graduate.links.retain(|link| link.role != SchoolRole::Training);
    graduate.links.extend(taught);
}

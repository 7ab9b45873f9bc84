//! What is written of a student who moved or whom two schools claim: the schools by name, the student never.

use super::{
    live::{Alert, Receiver},
    outgoing::{Matter, RegistrationMatter},
};
use crate::{
    app::{App, links, work::WorkError},
    domain::{event::EventKind, ids::SchoolId},
};
use chrono::NaiveDate;

/// What the letter is about. A department reads no person's page, and gets no link to one.
pub(super) async fn matter(
    app: &App,
    alert: &Alert,
    (by, other): (SchoolId, SchoolId),
    on: NaiveDate,
) -> Result<Matter, WorkError> {
    let schools = app.store.schools(&[by, other]).await?;
    let name = |id| {
        let school = schools.iter().find(|school| school.id == id);
        school.map(|school| school.profile.name.clone()).unwrap_or_default()
    };
    let first = alert.items.first();
    let graduate = first.and_then(|item| match (&item.notification.news, &alert.receiver) {
        (crate::domain::notification::News::Registration { graduate, .. }, Receiver::School { .. }) => {
            Some(links::graduate_resource(app, *graduate))
        }
        _ => None,
    });
    Ok(Matter::Registration(RegistrationMatter {
        claimed: first.is_some_and(|item| item.notification.kind == EventKind::StudentClaimed),
        by: name(by),
        other: Some(other).filter(|other| *other != by).map(name),
        on,
        link: graduate,
    }))
}

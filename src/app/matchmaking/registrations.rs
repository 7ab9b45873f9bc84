//! Who is told of a registration: both schools, and the departments over them, whether they subscribed or not.

use super::audience::{Audience, Notice};
use crate::{
    app::{App, work::WorkError},
    domain::{event::Event, language::Language, notification::News, party::Party},
};

/// The schools by their employment offices, the departments by their addresses; beside that wherever subscriptions ask.
pub(super) async fn moved(app: &App, event: &Event) -> Result<Audience, WorkError> {
    let mut audience = Audience::of(event);
    let Some(notice) = app.store.registration_notice(event.id).await? else { return Ok(audience) };
    let news =
        News::Registration { graduate: notice.graduate, by: notice.by, other: notice.other, on: notice.on };
    let mut parties = Vec::new();
    let mut tell = |party, address| {
        let contact = Notice { address, language: Language::Chinese };
        audience.notify(event.kind, party, news.clone(), contact);
        parties.push(party);
    };
    let schools = app.store.schools(&[notice.by, notice.other]).await?;
    let regions: Vec<_> = schools.iter().map(|school| school.profile.region.clone()).collect();
    for school in schools {
        tell(Party::School(school.id), school.profile.email);
    }
    for department in app.store.departments_over(&regions).await? {
        tell(Party::Department(department.id), department.email);
    }
    for subscription in app.store.event_subscriptions(&parties, event.kind).await? {
        audience.tell(event.kind, || news.clone(), subscription);
    }
    Ok(audience)
}

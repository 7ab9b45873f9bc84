//! Service messages: what an employer is told because it concerns it, whether it subscribed or not. They go to the
//! contact on file by mail at once, and beside that wherever subscriptions ask for the event.

use super::audience::{Audience, Notice};
use crate::{
    app::{App, work::WorkError},
    domain::{
        email_address::EmailAddress,
        event::{Event, EventKind},
        ids::{EmployerId, VacancyId},
        language::Language,
        notification::{Ending, News},
        party::Party,
        subscription::Channel,
        vacancy::{Status, Vacancy},
    },
};

/// How many of an organisation's subscriptions are asked for its language.
const ASKED: u64 = 20;

/// Who is told of a vacancy that was held or refused: its employer.
pub(super) async fn decided(app: &App, event: &Event, id: VacancyId) -> Result<Audience, WorkError> {
    let Some(vacancy) = app.store.vacancy(id).await? else { return Ok(Audience::of(event)) };
    let news = News::OwnVacancy { vacancy: vacancy.id };
    to_employer(app, event, vacancy.employer, news).await
}

/// Who is told of a file of which vacancies were held: its employer, once for all of them, also where it asked to be
/// told of each.
pub(super) async fn held_in_a_file(
    app: &App,
    event: &Event,
    id: EmployerId,
    news: News,
) -> Result<Audience, WorkError> {
    let mut audience = to_employer(app, event, id, news.clone()).await?;
    let of_each = app.store.event_subscriptions(&[Party::Employer(id)], EventKind::VacancyHeld).await?;
    for subscription in of_each {
        audience.tell(event.kind, || news.clone(), subscription);
    }
    Ok(audience)
}

/// Who is told of vacancies that end soon or have ended: their employer, of all of them together.
pub(super) async fn ending(app: &App, event: &Event, id: EmployerId) -> Result<Audience, WorkError> {
    let reminders = app.store.reminders_of(event.id).await?;
    let ending =
        |one: crate::domain::reminder::Reminder| Ending { vacancy: VacancyId(one.about), until: one.until };
    let vacancies: Vec<_> = reminders.into_iter().map(ending).collect();
    if vacancies.is_empty() {
        return Ok(Audience::of(event));
    }
    to_employer(app, event, id, News::Ending { vacancies }).await
}

/// Who is told of a verification that is due, failed or taken back: the employer.
pub(super) async fn verification(app: &App, event: &Event, id: EmployerId) -> Result<Audience, WorkError> {
    let told = app.store.reminders_of(event.id).await?.first().map(|reminder| reminder.until);
    to_employer(app, event, id, News::Verification { due: told }).await
}

async fn to_employer(app: &App, event: &Event, id: EmployerId, news: News) -> Result<Audience, WorkError> {
    let mut audience = Audience::of(event);
    let Some(employer) = app.store.employer(id).await? else { return Ok(audience) };
    let party = Party::Employer(id);
    let contact = contact(app, party, employer.profile.email).await?;
    audience.notify(event.kind, party, news.clone(), contact);
    for subscription in app.store.event_subscriptions(&[party], event.kind).await? {
        audience.tell(event.kind, || news.clone(), subscription);
    }
    Ok(audience)
}

/// The contact on file, in the language that the organisation chose for its own mails; Chinese where it chose none.
pub(super) async fn contact(app: &App, party: Party, address: EmailAddress) -> Result<Notice, WorkError> {
    let subscriptions = app.store.subscriptions_of(party, None, ASKED).await?;
    let by_mail = subscriptions.iter().find(|one| matches!(one.channel, Channel::Email(_)));
    let language = by_mail.map_or(Language::default(), |one| one.language);
    Ok(Notice { address, language })
}

/// Who is told of a vacancy that was closed: who applied, their schools, and its employer, where it asked. Of one that ended with its last day the
/// contact on file is told by a service message anyway, and not twice.
pub(super) async fn closed(app: &App, event: &Event, id: VacancyId) -> Result<Audience, WorkError> {
    let mut audience = Audience::of(event);
    let Some(vacancy) = app.store.vacancy(id).await? else { return Ok(audience) };
    let contact = match vacancy.status {
        Status::Expired => app.store.employer(vacancy.employer).await?.map(|one| one.profile.email),
        _ => None,
    };
    let told_anyway = |channel: &Channel| match (channel, &contact) {
        (Channel::Email(address), Some(contact)) => address.same_mailbox(contact),
        _ => false,
    };
    for subscription in own_subscriptions(app, event.kind, &vacancy).await? {
        if !told_anyway(&subscription.channel) {
            audience.tell(event.kind, || News::OwnVacancy { vacancy: id }, subscription);
        }
    }
    super::cases::applicants(app, event, &mut audience, id).await?;
    Ok(audience)
}

/// What a vacancy's employer asks to be told of it.
pub(super) async fn own_subscriptions(
    app: &App,
    kind: EventKind,
    vacancy: &Vacancy,
) -> Result<Vec<crate::domain::subscription::Subscription>, WorkError> {
    Ok(app.store.event_subscriptions(&[Party::Employer(vacancy.employer)], kind).await?)
}

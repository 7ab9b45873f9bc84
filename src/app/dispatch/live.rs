//! What of an alert still holds: the subscription, the receiver's consent, the vacancies.

use super::outgoing::Dispatch;
use crate::{
    app::{App, search::employer_names, work::WorkError},
    domain::{
        consent::Purpose,
        delivery::{Delivery, Message},
        event::EventKind,
        graduate::Graduate,
        ids::{SchoolId, VacancyId},
        major::Major,
        notification::{News, Notification},
        party::Party,
        subscription::Subscription,
        vacancy::{Status, Vacancy},
    },
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// An alert that is to be sent.
pub(super) struct Alert {
    pub(super) subscription: Subscription,
    pub(super) receiver: Receiver,
    pub(super) items: Vec<Item>,
}

/// One notification that still holds, with the vacancy it is about.
pub(super) struct Item {
    pub(super) notification: Notification,
    pub(super) vacancy: Option<(Vacancy, String)>,
}

/// Who receives it, as far as it matters.
pub(super) enum Receiver {
    Graduate(Box<Graduate>),
    School { id: SchoolId, name: String },
    Other,
}

/// The alert, or why nothing is sent.
pub(super) async fn alert(app: &App, delivery: &Delivery) -> Result<Result<Alert, Dispatch>, WorkError> {
    let Message::Alert { notifications, subscription, .. } = &delivery.message else {
        return Ok(Err(Dispatch::cancelled("no alert")));
    };
    let notifications = app.store.notifications(notifications).await?;
    let test = notifications.iter().all(|notification| notification.news == News::Test);
    let subscription = app.store.subscription(*subscription).await?;
    // What its owner took away, paused or moved elsewhere is not sent; a test shows the channel, whatever asks for it.
    let asked = |subscription: &Subscription| {
        test || (subscription.active && subscription.channel == delivery.channel)
    };
    let Some(subscription) = subscription.filter(asked) else {
        return Ok(Err(Dispatch::cancelled("subscription ended")));
    };
    let Some(receiver) = receiver(app, delivery.receiver).await? else {
        return Ok(Err(Dispatch::suppressed("no consent")));
    };
    let items = items(app, &receiver, notifications).await?;
    if items.is_empty() {
        return Ok(Err(Dispatch::suppressed("not so any more")));
    }
    Ok(Ok(Alert { subscription, receiver, items }))
}

/// The receiver; nobody where a graduate is gone or took the consent to alerts back.
async fn receiver(app: &App, party: Party) -> Result<Option<Receiver>, WorkError> {
    Ok(match party {
        Party::Graduate(id) => {
            let graduate = app.store.graduate(id).await?;
            let agreed = graduate.filter(|graduate| graduate.consents_to(Purpose::Alerts));
            agreed.map(|graduate| Receiver::Graduate(Box::new(graduate)))
        }
        Party::School(id) => {
            app.store.school(id).await?.map(|school| Receiver::School { id, name: school.profile.name })
        }
        Party::Operator | Party::Employer(_) | Party::Department(_) => Some(Receiver::Other),
    })
}

async fn items(
    app: &App,
    receiver: &Receiver,
    notifications: Vec<Notification>,
) -> Result<Vec<Item>, WorkError> {
    let ids: Vec<VacancyId> = notifications.iter().filter_map(|one| one.news.vacancy()).collect();
    let vacancies = app.store.vacancies(&ids).await?;
    let names = employer_names(app, vacancies.iter().map(|vacancy| vacancy.employer)).await?;
    let name = |vacancy: &Vacancy| names.get(&vacancy.employer).cloned().unwrap_or_default();
    let vacancies: HashMap<_, _> = vacancies.into_iter().map(|vacancy| (vacancy.id, vacancy)).collect();
    let today = app.today();
    let mut items = Vec::new();
    for mut notification in notifications {
        let vacancy = notification.news.vacancy().and_then(|id| vacancies.get(&id));
        if !holds(&notification, receiver, vacancy, today) {
            continue;
        }
        let Some(news) = of_today(app, receiver, notification.news).await? else { continue };
        notification.news = news;
        items.push(Item { notification, vacancy: vacancy.map(|vacancy| (vacancy.clone(), name(vacancy))) });
    }
    Ok(items)
}

/// Whether a notification is still so.
fn holds(
    notification: &Notification,
    receiver: &Receiver,
    vacancy: Option<&Vacancy>,
    today: NaiveDate,
) -> bool {
    let public = vacancy
        .is_some_and(|vacancy| vacancy.status == Status::Published && vacancy.content.valid_until >= today);
    match (&notification.news, receiver) {
        (News::VacancyForGraduate { .. }, Receiver::Graduate(graduate)) => {
            public && graduate.consents_to(Purpose::Matching)
        }
        (News::VacancyForGraduate { .. }, _) => false,
        (News::VacancyForSchool { .. } | News::VacancyForSearch { .. }, _) => public,
        // A vacancy that was closed again is not told of as new, nor one that is open again as closed.
        (News::OwnVacancy { .. }, _) => {
            vacancy.is_some() && public == (notification.kind == EventKind::VacancyPublished)
        }
        (News::Import { .. } | News::Test, _) => true,
    }
}

/// The news for a school without the students who left it or took their consent back; nothing where none is left.
async fn of_today(app: &App, receiver: &Receiver, news: News) -> Result<Option<News>, WorkError> {
    let (News::VacancyForSchool { vacancy, count, majors, graduates }, Receiver::School { id, .. }) =
        (&news, receiver)
    else {
        return Ok(Some(news));
    };
    let today = app.today();
    let known = app.store.graduates(graduates).await?;
    let (still, left): (Vec<_>, Vec<_>) = known.into_iter().partition(|graduate| {
        graduate.consents_to(Purpose::Matching) && graduate.schools_on(today).contains(id)
    });
    let gone = graduates.len() - still.len();
    let count = count.saturating_sub(u32::try_from(gone).unwrap_or(u32::MAX));
    let graduates = still.iter().map(|graduate| graduate.id).collect();
    let majors = without(majors, &left);
    Ok((count > 0).then_some(News::VacancyForSchool { vacancy: *vacancy, count, majors, graduates }))
}

fn without(majors: &[(Major, u32)], left: &[Graduate]) -> Vec<(Major, u32)> {
    let rest = majors.iter().map(|(major, count)| {
        let gone = left.iter().filter(|graduate| graduate.major == *major).count();
        (major.clone(), count.saturating_sub(u32::try_from(gone).unwrap_or(u32::MAX)))
    });
    rest.filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
#[path = "live_tests.rs"]
mod tests;

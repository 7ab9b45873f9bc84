//! What of an alert still holds: the subscription, the receiver's consent, the vacancies.

use super::{employer, outgoing::Dispatch};
use crate::{
    app::{App, search::employer_names, work::WorkError},
    domain::{
        consent::Purpose,
        delivery::{Delivery, Message},
        employer::Employer,
        graduate::Graduate,
        ids::{SchoolId, SubscriptionId, VacancyId},
        major::Major,
        notification::{News, Notification},
        party::Party,
        subscription::Subscription,
        vacancy::Vacancy,
    },
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// An alert that is to be sent.
pub(super) struct Alert {
    /// What asks for it; none for a service message.
    pub(super) subscription: Option<Subscription>,
    pub(super) receiver: Receiver,
    pub(super) items: Vec<Item>,
}

/// One notification that still holds, with the vacancy it is about.
pub(super) struct Item {
    pub(super) notification: Notification,
    pub(super) vacancy: Option<(Vacancy, String)>,
    /// The vacancies that end or have ended, for news of that.
    pub(super) ending: Vec<Vacancy>,
}

/// Who receives it, as far as it matters.
pub(super) enum Receiver {
    Graduate(Box<Graduate>),
    Employer(Box<Employer>),
    School { id: SchoolId, name: String },
    Department { name: String },
    Other,
}

/// The alert, or why nothing is sent.
pub(super) async fn alert(app: &App, delivery: &Delivery) -> Result<Result<Alert, Dispatch>, WorkError> {
    let (notifications, subscription) = match &delivery.message {
        Message::Alert { notifications, subscription, .. } => {
            let notifications = app.store.notifications(notifications).await?;
            let asking = asking(app, delivery, *subscription, &notifications).await?;
            let Some(subscription) = asking else {
                return Ok(Err(Dispatch::cancelled("subscription ended")));
            };
            (notifications, Some(subscription))
        }
        Message::Notice { notification } => (app.store.notifications(&[*notification]).await?, None),
        Message::SignIn { .. } | Message::EndpointDead { .. } => {
            return Ok(Err(Dispatch::cancelled("no alert")));
        }
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

/// The subscription, if it still asks for it.
async fn asking(
    app: &App,
    delivery: &Delivery,
    id: SubscriptionId,
    notifications: &[Notification],
) -> Result<Option<Subscription>, WorkError> {
    let test = notifications.iter().all(|notification| notification.news == News::Test);
    // What its owner took away, paused or moved elsewhere is not sent; a test shows the channel, whatever asks for it.
    let asks = |subscription: &Subscription| {
        test || (subscription.active && subscription.channel == delivery.channel)
    };
    Ok(app.store.subscription(id).await?.filter(asks))
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
        Party::Employer(id) => {
            app.store.employer(id).await?.map(|employer| Receiver::Employer(Box::new(employer)))
        }
        Party::Department(id) => {
            app.store.department(id).await?.map(|department| Receiver::Department { name: department.name })
        }
        Party::Operator => Some(Receiver::Other),
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
        let ending = employer::still_ending(app, &notification, today).await?;
        if ending.is_empty() && matches!(notification.news, News::Ending { .. }) {
            continue;
        }
        let Some(news) = of_today(app, receiver, notification.news).await? else { continue };
        notification.news = news;
        let vacancy = vacancy.map(|vacancy| (vacancy.clone(), name(vacancy)));
        items.push(Item { notification, vacancy, ending });
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
    let public = vacancy.is_some_and(|vacancy| vacancy.is_open_on(today));
    match (&notification.news, receiver) {
        (News::VacancyForGraduate { .. }, Receiver::Graduate(graduate)) => {
            public && graduate.consents_to(Purpose::Matching)
        }
        (News::VacancyForGraduate { .. }, _) => false,
        (News::VacancyForSchool { .. } | News::VacancyForSearch { .. }, _) => public,
        (News::OwnVacancy { .. }, _) => {
            vacancy.is_some_and(|vacancy| employer::stands_so(notification.kind, vacancy, today))
        }
        (News::Verification { due }, Receiver::Employer(employer)) => {
            employer::verification_stands_so(notification.kind, &employer.verification, *due, today)
        }
        (News::Verification { .. }, _) => false,
        (News::Ending { .. } | News::Import { .. } | News::Registration { .. } | News::Test, _) => true,
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

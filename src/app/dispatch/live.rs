//! What of an alert still holds: the subscription, the receiver's consent, the vacancies.

use super::{
    case::{self, Case},
    employer,
    facts::Facts,
    outgoing::Dispatch,
};
use crate::{
    app::{App, work::WorkError},
    domain::{
        consent::Purpose,
        delivery::{Delivery, Message},
        employer::Employer,
        graduate::Graduate,
        ids::SchoolId,
        major::Major,
        notification::{News, Notification},
        party::Party,
        subscription::Subscription,
        vacancy::Vacancy,
    },
};
use chrono::NaiveDate;

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
    /// The application or the seats, for news of those.
    pub(super) case: Case,
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
pub(super) async fn alert(
    app: &App,
    facts: &Facts,
    delivery: &Delivery,
) -> Result<Result<Alert, Dispatch>, WorkError> {
    let (notifications, subscription) = match &delivery.message {
        Message::Alert { notifications, subscription, .. } => {
            let notifications = facts.notifications(notifications);
            let asking = facts.subscriptions.get(subscription);
            let Some(subscription) = asking.filter(|one| asks(one, delivery, &notifications)) else {
                return Ok(Err(Dispatch::cancelled("subscription ended")));
            };
            (notifications, Some(subscription.clone()))
        }
        Message::Notice { notification } => (facts.notifications(&[*notification]), None),
        Message::SignIn { .. } | Message::EndpointDead { .. } => {
            return Ok(Err(Dispatch::cancelled("no alert")));
        }
    };
    let Some(receiver) = receiver(facts, delivery.receiver) else {
        return Ok(Err(Dispatch::suppressed("no consent")));
    };
    let items = items(app, facts, &receiver, notifications).await?;
    if items.is_empty() {
        return Ok(Err(Dispatch::suppressed("not so any more")));
    }
    Ok(Ok(Alert { subscription, receiver, items }))
}

/// Whether the subscription still asks for it.
fn asks(subscription: &Subscription, delivery: &Delivery, notifications: &[Notification]) -> bool {
    let test = notifications.iter().all(|notification| notification.news == News::Test);
    // What its owner took away, paused or moved elsewhere is not sent; a test shows the channel, whatever asks for it.
    test || (subscription.active && subscription.channel == delivery.channel)
}

/// The receiver; nobody where a graduate is gone or took the consent to alerts back.
fn receiver(facts: &Facts, party: Party) -> Option<Receiver> {
    match party {
        Party::Graduate(id) => {
            let agreed = facts.graduates.get(&id).filter(|graduate| graduate.consents_to(Purpose::Alerts));
            agreed.map(|graduate| Receiver::Graduate(Box::new(graduate.clone())))
        }
        Party::School(id) => {
            facts.schools.get(&id).map(|school| Receiver::School { id, name: school.profile.name.clone() })
        }
        Party::Employer(id) => {
            facts.employers.get(&id).map(|employer| Receiver::Employer(Box::new(employer.clone())))
        }
        Party::Department(id) => facts
            .departments
            .get(&id)
            .map(|department| Receiver::Department { name: department.name.clone() }),
        Party::Operator => Some(Receiver::Other),
    }
}

async fn items(
    app: &App,
    facts: &Facts,
    receiver: &Receiver,
    notifications: Vec<Notification>,
) -> Result<Vec<Item>, WorkError> {
    let today = app.today();
    let mut items = Vec::new();
    for mut notification in notifications {
        let vacancy = notification.news.vacancy().and_then(|id| facts.vacancy(id));
        if !holds(&notification, receiver, vacancy.map(|(vacancy, _)| vacancy), today) {
            continue;
        }
        let ending = employer::still_ending(app, &notification, today).await?;
        if ending.is_empty() && matches!(notification.news, News::Ending { .. }) {
            continue;
        }
        let Some(case) = case::of_today(app, receiver, &notification, vacancy.map(|(one, _)| one)).await?
        else {
            continue;
        };
        let Some(news) = of_today(app, receiver, notification.news).await? else { continue };
        notification.news = news;
        let vacancy = vacancy.map(|(vacancy, name)| (vacancy.clone(), name.to_owned()));
        items.push(Item { notification, vacancy, ending, case });
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
        // Of applications and seats more has to be read again.
        (News::Application { .. } | News::Seats { .. } | News::AppliedVacancy { .. }, _) => true,
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

//! What the deliveries of a batch rest on, read at once: a statement for each kind of thing, not for each delivery.

use crate::{
    app::{App, search::employer_names, work::WorkError},
    domain::{
        delivery::{Delivery, Message},
        email_address::EmailAddress,
        employer::Employer,
        graduate::Graduate,
        ids::{
            DepartmentId, EmployerId, GraduateId, NotificationId, SchoolId, SubscriptionId, VacancyId,
            WebhookId,
        },
        notification::Notification,
        party::Party,
        school::{Department, School},
        subscription::{Channel, Subscription},
        vacancy::Vacancy,
        webhook::Webhook,
    },
};
use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

/// What the store said at one moment.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) suppressed: HashSet<EmailAddress>,
    pub(super) notifications: HashMap<NotificationId, Notification>,
    pub(super) subscriptions: HashMap<SubscriptionId, Subscription>,
    pub(super) webhooks: HashMap<WebhookId, Webhook>,
    pub(super) graduates: HashMap<GraduateId, Graduate>,
    pub(super) schools: HashMap<SchoolId, School>,
    pub(super) departments: HashMap<DepartmentId, Department>,
    pub(super) employers: HashMap<EmployerId, Employer>,
    pub(super) vacancies: HashMap<VacancyId, Vacancy>,
    /// What the employers of the vacancies are called.
    pub(super) employer_names: HashMap<EmployerId, String>,
}

/// What is asked for.
#[derive(Default)]
struct Wanted {
    addresses: Vec<EmailAddress>,
    notifications: Vec<NotificationId>,
    subscriptions: Vec<SubscriptionId>,
    webhooks: Vec<WebhookId>,
    graduates: Vec<GraduateId>,
    schools: Vec<SchoolId>,
    departments: Vec<DepartmentId>,
    employers: Vec<EmployerId>,
}

impl Wanted {
    fn of(deliveries: &[Delivery]) -> Self {
        let mut wanted = Self::default();
        for delivery in deliveries {
            wanted.add(delivery);
        }
        wanted
    }

    fn add(&mut self, delivery: &Delivery) {
        match &delivery.channel {
            Channel::Email(address) => self.addresses.push(address.clone()),
            Channel::Webhook(id) => self.webhooks.push(*id),
        }
        match &delivery.message {
            Message::Alert { notifications, subscription, .. } => {
                self.notifications.extend(notifications);
                self.subscriptions.push(*subscription);
            }
            Message::Notice { notification } => self.notifications.push(*notification),
            Message::SignIn { .. } | Message::EndpointDead { .. } => return,
        }
        match delivery.receiver {
            Party::Graduate(id) => self.graduates.push(id),
            Party::School(id) => self.schools.push(id),
            Party::Department(id) => self.departments.push(id),
            Party::Employer(id) => self.employers.push(id),
            Party::Operator => {}
        }
    }
}

impl Facts {
    /// Reads what the deliveries rest on.
    ///
    /// # Errors
    /// Where the store fails.
    pub(super) async fn read(app: &App, deliveries: &[Delivery]) -> Result<Self, WorkError> {
        let (wanted, store) = (Wanted::of(deliveries), &app.store);
        let notifications = store.notifications(&once(wanted.notifications)).await?;
        let vacancies = once(notifications.iter().filter_map(|one| one.news.vacancy()).collect());
        let vacancies = store.vacancies(&vacancies).await?;
        Ok(Self {
            suppressed: store.suppressed_among(&once(wanted.addresses)).await?,
            employer_names: employer_names(app, vacancies.iter().map(|vacancy| vacancy.employer)).await?,
            subscriptions: by(store.subscriptions(&once(wanted.subscriptions)).await?, |one| one.id),
            webhooks: by(store.webhooks(&once(wanted.webhooks)).await?, |one| one.id),
            graduates: by(store.graduates(&once(wanted.graduates)).await?, |one| one.id),
            schools: by(store.schools(&once(wanted.schools)).await?, |one| one.id),
            departments: by(store.departments(&once(wanted.departments)).await?, |one| one.id),
            employers: by(store.employers(&once(wanted.employers)).await?, |one| one.id),
            notifications: by(notifications, |one| one.id),
            vacancies: by(vacancies, |one| one.id),
        })
    }

    /// Those of the notifications that are there, in the order of the ids.
    pub(super) fn notifications(&self, ids: &[NotificationId]) -> Vec<Notification> {
        ids.iter().filter_map(|id| self.notifications.get(id).cloned()).collect()
    }

    /// The vacancy with the name of its employer.
    pub(super) fn vacancy(&self, id: VacancyId) -> Option<(&Vacancy, &str)> {
        let vacancy = self.vacancies.get(&id)?;
        Some((vacancy, self.employer_names.get(&vacancy.employer).map_or("", String::as_str)))
    }
}

fn once<T: Eq + Hash + Clone>(mut asked: Vec<T>) -> Vec<T> {
    let mut seen = HashSet::with_capacity(asked.len());
    asked.retain(|one| seen.insert(one.clone()));
    asked
}

fn by<K: Eq + Hash, V>(values: Vec<V>, key: impl Fn(&V) -> K) -> HashMap<K, V> {
    values.into_iter().map(|value| (key(&value), value)).collect()
}

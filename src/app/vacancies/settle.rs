//! The second half of posting: what was prepared is written, one vacancy or some hundred in a transaction, and each is
//! told what became of it.
//!
//! Who comes second is told by what the transaction sees. Where two transactions see nothing of each other, a unique
//! index lets the second one fail, and [`post`] runs it again: now it sees.

use super::{
    link_to,
    prepare::{Known, Prepared},
    scene::Scene,
    seats,
};
use crate::{
    app::App,
    domain::{
        event::{Event, EventKind},
        ids::{EmployerId, VacancyId},
        party::Role,
        refusal::{Code, FieldError, Refusal},
        vacancy::{Cause, Review, Status, StatusEvent, Vacancy},
    },
    store::{StoreError, Tx, changes::Subject},
};
use std::collections::{BTreeMap, HashMap};

/// How often a transaction is run again that met another one.
const TRIES: usize = 5;

/// What became of a vacancy that was posted.
#[derive(Debug, Clone, PartialEq)]
pub enum Settled {
    /// It is new.
    Created(Box<Vacancy>),
    /// It was there already, with the same content.
    Unchanged(Box<Vacancy>),
    /// It was there already and is changed.
    Changed(Box<Vacancy>),
    /// The employer has another open vacancy with the same title, place and pay.
    Duplicate(VacancyId),
    /// The employer has a vacancy of that reference with other content.
    ReferenceTaken(VacancyId),
    /// It has another version than expected.
    Stale(VacancyId),
    /// Offers hold or people fill more seats than it is to have.
    SeatsTaken(Box<FieldError>),
}

impl Settled {
    /// The vacancy as it stands and whether it is new.
    ///
    /// # Errors
    /// Why it was not posted.
    pub fn into_posted(self) -> Result<(Vacancy, bool), Refusal> {
        let conflict = |code, other| Refusal::Conflict { code, link: Some(link_to(other)) };
        match self {
            Self::Created(vacancy) => Ok((*vacancy, true)),
            Self::Unchanged(vacancy) | Self::Changed(vacancy) => Ok((*vacancy, false)),
            Self::Duplicate(other) => Err(conflict(Code::DuplicateOf, other)),
            Self::ReferenceTaken(other) => Err(conflict(Code::AlreadyExists, other)),
            Self::Stale(_) => Err(Refusal::PreconditionFailed),
            Self::SeatsTaken(fault) => Err(Refusal::Invalid(vec![*fault])),
        }
    }
}

/// Posts what was prepared in one transaction, and runs it again where it met another one.
///
/// # Errors
/// Where the store fails; then nothing was written.
pub async fn post(app: &App, prepared: Vec<Prepared>) -> Result<Vec<Settled>, Refusal> {
    persistently(app, move |tx| {
        let prepared = prepared.clone();
        async move { settle_many(&tx, prepared).await }
    })
    .await
}

/// Runs a transaction, and again where it met another one that wrote the same.
pub(super) async fn persistently<T, F, W>(app: &App, work: F) -> Result<T, Refusal>
where
    F: Fn(Tx) -> W + Clone + Send + 'static,
    W: Future<Output = Result<T, StoreError>> + Send + 'static,
    T: Send + 'static,
{
    let mut tries = 1;
    loop {
        match app.store.write(work.clone()).await {
            Err(error) if tries < TRIES && is_worth_another_try(&error) => tries += 1,
            result => return Ok(result?),
        }
    }
}

/// Whether a transaction that settled vacancies failed only because it met another one: run again it sees what the
/// other wrote.
pub fn is_worth_another_try(error: &StoreError) -> bool {
    matches!(error, StoreError::Conflict(_) | StoreError::Stale) || error.is_transient()
}

/// Settles one vacancy.
///
/// # Errors
/// As [`settle_many`].
pub async fn settle(tx: &Tx, prepared: Prepared) -> Result<Settled, StoreError> {
    let settled = settle_many(tx, vec![prepared]).await?;
    settled.into_iter().next().ok_or(StoreError::Missing)
}

/// Settles vacancies in their order, with a handful of statements for all of an employer's. The later of two that are
/// alike meets the earlier one, also within the list.
///
/// # Errors
/// Where the store fails. Where [`is_worth_another_try`] says so, run the whole transaction again.
pub async fn settle_many(tx: &Tx, prepared: Vec<Prepared>) -> Result<Vec<Settled>, StoreError> {
    let mut employers: BTreeMap<EmployerId, Vec<(usize, Prepared)>> = BTreeMap::new();
    for (place, one) in prepared.into_iter().enumerate() {
        employers.entry(one.employer).or_default().push((place, one));
    }
    let mut settled = Vec::new();
    for (employer, prepared) in employers {
        let scene =
            Scene::look(tx, employer, &prepared.iter().map(|(_, one)| one).collect::<Vec<_>>()).await?;
        let seat_faults = seats::faults_of(tx, &scene, &prepared).await?;
        let mut batch = Batch { scene, seat_faults, ..Batch::default() };
        settled.extend(prepared.into_iter().map(|(place, one)| (place, batch.take(one))));
        batch.write(tx).await?;
    }
    settled.sort_unstable_by_key(|(place, _)| *place);
    Ok(settled.into_iter().map(|(_, settled)| settled).collect())
}

/// Writes what becomes of a vacancy that now says what was prepared: a closed one stays closed unless it is opened
/// again.
///
/// # Errors
/// As [`settle_many`]; [`StoreError::Stale`] where somebody changed the vacancy since it was read.
pub(super) async fn renew(
    tx: &Tx,
    mut vacancy: Vacancy,
    prepared: Prepared,
    reopen: bool,
) -> Result<Settled, StoreError> {
    let scene = Scene::look(tx, vacancy.employer, &[&prepared]).await?;
    let employer_verified = scene.employer_verified;
    let event = match reopen {
        true => StatusEvent::Reopen { employer_verified },
        false => Prepared::change_of(vacancy.status, employer_verified),
    };
    if let Some(other) = in_the_way(&scene, &vacancy, &prepared, event) {
        return Ok(Settled::Duplicate(other));
    }
    if let Some(fault) = seats::fault(tx, &vacancy, &prepared).await? {
        return Ok(Settled::SeatsTaken(Box::new(fault)));
    }
    let told = amend(&scene, &mut vacancy, &prepared, event);
    tx.update_vacancy(&mut vacancy).await?;
    tx.record_change(Subject::Vacancy(vacancy.id)).await?;
    tx.record_events(&told).await?;
    Ok(Settled::Changed(Box::new(vacancy)))
}

/// Another vacancy that keeps this one from being open as prepared.
fn in_the_way(
    scene: &Scene,
    vacancy: &Vacancy,
    prepared: &Prepared,
    event: StatusEvent,
) -> Option<VacancyId> {
    let opens = vacancy.status.after(event).is_some_and(Status::is_open);
    scene.alike(prepared, vacancy.id).filter(|_| opens)
}

/// Lets a vacancy say what was prepared, and lets the event happen to it.
fn amend(scene: &Scene, vacancy: &mut Vacancy, prepared: &Prepared, event: StatusEvent) -> Vec<Event> {
    let copied = scene.copied(prepared);
    // Who applied did so for this pay at this place.
    let (pay, place) = (&prepared.content.pay, &prepared.content.workplace.region);
    let amended = vacancy.content.pay != *pay || vacancy.content.workplace.region != *place;
    vacancy.content = prepared.content.clone();
    vacancy.fingerprints = prepared.fingerprints(copied);
    vacancy.review.take_in(prepared.held(copied));
    let told = vacancy.undergo(event, Cause::by(Role::Employer, prepared.now)).ok().flatten();
    let amended = (amended && vacancy.status == Status::Published).then_some(EventKind::VacancyAmended);
    let told = told.filter(|kind| prepared.tells(*kind));
    let mut events: Vec<_> = told.map(|kind| prepared.event(kind, vacancy.id)).into_iter().collect();
    events.extend(amended.map(|kind| prepared.second_event(kind, vacancy.id)));
    events
}

/// Vacancies of one employer that are settled together.
#[derive(Default)]
struct Batch {
    scene: Scene,
    created: Vec<VacancyId>,
    changed: Vec<VacancyId>,
    events: Vec<Event>,
    /// What keeps a change from being made, by what was prepared.
    seat_faults: HashMap<VacancyId, FieldError>,
}

impl Batch {
    fn take(&mut self, prepared: Prepared) -> Settled {
        let Some(known) = self.scene.called(prepared.content.reference.as_deref()) else {
            return match self.scene.alike(&prepared, prepared.id) {
                Some(other) => Settled::Duplicate(other),
                None => self.create(prepared),
            };
        };
        match prepared.known {
            Known::Change { expected: Some(version) } if version != known.version => Settled::Stale(known.id),
            _ if known.content == prepared.content => Settled::Unchanged(Box::new(known.clone())),
            Known::Keep => Settled::ReferenceTaken(known.id),
            Known::Change { .. } => self.change(known.clone(), &prepared),
        }
    }

    fn create(&mut self, prepared: Prepared) -> Settled {
        let copied = self.scene.copied(&prepared);
        let mut vacancy = Vacancy {
            id: prepared.id,
            employer: prepared.employer,
            version: 1,
            fingerprints: prepared.fingerprints(copied),
            review: Review { open: prepared.held(copied), accepted: Vec::new() },
            content: prepared.content.clone(),
            status: Status::PendingVerification,
            status_reasons: Vec::new(),
            history: Vec::new(),
            published_at: None,
            created_at: prepared.now,
            updated_at: prepared.now,
        };
        let told = vacancy.begin(self.scene.employer_verified, Cause::by(Role::Employer, prepared.now));
        let told = told.filter(|kind| prepared.tells(*kind));
        self.events.extend(told.map(|kind| prepared.event(kind, vacancy.id)));
        self.created.push(vacancy.id);
        self.scene.know(vacancy.clone());
        Settled::Created(Box::new(vacancy))
    }

    fn change(&mut self, mut vacancy: Vacancy, prepared: &Prepared) -> Settled {
        let event = Prepared::change_of(vacancy.status, self.scene.employer_verified);
        if let Some(other) = in_the_way(&self.scene, &vacancy, prepared, event) {
            return Settled::Duplicate(other);
        }
        if let Some(fault) = self.seat_faults.remove(&prepared.id) {
            return Settled::SeatsTaken(Box::new(fault));
        }
        self.events.extend(amend(&self.scene, &mut vacancy, prepared, event));
        self.scene.know(vacancy.clone());
        if !self.created.contains(&vacancy.id) {
            if !self.changed.contains(&vacancy.id) {
                self.changed.push(vacancy.id);
            }
            // As it will be written: once, however often it changes here.
            vacancy.version += 1;
        }
        Settled::Changed(Box::new(vacancy))
    }

    /// Changes first: what is new may be alike to what one of them was before.
    async fn write(mut self, tx: &Tx) -> Result<(), StoreError> {
        let subjects: Vec<_> =
            self.created.iter().chain(&self.changed).map(|id| Subject::Vacancy(*id)).collect();
        for id in &self.changed {
            if let Some(vacancy) = self.scene.vacancies.get_mut(id) {
                tx.update_vacancy(vacancy).await?;
            }
        }
        let mut new: Vec<_> = self.created.iter().filter_map(|id| self.scene.vacancies.remove(id)).collect();
        // In one order for all, so that seldom two transactions wait for each other.
        new.sort_by_key(|vacancy| vacancy.fingerprints.posting);
        tx.insert_vacancies(&new).await?;
        if !subjects.is_empty() {
            tx.record_changes(&subjects).await?;
        }
        if !self.events.is_empty() {
            tx.record_events(&self.events).await?;
        }
        Ok(())
    }
}

//! What a move needs inside of its transaction, and how a transaction is run that may meet another one.

use crate::{
    app::{App, vacancies::is_worth_another_try},
    domain::{
        clock::Clock,
        entropy::Entropy,
        event::{Event, EventKind},
        ids::{ApplicationId, EventId},
        refusal::{Code, Refusal},
    },
    store::{StoreError, Tx},
};
use chrono::{DateTime, NaiveDate, Utc};
use std::sync::Arc;

/// How often a transaction is run that meets others: each of those was somebody who got something.
const TRIES: usize = 50;

/// Time, chance and what the operator decided, for use in a transaction.
#[derive(Clone)]
pub struct Means {
    /// Now.
    pub now: DateTime<Utc>,
    /// Today in China.
    pub today: NaiveDate,
    /// For how many days released seats are for the partnership.
    pub partnership_days: u32,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Means {
    /// As they are now.
    pub fn of(app: &App) -> Self {
        Self {
            now: app.now(),
            today: app.today(),
            partnership_days: app.policy.partnership_days,
            clock: Arc::clone(&app.clock),
            entropy: Arc::clone(&app.entropy),
        }
    }

    /// An event that happens now.
    pub(in crate::app) fn event(&self, kind: EventKind, subject: impl ToString) -> Event {
        let id = EventId::new(&*self.clock, &*self.entropy);
        Event { id, kind, subject: subject.to_string(), at: self.now }
    }

    pub(super) fn application_id(&self) -> ApplicationId {
        ApplicationId::new(&*self.clock, &*self.entropy)
    }

    pub(super) fn ambient(&self) -> (&dyn Clock, &dyn Entropy) {
        (&*self.clock, &*self.entropy)
    }
}

/// Why a transaction stops: the store fails, or what was asked is refused. Either way nothing is written.
#[derive(Debug)]
pub enum Stop {
    /// The store.
    Store(StoreError),
    /// What was asked.
    Refused(Refusal),
}

impl Stop {
    /// A conflict without a link.
    pub(in crate::app) fn conflict(code: Code) -> Self {
        Self::Refused(Refusal::conflict(code))
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Stop> for Refusal {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Store(error) => error.into(),
            Stop::Refused(refusal) => refusal,
        }
    }
}

/// Runs a transaction, and again where it met another one that wrote the same.
///
/// # Errors
/// What was refused, or the store's own failure.
pub async fn persistently<T, F, W>(app: &App, work: F) -> Result<T, Refusal>
where
    F: Fn(Tx) -> W + Clone + Send + 'static,
    W: Future<Output = Result<T, Stop>> + Send + 'static,
    T: Send + 'static,
{
    let mut tries = 1;
    loop {
        match app.store.write(work.clone()).await {
            Err(Stop::Store(error)) if tries < TRIES && is_worth_another_try(&error) => tries += 1,
            result => return Ok(result?),
        }
    }
}

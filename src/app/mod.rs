//! Use cases, one file each: what the service does for those who use it, without a word of how they reach it.
//!
//! A use case takes the [`App`], who asks ([`Actor`](crate::domain::party::Actor)) and what for; it answers with
//! domain types or a [`Refusal`]. A side effect is recorded in the transaction that causes it, as a change (for the
//! index) or an event (for matching and notifications), and done by a job.

pub mod access;
pub mod applications;
pub mod criteria;
pub mod deliveries;
pub mod digests;
pub mod dispatch;
pub mod documents;
pub mod employers;
pub mod feed;
pub mod graduates;
pub mod health;
pub mod housekeeping;
pub mod idempotency;
pub mod indexing;
pub mod keys;
pub mod knowledge;
pub mod line;
pub mod links;
pub mod linting;
pub mod matches;
pub mod matchmaking;
pub mod merge_patch;
pub mod organisations;
pub mod page;
mod personal;
pub mod pools;
pub mod precedence;
mod published_since;
pub mod ranking;
pub mod region_codes;
pub mod registration;
pub mod roster;
pub mod rosters;
pub mod rounds;
pub mod search;
pub mod shape;
mod sheet;
pub mod sign_in;
pub mod sitemap;
pub mod skill_gap;
pub mod subscriptions;
pub mod training;
pub mod understand;
pub mod vacancies;
pub mod vacancy_files;
pub mod vacancy_imports;
pub mod webhooks;
pub mod words;
pub mod work;

use crate::{
    domain::{
        clock::Clock,
        entropy::Entropy,
        event::{Event, EventKind},
        ids::EventId,
        matching::Weights,
        refusal::Refusal,
    },
    store::{Store, StoreError},
};
use chrono::{DateTime, NaiveDate, Utc};
use jobbridge_index::{SearchIndex, Vocabulary};
use secrecy::SecretString;
use std::sync::Arc;

/// Judges whether webhooks may be sent to an address; the words of the refusal are for the log alone. The one who
/// sends decides, so the judge is handed in from outside.
pub type EndpointJudge = dyn Fn(&str) -> Result<(), String> + Send + Sync;

/// Everything a use case may need. Shared by all threads.
pub struct App {
    pub(crate) store: Store,
    pub(crate) index: Arc<SearchIndex>,
    pub(crate) pools: Arc<pools::Pools>,
    pub(crate) words: Arc<Vocabulary>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) policy: Policy,
    pub(crate) judge: Box<EndpointJudge>,
    pub(crate) line: line::Line<vacancies::Prepared, vacancies::Settled, Refusal>,
    pub(crate) precedence: precedence::Precedence,
}

/// What the operator of an installation decides.
#[derive(Debug, Clone)]
pub struct Policy {
    /// How people reach the service, without a slash at the end.
    pub public_url: String,
    /// How much each criterion counts.
    pub weights: Weights,
    /// A new vacancy is told to graduates whose score reaches this.
    pub alert_threshold: f64,
    /// How many graduates are told of a vacancy at most; how many are looked at while the pools are filled.
    pub candidates: usize,
    /// A vacancy may be renewed for so many days from today.
    pub renewal_days: u32,
    /// After their day, reserved seats are for the partnership of the class for so many days, and then for everybody.
    pub partnership_days: u32,
    /// An offer that names no deadline can be accepted for so many days.
    pub offer_days: u32,
    /// Signs links.
    pub link_key: SecretString,
    /// What is allowed of imports.
    pub imports: vacancy_imports::ImportPolicy,
    /// How searches are answered.
    pub search: search::SearchPolicy,
    /// How placement rounds are worked out.
    pub rounds: rounds::RoundPolicy,
    /// Changes waiting for the index beyond which the service says it is not ready.
    pub ready_lag: u64,
}

impl App {
    /// Puts the parts together.
    pub fn new(
        store: Store,
        index: Arc<SearchIndex>,
        words: Arc<Vocabulary>,
        ambient: (Arc<dyn Clock>, Arc<dyn Entropy>),
        policy: Policy,
        judge: Box<EndpointJudge>,
    ) -> Self {
        let (clock, entropy) = ambient;
        let (pools, line, precedence) = Default::default();
        Self { store, index, pools, words, clock, entropy, policy, judge, line, precedence }
    }

    /// The current time.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The current date in China.
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// The dictionaries.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.words
    }

    /// What the operator decided.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The random source, for cookies and tokens of the front ends.
    pub fn entropy(&self) -> &dyn Entropy {
        &*self.entropy
    }

    /// Closes the store, after what runs on it.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// An event that happens now.
    pub(crate) fn event(&self, kind: EventKind, subject: impl ToString) -> Event {
        let id = EventId::new(&*self.clock, &*self.entropy);
        Event { id, kind, subject: subject.to_string(), at: self.now() }
    }

    /// Looks for somebody in the pools on a thread for such work.
    pub(crate) async fn with_pools<T: Send + 'static>(
        &self,
        look: impl FnOnce(&pools::Pools, pools::Measure<'_>) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let (pools, words) = (Arc::clone(&self.pools), Arc::clone(&self.words));
        let (weights, today) = (self.policy.weights.clone(), self.today());
        let task = tokio::task::spawn_blocking(move || {
            let knowledge = knowledge::Dictionaries(&words);
            look(&pools, pools::Measure { knowledge: &knowledge, weights: &weights, today })
        });
        task.await.map_err(|error| Refusal::Internal(format!("looking into the pools: {error}")))
    }

    /// Runs blocking work of the index on a thread of its own.
    pub(crate) async fn with_index<T: Send + 'static>(
        &self,
        work: impl FnOnce(&SearchIndex) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let index = Arc::clone(&self.index);
        let task = tokio::task::spawn_blocking(move || work(&index));
        task.await.map_err(|error| Refusal::Internal(format!("index task: {error}")))
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::PreconditionFailed,
            StoreError::Missing => Self::NotFound,
            error if error.is_transient() => {
                tracing::warn!(error = %error, "the store is not available");
                Self::Unavailable
            }
            error => Self::Internal(format!("store: {error}")),
        }
    }
}

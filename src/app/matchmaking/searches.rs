//! All saved searches in memory, held up against a new vacancy: they find exactly what the search itself would find.
//!
//! They are read once when the node begins, and kept current from the change log. Whose a search is and where it goes
//! is read from the store when it finds something.

use crate::{
    app::{App, criteria, documents::vacancy_document, work::WorkError},
    domain::{
        ids::SubscriptionId,
        subscription::{Interest, SavedSearch, Subscription},
        vacancy::Vacancy,
    },
    store::changes::LogPosition,
};
use jobbridge_index::{
    QueryError, SingleVacancy, StoredCounts, StoredSearches, VacancyDocument, VacancyQuery,
};
use std::{
    collections::{BTreeSet, HashMap},
    hash::{Hash, Hasher},
    sync::Arc,
};

/// How many searches are read at once.
const PAGE: u64 = 4_000;
/// How many changes are looked at at once.
const CHANGES: u64 = 1_000;

/// A search in memory: the subscription it is of, as which it counts, and the version it was read in.
#[derive(Debug, Clone, Copy)]
struct Known {
    id: SubscriptionId,
    version: i64,
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Known {}

impl Hash for Known {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// All active saved searches of the store, as of a place in the change log.
pub struct SavedSearches {
    stored: Arc<StoredSearches<Known>>,
    position: LogPosition,
}

impl SavedSearches {
    /// Reads them. One whose criteria are none any more (a dictionary changed) finds nothing. The log's end is read
    /// first: what changes meanwhile is met again when the log is followed from there.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn read(app: &App) -> Result<Self, WorkError> {
        let position = app.store.log_end().await?.unwrap_or_default();
        let searches = Self { stored: Arc::new(StoredSearches::new(Arc::clone(&app.words))), position };
        let mut after = None;
        let mut putting = None;
        loop {
            let page = app.store.active_searches(after, PAGE).await?;
            after = page.last().map(|search| search.id);
            // The next page is read while this one is put in.
            if let Some(task) = putting.take() {
                let done: tokio::task::JoinHandle<()> = task;
                done.await?;
            }
            if page.is_empty() {
                return Ok(searches);
            }
            putting = Some(searches.put(app, Vec::new(), page));
        }
    }

    /// Takes in what changed since: subscriptions that were made, changed, paused, resumed or ended, on any node.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn catch_up(&mut self, app: &App) -> Result<(), WorkError> {
        loop {
            let changes = app.store.subscription_changes_after(self.position, CHANGES).await?;
            let Some((position, _)) = changes.last().copied() else { return Ok(()) };
            let changed: BTreeSet<_> = changes.into_iter().map(|(_, id)| id).collect();
            let changed: Vec<_> = changed.into_iter().collect();
            let found = app.store.subscriptions(&changed).await?;
            let searches = found.into_iter().filter_map(saved_search).collect();
            self.put(app, changed, searches).await?;
            self.position = position;
        }
    }

    /// What they come to. Goes through all of them.
    pub fn counts(&self) -> StoredCounts {
        self.stored.counts()
    }

    /// Takes some out and puts some in.
    fn put(
        &self,
        app: &App,
        gone: Vec<SubscriptionId>,
        searches: Vec<SavedSearch>,
    ) -> tokio::task::JoinHandle<()> {
        let (stored, words) = (Arc::clone(&self.stored), Arc::clone(&app.words));
        tokio::task::spawn_blocking(move || {
            for id in gone {
                stored.remove(Known { id, version: 0 });
            }
            let queries = searches.iter().filter_map(|search| {
                let known = Known { id: search.id, version: search.version };
                let query = criteria::query(&words, &search.search);
                if query.is_err() {
                    warn(search.id);
                }
                Some((known, query.ok()?))
            });
            let queries: Vec<_> = queries.collect();
            let refused = stored.put_all(queries.iter().map(|(known, query)| (*known, query)));
            refused.iter().for_each(|(known, _)| warn(known.id));
        })
    }

    /// The subscriptions whose search finds the vacancy, as they are now.
    pub(super) async fn that_find(
        &self,
        app: &App,
        vacancy: &Vacancy,
        employer_name: &str,
    ) -> Result<Vec<Subscription>, WorkError> {
        let stored = Arc::clone(&self.stored);
        let document = vacancy_document(vacancy, employer_name);
        let task = tokio::task::spawn_blocking(move || {
            let mut found = stored.find(&stored.words_of(&document));
            found.sort_unstable_by_key(|known| known.id);
            (found, document)
        });
        let (found, document) = task.await?;
        let ids: Vec<_> = found.iter().map(|known| known.id).collect();
        let mut subscriptions = app.store.subscriptions(&ids).await?;
        subscriptions.retain(|subscription| {
            subscription.active && matches!(subscription.interest, Interest::Search { .. })
        });
        let versions: HashMap<_, _> = found.into_iter().map(|known| (known.id, known.version)).collect();
        let (mut same, changed): (Vec<_>, Vec<_>) = subscriptions
            .into_iter()
            .partition(|subscription| versions.get(&subscription.id) == Some(&subscription.version));
        if !changed.is_empty() {
            same.extend(still_finding(app, document, changed).await?);
            same.sort_unstable_by_key(|subscription| subscription.id);
        }
        Ok(same)
    }
}

fn warn(id: SubscriptionId) {
    tracing::warn!(subscription.id = %id, "a saved search cannot be run any more");
}

/// The search of an active subscription, if it has one.
fn saved_search(subscription: Subscription) -> Option<SavedSearch> {
    let Subscription { id, version, active, interest, .. } = subscription;
    match interest {
        Interest::Search { search } if active => Some(SavedSearch { id, version, search: *search }),
        _ => None,
    }
}

/// Those of subscriptions that changed a moment ago whose search finds the vacancy as it is now.
async fn still_finding(
    app: &App,
    document: VacancyDocument,
    subscriptions: Vec<Subscription>,
) -> Result<Vec<Subscription>, WorkError> {
    let words = Arc::clone(&app.words);
    let task = tokio::task::spawn_blocking(move || {
        let single = SingleVacancy::new(&document, Arc::clone(&words))?;
        let mut found = Vec::new();
        for subscription in subscriptions {
            let Interest::Search { search } = &subscription.interest else { continue };
            let Ok(query) = criteria::query(&words, search) else { continue };
            if finds(&single, &query)? {
                found.push(subscription);
            }
        }
        Ok(found)
    });
    task.await?
}

fn finds(vacancy: &SingleVacancy, query: &VacancyQuery) -> Result<bool, WorkError> {
    match vacancy.matches(query) {
        Err(QueryError::Index(error)) => Err(error.into()),
        found => Ok(found.unwrap_or(false)),
    }
}

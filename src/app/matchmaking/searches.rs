//! Saved searches held up against a new vacancy: they find exactly what the search itself would find.

use crate::{
    app::{App, criteria, documents::vacancy_document, work::WorkError},
    domain::{
        subscription::{Interest, Subscription},
        vacancy::Vacancy,
    },
};
use jobbridge_index::{QueryError, SingleVacancy, VacancyQuery};
use std::sync::Arc;

/// How many searches are read at once.
const PAGE: u64 = 1_000;

/// All active saved searches, ready to be run. Read anew for each batch of events.
#[derive(Default, Clone)]
pub struct SavedSearches(Arc<Vec<(Subscription, VacancyQuery)>>);

impl SavedSearches {
    /// Reads them. One whose criteria are none any more (a dictionary changed) finds nothing.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn read(app: &App) -> Result<Self, WorkError> {
        let mut searches = Vec::new();
        let mut after = None;
        loop {
            let page = app.store.active_searches(after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(Self(Arc::new(searches))) };
            after = Some(last.id);
            searches.extend(page.into_iter().filter_map(|subscription| {
                let query = query_of(app, &subscription)?;
                Some((subscription, query))
            }));
        }
    }

    /// The subscriptions whose search finds the vacancy.
    pub(super) async fn that_find(
        &self,
        app: &App,
        vacancy: &Vacancy,
        employer_name: &str,
    ) -> Result<Vec<Subscription>, WorkError> {
        if self.0.is_empty() {
            return Ok(Vec::new());
        }
        let (searches, words) = (Arc::clone(&self.0), Arc::clone(&app.words));
        let document = vacancy_document(vacancy, employer_name);
        let task = tokio::task::spawn_blocking(move || {
            let vacancy = SingleVacancy::new(&document, words)?;
            let mut found = Vec::new();
            for (subscription, query) in searches.iter() {
                if finds(&vacancy, query, subscription)? {
                    found.push(subscription.clone());
                }
            }
            Ok(found)
        });
        task.await?
    }
}

fn query_of(app: &App, subscription: &Subscription) -> Option<VacancyQuery> {
    let Interest::Search { search } = &subscription.interest else { return None };
    let query = criteria::query(&app.words, search);
    if query.is_err() {
        tracing::warn!(subscription.id = %subscription.id, "a saved search cannot be run any more");
    }
    query.ok()
}

fn finds(
    vacancy: &SingleVacancy,
    query: &VacancyQuery,
    subscription: &Subscription,
) -> Result<bool, WorkError> {
    match vacancy.matches(query) {
        Ok(found) => Ok(found),
        Err(QueryError::Index(error)) => Err(error.into()),
        Err(error) => {
            tracing::warn!(subscription.id = %subscription.id, error = %error, "a saved search cannot be run any more");
            Ok(false)
        }
    }
}

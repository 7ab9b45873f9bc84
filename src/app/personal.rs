//! Searching as a graduate: what fits them comes earlier, and every result says why. Without their consent to matching
//! nothing of theirs is looked at, and the search is everybody's.

use super::{App, knowledge::Dictionaries, matches::Surroundings};
use crate::domain::{
    consent::Purpose,
    ids::VacancyId,
    matching::{Assessment, Candidate, Post, assess, score_only},
    party::{Actor, Party},
    refusal::Refusal,
    vacancy::Vacancy,
};
use chrono::{Datelike, NaiveDate};
use jobbridge_index::{Personal, PersonalPage, QueryError, VacancyHits, VacancyQuery, Window};
use std::{collections::HashMap, sync::Arc};

/// A graduate who searches.
pub(super) struct Asker {
    who: String,
    candidate: Arc<Candidate>,
}

impl Asker {
    /// The graduate, if it is one who agreed to be matched.
    pub(super) async fn of(app: &App, actor: Option<Actor>) -> Result<Option<Self>, Refusal> {
        let Some(Actor { party: Party::Graduate(id), .. }) = actor else { return Ok(None) };
        let graduate = app.store.graduate(id).await?;
        let Some(graduate) = graduate.filter(|graduate| graduate.consents_to(Purpose::Matching)) else {
            return Ok(None);
        };
        let candidate = Surroundings::of(app, std::slice::from_ref(&graduate)).await?.candidate(&graduate);
        Ok(Some(Self { who: id.to_string(), candidate: Arc::new(candidate) }))
    }

    /// A page of the search with the first hits in the graduate's own order.
    pub(super) async fn search(
        &self,
        app: &App,
        query: VacancyQuery,
    ) -> Result<Result<VacancyHits, QueryError>, Refusal> {
        let (who, most, day) = (self.who.clone(), app.policy.search.personal_window, app.today());
        let opened = app.with_index(move |index| {
            index.vacancies().search_for(&query, Personal { who: &who, most, day: day.num_days_from_ce() })
        });
        match opened.await? {
            Err(error) => Ok(Err(error)),
            Ok(PersonalPage::Plain(page)) => Ok(Ok(page)),
            Ok(PersonalPage::Window(window)) => self.arrange(app, window).await,
        }
    }

    async fn arrange(&self, app: &App, window: Window) -> Result<Result<VacancyHits, QueryError>, Refusal> {
        let ids: Vec<VacancyId> = window.hits().filter_map(|(key, _)| key.parse().ok()).collect();
        let vacancies = app.store.vacancies(&ids).await?;
        let day = NaiveDate::from_num_days_from_ce_opt(window.day()).unwrap_or_else(|| app.today());
        let (candidate, words) = (Arc::clone(&self.candidate), Arc::clone(&app.words));
        let (weights, share) = (app.policy.weights.clone(), app.policy.search.personal_share);
        let task = tokio::task::spawn_blocking(move || {
            let knowledge = Dictionaries(&words);
            let fit = |vacancy: &Vacancy| {
                let (eligible, score) =
                    score_only(&candidate, &Post::of(vacancy), &knowledge, &weights, day)?;
                Some(if eligible { score.as_f64() } else { 0.0 })
            };
            let fits: HashMap<String, Option<f64>> =
                vacancies.iter().map(|vacancy| (vacancy.id.to_string(), fit(vacancy))).collect();
            let values: Vec<f64> = window
                .hits()
                .map(|(key, closeness)| blend(closeness, fits.get(key).copied().flatten(), share))
                .collect();
            window.page(&values)
        });
        task.await.map_err(|error| Refusal::Internal(format!("ranking: {error}")))
    }

    /// How and why each of the vacancies fits.
    pub(super) async fn explain(
        &self,
        app: &App,
        vacancies: Vec<Vacancy>,
    ) -> Result<HashMap<VacancyId, Assessment>, Refusal> {
        let (candidate, words) = (Arc::clone(&self.candidate), Arc::clone(&app.words));
        let (weights, today) = (app.policy.weights.clone(), app.today());
        let task = tokio::task::spawn_blocking(move || {
            let knowledge = Dictionaries(&words);
            let explained = vacancies.iter().map(|vacancy| {
                (vacancy.id, assess(&candidate, &Post::of(vacancy), &knowledge, &weights, today))
            });
            explained.collect()
        });
        task.await.map_err(|error| Refusal::Internal(format!("explaining: {error}")))
    }
}

/// How close the words are and how well it fits, by the share that the fit has. What they may not take fits not at all;
/// where nothing is known of the fit, the words alone decide.
fn blend(closeness: f64, fit: Option<f64>, share: f64) -> f64 {
    fit.map_or(closeness, |fit| (1.0 - share) * closeness + share * fit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_decides_how_much_the_fit_counts() {
        assert_eq!(blend(0.8, None, 0.5), 0.8);
        assert_eq!(blend(0.8, Some(0.2), 0.0), 0.8);
        assert_eq!(blend(0.8, Some(0.2), 1.0), 0.2);
        assert_eq!(blend(1.0, Some(0.5), 0.5), 0.75);
    }
}

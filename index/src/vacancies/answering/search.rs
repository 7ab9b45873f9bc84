//! Running a search.

use tantivy::schema::Value;
use tantivy::{Searcher, TantivyDocument};

use super::highlight::Highlighter;
use super::hits::{FacetCount, FacetValues, VacancyHit};
use crate::index::IndexError;
use crate::vacancies::query::conditions::Conditions;
use crate::vacancies::query::error::QueryError;
use crate::vacancies::query::{FacetField, Sort, VacancyQuery};
use crate::vacancies::ranking::collect::{Collecting, Page, RankedHit};
use crate::vacancies::ranking::start::PageStart;
use crate::vacancies::ranking::work::Work;
use crate::vacancies::reading::clauses::filters;
use crate::vacancies::reading::plan::Plan;
use crate::vacancies::reading::{self, Reading};
use crate::vacancies::storage::schema::Fields;
use crate::vacancies::storage::shelf::Shelf;
use crate::vocabulary::Vocabulary;

const MOST_HITS: usize = 100;
const MOST_FACETS: usize = 10;
const MOST_FACET_VALUES: usize = 50;
const MOST_CHOICES: usize = 100;

/// What a search runs on.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) searcher: &'a Searcher,
    /// Where word frequencies are taken from. They stay while the index changes little, so that a page still
    /// fits the page before it after a commit in between.
    pub(crate) statistics: &'a Searcher,
    /// Counts the changes of the statistics.
    pub(crate) generation: u64,
    /// What earlier searches found.
    pub(crate) shelf: &'a Shelf,
    pub(crate) fields: &'a Fields,
    pub(crate) vocabulary: &'a Vocabulary,
}

/// How many vacancies a search finds, and nothing more.
pub(crate) fn count(scope: Scope<'_>, query: &VacancyQuery) -> Result<u64, QueryError> {
    let query = without_page(query);
    check(&query)?;
    let reading = reading::read(scope.vocabulary, &query.text)?;
    Ok(collect(scope, &query, &reading, PageStart::default(), 1, &[])?.total)
}

/// What it finds, whatever page and facets were asked for.
pub(crate) fn without_page(query: &VacancyQuery) -> VacancyQuery {
    VacancyQuery { after: None, facets: Vec::new(), limit: 1, ..query.clone() }
}

/// The first so many hits from a start on, and what is counted over all hits.
pub(crate) fn collect(
    scope: Scope<'_>,
    query: &VacancyQuery,
    reading: &Reading,
    start: PageStart,
    keep: usize,
    facets: &[FacetField],
) -> Result<Page, IndexError> {
    let collecting = Collecting {
        scope,
        plan: Plan::new(scope.generation, scope.vocabulary, reading, query),
        conditions: Conditions::of(query),
        sort: query.sort,
        ranked: query.sort == Sort::Relevance && !reading.wanted.is_empty(),
        start,
        keep,
        facets: facets.to_vec(),
        values: MOST_FACET_VALUES,
    };
    let page = collecting.run()?;
    let Work { words, looked, scored, offered } = page.work;
    tracing::trace!(
        search.words = words,
        search.looked = looked,
        search.scored = scored,
        search.offered = offered
    );
    Ok(page)
}

/// The hits as they are answered.
pub(crate) fn show_all<'a>(
    (searcher, fields, vocabulary): (&Searcher, &Fields, &Vocabulary),
    reading: &Reading,
    hits: impl Iterator<Item = &'a RankedHit>,
) -> Result<Vec<VacancyHit>, IndexError> {
    let highlighter = Highlighter::new(vocabulary, reading);
    hits.map(|hit| show(searcher, fields, &highlighter, hit)).collect()
}

fn show(
    searcher: &Searcher,
    fields: &Fields,
    highlighter: &Highlighter<'_>,
    hit: &RankedHit,
) -> Result<VacancyHit, IndexError> {
    let document: TantivyDocument = searcher.doc(hit.address)?;
    let title = document.get_first(fields.title).and_then(|value| value.as_str()).unwrap_or_default();
    Ok(VacancyHit {
        key: hit.key.clone(),
        score: hit.score,
        title_highlight: highlighter.highlight(title),
        distance_km: hit.distance_km,
    })
}

pub(crate) fn facets(query: &VacancyQuery, page: &Page) -> Vec<FacetValues> {
    let counted = query.facets.iter().zip(&page.facets).map(|(field, values)| {
        let values =
            values.iter().map(|(value, count)| FacetCount { value: value.to_string(), count: *count });
        FacetValues { field: *field, values: values.collect() }
    });
    counted.collect()
}

pub(crate) fn check(query: &VacancyQuery) -> Result<(), QueryError> {
    if !(1..=MOST_HITS).contains(&query.limit) {
        return Err(QueryError::BadLimit);
    }
    if query.facets.len() > MOST_FACETS {
        return Err(QueryError::TooManyFacets);
    }
    if filters(query).iter().any(|(_, choices)| choices.len() > MOST_CHOICES) {
        return Err(QueryError::TooManyValues);
    }
    if query.sort == Sort::Distance && query.near.is_none() {
        return Err(QueryError::DistanceNeedsNear);
    }
    if let Some(near) = query.near {
        let sound = (-180.0..=180.0).contains(&near.lon)
            && (-90.0..=90.0).contains(&near.lat)
            && near.radius_km.is_finite()
            && near.radius_km >= 0.0;
        if !sound {
            return Err(QueryError::BadNear);
        }
    }
    let upside_down = matches!((query.pay_min, query.pay_max), (Some(low), Some(high)) if low > high);
    let negative = [query.pay_min, query.pay_max, query.base_min].into_iter().flatten().any(|pay| pay < 0);
    if upside_down || negative { Err(QueryError::BadPay) } else { Ok(()) }
}

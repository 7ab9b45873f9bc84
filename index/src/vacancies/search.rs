//! Running a search.

use tantivy::schema::Value;
use tantivy::{Searcher, TantivyDocument};

use super::clauses::{ClauseBuilder, filters};
use super::collect::{Page, PageCollector, RankedHit};
use super::conditions::Conditions;
use super::error::QueryError;
use super::highlight::Highlighter;
use super::hits::{FacetCount, FacetValues, VacancyHit};
use super::query::{FacetField, Sort, VacancyQuery};
use super::reading::{self, Reading};
use super::schema::Fields;
use super::start::PageStart;
use crate::index::IndexError;
use crate::vocabulary::Vocabulary;

const MOST_HITS: usize = 100;
const MOST_FACETS: usize = 10;
const MOST_FACET_VALUES: usize = 50;
const MOST_CHOICES: usize = 100;

/// What a search runs on.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) searcher: &'a Searcher,
    /// Where word frequencies are taken from. They stay while the index changes little, so that a page still
    /// fits the page before it after a commit in between.
    pub(super) statistics: &'a Searcher,
    pub(super) fields: &'a Fields,
    pub(super) vocabulary: &'a Vocabulary,
}

/// How many vacancies a search finds, and nothing more.
pub(super) fn count(scope: Scope<'_>, query: &VacancyQuery) -> Result<u64, QueryError> {
    let query = VacancyQuery { after: None, facets: Vec::new(), limit: 1, ..query.clone() };
    check(&query)?;
    let reading = reading::read(scope.vocabulary, &query.text)?;
    Ok(collect(scope, &query, &reading, PageStart::default(), 1, &[])?.total)
}

/// The first so many hits from a start on, and what is counted over all hits.
pub(super) fn collect(
    scope: Scope<'_>,
    query: &VacancyQuery,
    reading: &Reading,
    start: PageStart,
    keep: usize,
    facets: &[FacetField],
) -> Result<Page, IndexError> {
    let collector = PageCollector {
        conditions: Conditions::of(query),
        sort: query.sort,
        ranked: query.sort == Sort::Relevance && !reading.wanted.is_empty(),
        start,
        keep,
        facets: facets.to_vec(),
    };
    let clauses = ClauseBuilder { fields: scope.fields, vocabulary: scope.vocabulary };
    let clauses = clauses.search(reading, query);
    Ok(scope.searcher.search_with_statistics_provider(&clauses, &collector, scope.statistics)?)
}

/// The hits as they are answered.
pub(super) fn show_all<'a>(
    scope: Scope<'_>,
    reading: &Reading,
    hits: impl Iterator<Item = &'a RankedHit>,
) -> Result<Vec<VacancyHit>, IndexError> {
    let highlighter = Highlighter::new(scope.vocabulary, reading);
    hits.map(|hit| show(scope, &highlighter, hit)).collect()
}

fn show(scope: Scope<'_>, highlighter: &Highlighter<'_>, hit: &RankedHit) -> Result<VacancyHit, IndexError> {
    let document: TantivyDocument = scope.searcher.doc(hit.address)?;
    let title = document.get_first(scope.fields.title).and_then(|value| value.as_str()).unwrap_or_default();
    Ok(VacancyHit {
        key: hit.key.clone(),
        score: hit.score,
        title_highlight: highlighter.highlight(title),
        distance_km: hit.distance_km,
    })
}

pub(super) fn facets(query: &VacancyQuery, page: &Page) -> Vec<FacetValues> {
    let counted = query.facets.iter().zip(&page.facets).map(|(field, counts)| {
        let counts = counts.iter().map(|(value, count)| FacetCount { value: value.clone(), count: *count });
        let mut values: Vec<FacetCount> = counts.collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        values.truncate(MOST_FACET_VALUES);
        FacetValues { field: *field, values }
    });
    counted.collect()
}

pub(super) fn check(query: &VacancyQuery) -> Result<(), QueryError> {
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

//! Asking the index: the words as typed first; where they find nothing, words that are near; at last fewer words.

use std::sync::Arc;

use super::cursor::Cursor;
use super::hits::{FacetValues, Understood, VacancyHit, VacancyHits};
use super::search::{self, Scope};
use crate::vacancies::mistakes::correction;
use crate::vacancies::mistakes::forgiving::Forgiven;
use crate::vacancies::mistakes::near::NearWords;
use crate::vacancies::mistakes::relaxing;
use crate::vacancies::query::error::QueryError;
use crate::vacancies::query::{Sort, VacancyQuery};
use crate::vacancies::ranking::collect::{Page, RankedHit};
use crate::vacancies::ranking::spread;
use crate::vacancies::ranking::start::PageStart;
use crate::vacancies::reading::Reading;

/// Gives the words that others may be mistaken for, when they are needed.
pub(crate) type Near<'a> = &'a dyn Fn() -> Result<Arc<NearWords>, QueryError>;

/// Hits and how they were found.
pub(crate) struct Asked {
    pub(crate) forgiven: Forgiven,
    pub(crate) reading: Reading,
    pub(crate) hits: Vec<RankedHit>,
    pub(crate) sums: Sums,
}

/// What is counted over all hits.
#[derive(Default)]
pub(crate) struct Sums {
    pub(crate) total: u64,
    positions: u64,
    facets: Vec<FacetValues>,
}

impl Sums {
    fn of(query: &VacancyQuery, page: &Page) -> Sums {
        Sums { total: page.total, positions: page.positions, facets: search::facets(query, page) }
    }

    pub(crate) fn answer(
        &self,
        hits: Vec<VacancyHit>,
        next: Option<String>,
        understood: Understood,
    ) -> VacancyHits {
        let facets = self.facets.clone();
        VacancyHits { total: self.total, positions: self.positions, hits, facets, next, understood }
    }
}

/// One page of a search. Without `near` the words are taken as they are.
pub(crate) fn ask(
    scope: Scope<'_>,
    query: &VacancyQuery,
    near: Option<Near<'_>>,
) -> Result<VacancyHits, QueryError> {
    search::check(query)?;
    let cursor = Cursor::read(query)?;
    if let Some(Cursor { forgiven, window, start, .. }) = cursor {
        if window.is_some() {
            return Err(QueryError::ForeignCursor);
        }
        let reading = forgiven.reading(scope.vocabulary, &query.text)?;
        return page(scope, query, &forgiven, &reading, start).map(|(hits, _)| hits);
    }
    let forgiven = Forgiven::default();
    let reading = forgiven.reading(scope.vocabulary, &query.text)?;
    let (found, total) = page(scope, query, &forgiven, &reading, PageStart::default())?;
    if total > 0 {
        return Ok(found);
    }
    match forgive(scope, query, &reading, near)? {
        Some((forgiven, reading)) => {
            page(scope, query, &forgiven, &reading, PageStart::default()).map(|(hits, _)| hits)
        }
        None => Ok(found),
    }
}

/// The first hits in the order of the search, found as `ask` finds them.
pub(crate) fn first_hits(
    scope: Scope<'_>,
    query: &VacancyQuery,
    most: usize,
    near: Near<'_>,
) -> Result<Asked, QueryError> {
    let start = PageStart::default();
    let mut forgiven = Forgiven::default();
    let mut reading = forgiven.reading(scope.vocabulary, &query.text)?;
    let (mut hits, mut sums) = list(scope, query, &reading, &start, most)?;
    if sums.total == 0
        && let Some((found, read)) = forgive(scope, query, &reading, Some(near))?
    {
        (hits, sums) = list(scope, query, &read, &start, most)?;
        (forgiven, reading) = (found, read);
    }
    Ok(Asked { forgiven, reading, hits, sums })
}

/// What finds something where the words as typed find nothing.
fn forgive(
    scope: Scope<'_>,
    query: &VacancyQuery,
    reading: &Reading,
    near: Option<Near<'_>>,
) -> Result<Option<(Forgiven, Reading)>, QueryError> {
    let Some(near) = near.filter(|_| query.forgiving && !reading.wanted.is_empty()) else { return Ok(None) };
    let mut likeliest = None;
    for corrected in correction::corrections(scope, &near, &query.text)? {
        let forgiven = Forgiven { corrected: Some(corrected), ..Forgiven::default() };
        let Ok(reading) = forgiven.reading(scope.vocabulary, &query.text) else { continue };
        if finds(scope, query, &reading)? {
            return Ok(Some((forgiven, reading)));
        }
        likeliest.get_or_insert(forgiven);
    }
    let forgiven = likeliest.unwrap_or_default();
    let reading = forgiven.reading(scope.vocabulary, &query.text)?;
    let dropped = relaxing::dropped(scope, &reading, |dropped| {
        let fewer = Forgiven { dropped: dropped.to_vec(), ..forgiven.clone() };
        finds(scope, query, &fewer.reading(scope.vocabulary, &query.text)?)
    })?;
    let Some(dropped) = dropped else { return Ok(None) };
    let forgiven = Forgiven { dropped, ..forgiven };
    let reading = forgiven.reading(scope.vocabulary, &query.text)?;
    Ok(Some((forgiven, reading)))
}

fn finds(scope: Scope<'_>, query: &VacancyQuery, reading: &Reading) -> Result<bool, QueryError> {
    Ok(search::collect(scope, query, reading, PageStart::default(), 1, &[])?.total > 0)
}

/// How many of one employer's vacancies may be on a page.
pub(crate) fn share(query: &VacancyQuery) -> usize {
    let chosen = query.employers.iter().any(|employer| !employer.excluded);
    let spread = query.per_employer > 0 && query.sort == Sort::Relevance && !chosen;
    if spread { query.per_employer } else { usize::MAX }
}

/// The page from a start on, and how many hits there are.
fn page(
    scope: Scope<'_>,
    query: &VacancyQuery,
    forgiven: &Forgiven,
    reading: &Reading,
    start: PageStart,
) -> Result<(VacancyHits, u64), QueryError> {
    let mut counted: Option<Sums> = None;
    let fetch = |start: &PageStart, keep| {
        let (hits, sums) = match counted {
            None => list(scope, query, reading, start, keep)?,
            Some(_) => (list_only(scope, query, reading, start, keep)?, Sums::default()),
        };
        counted.get_or_insert(sums);
        Ok::<_, QueryError>(hits)
    };
    let page = spread::page(start, query.limit, share(query), fetch)?;
    let sums = counted.unwrap_or_default();
    let generation = scope.generation;
    let cursor = |start| Cursor { generation, forgiven: forgiven.clone(), window: None, start };
    let next = page.next.map(|start| cursor(start).token(query));
    let shown =
        search::show_all((scope.searcher, scope.fields, scope.vocabulary), reading, page.hits.iter())?;
    Ok((sums.answer(shown, next, forgiven.understood(reading, &query.text)), sums.total))
}

/// The first so many hits from a start on, with what is counted over all.
pub(crate) fn list(
    scope: Scope<'_>,
    query: &VacancyQuery,
    reading: &Reading,
    start: &PageStart,
    keep: usize,
) -> Result<(Vec<RankedHit>, Sums), QueryError> {
    let mut page = search::collect(scope, query, reading, start.clone(), keep, &query.facets)?;
    let hits = std::mem::take(&mut page.hits);
    Ok((hits, Sums::of(query, &page)))
}

fn list_only(
    scope: Scope<'_>,
    query: &VacancyQuery,
    reading: &Reading,
    start: &PageStart,
    keep: usize,
) -> Result<Vec<RankedHit>, QueryError> {
    Ok(search::collect(scope, query, reading, start.clone(), keep, &[])?.hits)
}

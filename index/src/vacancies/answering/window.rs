//! The first hits of a search in an order of somebody's own.
//!
//! The hits are those of the search up to a standing that the first page fixes; the cursor carries it, so that what
//! comes and goes meanwhile neither enters twice nor falls between the window and what follows it. After the window
//! the search goes on in its own order.

use std::sync::Arc;

use tantivy::Searcher;

use super::ask::{self, Asked, Sums};
use super::cursor::{Cursor, read, written};
use super::hits::VacancyHits;
use super::search::{self, Scope};
use crate::text::StableHash;
use crate::vacancies::mistakes::forgiving::Forgiven;
use crate::vacancies::mistakes::near::NearWords;
use crate::vacancies::query::VacancyQuery;
use crate::vacancies::query::error::QueryError;
use crate::vacancies::ranking::collect::RankedHit;
use crate::vacancies::ranking::spread::{self, Hit};
use crate::vacancies::ranking::standing::Standing;
use crate::vacancies::ranking::start::PageStart;
use crate::vacancies::reading::Reading;
use crate::vacancies::storage::flat::published_of_rank;
use crate::vacancies::storage::schema::Fields;
use crate::vocabulary::Vocabulary;

/// Without words, what is a week older is half as close.
const HALF_AGE_MICROS: f64 = 7.0 * 86_400.0 * 1e6;

/// Whose order it is, and how far it reaches.
#[derive(Debug, Clone, Copy)]
pub struct Personal<'a> {
    /// Who asks; a cursor of one is none for another.
    pub who: &'a str,
    /// How many hits are put in the own order.
    pub most: usize,
    /// The day of the first page, which the pages after it keep.
    pub day: i32,
}

/// What a cursor keeps of a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WindowMark {
    /// The last hit of the window.
    pub(crate) end: Standing,
    /// The rank of the first hit when the window was opened.
    pub(crate) top: u64,
    pub(crate) day: i32,
    pub(crate) who: u64,
}

impl WindowMark {
    pub(crate) fn token(&self) -> String {
        let WindowMark { end, top, day, who } = self;
        format!("w{:x}-{}-{top:x}-{:x}-{who:x}", end.rank, written(&end.key), day.cast_unsigned())
    }

    /// `0` is none.
    pub(crate) fn read(part: &str) -> Option<Option<WindowMark>> {
        if part == "0" {
            return Some(None);
        }
        let fields: Vec<&str> = part.strip_prefix('w')?.split('-').collect();
        let [rank, key, top, day, who] = fields.as_slice() else { return None };
        let number = |text: &str| u64::from_str_radix(text, 16).ok();
        Some(Some(WindowMark {
            end: Standing { rank: number(rank)?, key: read(key)? },
            top: number(top)?,
            day: u32::from_str_radix(day, 16).ok()?.cast_signed(),
            who: number(who)?,
        }))
    }
}

/// A page in an order of somebody's own.
#[expect(clippy::large_enum_variant, reason = "there is one of them a search")]
pub enum PersonalPage {
    /// A page beyond the window, or an empty one: in the order of the search.
    Plain(VacancyHits),
    /// Hits to be put in order.
    Window(Window),
}

/// The hits of the window, to be put in order by the caller.
pub struct Window {
    searcher: Searcher,
    generation: u64,
    fields: Fields,
    vocabulary: Arc<Vocabulary>,
    query: VacancyQuery,
    forgiven: Forgiven,
    reading: Reading,
    hits: Vec<RankedHit>,
    sums: Sums,
    mark: WindowMark,
    start: PageStart,
}

/// A hit in the own order, with its place in the window.
#[derive(Clone)]
struct Placed<'a> {
    standing: Standing,
    employer: &'a str,
    at: usize,
}

impl Hit for Placed<'_> {
    fn standing(&self) -> Standing {
        self.standing.clone()
    }

    fn employer(&self) -> &str {
        self.employer
    }
}

/// Opens the window of a search, or goes on in it or beyond it.
pub(crate) fn open(
    scope: Scope<'_>,
    vocabulary: &Arc<Vocabulary>,
    query: &VacancyQuery,
    personal: Personal<'_>,
    near: &dyn Fn() -> Result<Arc<NearWords>, QueryError>,
) -> Result<PersonalPage, QueryError> {
    search::check(query)?;
    let mut hash = StableHash::default();
    hash.write(personal.who.as_bytes());
    let who = u64::from_str_radix(&hash.hex(), 16).unwrap_or_default();
    let cursor = Cursor::read(query)?;
    let mark = match &cursor {
        Some(Cursor { window: None, .. }) => {
            return ask::ask(scope, query, Some(near)).map(PersonalPage::Plain);
        }
        Some(Cursor { window: Some(mark), .. }) if mark.who != who => return Err(QueryError::ForeignCursor),
        Some(Cursor { window, .. }) => window.clone(),
        None => None,
    };
    let cursor = cursor.unwrap_or_default();
    let asked = match &mark {
        Some(mark) => up_to(scope, query, cursor.forgiven, &mark.end, personal.most)?,
        None => ask::first_hits(scope, query, personal.most.max(1), near)?,
    };
    let Asked { forgiven, reading, hits, sums } = asked;
    let opened = || {
        let (first, last) = hits.first().zip(hits.last())?;
        Some(WindowMark { end: last.standing(), top: first.rank, day: personal.day, who })
    };
    let Some(mark) = mark.or_else(opened) else {
        let understood = forgiven.understood(&reading, &query.text);
        return Ok(PersonalPage::Plain(sums.answer(Vec::new(), None, understood)));
    };
    Ok(PersonalPage::Window(Window {
        searcher: scope.searcher.clone(),
        generation: scope.generation,
        fields: scope.fields.clone(),
        vocabulary: Arc::clone(vocabulary),
        query: query.clone(),
        forgiven,
        reading,
        hits,
        sums,
        mark,
        start: cursor.start,
    }))
}

/// All hits up to a standing.
fn up_to(
    scope: Scope<'_>,
    query: &VacancyQuery,
    forgiven: Forgiven,
    end: &Standing,
    most: usize,
) -> Result<Asked, QueryError> {
    let reading = forgiven.reading(scope.vocabulary, &query.text)?;
    let mut keep = most.max(1) * 2;
    loop {
        let (mut hits, sums) = ask::list(scope, query, &reading, &PageStart::default(), keep)?;
        let whole = hits.len() < keep || hits.last().is_some_and(|last| last.standing() > *end);
        hits.retain(|hit| hit.standing() <= *end);
        if whole {
            return Ok(Asked { forgiven, reading, hits, sums });
        }
        keep *= 2;
    }
}

impl Window {
    /// The keys of the hits, each with how close it is to what was searched for: from 0 to 1, by the words, or
    /// without words by age.
    pub fn hits(&self) -> impl Iterator<Item = (&str, f64)> {
        self.hits.iter().map(|hit| (hit.key.as_str(), self.closeness(hit)))
    }

    /// The day of the first page.
    pub fn day(&self) -> i32 {
        self.mark.day
    }

    fn closeness(&self, hit: &RankedHit) -> f64 {
        if self.reading.wanted.is_empty() {
            let age = published_of_rank(self.mark.top).saturating_sub(published_of_rank(hit.rank));
            return 1.0 / (1.0 + (age.max(0) as f64) / HALF_AGE_MICROS);
        }
        // By words the rank is the score, in small parts.
        let top = self.mark.top as f64;
        if top > 0.0 { (hit.rank as f64 / top).clamp(0.0, 1.0) } else { 1.0 }
    }

    /// The page, with the hits ordered by these values between 0 and 1, one for each of them, the highest first.
    ///
    /// # Errors
    /// When the index fails.
    pub fn page(self, values: &[f64]) -> Result<VacancyHits, QueryError> {
        let rank = |value: f64| (value.clamp(0.0, 1.0) * 1e9).round() as u64;
        let placed = self.hits.iter().zip(values).enumerate().map(|(at, (hit, value))| Placed {
            standing: Standing { rank: rank(*value), key: hit.key.clone() },
            employer: &hit.employer,
            at,
        });
        let mut placed: Vec<Placed<'_>> = placed.collect();
        placed.sort_by(|one, other| one.standing.cmp(&other.standing));
        let fetch = |start: &PageStart, keep| {
            let admitted = placed.iter().filter(|one| start.admits(&one.standing, one.employer));
            Ok::<_, QueryError>(admitted.take(keep).cloned().collect())
        };
        let most = ask::share(&self.query);
        let page = spread::page(self.start.clone(), self.query.limit, most, fetch)?;
        let chosen: Vec<usize> = page.hits.iter().map(|one| one.at).collect();
        let next = page.next.map(|start| (Some(self.mark.clone()), start));
        let beyond = || PageStart { after: Some(self.mark.end.clone()), ..PageStart::default() };
        let more = self.sums.total > self.hits.len() as u64;
        let next = next.or_else(|| more.then(|| (None, beyond())));
        self.answer(&chosen, next)
    }

    fn answer(
        &self,
        chosen: &[usize],
        next: Option<(Option<WindowMark>, PageStart)>,
    ) -> Result<VacancyHits, QueryError> {
        let (query, forgiven) = (&self.query, &self.forgiven);
        let scope = (&self.searcher, &self.fields, &*self.vocabulary);
        let chosen = chosen.iter().filter_map(|at| self.hits.get(*at));
        let shown = search::show_all(scope, &self.reading, chosen)?;
        let cursor = |(window, start)| Cursor {
            generation: self.generation,
            forgiven: forgiven.clone(),
            window,
            start,
        };
        let next = next.map(|start| cursor(start).token(query));
        Ok(self.sums.answer(shown, next, forgiven.understood(&self.reading, &query.text)))
    }
}

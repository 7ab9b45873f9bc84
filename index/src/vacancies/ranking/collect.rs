//! Everything a search finds, segment by segment: totals, facets, the page.

use std::cmp::Reverse;
use std::sync::Arc;

use tantivy::{DocAddress, Score, SegmentOrdinal, SegmentReader, TantivyError};

use super::best::{Best, Candidate};
use super::bits::Bits;
use super::found::Found;
use super::spread::Hit;
use super::standing::Standing;
use super::start::{PageStart, SegmentStart};
use super::work::Work;
use crate::vacancies::answering::search::Scope;
use crate::vacancies::query::conditions::Conditions;
use crate::vacancies::query::{FacetField, Sort};
use crate::vacancies::reading::plan::{Plan, Unit};
use crate::vacancies::storage::counting;
use crate::vacancies::storage::flat::{Numbers, rank_of_f64};
use crate::vacancies::storage::shelf::SegmentShelf;

/// Collects one page with its totals and facets.
pub(crate) struct Collecting<'a> {
    pub(crate) scope: Scope<'a>,
    pub(crate) plan: Plan<'a>,
    pub(crate) conditions: Conditions,
    pub(crate) sort: Sort,
    /// Whether there is a text to rank by.
    pub(crate) ranked: bool,
    pub(crate) start: PageStart,
    /// One more than the page, to see whether there is another.
    pub(crate) keep: usize,
    pub(crate) facets: Vec<FacetField>,
    /// The most values of one facet.
    pub(crate) values: usize,
}

/// What was found.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) total: u64,
    pub(crate) positions: u64,
    pub(crate) hits: Vec<RankedHit>,
    pub(crate) facets: Vec<Vec<(Arc<str>, u64)>>,
    pub(crate) work: Work,
}

/// One hit and its place in the order.
pub(crate) struct RankedHit {
    pub(crate) rank: u64,
    pub(crate) key: String,
    /// Whose it is.
    pub(crate) employer: String,
    pub(crate) address: DocAddress,
    pub(crate) score: Score,
    pub(crate) distance_km: Option<f64>,
}

impl Hit for RankedHit {
    fn standing(&self) -> Standing {
        Standing { rank: self.rank, key: self.key.clone() }
    }

    fn employer(&self) -> &str {
        &self.employer
    }
}

/// A candidate with its segment.
type Entrant = (Candidate, SegmentOrdinal);

/// What was found so far.
#[derive(Default)]
struct Sums {
    total: u64,
    positions: u64,
    entrants: Vec<Entrant>,
    /// Counts by number, for each facet.
    facets: Vec<Vec<u64>>,
    work: Work,
}

impl Collecting<'_> {
    pub(crate) fn run(&self) -> Result<Page, TantivyError> {
        let readers = self.scope.searcher.segment_readers();
        let mut order: Vec<(SegmentOrdinal, &SegmentReader)> = (0..).zip(readers).collect();
        // What the largest gives spares looking at most of the others.
        order.sort_by_key(|(_, reader)| Reverse(reader.max_doc()));
        let mut sums = Sums { facets: vec![Vec::new(); self.facets.len()], ..Sums::default() };
        for (ord, reader) in order {
            self.segment(ord, reader, &mut sums)?;
        }
        let named = self.facets.iter().zip(&sums.facets);
        let named = named.map(|(facet, counts)| self.scope.shelf.names.named(*facet, counts, self.values));
        Ok(Page {
            total: sums.total,
            positions: sums.positions,
            work: sums.work,
            facets: named.collect(),
            hits: self.hits(sums.entrants)?,
        })
    }

    fn segment(
        &self,
        ord: SegmentOrdinal,
        reader: &SegmentReader,
        sums: &mut Sums,
    ) -> Result<(), TantivyError> {
        let shelf = self.scope.shelf.segment(reader);
        let (mut matched, lists) = self.matched(&shelf, reader)?;
        if matched.words().iter().all(|word| *word == 0) {
            return Ok(());
        }
        let numbers = shelf.numbers(reader)?;
        self.conditions.narrow(&shelf, &numbers, reader, &mut matched);
        let total = matched.count();
        sums.total += total;
        sums.positions += numbers.positions(&matched, total);
        for (facet, counts) in self.facets.iter().zip(&mut sums.facets) {
            let values = shelf.facet(*facet, reader, &self.scope.shelf.names)?;
            counting::count(&values, &matched, total == u64::from(reader.max_doc()), counts);
        }
        let start = SegmentStart::open(&self.start, &numbers);
        let best = Best::new(&numbers, self.keep, start, least_rank(&mut sums.entrants, self.keep));
        let best = self.filled(best, &numbers, &matched, &lists);
        sums.work += best.work;
        sums.entrants.extend(best.into_candidates().map(|candidate| (candidate, ord)));
        Ok(())
    }

    /// The documents that fulfil all but the conditions on numbers, and the lists their scores are in.
    fn matched(
        &self,
        shelf: &SegmentShelf,
        reader: &SegmentReader,
    ) -> Result<(Bits, Vec<Arc<Found>>), TantivyError> {
        let docs = reader.max_doc();
        let find = |unit: &Unit<'_>| shelf.found(self.scope, reader, unit);
        let mut matched: Option<Bits> = None;
        let mut lists = Vec::new();
        for alternatives in &self.plan.wanted {
            let found = alternatives.iter().map(find).collect::<Result<Vec<_>, _>>()?;
            match (&mut matched, found.as_slice()) {
                (Some(matched), [only]) => only.retain_in(matched),
                (None, [only]) => matched = Some(only.bits(docs)),
                (matched, found) => {
                    let mut any = Bits::none(docs);
                    found.iter().for_each(|list| list.add_to(&mut any));
                    matched.iter().for_each(|matched| any.retain(matched));
                    *matched = Some(any);
                }
            }
            lists.extend(found);
        }
        let mut matched = matched.unwrap_or_else(|| Bits::all(docs));
        for unit in &self.plan.needed {
            let set = shelf.set(self.scope, reader, unit)?;
            matched.retain(&set);
        }
        for unit in &self.plan.unwanted {
            let set = shelf.set(self.scope, reader, unit)?;
            matched.remove_all(&set);
        }
        if let Some(alive) = shelf.alive(reader) {
            matched.retain(&alive);
        }
        for unit in &self.plan.helping {
            lists.push(find(unit)?);
        }
        Ok((matched, lists))
    }

    fn filled<'n>(
        &self,
        mut best: Best<'n>,
        numbers: &'n Numbers,
        matched: &Bits,
        lists: &[Arc<Found>],
    ) -> Best<'n> {
        match self.sort {
            Sort::Relevance if self.ranked => best.by_score(matched, lists),
            Sort::Relevance | Sort::Newest => {
                best.by_rank(matched, &numbers.newest, |doc| numbers.newest_rank(doc));
            }
            Sort::Pay => best.by_rank(matched, &numbers.best_paid, |doc| numbers.pay_rank(doc)),
            Sort::Distance => {
                let tops = vec![u64::MAX; matched.words().len()];
                best.by_rank(matched, &tops, |doc| {
                    self.conditions.distance_km(numbers, doc).map_or(0, |distance| rank_of_f64(-distance))
                });
            }
        }
        best
    }

    /// The page: the best of all segments, by rank and then by key.
    fn hits(&self, mut entrants: Vec<Entrant>) -> Result<Vec<RankedHit>, TantivyError> {
        let least = least_rank(&mut entrants, self.keep);
        let mut hits = Vec::with_capacity(entrants.len());
        // More than fit are left only where ranks are equal: then the keys decide.
        for ((rank, Reverse(place), doc, score), ord) in entrants.into_iter().filter(|one| one.0.0 >= least) {
            let reader = self.scope.searcher.segment_reader(ord);
            let numbers = self.scope.shelf.segment(reader).numbers(reader)?;
            hits.push(RankedHit {
                rank,
                key: numbers.keys().at(place).to_owned(),
                employer: numbers.employers().at(numbers.employers().place_of(doc)).to_owned(),
                address: DocAddress::new(ord, doc),
                score: Score::from_bits(score),
                distance_km: self.conditions.distance_km(&numbers, doc),
            });
        }
        hits.sort_by(|a, b| b.rank.cmp(&a.rank).then_with(|| a.key.cmp(&b.key)));
        hits.truncate(self.keep);
        Ok(hits)
    }
}

/// The rank of the last that is kept; 0 while there are fewer.
fn least_rank(entrants: &mut [Entrant], keep: usize) -> u64 {
    if entrants.len() < keep || keep == 0 {
        return 0;
    }
    let (_, last, _) = entrants.select_nth_unstable_by(keep - 1, |a, b| b.0.0.cmp(&a.0.0));
    last.0.0
}

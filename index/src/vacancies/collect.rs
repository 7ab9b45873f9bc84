//! One pass over everything a search finds: conditions on numbers, the page, totals and facets.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::conditions::{Conditions, Numbers};
use super::query::{FacetField, Sort};
use super::schema::KEY;
use super::start::{PageStart, SegmentStart};

/// Collects one page with its totals and facets.
pub(super) struct PageCollector {
    pub(super) conditions: Conditions,
    pub(super) sort: Sort,
    /// Whether there is a text to rank by.
    pub(super) ranked: bool,
    pub(super) start: PageStart,
    /// One more than the page, to see whether there is another.
    pub(super) keep: usize,
    pub(super) facets: Vec<FacetField>,
}

/// What one pass found.
#[derive(Default)]
pub(super) struct Page {
    pub(super) total: u64,
    pub(super) positions: u64,
    pub(super) hits: Vec<RankedHit>,
    pub(super) facets: Vec<HashMap<String, u64>>,
}

/// One hit and its place in the order.
pub(super) struct RankedHit {
    pub(super) rank: u64,
    pub(super) key: String,
    pub(super) address: DocAddress,
    pub(super) score: Score,
    pub(super) distance_km: Option<f64>,
}

/// A hit within its segment: higher ranks first, then lower keys; the rest goes along.
type Candidate = (u64, Reverse<u64>, DocId, u32);

/// The pass over one segment.
pub(super) struct PageSegment {
    segment: SegmentOrdinal,
    sort: Sort,
    ranked: bool,
    conditions: Conditions,
    numbers: Numbers,
    keys: Option<StrColumn>,
    start: SegmentStart,
    keep: usize,
    best: BinaryHeap<Reverse<Candidate>>,
    facets: Vec<Option<FacetCounter>>,
    total: u64,
    positions: u64,
}

struct FacetCounter {
    column: StrColumn,
    counts: Vec<u32>,
}

impl Collector for PageCollector {
    type Fruit = Page;
    type Child = PageSegment;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<PageSegment> {
        let fast = reader.fast_fields();
        let keys = fast.str(KEY)?;
        let start = SegmentStart::open(&self.start, keys.as_ref(), fast)?;
        let facets = self.facets.iter().map(|facet| {
            let column = fast.str(facet.as_str())?;
            Ok(column.map(|column| FacetCounter { counts: vec![0; column.num_terms()], column }))
        });
        Ok(PageSegment {
            segment,
            sort: self.sort,
            ranked: self.ranked,
            conditions: self.conditions.clone(),
            numbers: Numbers::open(fast)?,
            keys,
            start,
            keep: self.keep,
            best: BinaryHeap::with_capacity(self.keep + 1),
            facets: facets.collect::<tantivy::Result<_>>()?,
            total: 0,
            positions: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.ranked
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Page>>) -> tantivy::Result<Page> {
        let mut page = Page { facets: vec![HashMap::new(); self.facets.len()], ..Page::default() };
        for fruit in fruits {
            let part = fruit?;
            page.total += part.total;
            page.positions += part.positions;
            page.hits.extend(part.hits);
            for (all, some) in page.facets.iter_mut().zip(part.facets) {
                for (value, count) in some {
                    *all.entry(value).or_default() += count;
                }
            }
        }
        page.hits.sort_by(|a, b| b.rank.cmp(&a.rank).then_with(|| a.key.cmp(&b.key)));
        page.hits.truncate(self.keep);
        Ok(page)
    }
}

impl PageSegment {
    fn rank(&self, doc: DocId, score: Score, distance: Option<f64>) -> u64 {
        match self.sort {
            // Rounded: the last digits of a sum depend on the order in which a segment adds it up.
            Sort::Relevance if self.ranked => rank_of_f64((f64::from(score) * 1024.0).round()),
            Sort::Relevance | Sort::Newest => rank_of_i64(self.numbers.published_at(doc)),
            Sort::Pay => self.numbers.pay_min(doc).map_or(0, rank_of_i64),
            Sort::Distance => distance.map_or(0, |distance| rank_of_f64(-distance)),
        }
    }

    fn offer(&mut self, doc: DocId, score: Score, distance: Option<f64>) {
        let rank = self.rank(doc, score, distance);
        let full = self.best.len() >= self.keep;
        if full && self.best.peek().is_some_and(|worst| rank < worst.0.0) {
            return;
        }
        let ord = self.keys.as_ref().and_then(|keys| keys.ords().first(doc)).unwrap_or(u64::MAX);
        if !self.start.admits(doc, rank, ord) {
            return;
        }
        let candidate = Reverse((rank, Reverse(ord), doc, score.to_bits()));
        if self.best.len() < self.keep {
            self.best.push(candidate);
        } else if self.best.peek().is_some_and(|worst| candidate.0 > worst.0) {
            self.best.pop();
            self.best.push(candidate);
        }
    }

    fn hits(&mut self) -> tantivy::Result<Vec<RankedHit>> {
        let mut hits = Vec::with_capacity(self.best.len());
        for Reverse((rank, Reverse(ord), doc, score)) in std::mem::take(&mut self.best) {
            let mut key = String::new();
            if let Some(keys) = &self.keys {
                keys.ord_to_str(ord, &mut key)?;
            }
            hits.push(RankedHit {
                rank,
                key,
                address: DocAddress::new(self.segment, doc),
                score: Score::from_bits(score),
                distance_km: self.conditions.distance_km(&self.numbers, doc),
            });
        }
        Ok(hits)
    }
}

impl SegmentCollector for PageSegment {
    type Fruit = tantivy::Result<Page>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let Some(distance) = self.conditions.admit(&self.numbers, doc) else { return };
        self.total += 1;
        self.positions += self.numbers.headcount(doc);
        for counter in self.facets.iter_mut().flatten() {
            counter.count(doc);
        }
        self.offer(doc, score, distance);
    }

    fn harvest(mut self) -> tantivy::Result<Page> {
        let hits = self.hits()?;
        let mut facets = Vec::with_capacity(self.facets.len());
        for counter in &self.facets {
            facets.push(counter.as_ref().map_or_else(|| Ok(HashMap::new()), FacetCounter::values)?);
        }
        Ok(Page { total: self.total, positions: self.positions, hits, facets })
    }
}

impl FacetCounter {
    fn count(&mut self, doc: DocId) {
        let ords: &Column<u64> = self.column.ords();
        for ord in ords.values_for_doc(doc) {
            if let Some(count) = usize::try_from(ord).ok().and_then(|ord| self.counts.get_mut(ord)) {
                *count += 1;
            }
        }
    }

    fn values(&self) -> tantivy::Result<HashMap<String, u64>> {
        let counted = (0_u64..).zip(&self.counts).filter(|(_, count)| **count > 0);
        let (ords, counts): (Vec<u64>, Vec<u32>) = counted.unzip();
        let mut counts = counts.into_iter();
        let mut values = HashMap::with_capacity(ords.len());
        // In order and in one go: looking up one value at a time decodes a block of the dictionary for each.
        self.column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
            if let (Ok(value), Some(count)) = (std::str::from_utf8(value), counts.next())
                && !value.is_empty()
            {
                values.insert(value.to_owned(), u64::from(count));
            }
        })?;
        Ok(values)
    }
}

/// Keeps the order; 0 is left for "not known".
fn rank_of_i64(value: i64) -> u64 {
    (value.cast_unsigned() ^ (1 << 63)).max(1)
}

/// Keeps the order of all finite numbers.
fn rank_of_f64(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// The time that a rank stands for, where the newest come first.
pub(super) fn published_of_rank(rank: u64) -> i64 {
    (rank ^ (1 << 63)).cast_signed()
}

/// The number that a rank stands for, where the best come first.
pub(super) fn number_of_rank(rank: u64) -> f64 {
    f64::from_bits(if rank >> 63 == 1 { rank & !(1 << 63) } else { !rank })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_lead_back_to_what_they_stand_for() {
        for number in [-2.5, 0.0, 1e-9, 3.0, 7e8] {
            assert_eq!(number_of_rank(rank_of_f64(number)).to_bits(), f64::to_bits(number));
        }
        for time in [i64::MIN + 1, -5, 0, 5, i64::MAX] {
            assert_eq!(published_of_rank(rank_of_i64(time)), time);
        }
    }

    #[test]
    fn ranks_keep_the_order_of_numbers() {
        let numbers = [-1e300, -2.5, -0.0, 1e-9, 3.0, 7e8];
        assert!(numbers.windows(2).all(|pair| rank_of_f64(pair[0]) < rank_of_f64(pair[1])));
        let whole = [i64::MIN + 1, -5, 0, 5, i64::MAX];
        assert!(whole.windows(2).all(|pair| rank_of_i64(pair[0]) < rank_of_i64(pair[1])));
    }
}

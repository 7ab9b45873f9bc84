//! The numbers of one segment in flat arrays: a column of the search library takes ten times as long to ask.

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use super::schema::KEY;
use crate::vacancies::query::FacetField;
use crate::vacancies::ranking::bits::{Bits, bits_of, doc_at};

/// Stands for a pay that is not known.
const UNKNOWN: i64 = i64::MIN;
/// Headcounts are added up bit by bit; what is beyond so many bits is added one by one.
const PLANES: u32 = 8;

/// The numbers of one segment.
pub(crate) struct Numbers {
    pub(crate) docs: DocId,
    pay_min: Vec<i64>,
    pay_max: Vec<i64>,
    published_at: Vec<i64>,
    headcounts: Headcounts,
    keys: Keys,
    employers: Keys,
    /// The highest of every 64 documents, by publication and by pay.
    pub(crate) newest: Vec<u64>,
    pub(crate) best_paid: Vec<u64>,
    base_min: Column<i64>,
    paid_otherwise: Column<u64>,
    lon: Column<f64>,
    lat: Column<f64>,
}

/// Headcounts, once each and once as sets of the documents that have a bit.
struct Headcounts {
    /// As far as the planes hold it.
    each: Vec<u8>,
    planes: Vec<Bits>,
    /// Documents with more than fits, and how much more.
    beyond: Vec<(DocId, u64)>,
}

impl Numbers {
    pub(crate) fn read(reader: &SegmentReader) -> tantivy::Result<Numbers> {
        let fast = reader.fast_fields();
        let docs = reader.max_doc();
        let keys = |name: &str| -> tantivy::Result<Keys> {
            Ok(fast.str(name)?.map(|keys| Keys::read(docs, &keys)).transpose()?.unwrap_or_default())
        };
        let headcounts = read(docs, &fast.u64("headcount")?, 0);
        let mut numbers = Numbers {
            docs,
            pay_min: read(docs, &fast.i64("pay_min")?, UNKNOWN),
            pay_max: read(docs, &fast.i64("pay_max")?, UNKNOWN),
            published_at: read(docs, &fast.i64("published_at")?, i64::MIN),
            headcounts: Headcounts::of(docs, headcounts),
            keys: keys(KEY)?,
            employers: keys(FacetField::Employer.as_str())?,
            newest: Vec::new(),
            best_paid: Vec::new(),
            base_min: fast.i64("base_min")?,
            paid_otherwise: fast.u64("paid_otherwise")?,
            lon: fast.f64("lon")?,
            lat: fast.f64("lat")?,
        };
        numbers.newest = numbers.tops(|doc| numbers.newest_rank(doc));
        numbers.best_paid = numbers.tops(|doc| numbers.pay_rank(doc));
        Ok(numbers)
    }

    fn tops(&self, rank: impl Fn(DocId) -> u64) -> Vec<u64> {
        let top = |start: DocId| (start..(start + 64).min(self.docs)).map(&rank).max().unwrap_or(0);
        (0..self.docs).step_by(64).map(top).collect()
    }

    /// Newest first.
    pub(crate) fn newest_rank(&self, doc: DocId) -> u64 {
        rank_of_i64(self.published_at(doc))
    }

    /// Highest lower end of the pay first, unknown last.
    pub(crate) fn pay_rank(&self, doc: DocId) -> u64 {
        self.pay_min(doc).or_else(|| self.pay_max(doc)).map_or(0, rank_of_i64)
    }

    pub(crate) fn published_at(&self, doc: DocId) -> i64 {
        self.published_at.get(doc as usize).copied().unwrap_or(i64::MIN)
    }

    pub(crate) fn pay_min(&self, doc: DocId) -> Option<i64> {
        self.pay_min.get(doc as usize).copied().filter(|pay| *pay != UNKNOWN)
    }

    pub(crate) fn pay_max(&self, doc: DocId) -> Option<i64> {
        self.pay_max.get(doc as usize).copied().filter(|pay| *pay != UNKNOWN)
    }

    pub(crate) fn base_min(&self, doc: DocId) -> Option<i64> {
        self.base_min.first(doc)
    }

    pub(crate) fn paid_otherwise(&self, doc: DocId) -> bool {
        self.paid_otherwise.first(doc).is_some()
    }

    /// Longitude and latitude.
    pub(crate) fn place(&self, doc: DocId) -> Option<(f64, f64)> {
        Some((self.lon.first(doc)?, self.lat.first(doc)?))
    }

    /// The keys.
    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Whose the documents are.
    pub(crate) fn employers(&self) -> &Keys {
        &self.employers
    }

    /// The headcounts of so many documents added up.
    pub(crate) fn positions(&self, bits: &Bits, count: u64) -> u64 {
        self.headcounts.sum(bits, count)
    }
}

/// The keys in their order, one after the other, and which of them a document has. The dictionary they come from
/// takes longer for one key than the rest of a search for everything.
#[derive(Default)]
pub(crate) struct Keys {
    places: Vec<u32>,
    text: String,
    ends: Vec<u32>,
}

impl Keys {
    fn read(docs: DocId, column: &StrColumn) -> tantivy::Result<Keys> {
        let mut keys = Keys::default();
        let places = read(docs, column.ords(), u64::MAX).into_iter();
        keys.places = places.map(|place| u32::try_from(place).unwrap_or(u32::MAX)).collect();
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            keys.text.push_str(std::str::from_utf8(stream.key()).unwrap_or_default());
            keys.ends.push(u32::try_from(keys.text.len()).unwrap_or(u32::MAX));
        }
        Ok(keys)
    }

    /// The place of a document's key in the order of keys.
    pub(crate) fn place_of(&self, doc: DocId) -> u32 {
        self.places.get(doc as usize).copied().unwrap_or(u32::MAX)
    }

    /// The key at a place.
    pub(crate) fn at(&self, place: u32) -> &str {
        let end = |place: u32| self.ends.get(place as usize).copied();
        let start = place.checked_sub(1).map_or(Some(0), end);
        let range = start.zip(end(place)).map(|(start, end)| start as usize..end as usize);
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    /// The place of a key, if there is such.
    pub(crate) fn find(&self, key: &str) -> Option<u32> {
        self.first_after(key).checked_sub(1).filter(|place| self.at(*place) == key)
    }

    /// The lowest place of a key that comes after this one.
    pub(crate) fn first_after(&self, key: &str) -> u32 {
        let (mut low, mut high) = (0, self.ends.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.at(middle) <= key { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// A column in one go.
fn read<T: Copy + PartialOrd + std::fmt::Debug + Send + Sync + 'static>(
    docs: DocId,
    column: &Column<T>,
    missing: T,
) -> Vec<T> {
    (0..docs).map(|doc| column.first(doc).unwrap_or(missing)).collect()
}

impl Headcounts {
    fn of(docs: DocId, counts: Vec<u64>) -> Headcounts {
        let highest = counts.iter().copied().max().unwrap_or(0);
        let planes = (u64::BITS - highest.leading_zeros()).min(PLANES);
        let has = |plane: u32| Bits::where_true(docs, |doc| counts[doc as usize] >> plane & 1 == 1);
        let planes: Vec<Bits> = (0..planes).map(has).collect();
        let beyond = (0..docs).zip(&counts).map(|(doc, count)| (doc, count >> PLANES << PLANES));
        Headcounts {
            planes,
            beyond: beyond.filter(|(_, more)| *more > 0).collect(),
            each: counts.into_iter().map(|count| (count & u64::from(u8::MAX)) as u8).collect(),
        }
    }

    fn sum(&self, bits: &Bits, count: u64) -> u64 {
        let mut sum = 0;
        if count < bits.words().len() as u64 * 2 {
            for (at, word) in bits.words().iter().enumerate() {
                let each = |bit| self.each.get(doc_at(at, bit) as usize).copied().unwrap_or(0);
                sum += bits_of(*word).map(|bit| u64::from(each(bit))).sum::<u64>();
            }
        } else {
            for (at, plane) in self.planes.iter().enumerate() {
                sum += bits.count_with(plane) << at;
            }
        }
        let inside = |doc: DocId| {
            bits.words()[crate::vacancies::ranking::bits::word_of(doc)] >> (doc % u64::BITS) & 1 == 1
        };
        sum + self.beyond.iter().filter(|(doc, _)| inside(*doc)).map(|(_, more)| more).sum::<u64>()
    }
}

/// Keeps the order; 0 is left for "not known".
fn rank_of_i64(value: i64) -> u64 {
    (value.cast_unsigned() ^ (1 << 63)).max(1)
}

/// Keeps the order of all finite numbers.
pub(crate) fn rank_of_f64(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// The time that a rank stands for, where the newest come first.
pub(crate) fn published_of_rank(rank: u64) -> i64 {
    (rank ^ (1 << 63)).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_lead_back_to_the_times_they_stand_for() {
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

    #[test]
    fn headcounts_add_up_bit_by_bit_as_one_by_one() {
        let counts: Vec<u64> = (0..1000_u64).map(|n| if n % 97 == 0 { n * 1000 } else { n % 31 }).collect();
        let headcounts = Headcounts::of(1000, counts.clone());
        for part in [1, 2, 3, 50] {
            let bits = Bits::where_true(1000, |doc| doc % part == 0);
            let expected: u64 = bits.documents().map(|doc| counts[doc as usize]).sum();
            assert_eq!(headcounts.sum(&bits, bits.count()), expected, "{part}");
        }
    }
}

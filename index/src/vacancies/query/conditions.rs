//! The conditions on numbers, checked where documents are collected: as clauses of the query they cost sevenfold.

use std::hash::{Hash, Hasher};

use tantivy::{DocId, SegmentReader};

use super::{Near, VacancyQuery};
use crate::vacancies::ranking::bits::Bits;
use crate::vacancies::storage::flat::Numbers;
use crate::vacancies::storage::shelf::SegmentShelf;

const EARTH_RADIUS_KM: f64 = 6371.0088;

/// The numbers of one vacancy.
pub(crate) trait Figures {
    fn pay_min(&self) -> Option<i64>;
    fn pay_max(&self) -> Option<i64>;
    fn base_min(&self) -> Option<i64>;
    fn paid_otherwise(&self) -> bool;
    fn published_at(&self) -> i64;
    /// Longitude and latitude.
    fn place(&self) -> Option<(f64, f64)>;
}

/// Those of a document of a segment.
struct OfDocument<'a>(&'a Numbers, DocId);

impl Figures for OfDocument<'_> {
    fn pay_min(&self) -> Option<i64> {
        self.0.pay_min(self.1)
    }

    fn pay_max(&self) -> Option<i64> {
        self.0.pay_max(self.1)
    }

    fn base_min(&self) -> Option<i64> {
        self.0.base_min(self.1)
    }

    fn paid_otherwise(&self) -> bool {
        self.0.paid_otherwise(self.1)
    }

    fn published_at(&self) -> i64 {
        self.0.published_at(self.1)
    }

    fn place(&self) -> Option<(f64, f64)> {
        self.0.place(self.1)
    }
}

/// What a search asks of the numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Conditions {
    pay_min: Option<i64>,
    pay_max: Option<i64>,
    base_min: Option<i64>,
    include_unknown_pay: bool,
    published_after: Option<i64>,
    near: Option<Near>,
}

impl Conditions {
    pub(crate) fn of(query: &VacancyQuery) -> Conditions {
        Conditions {
            pay_min: query.pay_min,
            pay_max: query.pay_max,
            base_min: query.base_min,
            include_unknown_pay: query.include_unknown_pay,
            published_after: query.published_after,
            near: query.near,
        }
    }

    /// Keeps the documents that fulfil everything.
    pub(crate) fn narrow(
        &self,
        shelf: &SegmentShelf,
        numbers: &Numbers,
        reader: &SegmentReader,
        matched: &mut Bits,
    ) {
        if self.asks_for_pay() {
            matched.retain(&shelf.paid(self, numbers, reader));
        }
        if let Some(after) = self.published_after {
            matched.retain_where(|doc| numbers.published_at(doc) >= after);
        }
        if let Some(near) = self.near {
            matched.retain_where(|doc| is_within(&near, numbers.place(doc)));
        }
    }

    /// They ask for nothing.
    pub(crate) fn admit_all(&self) -> bool {
        !self.asks_for_pay() && self.published_after.is_none() && self.near.is_none()
    }

    /// Whether a vacancy fulfils everything.
    pub(crate) fn admit(&self, figures: &impl Figures) -> bool {
        (!self.asks_for_pay() || self.pay_fits(figures))
            && self.published_after.is_none_or(|after| figures.published_at() >= after)
            && self.near.is_none_or(|near| is_within(&near, figures.place()))
    }

    /// Hashes what is asked: the same for equal ones.
    pub(crate) fn hash(&self, hasher: &mut impl Hasher) {
        (self.pay_min, self.pay_max, self.base_min, self.include_unknown_pay, self.published_after)
            .hash(hasher);
        // Zero and minus zero are equal.
        let bits = |number: f64| (number + 0.0).to_bits();
        self.near.map(|near| [near.lon, near.lat, near.radius_km].map(bits)).hash(hasher);
    }

    /// The circle.
    pub(crate) fn near(&self) -> Option<Near> {
        self.near
    }

    fn asks_for_pay(&self) -> bool {
        !self.include_unknown_pay || [self.pay_min, self.pay_max, self.base_min].iter().any(Option::is_some)
    }

    /// A name for what is asked of the pay.
    pub(crate) fn pay_name(&self) -> String {
        format!("pay {:?} {:?} {:?} {}", self.pay_min, self.pay_max, self.base_min, self.include_unknown_pay)
    }

    pub(crate) fn admits_pay(&self, numbers: &Numbers, doc: DocId) -> bool {
        self.pay_fits(&OfDocument(numbers, doc))
    }

    /// The ranges overlap, or the pay is unknown and that is fine. An open end reaches as far as the other.
    fn pay_fits(&self, figures: &impl Figures) -> bool {
        let (low, high) = (figures.pay_min(), figures.pay_max());
        let overlaps = match (low.or(high), high.or(low)) {
            (Some(low), Some(high)) => {
                self.pay_min.is_none_or(|wanted| high >= wanted)
                    && self.pay_max.is_none_or(|wanted| low <= wanted)
            }
            // By the hour is not unknown, but nothing to hold against a month.
            _ => {
                let filtered = self.pay_min.is_some() || self.pay_max.is_some();
                let known = || figures.paid_otherwise() || figures.base_min().is_some();
                self.include_unknown_pay || !filtered && known()
            }
        };
        let base = match (self.base_min, self.base_min.and_then(|_| figures.base_min())) {
            (None, _) => true,
            (Some(wanted), Some(base)) => base >= wanted,
            (Some(_), None) => self.include_unknown_pay,
        };
        overlaps && base
    }

    pub(crate) fn distance_km(&self, numbers: &Numbers, doc: DocId) -> Option<f64> {
        self.near.and_then(|near| distance_from(&near, numbers.place(doc)))
    }
}

fn distance_from(near: &Near, place: Option<(f64, f64)>) -> Option<f64> {
    Some(haversine_km((near.lon, near.lat), place?))
}

fn is_within(near: &Near, place: Option<(f64, f64)>) -> bool {
    distance_from(near, place).is_some_and(|distance| distance <= near.radius_km)
}

/// The way along the earth between two points of longitude and latitude in degrees.
fn haversine_km(from: (f64, f64), to: (f64, f64)) -> f64 {
    let half = |one: f64, other: f64| ((other - one).to_radians() / 2.0).sin().powi(2);
    let cosines = from.1.to_radians().cos() * to.1.to_radians().cos();
    let chord = half(from.1, to.1) + cosines * half(from.0, to.0);
    2.0 * EARTH_RADIUS_KM * chord.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shanghai_to_suzhou_is_about_85_kilometres() {
        let way = haversine_km((121.4737, 31.2304), (120.5853, 31.2989));
        assert!((80.0..90.0).contains(&way), "{way}");
    }
}

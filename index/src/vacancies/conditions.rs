//! The conditions on numbers, checked where documents are collected: as clauses of the query they cost sevenfold.

use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::fastfield::FastFieldReaders;

use super::query::{Near, VacancyQuery};

const EARTH_RADIUS_KM: f64 = 6371.0088;

/// What a search asks of the numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Conditions {
    pay_min: Option<i64>,
    pay_max: Option<i64>,
    base_min: Option<i64>,
    include_unknown_pay: bool,
    published_after: Option<i64>,
    near: Option<Near>,
}

/// The numbers of one segment.
pub(super) struct Numbers {
    pay_min: Column<i64>,
    pay_max: Column<i64>,
    base_min: Column<i64>,
    paid_otherwise: Column<u64>,
    published_at: Column<i64>,
    lon: Column<f64>,
    lat: Column<f64>,
    headcount: Column<u64>,
}

impl Numbers {
    pub(super) fn open(fast: &FastFieldReaders) -> tantivy::Result<Numbers> {
        Ok(Numbers {
            pay_min: fast.i64("pay_min")?,
            pay_max: fast.i64("pay_max")?,
            base_min: fast.i64("base_min")?,
            paid_otherwise: fast.u64("paid_otherwise")?,
            published_at: fast.i64("published_at")?,
            lon: fast.f64("lon")?,
            lat: fast.f64("lat")?,
            headcount: fast.u64("headcount")?,
        })
    }

    pub(super) fn published_at(&self, doc: DocId) -> i64 {
        self.published_at.first(doc).unwrap_or(i64::MIN)
    }

    pub(super) fn pay_min(&self, doc: DocId) -> Option<i64> {
        self.pay_min.first(doc).or_else(|| self.pay_max.first(doc))
    }

    pub(super) fn headcount(&self, doc: DocId) -> u64 {
        self.headcount.first(doc).unwrap_or(0)
    }
}

impl Conditions {
    pub(super) fn of(query: &VacancyQuery) -> Conditions {
        Conditions {
            pay_min: query.pay_min,
            pay_max: query.pay_max,
            base_min: query.base_min,
            include_unknown_pay: query.include_unknown_pay,
            published_after: query.published_after,
            near: query.near,
        }
    }

    /// Whether a document is in, and if so how far away it is.
    pub(super) fn admit(&self, numbers: &Numbers, doc: DocId) -> Option<Option<f64>> {
        if self.published_after.is_some_and(|after| numbers.published_at(doc) < after) {
            return None;
        }
        if !self.admits_pay(numbers, doc) {
            return None;
        }
        let Some(near) = self.near else { return Some(None) };
        let distance = distance_from(&near, numbers, doc)?;
        (distance <= near.radius_km).then_some(Some(distance))
    }

    /// The ranges overlap, or the pay is unknown and that is fine. An open end reaches as far as the other.
    fn admits_pay(&self, numbers: &Numbers, doc: DocId) -> bool {
        let (low, high) = (numbers.pay_min.first(doc), numbers.pay_max.first(doc));
        let overlaps = match (low.or(high), high.or(low)) {
            (Some(low), Some(high)) => {
                self.pay_min.is_none_or(|wanted| high >= wanted)
                    && self.pay_max.is_none_or(|wanted| low <= wanted)
            }
            // By the hour is not unknown, but nothing to hold against a month.
            _ => {
                let filtered = self.pay_min.is_some() || self.pay_max.is_some();
                let known =
                    || numbers.paid_otherwise.first(doc).is_some() || numbers.base_min.first(doc).is_some();
                self.include_unknown_pay || !filtered && known()
            }
        };
        let base = match (self.base_min, numbers.base_min.first(doc)) {
            (None, _) => true,
            (Some(wanted), Some(base)) => base >= wanted,
            (Some(_), None) => self.include_unknown_pay,
        };
        overlaps && base
    }

    pub(super) fn distance_km(&self, numbers: &Numbers, doc: DocId) -> Option<f64> {
        self.near.and_then(|near| distance_from(&near, numbers, doc))
    }
}

fn distance_from(near: &Near, numbers: &Numbers, doc: DocId) -> Option<f64> {
    let (lon, lat) = (numbers.lon.first(doc)?, numbers.lat.first(doc)?);
    Some(haversine_km((near.lon, near.lat), (lon, lat)))
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

//! How parts count: the domain's weighing, by the places that a pool gives to the criteria.

use crate::domain::matching::{
    CRITERIA, CriterionKind,
    parts::{Part, Weighing},
};
use jobbridge_index::pool::{MOST_PARTS, Shares, Verdict};

/// What of a part the pool reckons with.
pub(super) fn verdict(part: Part) -> Verdict {
    let known = part.points.map_or(Verdict::UNKNOWN, Verdict::of);
    known.informed(part.informed).blocked(part.blocked)
}

/// Which criterion each place of a pool serves, and what is known beforehand.
pub(super) struct Counting<'a> {
    pub(super) weighing: Weighing<'a>,
    /// By the place.
    pub(super) places: &'static [Option<CriterionKind>],
    /// Whether each place may be known of anybody.
    pub(super) open: Vec<bool>,
    /// What counts for everybody alike.
    pub(super) everybody: Option<(CriterionKind, u16)>,
}

impl Counting<'_> {
    /// See [`Judge::shares`](jobbridge_index::pool::Judge::shares).
    pub(super) fn shares(&self, known: u16) -> Option<Shares> {
        let mut criteria = [false; CRITERIA];
        for (place, kind) in self.kinds() {
            criteria[kind as usize] = known >> place & 1 == 1;
        }
        if let Some((kind, _)) = self.everybody {
            criteria[kind as usize] = true;
        }
        let shares = self.weighing.shares(criteria)?;
        let mut each = [0; MOST_PARTS];
        for (place, kind) in self.kinds() {
            each[place] = shares[kind as usize];
        }
        let everybody = self.everybody.map_or(0, |(kind, points)| shares[kind as usize] * u32::from(points));
        Some(Shares { each, everybody })
    }

    /// See [`Judge::ceiling`](jobbridge_index::pool::Judge::ceiling).
    pub(super) fn ceiling(&self, first: &[Verdict]) -> u32 {
        let full = Verdict::of(u16::MAX);
        let parts = self.kinds().filter_map(|(place, kind)| {
            let open = self.open.get(place).copied().unwrap_or(true);
            let judged = first.get(place).copied();
            let points = judged.unwrap_or(if open { full } else { Verdict::UNKNOWN }).points()?;
            Some((kind, points))
        });
        self.weighing.ceiling(parts.chain(self.everybody))
    }

    fn kinds(&self) -> impl Iterator<Item = (usize, CriterionKind)> {
        self.places.iter().enumerate().filter_map(|(place, kind)| Some((place, (*kind)?)))
    }
}

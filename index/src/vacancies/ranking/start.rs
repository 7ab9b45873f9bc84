//! Where a page starts: after the page before it, and of some employers further ahead or not at all.

use std::collections::HashMap;

use tantivy::DocId;

use super::standing::Standing;
use crate::vacancies::storage::flat::Numbers;

/// Where a page starts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PageStart {
    /// Everything up to here was shown.
    pub(crate) after: Option<Standing>,
    /// But of these employers only up to there.
    pub(crate) held: Vec<(String, Standing)>,
    /// And these employers are left out.
    pub(crate) closed: Vec<String>,
}

impl PageStart {
    /// Whether a hit belongs to the page or to those after it.
    pub(crate) fn admits(&self, standing: &Standing, employer: &str) -> bool {
        let own = self.held.iter().find(|(held, _)| held == employer).map(|(_, last)| last);
        let after = own.or(self.after.as_ref());
        let closed = self.closed.iter().any(|closed| closed == employer);
        !closed && after.is_none_or(|after| standing > after)
    }
}

/// A standing as one segment has it: the rank, and the lowest place of a key that comes after the key.
type Bound = (u64, u32);

/// The start in one segment.
pub(crate) struct SegmentStart {
    after: Option<Bound>,
    /// What holds for single employers, by their places; `None` leaves them out.
    own: HashMap<u32, Option<Bound>>,
}

impl SegmentStart {
    pub(crate) fn open(start: &PageStart, numbers: &Numbers) -> SegmentStart {
        let bound = |standing: &Standing| (standing.rank, numbers.keys().first_after(&standing.key));
        let place = |employer: &String| numbers.employers().find(employer);
        let held = start.held.iter().filter_map(|(held, last)| Some((place(held)?, Some(bound(last)))));
        let closed = start.closed.iter().filter_map(|closed| Some((place(closed)?, None)));
        SegmentStart { after: start.after.as_ref().map(bound), own: held.chain(closed).collect() }
    }

    /// Whether a document of this rank and place of its key belongs to the page or to those after it.
    pub(crate) fn admits(&self, numbers: &Numbers, doc: DocId, rank: u64, place: u32) -> bool {
        let mut own = None;
        if !self.own.is_empty() {
            own = self.own.get(&numbers.employers().place_of(doc));
        }
        let bound = match own {
            Some(None) => return false,
            Some(further) => *further,
            None => self.after,
        };
        bound.is_none_or(|(last, first)| rank < last || (rank == last && place >= first))
    }
}

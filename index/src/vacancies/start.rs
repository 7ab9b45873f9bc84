//! Where a page starts: after the page before it, and of some employers further ahead or not at all.

use std::collections::HashMap;

use tantivy::DocId;
use tantivy::columnar::StrColumn;
use tantivy::fastfield::FastFieldReaders;

use super::flat::Keys;
use super::query::FacetField;
use super::standing::Standing;

/// Where a page starts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PageStart {
    /// Everything up to here was shown.
    pub(super) after: Option<Standing>,
    /// But of these employers only up to there.
    pub(super) held: Vec<(String, Standing)>,
    /// And these employers are left out.
    pub(super) closed: Vec<String>,
}

impl PageStart {
    /// Whether a hit belongs to the page or to those after it.
    pub(super) fn admits(&self, standing: &Standing, employer: &str) -> bool {
        let own = self.held.iter().find(|(held, _)| held == employer).map(|(_, last)| last);
        let after = own.or(self.after.as_ref());
        let closed = self.closed.iter().any(|closed| closed == employer);
        !closed && after.is_none_or(|after| standing > after)
    }
}

/// A standing as one segment has it: the rank, and the lowest place of a key that comes after the key.
type Bound = (u64, u32);

/// The start in one segment.
pub(super) struct SegmentStart {
    after: Option<Bound>,
    employers: Option<StrColumn>,
    /// What holds for single employers, by their ordinals; `None` leaves them out.
    own: HashMap<u64, Option<Bound>>,
}

impl SegmentStart {
    pub(super) fn open(
        start: &PageStart,
        keys: &Keys,
        fast: &FastFieldReaders,
    ) -> tantivy::Result<SegmentStart> {
        let bound = |standing: &Standing| (standing.rank, keys.first_after(&standing.key));
        let after = start.after.as_ref().map(bound);
        let employers = if start.held.is_empty() && start.closed.is_empty() {
            None
        } else {
            fast.str(FacetField::Employer.as_str())?
        };
        let mut own = HashMap::new();
        if let Some(column) = &employers {
            for (employer, standing) in &start.held {
                if let Some(ord) = column.dictionary().term_ord(employer)? {
                    own.insert(ord, Some(bound(standing)));
                }
            }
            for employer in &start.closed {
                if let Some(ord) = column.dictionary().term_ord(employer)? {
                    own.insert(ord, None);
                }
            }
        }
        Ok(SegmentStart { after, employers, own })
    }

    /// Whether a document of this rank and place of its key belongs to the page or to those after it.
    pub(super) fn admits(&self, doc: DocId, rank: u64, place: u32) -> bool {
        let mut bound = self.after;
        if let Some(employers) = &self.employers
            && let Some(own) = employers.ords().first(doc).and_then(|ord| self.own.get(&ord))
        {
            match own {
                Some(further) => bound = Some(*further),
                None => return false,
            }
        }
        bound.is_none_or(|(last, first)| rank < last || (rank == last && place >= first))
    }
}

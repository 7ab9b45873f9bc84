//! What a part amounts to, in one word of memory.

use super::MOST_PARTS;

const POINTS: u32 = (1 << 14) - 1;
const KNOWN: u32 = 1 << 14;
const INFORMED: u32 = 1 << 15;
const BLOCKED: u32 = 1 << 16;
const EXCLUDED: u32 = 1 << 17;
const JUDGED: u32 = 1 << 31;

/// What a part amounts to for the one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict(u32);

impl Verdict {
    /// Nobody judged it yet.
    pub(super) const NONE: Self = Self(0);
    /// It says nothing, for or against.
    pub const UNKNOWN: Self = Self(JUDGED);
    /// Whoever has it is not there for the one who asks.
    pub const EXCLUDED: Self = Self(JUDGED | EXCLUDED);

    /// Points in ten-thousandths, at most 10 000.
    pub fn of(points: u16) -> Self {
        Self(JUDGED | KNOWN | u32::from(points).min(10_000))
    }

    /// The same, saying that something known of the entry went into it: an entry without any such part has no score.
    pub fn informed(self, informed: bool) -> Self {
        if informed { Self(self.0 | INFORMED) } else { self }
    }

    /// The same, saying whether a hard condition stands in the way.
    pub fn blocked(self, blocked: bool) -> Self {
        if blocked { Self(self.0 | BLOCKED) } else { self }
    }

    /// The points, if anything is known.
    pub fn points(self) -> Option<u16> {
        // The mask leaves fourteen bits.
        (self.0 & KNOWN != 0).then_some((self.0 & POINTS) as u16)
    }

    pub(super) fn is_judged(self) -> bool {
        self.0 & JUDGED != 0
    }

    pub(super) fn is_informed(self) -> bool {
        self.0 & INFORMED != 0
    }

    pub(super) fn is_blocked(self) -> bool {
        self.0 & BLOCKED != 0
    }

    pub(super) fn is_excluded(self) -> bool {
        self.0 & EXCLUDED != 0
    }

    pub(super) fn is_known(self) -> bool {
        self.0 & KNOWN != 0
    }

    /// The points, nothing where nothing is known.
    pub(super) fn raw(self) -> u32 {
        self.0 & POINTS
    }

    /// What stands in either.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// How the parts that are known count: the share of each in ten-thousandths, and what counts for everybody alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shares {
    /// By the place of the part.
    pub each: [u32; MOST_PARTS],
    /// In hundred-millionths, as the score is.
    pub everybody: u32,
}

//! The ledger of a vacancy's seats on a day.

use super::{Hold, Kept, Phase, Taken};
use crate::domain::ids::{PartnershipId, ProgrammeId};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// The seats of a vacancy on a day, by what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    headcount: u32,
    kept: Vec<Kept>,
    taken: Vec<Taken>,
    today: NaiveDate,
}

/// How many seats are what. The first four add to the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counts {
    /// Free for everybody.
    pub open: u32,
    /// Free, and kept for a class or its partnership.
    pub reserved: u32,
    /// Held by offers.
    pub held: u32,
    /// Filled.
    pub filled: u32,
    /// All.
    pub headcount: u32,
}

/// Who looks for a seat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seeker {
    /// The class.
    pub programme: Option<ProgrammeId>,
    /// The partnership it is trained under.
    pub partnership: Option<PartnershipId>,
}

/// More seats are taken than there would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooFew {
    /// Than the headcount leaves beside what is kept.
    Headcount,
    /// Than are kept for the class.
    Kept(ProgrammeId),
}

impl Ledger {
    /// The ledger of a vacancy that takes so many, keeps these and has given those away. Seats kept for one class in
    /// several pieces are one piece until the latest of their days.
    pub fn new(headcount: u32, kept: &[Kept], taken: &[Taken], today: NaiveDate) -> Self {
        let mut pieces: Vec<Kept> = Vec::new();
        for one in kept {
            match pieces.iter_mut().find(|piece| piece.programme == one.programme) {
                Some(piece) => {
                    piece.seats = piece.seats.saturating_add(one.seats);
                    piece.until = piece.until.max(one.until);
                    piece.open_from = piece.open_from.max(one.open_from);
                }
                None => pieces.push(*one),
            }
        }
        pieces.sort_by_key(|piece| (piece.until, piece.programme));
        Self { headcount, kept: pieces, taken: taken.to_vec(), today }
    }

    /// How many seats are what.
    pub fn counts(&self) -> Counts {
        let by = |hold| self.sum(|taken| taken.seat.hold == hold);
        let reserved = self.closed().map(|kept| self.free_of(kept)).sum();
        let (held, filled) = (by(Hold::Held), by(Hold::Filled));
        let open = self.headcount.saturating_sub(reserved).saturating_sub(held).saturating_sub(filled);
        Counts { open, reserved, held, filled, headcount: self.headcount }
    }

    /// The reservations, the earliest first, each with how many of its seats are free and for whom they are.
    pub fn reservations(&self) -> impl Iterator<Item = (&Kept, u32, Phase)> {
        self.kept.iter().map(|kept| (kept, self.free_of(kept), kept.phase_on(self.today)))
    }

    /// The reservation out of which somebody may take a seat now: the own class's first, then the partnership's, then
    /// what is open to everybody, so that nobody takes from the public what is kept for them. Nothing where none is
    /// free; the inner none is a seat that was never kept for anybody.
    pub fn seat_for(&self, seeker: Seeker) -> Option<Option<ProgrammeId>> {
        let free = || self.kept.iter().filter(|kept| self.free_of(kept) > 0);
        let phase = |kept: &Kept| kept.phase_on(self.today);
        let own = |kept: &&Kept| Some(kept.programme) == seeker.programme;
        let related = |kept: &&Kept| {
            phase(kept) == Phase::Partnership
                && kept.partnership.is_some()
                && kept.partnership == seeker.partnership
        };
        if let Some(kept) = free().find(own).or_else(|| free().find(related)) {
            return Some(Some(kept.programme));
        }
        if self.free_never_kept() > 0 {
            return Some(None);
        }
        free().find(|kept| phase(kept) == Phase::Everybody).map(|kept| Some(kept.programme))
    }

    /// Whether everything that is taken has its place: what is asked before a vacancy is changed.
    ///
    /// # Errors
    /// Where more is taken than there would be.
    pub fn check(&self) -> Result<(), TooFew> {
        let over = self.kept.iter().find(|kept| self.taken_of(kept.programme) > kept.seats);
        if let Some(kept) = over {
            return Err(TooFew::Kept(kept.programme));
        }
        let beside = u64::from(self.sum(|taken| !self.is_of_a_reservation(taken)));
        let kept: u64 = self.kept.iter().map(|kept| u64::from(kept.seats)).sum();
        if beside + kept > u64::from(self.headcount) { Err(TooFew::Headcount) } else { Ok(()) }
    }

    /// The reservations that are not for everybody yet.
    fn closed(&self) -> impl Iterator<Item = &Kept> {
        self.kept.iter().filter(|kept| kept.phase_on(self.today) < Phase::Everybody)
    }

    fn free_of(&self, kept: &Kept) -> u32 {
        kept.seats.saturating_sub(self.taken_of(kept.programme))
    }

    fn free_never_kept(&self) -> u32 {
        let kept: u32 = self.kept.iter().map(|kept| kept.seats).fold(0, u32::saturating_add);
        let taken = self.sum(|taken| !self.is_of_a_reservation(taken));
        self.headcount.saturating_sub(kept).saturating_sub(taken)
    }

    /// What was taken out of a reservation that the vacancy keeps no more counts as taken from all.
    fn is_of_a_reservation(&self, taken: &Taken) -> bool {
        taken.seat.from.is_some_and(|from| self.kept.iter().any(|kept| kept.programme == from))
    }

    fn taken_of(&self, programme: ProgrammeId) -> u32 {
        self.sum(|taken| taken.seat.from == Some(programme))
    }

    fn sum(&self, which: impl Fn(&Taken) -> bool) -> u32 {
        self.taken.iter().filter(|taken| which(taken)).map(|taken| taken.count).fold(0, u32::saturating_add)
    }
}

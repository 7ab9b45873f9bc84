//! The seats of a vacancy in a round, and whom some of them are reserved for.

/// What a vacancy has to give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seats {
    /// All its seats in this round, the reserved ones among them.
    pub total: u32,
    /// The reserved ones. Several reservations for one programme are a fault.
    pub reserved: Vec<Reservation>,
}

impl Seats {
    /// Seats open to everybody.
    pub fn open(total: u32) -> Self {
        Self { total, reserved: Vec::new() }
    }

    /// What is wrong, if anything.
    pub(super) fn fault(&self) -> Option<SeatsFault> {
        let sum: u64 = self.reserved.iter().map(|one| u64::from(one.seats)).sum();
        let mut programmes: Vec<_> = self.reserved.iter().map(|one| one.programme).collect();
        programmes.sort_unstable();
        if programmes.windows(2).any(|pair| pair[0] == pair[1]) {
            Some(SeatsFault::ReservedTwice)
        } else if sum > u64::from(self.total) {
            Some(SeatsFault::ReservedBeyondTotal)
        } else {
            None
        }
    }

    /// The seats that are in nobody's reservation.
    pub(super) fn unreserved(&self) -> u32 {
        self.reserved.iter().fold(self.total, |left, one| left.saturating_sub(one.seats))
    }

    /// The reservation for the programme, by its place among the reservations.
    pub(super) fn reservation_for(&self, programme: Option<u32>) -> Option<(usize, &Reservation)> {
        let programme = programme?;
        self.reserved.iter().enumerate().find(|(_, one)| one.programme == programme)
    }
}

/// Seats that the people of a programme (an order class) fill first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reservation {
    /// The programme, by the number it has in this round.
    pub programme: u32,
    /// How many seats.
    pub seats: u32,
    /// What happens to those that nobody of the programme takes: kept empty (until the reservation is released), or
    /// given to the others in this very round.
    pub yields: bool,
}

/// What is wrong with a vacancy's seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeatsFault {
    /// More seats are reserved than there are.
    #[error("more seats are reserved than there are")]
    ReservedBeyondTotal,
    /// Two reservations for the same programme.
    #[error("two reservations for the same programme")]
    ReservedTwice,
}

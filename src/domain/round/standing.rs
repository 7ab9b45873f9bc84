//! How the vacancies stand after a round: who holds their seats, and before which place somebody would be taken in.

use super::{
    assignment::Assignment,
    market::{Market, NONE},
    seats::Seats,
};

/// The vacancies as an assignment leaves them.
#[derive(Debug)]
pub(super) struct Standing {
    /// Which wish of the own list each graduate got, or [`NONE`].
    ranks: Vec<u32>,
    starts: Vec<u32>,
    held: Vec<Held>,
    rooms: Vec<Room>,
    /// The bars of reservations, vacancy by vacancy.
    bars: Vec<ClassBar>,
}

/// Somebody who holds a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    pub(super) place: u32,
    pub(super) graduate: u32,
}

/// Before this place somebody of the programme would be taken in.
#[derive(Debug, Clone, Copy)]
struct ClassBar {
    programme: u32,
    bar: u32,
}

#[derive(Debug, Clone, Copy)]
struct Room {
    /// Before this place anybody would be taken in.
    bar: u32,
    /// Where the bars of the reservations begin, and how many there are.
    reserved: u32,
    reservations: u32,
    /// More people than the vacancy would choose.
    overfull: bool,
    /// Reserved seats that stay empty.
    kept: u32,
}

impl Standing {
    /// Looks up who holds what. Who holds something that was not wished is left out: the verifier says so.
    pub(super) fn of(market: &Market, assignment: &Assignment) -> Self {
        let mut starts = vec![0_u32; market.vacancies() + 1];
        let mut holders = Vec::with_capacity(assignment.0.len());
        let mut ranks = vec![NONE; market.graduates()];
        for (graduate, vacancy) in assignment.0.iter().enumerate() {
            let wishes = market.wishes_of(graduate);
            // Nobody's list has the number that stands for none.
            let granted = wishes.iter().position(|wish| wish.vacancy == *vacancy);
            if let Some(rank) = granted.filter(|rank| wishes[*rank].place != NONE) {
                ranks[graduate] = rank as u32;
                holders.push((*vacancy, Held { place: wishes[rank].place, graduate: graduate as u32 }));
                starts[*vacancy as usize + 1] += 1;
            }
        }
        for vacancy in 1..starts.len() {
            starts[vacancy] += starts[vacancy - 1];
        }
        let mut next = starts.clone();
        let mut held = vec![Held { place: NONE, graduate: NONE }; holders.len()];
        for (vacancy, one) in holders {
            let at = &mut next[vacancy as usize];
            held[*at as usize] = one;
            *at += 1;
        }
        let rooms = Vec::with_capacity(market.vacancies());
        let mut standing = Self { ranks, starts, held, rooms, bars: Vec::new() };
        for (vacancy, seats) in market.seats.iter().enumerate() {
            let range = standing.range(vacancy);
            standing.held[range].sort_unstable();
            standing.add_room(market, vacancy, seats);
        }
        standing
    }

    /// Sets the best of each programme on its reserved seats and looks how far the others fill the rest.
    fn add_room(&mut self, market: &Market, vacancy: usize, seats: &Seats) {
        let (reserved, held) = (self.bars.len(), &self.held[self.range(vacancy)]);
        let mut taken = vec![0_u32; seats.reserved.len()];
        let (mut others, mut last) = (0_u32, 0);
        self.bars.extend(seats.reserved.iter().map(|one| ClassBar { programme: one.programme, bar: 0 }));
        for one in held {
            match seats.reservation_for(market.programme_of(one.graduate as usize)) {
                Some((number, reservation)) if taken[number] < reservation.seats => {
                    taken[number] += 1;
                    self.bars[reserved + number].bar = one.place;
                }
                _ => (others, last) = (others + 1, one.place),
            }
        }
        let (mut room, mut kept) = (seats.unreserved(), 0);
        for (reservation, taken) in seats.reserved.iter().zip(&taken) {
            let left = reservation.seats - taken;
            *(if reservation.yields { &mut room } else { &mut kept }) += left;
        }
        let bar = if others < room { NONE } else { last };
        for (number, reservation) in seats.reserved.iter().enumerate() {
            let own = &mut self.bars[reserved + number].bar;
            *own = if taken[number] < reservation.seats { NONE } else { bar.max(*own) };
        }
        let (reserved, reservations) = (reserved as u32, taken.len() as u32);
        self.rooms.push(Room { bar, reserved, reservations, overfull: others > room, kept });
    }

    /// Which wish of the own list the graduate got; nothing if none, or one that could not be granted.
    pub(super) fn rank(&self, graduate: usize) -> Option<usize> {
        Some(self.ranks[graduate]).filter(|rank| *rank != NONE).map(|rank| rank as usize)
    }

    fn range(&self, vacancy: usize) -> std::ops::Range<usize> {
        self.starts[vacancy] as usize..self.starts[vacancy + 1] as usize
    }

    /// Who holds the seats of a vacancy, in its order.
    pub(super) fn held(&self, vacancy: usize) -> &[Held] {
        &self.held[self.range(vacancy)]
    }

    /// Before this place somebody of the programme would be taken in.
    pub(super) fn bar(&self, vacancy: usize, programme: Option<u32>) -> u32 {
        let room = self.rooms[vacancy];
        let (Some(programme), 1..) = (programme, room.reservations) else { return room.bar };
        let classes = &self.bars[room.reserved as usize..][..room.reservations as usize];
        classes.iter().find(|class| class.programme == programme).map_or(room.bar, |class| class.bar)
    }

    /// Whether each vacancy holds more than it would choose.
    pub(super) fn overfull(&self) -> impl Iterator<Item = bool> {
        self.rooms.iter().map(|room| room.overfull)
    }

    /// Reserved seats of the vacancy that stay empty.
    pub(super) fn kept(&self, vacancy: usize) -> u32 {
        self.rooms[vacancy].kept
    }
}

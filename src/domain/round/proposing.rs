//! Deferred acceptance in which the graduates propose: each asks the best vacancy that has not refused yet, and each
//! vacancy holds the best who asked so far.
//!
//! A vacancy holds people in pools: one for each reservation and the open one. Whoever falls out of a reserved pool
//! competes in the open one. Seats of a reservation that yields are in the open pool until somebody of the programme
//! needs them.

use super::{
    assignment::Assignment,
    market::{Market, NONE},
    seats::Reservation,
};

pub(super) fn graduates_propose(market: &Market) -> Assignment {
    let mut desks = Desks::of(market);
    let mut people: Vec<Asking> =
        (0..market.graduates()).map(|graduate| Asking::of(market, graduate)).collect();
    // Turn by turn and not along the chain of who drives out whom: the result is the same, and who asks next is known
    // early enough to be fetched from memory.
    let mut waiting: Vec<u32> = (0..market.graduates() as u32).collect();
    let mut refused = Vec::new();
    while !waiting.is_empty() {
        for graduate in waiting.drain(..) {
            let asking = &mut people[graduate as usize];
            if let Some(other) = asking.ask(market, &mut desks, graduate) {
                people[other as usize].at += 1;
                refused.push(other);
            }
        }
        std::mem::swap(&mut waiting, &mut refused);
    }
    Assignment::granting(market, people.iter().map(|one| if one.at < one.end { one.at } else { NONE }))
}

/// How far down the list a graduate is.
struct Asking {
    /// The wish that is asked or held, among all wishes.
    at: u32,
    end: u32,
    programme: u32,
}

impl Asking {
    fn of(market: &Market, graduate: usize) -> Self {
        let (at, end) = (market.wish_starts[graduate], market.wish_starts[graduate + 1]);
        Self { at, end, programme: market.programmes[graduate] }
    }

    /// Goes down the list until a vacancy holds the graduate; who has to leave for it is returned.
    fn ask(&mut self, market: &Market, desks: &mut Desks, graduate: u32) -> Option<u32> {
        while self.at < self.end {
            let wish = market.wishes[self.at as usize];
            let newcomer = Seated::new(wish.place, graduate);
            let vacancy = wish.vacancy as usize;
            let answer = match self.programme {
                NONE => desks.ask_open(vacancy, newcomer),
                programme => desks.ask_as_member(vacancy, programme, newcomer),
            };
            match answer {
                Answer::Refused => self.at += 1,
                Answer::Held => return None,
                Answer::HeldInsteadOf(other) => return Some(other.graduate()),
            }
        }
        None
    }
}

/// Somebody in a seat. The greater has the later place in the vacancy's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seated(u64);

impl Seated {
    fn new(place: u32, graduate: u32) -> Self {
        Self((u64::from(place) << 32) | u64::from(graduate))
    }

    fn place(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn graduate(self) -> u32 {
        (self.0 & u64::from(u32::MAX)) as u32
    }
}

enum Answer {
    Refused,
    Held,
    HeldInsteadOf(Seated),
}

/// All pools: the open ones by vacancy, then the reserved ones. Each is a heap in the common array of seats, whoever
/// comes last in the order at its top.
struct Desks {
    pools: Vec<Pool>,
    /// Where each vacancy's reserved pools begin, and last where they all end.
    reserved: Vec<u32>,
    seated: Vec<Seated>,
}

#[derive(Clone, Copy)]
struct Pool {
    start: usize,
    held: u32,
    seats: u32,
    /// Only who has a place before this is held: the last one's where the pool is full.
    bar: u32,
    /// For whom it is reserved, or [`NONE`].
    programme: u32,
    /// Whether the seats are the open pool's until they are needed.
    yields: bool,
}

impl Desks {
    fn of(market: &Market) -> Self {
        let (mut pools, mut reserved, mut start) = (Vec::with_capacity(market.vacancies()), Vec::new(), 0);
        let mut add = |pools: &mut Vec<Pool>, vacancy: usize, one: Reservation| {
            // More seats than people are never needed, whatever a vacancy says.
            let longest = u32::try_from(market.order_of(vacancy).len()).unwrap_or(NONE);
            let Reservation { programme, yields, .. } = one;
            let seats = one.seats.min(longest);
            pools.push(Pool {
                start,
                held: 0,
                seats,
                bar: if seats == 0 { 0 } else { NONE },
                programme,
                yields,
            });
            start += seats as usize;
        };
        for (vacancy, seats) in market.seats.iter().enumerate() {
            let yielding: u32 = seats.reserved.iter().filter(|one| one.yields).map(|one| one.seats).sum();
            let open = Reservation { programme: NONE, seats: seats.unreserved() + yielding, yields: false };
            add(&mut pools, vacancy, open);
        }
        for (vacancy, seats) in market.seats.iter().enumerate() {
            reserved.push(pools.len() as u32);
            seats.reserved.iter().for_each(|one| add(&mut pools, vacancy, *one));
        }
        reserved.push(pools.len() as u32);
        Self { pools, reserved, seated: vec![Seated(0); start] }
    }

    fn ask_open(&mut self, vacancy: usize, newcomer: Seated) -> Answer {
        let pool = &mut self.pools[vacancy];
        if newcomer.place() >= pool.bar {
            return Answer::Refused;
        }
        pool.hold(&mut self.seated, newcomer)
    }

    fn ask_as_member(&mut self, vacancy: usize, programme: u32, newcomer: Seated) -> Answer {
        let own = self.reserved[vacancy] as usize..self.reserved[vacancy + 1] as usize;
        let Some(pool) = self.pools[own].iter_mut().find(|pool| pool.programme == programme) else {
            return self.ask_open(vacancy, newcomer);
        };
        if newcomer.place() >= pool.bar {
            return self.ask_open(vacancy, newcomer);
        }
        match pool.hold(&mut self.seated, newcomer) {
            Answer::HeldInsteadOf(other) => match self.ask_open(vacancy, other) {
                Answer::Refused => Answer::HeldInsteadOf(other),
                answer => answer,
            },
            Answer::Held if pool.yields => self.pools[vacancy].give_up_a_seat(&mut self.seated),
            answer => answer,
        }
    }
}

impl Pool {
    /// Holds somebody who is before the bar.
    fn hold(&mut self, seated: &mut [Seated], newcomer: Seated) -> Answer {
        let heap = &mut seated[self.start..self.start + self.seats as usize];
        if self.held < self.seats {
            heap[self.held as usize] = newcomer;
            self.held += 1;
            rise(&mut heap[..self.held as usize]);
            self.raise_bar(heap[0]);
            return Answer::Held;
        }
        let last = std::mem::replace(&mut heap[0], newcomer);
        sink(heap);
        self.raise_bar(heap[0]);
        Answer::HeldInsteadOf(last)
    }

    /// One seat fewer, because a programme needs it; whoever comes last may have to leave.
    fn give_up_a_seat(&mut self, seated: &mut [Seated]) -> Answer {
        let heap = &mut seated[self.start..self.start + self.held as usize];
        let crowded = self.held == self.seats;
        self.seats = self.seats.saturating_sub(1);
        if !crowded {
            if let Some(last) = heap.first() {
                self.raise_bar(*last);
            } else if self.seats == 0 {
                self.bar = 0;
            }
            return Answer::Held;
        }
        let Some((end, rest)) = heap.split_last_mut() else {
            self.bar = 0;
            return Answer::Held;
        };
        let Some(top) = rest.first_mut() else {
            (self.held, self.bar) = (0, 0);
            return Answer::HeldInsteadOf(*end);
        };
        let last = std::mem::replace(top, *end);
        sink(rest);
        self.held -= 1;
        self.raise_bar(rest[0]);
        Answer::HeldInsteadOf(last)
    }

    fn raise_bar(&mut self, last: Seated) {
        if self.held == self.seats {
            self.bar = last.place();
        }
    }
}

/// Lets the last of the heap rise to where it belongs.
fn rise(heap: &mut [Seated]) {
    let mut at = heap.len() - 1;
    while at > 0 && heap[(at - 1) / 2] < heap[at] {
        heap.swap(at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

/// Lets the first of the heap sink to where it belongs.
fn sink(heap: &mut [Seated]) {
    let mut at = 0;
    loop {
        let (left, right) = (2 * at + 1, 2 * at + 2);
        let mut greatest = at;
        if left < heap.len() && heap[left] > heap[greatest] {
            greatest = left;
        }
        if right < heap.len() && heap[right] > heap[greatest] {
            greatest = right;
        }
        if greatest == at {
            return;
        }
        heap.swap(at, greatest);
        at = greatest;
    }
}

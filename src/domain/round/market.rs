//! A round as two sets of flat arrays that point into each other, so that no step of it searches for anything.
//!
//! The person's side: every wish knows the place of the person in that vacancy's order. The vacancy's side: every
//! place of the order knows the person and the wish. A wish that the vacancy does not answer (it does not list the
//! person; the person may not do that work) keeps its rank in the person's list and has no place.

use super::{
    lists::Lists,
    seats::{Seats, SeatsFault},
};

/// No place in an order, and nobody in a seat.
pub(super) const NONE: u32 = u32::MAX;

/// Everybody's lists, ready to be assigned.
#[derive(Debug, Clone)]
pub struct Market {
    pub(super) wish_starts: Vec<u32>,
    pub(super) wishes: Vec<Wish>,
    pub(super) order_starts: Vec<u32>,
    pub(super) order: Vec<Listed>,
    pub(super) seats: Vec<Seats>,
    /// The programme of each person, or [`NONE`].
    pub(super) programmes: Vec<u32>,
}

/// One entry of a person's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) vacancy: u32,
    /// The place of the person in the vacancy's order, or [`NONE`].
    pub(super) place: u32,
}

/// One entry of a vacancy's order: of those only who wish it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) graduate: u32,
    /// The number of the wish among all wishes: the lower of two of one person is the better.
    pub(super) wish: u32,
}

/// What the vacancies think of the wishes.
#[derive(Debug, Clone, Copy)]
pub enum Choices<'a> {
    /// The vacancies' own lists of people, best first. Only who is on both lists counts.
    Lists(&'a Lists),
    /// A score for every wish, in the order of all wishes; the higher is the better, nothing means that the vacancy
    /// may not take this person. Where scores are equal, the person whose turn is earlier comes first (see [`turns`]).
    ///
    /// [`turns`]: super::turns
    Scores {
        /// The scores.
        scores: &'a [Option<u32>],
        /// The turn of each person.
        turns: &'a [u32],
    },
}

/// Whose list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A graduate's.
    Graduate,
    /// A vacancy's.
    Vacancy,
}

/// Why lists make no round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MarketFault {
    /// A list names somebody who is not in the round.
    #[error("entry {entry} of list {list} of the {side:?} side is not in the round")]
    Stranger {
        /// Whose list.
        side: Side,
        /// Which.
        list: usize,
        /// Where in it.
        entry: usize,
    },
    /// A list names somebody twice.
    #[error("entry {entry} of list {list} of the {side:?} side repeats another")]
    Repeated {
        /// Whose list.
        side: Side,
        /// Which.
        list: usize,
        /// Where in it.
        entry: usize,
    },
    /// The seats of a vacancy contradict themselves.
    #[error("vacancy {vacancy}: {fault}")]
    Seats {
        /// Which.
        vacancy: usize,
        /// What is wrong.
        fault: SeatsFault,
    },
    /// Scores, turns, programmes or lists are not as many as what they are for.
    #[error("{0} are not as many as they must be")]
    Uneven(&'static str),
}

impl Market {
    /// Brings the lists together. `programmes` says for each graduate the programme whose reservations count, by the
    /// number it has in this round.
    ///
    /// # Errors
    /// When a list has strangers or repeats, seats contradict themselves, or the parts are not of one size.
    pub fn new(
        wishes: &Lists,
        programmes: &[Option<u32>],
        seats: Vec<Seats>,
        choices: Choices<'_>,
    ) -> Result<Self, MarketFault> {
        if programmes.len() != wishes.len() {
            return Err(MarketFault::Uneven("programmes"));
        }
        check_seats(&seats)?;
        check_lists(wishes, seats.len(), Side::Graduate)?;
        let mut market = Self::unordered(wishes, programmes, seats);
        match choices {
            Choices::Lists(lists) => market.order_by_lists(lists)?,
            Choices::Scores { scores, turns } => market.order_by_scores(scores, turns)?,
        }
        Ok(market)
    }

    /// Each vacancy with those who wish it, in the order of the graduates, and no wish answered yet.
    fn unordered(lists: &Lists, programmes: &[Option<u32>], seats: Vec<Seats>) -> Self {
        let mut order_starts = vec![0; seats.len() + 1];
        for vacancy in lists.entries() {
            order_starts[*vacancy as usize + 1] += 1;
        }
        for place in 1..order_starts.len() {
            order_starts[place] += order_starts[place - 1];
        }
        let mut next = order_starts.clone();
        let mut order = vec![Listed { graduate: NONE, wish: NONE }; lists.entries().len()];
        let mut wish = 0;
        for (graduate, list) in (0_u32..).zip(lists.iter()) {
            for vacancy in list {
                let place = &mut next[*vacancy as usize];
                order[*place as usize] = Listed { graduate, wish };
                (*place, wish) = (*place + 1, wish + 1);
            }
        }
        Self {
            wish_starts: lists.starts().to_vec(),
            wishes: lists.entries().iter().map(|vacancy| Wish { vacancy: *vacancy, place: NONE }).collect(),
            order_starts,
            order,
            seats,
            programmes: programmes.iter().map(|programme| programme.unwrap_or(NONE)).collect(),
        }
    }

    fn order_by_scores(&mut self, scores: &[Option<u32>], turns: &[u32]) -> Result<(), MarketFault> {
        if scores.len() != self.wishes.len() {
            return Err(MarketFault::Uneven("scores"));
        }
        if turns.len() != self.graduates() {
            return Err(MarketFault::Uneven("turns"));
        }
        let mut sorted: Vec<(u64, Listed)> = Vec::new();
        self.reorder(|wished, kept| {
            sorted.clear();
            sorted.extend(wished.iter().filter_map(|one| {
                let score = scores[one.wish as usize]?;
                let turn = turns[one.graduate as usize];
                Some(((u64::from(!score) << 32) | u64::from(turn), *one))
            }));
            sorted.sort_unstable_by_key(|(key, one)| (*key, one.graduate));
            kept.extend(sorted.iter().map(|(_, one)| *one));
        });
        Ok(())
    }

    fn order_by_lists(&mut self, lists: &Lists) -> Result<(), MarketFault> {
        if lists.len() != self.vacancies() {
            return Err(MarketFault::Uneven("lists of vacancies"));
        }
        check_lists(lists, self.graduates(), Side::Vacancy)?;
        let mut wish_of = vec![NONE; self.graduates()];
        let mut lists = lists.iter();
        self.reorder(|wished, kept| {
            wished.iter().for_each(|one| wish_of[one.graduate as usize] = one.wish);
            for graduate in lists.next().unwrap_or_default() {
                let wish = wish_of[*graduate as usize];
                if wish != NONE {
                    kept.push(Listed { graduate: *graduate, wish });
                }
            }
            wished.iter().for_each(|one| wish_of[one.graduate as usize] = NONE);
        });
        Ok(())
    }

    /// Lets `sort` choose, vacancy by vacancy, whom of those who wish it to keep and in which order.
    fn reorder(&mut self, mut sort: impl FnMut(&[Listed], &mut Vec<Listed>)) {
        let (mut kept, mut end) = (Vec::new(), 0_usize);
        for vacancy in 0..self.vacancies() {
            kept.clear();
            let wished = self.order_starts[vacancy] as usize..self.order_starts[vacancy + 1] as usize;
            sort(&self.order[wished], &mut kept);
            for (place, one) in (0_u32..).zip(&kept) {
                self.wishes[one.wish as usize].place = place;
            }
            // Never more than were there, so that nothing unread is overwritten.
            self.order_starts[vacancy] = end as u32;
            self.order[end..end + kept.len()].copy_from_slice(&kept);
            end += kept.len();
        }
        if let Some(last) = self.order_starts.last_mut() {
            *last = end as u32;
        }
        self.order.truncate(end);
    }

    /// How many graduates there are.
    pub fn graduates(&self) -> usize {
        self.wish_starts.len() - 1
    }

    /// How many vacancies there are.
    pub fn vacancies(&self) -> usize {
        self.seats.len()
    }

    /// The seats of a vacancy.
    pub fn seats(&self, vacancy: usize) -> &Seats {
        &self.seats[vacancy]
    }

    /// The bytes of the arrays that grow with the lists.
    pub fn size(&self) -> usize {
        self.wishes.len() * size_of::<Wish>() + self.order.len() * size_of::<Listed>()
    }

    pub(super) fn wishes_of(&self, graduate: usize) -> &[Wish] {
        &self.wishes[self.wish_starts[graduate] as usize..self.wish_starts[graduate + 1] as usize]
    }

    pub(super) fn order_of(&self, vacancy: usize) -> &[Listed] {
        &self.order[self.order_starts[vacancy] as usize..self.order_starts[vacancy + 1] as usize]
    }

    pub(super) fn programme_of(&self, graduate: usize) -> Option<u32> {
        Some(self.programmes[graduate]).filter(|programme| *programme != NONE)
    }
}

fn check_seats(seats: &[Seats]) -> Result<(), MarketFault> {
    let fault = |(vacancy, seats): (usize, &Seats)| Some((vacancy, seats.fault()?));
    match seats.iter().enumerate().find_map(fault) {
        Some((vacancy, fault)) => Err(MarketFault::Seats { vacancy, fault }),
        None => Ok(()),
    }
}

/// Every entry is below `others`, and none comes twice in its list.
fn check_lists(lists: &Lists, others: usize, side: Side) -> Result<(), MarketFault> {
    let mut seen = vec![NONE; others];
    for (number, list) in (0_u32..).zip(lists.iter()) {
        for (entry, one) in list.iter().enumerate() {
            let list = number as usize;
            match seen.get_mut(*one as usize) {
                None => return Err(MarketFault::Stranger { side, list, entry }),
                Some(last) if *last == number => return Err(MarketFault::Repeated { side, list, entry }),
                Some(last) => *last = number,
            }
        }
    }
    Ok(())
}

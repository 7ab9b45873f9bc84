//! What a person is told: the rank, and for each vacancy wished more, why it was not that one. Counts and places only;
//! who the others are is nobody's to know.

use super::{
    assignment::Assignment,
    market::{Market, NONE, Wish},
    standing::Standing,
};
use crate::domain::language::Bilingual;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The answers to everybody's questions after a round.
#[derive(Debug)]
pub struct Reasons<'a> {
    market: &'a Market,
    standing: Standing,
}

/// What became of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Placed.
    Placed {
        /// Where.
        vacancy: u32,
        /// Which wish of the own list it was, 1 the first.
        rank: u32,
    },
    /// Not placed.
    Unplaced(Unplaced),
}

/// Why somebody is not placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unplaced {
    /// The list is empty.
    NoWishes,
    /// No vacancy of the list may take this person.
    NoneEligible,
    /// Every vacancy that might take this person has no seat in this round that this person could have.
    NoSeats,
    /// The seats went to people with an earlier place.
    AllFull,
}

/// A vacancy that was wished more than what the person got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// The vacancy.
    pub vacancy: u32,
    /// Which wish of the own list, 1 the first.
    pub rank: u32,
    /// Why it was not this one.
    pub why: Why,
    /// All seats of the vacancy.
    pub seats: u32,
    /// How many people hold one.
    pub admitted: u32,
    /// Seats that are kept for a programme and stay empty in this round.
    pub kept: u32,
    /// How many people wished it and may have it.
    pub applicants: u32,
    /// The person's own place among them, 1 the first.
    pub own_place: Option<u32>,
    /// How many of those who hold a seat have an earlier place.
    pub ahead: u32,
    /// The place of the last one admitted to a seat that this person could have had.
    pub last_place: Option<u32>,
    /// The number of that one's wish among all wishes, to look up the score by. Not for showing.
    pub last_wish: Option<u32>,
}

/// Why somebody did not get a vacancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The vacancy may not take this person.
    NotEligible,
    /// It has no seat in this round that this person could have.
    NoSeats,
    /// Its seats went to people with an earlier place.
    Full,
    /// Nothing stood in the way: the assignment is not stable.
    Nothing,
}

impl<'a> Reasons<'a> {
    /// Prepares to answer.
    pub fn of(market: &'a Market, assignment: &Assignment) -> Self {
        Self { market, standing: Standing::of(market, assignment) }
    }

    /// How many people hold a seat of the vacancy, how many of its reserved seats stay empty, and how many people wished
    /// it and may have it.
    pub fn of_vacancy(&self, vacancy: usize) -> (u32, u32, u32) {
        let held = self.standing.held(vacancy).len() as u32;
        (held, self.standing.kept(vacancy), self.market.order_of(vacancy).len() as u32)
    }

    /// What became of this graduate.
    pub fn outcome(&self, graduate: usize) -> Outcome {
        let wishes = self.market.wishes_of(graduate);
        if let Some(rank) = self.standing.rank(graduate) {
            return Outcome::Placed { vacancy: wishes[rank].vacancy, rank: rank as u32 + 1 };
        }
        let whys: Vec<_> = wishes.iter().map(|wish| self.why(graduate, *wish)).collect();
        Outcome::Unplaced(match () {
            () if whys.is_empty() => Unplaced::NoWishes,
            () if whys.iter().all(|why| *why == Why::NotEligible) => Unplaced::NoneEligible,
            () if whys.iter().all(|why| matches!(why, Why::NotEligible | Why::NoSeats)) => Unplaced::NoSeats,
            () => Unplaced::AllFull,
        })
    }

    /// The vacancies wished more than what the graduate got, the most wished first.
    pub fn missed(&self, graduate: usize) -> impl Iterator<Item = Missed> {
        let wishes = self.market.wishes_of(graduate);
        let own = self.standing.rank(graduate).unwrap_or(wishes.len());
        (1_u32..).zip(&wishes[..own]).map(move |(rank, wish)| self.missed_one(graduate, rank, *wish))
    }

    fn missed_one(&self, graduate: usize, rank: u32, wish: Wish) -> Missed {
        let vacancy = wish.vacancy as usize;
        let held = self.standing.held(vacancy);
        let bar = self.bar(graduate, vacancy);
        let last = self.market.order_of(vacancy).get(bar as usize).filter(|_| !held.is_empty());
        let last = last.filter(|last| held.iter().any(|one| one.graduate == last.graduate));
        Missed {
            vacancy: wish.vacancy,
            rank,
            why: self.why(graduate, wish),
            seats: self.market.seats[vacancy].total,
            admitted: held.len() as u32,
            kept: self.standing.kept(vacancy),
            applicants: self.market.order_of(vacancy).len() as u32,
            own_place: (wish.place != NONE).then(|| wish.place + 1),
            ahead: held.partition_point(|one| one.place < wish.place) as u32,
            last_place: last.map(|_| bar + 1),
            last_wish: last.map(|last| last.wish),
        }
    }

    fn why(&self, graduate: usize, wish: Wish) -> Why {
        let vacancy = wish.vacancy as usize;
        let seats = &self.market.seats[vacancy];
        let own = seats.reservation_for(self.market.programme_of(graduate)).map_or(0, |(_, one)| one.seats);
        let yielded: u32 = seats.reserved.iter().filter(|one| one.yields).map(|one| one.seats).sum();
        match wish.place {
            NONE => Why::NotEligible,
            _ if u64::from(seats.unreserved()) + u64::from(own) + u64::from(yielded) == 0 => Why::NoSeats,
            place if place < self.bar(graduate, vacancy) => Why::Nothing,
            _ => Why::Full,
        }
    }

    fn bar(&self, graduate: usize, vacancy: usize) -> u32 {
        self.standing.bar(vacancy, self.market.programme_of(graduate))
    }
}

impl Unplaced {
    /// In words.
    pub fn message(self) -> Bilingual {
        match self {
            Self::NoWishes => Bilingual::new("志愿表是空的", "The list of wishes is empty"),
            Self::NoneEligible => Bilingual::new(
                "志愿表中的岗位都不符合录用条件",
                "None of the vacancies on the list may take this person",
            ),
            Self::NoSeats => Bilingual::new(
                "志愿表中的岗位本轮都没有可以分配的名额",
                "The vacancies on the list have no seat to give in this round",
            ),
            Self::AllFull => Bilingual::new(
                "志愿表中的岗位都已招满，名额给了排名更靠前的人",
                "The vacancies on the list are full: the seats went to people ranked higher",
            ),
        }
    }
}

impl Missed {
    /// In words, without anybody's name.
    pub fn message(&self) -> Bilingual {
        let Self { seats, admitted, kept, applicants, ahead, .. } = *self;
        let own = self.own_place.unwrap_or(0);
        let (mut zh, mut en) = match self.why {
            Why::NotEligible => {
                ("不符合该岗位的录用条件".to_owned(), "The vacancy may not take this person".to_owned())
            }
            Why::NoSeats => (
                "该岗位本轮没有可以分配给您的名额".to_owned(),
                "The vacancy has no seat that this person could have in this round".to_owned(),
            ),
            Why::Full => (
                format!(
                    "名额 {seats} 个，已录取 {admitted} 人；您在 {applicants} 名申请人中排第 {own}，录取者中有 {ahead} 人排在您前面"
                ),
                format!(
                    "{admitted} people hold its {seats} seats; of {applicants} applicants this person is number \
                     {own}, and {ahead} of those admitted rank higher"
                ),
            ),
            Why::Nothing => {
                ("没有障碍：分配结果不稳定".to_owned(), "Nothing stands in the way: not stable".to_owned())
            }
        };
        if kept > 0 && self.why != Why::NotEligible {
            zh.push_str(&format!("；另有 {kept} 个名额为订单班等保留"));
            en.push_str(&format!("; {kept} seats are kept for a programme"));
        }
        Bilingual::new(zh, en)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Optimum, Reservation, Seats, assign, naive::World},
        *,
    };

    /// Vacancy 0 has three seats, two of them kept for programme 7; vacancy 1 has one; vacancy 2 has none.
    fn world() -> World {
        let kept = Reservation { programme: 7, seats: 2, yields: false };
        World {
            wishes: vec![vec![0, 1], vec![0, 1], vec![0, 1], vec![2], vec![], vec![1, 0], vec![2, 1]],
            programmes: vec![None, Some(7), None, None, None, None, None],
            seats: vec![Seats { total: 3, reserved: vec![kept] }, Seats::open(1), Seats::open(0)],
            orders: vec![vec![0, 2, 1], vec![1, 2, 0], vec![3]],
        }
    }

    #[test]
    fn everybody_is_told_the_rank_and_why_not_better() {
        let market = world().market();
        let assignment = assign(&market, Optimum::Graduates);
        let reasons = Reasons::of(&market, &assignment);
        let outcomes: Vec<_> = (0..7).map(|graduate| reasons.outcome(graduate)).collect();
        assert_eq!(
            outcomes,
            [
                Outcome::Placed { vacancy: 0, rank: 1 },
                Outcome::Placed { vacancy: 0, rank: 1 },
                Outcome::Placed { vacancy: 1, rank: 2 },
                Outcome::Unplaced(Unplaced::NoSeats),
                Outcome::Unplaced(Unplaced::NoWishes),
                Outcome::Unplaced(Unplaced::NoneEligible),
                Outcome::Unplaced(Unplaced::NoneEligible),
            ]
        );
        assert_eq!(reasons.missed(0).count(), 0);
        let missed: Vec<_> = reasons.missed(2).collect();
        assert_eq!(
            missed,
            [Missed {
                vacancy: 0,
                rank: 1,
                why: Why::Full,
                seats: 3,
                admitted: 2,
                kept: 1,
                applicants: 3,
                own_place: Some(2),
                ahead: 1,
                last_place: Some(1),
                last_wish: Some(0),
            }]
        );
        let said = missed[0].message();
        assert!(said.zh.contains("排第 2") && said.zh.contains("1 个名额为订单班等保留"), "{said:?}");
        assert!(
            said.en.ends_with("1 of those admitted rank higher; 1 seats are kept for a programme"),
            "{said:?}"
        );
        assert_eq!(reasons.missed(3).next().unwrap().why, Why::NoSeats);
        let strangers: Vec<_> = reasons.missed(6).map(|missed| missed.why).collect();
        assert_eq!(strangers, [Why::NotEligible, Why::NotEligible]);
    }

    #[test]
    fn an_unstable_assignment_is_not_explained_away() {
        let market = world().market();
        let nobody: Assignment = vec![None; 7].into_iter().collect();
        let reasons = Reasons::of(&market, &nobody);
        assert_eq!(reasons.missed(0).next().unwrap().why, Why::Nothing);
    }
}

//! From the highest ceiling down, until nobody left can be among the best.

use super::HEAD;
use super::best::{Best, Kept};
use super::store::{Entry, Pool, Row};
use super::verdict::{Shares, Verdict};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// Says what parts amount to for the one who asks.
pub trait Judge {
    /// What the part at a place (the head first) with this id amounts to. Asked at most once for each in a walk.
    fn judge(&mut self, place: usize, id: u32) -> Verdict;

    /// How those parts count that are known, by the bits of their places; nothing where there is no score.
    fn shares(&self, known: u16) -> Option<Shares>;

    /// A score that nobody exceeds whose first parts amount to these, whatever the others do.
    fn ceiling(&self, first: &[Verdict]) -> u32;
}

/// What is asked of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// How many at most.
    pub most: usize,
    /// Entries whose bar exceeds this are blocked.
    pub bar: u32,
    /// Only those that score at least this, in hundred-millionths; `None` takes also who has no score.
    pub least: Option<u32>,
    /// Whether anybody may be unblocked; where not, everybody is blocked.
    pub anybody: bool,
    /// Whether the blocked ones fill up where the others are too few.
    pub fill: bool,
}

/// One that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<const N: usize> {
    /// The entry.
    pub entry: Entry<N>,
    /// In hundred-millionths; `None` where nothing is known.
    pub score: Option<u32>,
    /// Whether a hard condition stands in the way.
    pub blocked: bool,
}

impl<const N: usize> Pool<N> {
    /// The best for the one who asks: the unblocked before the blocked, then by score, then by key. The same as if
    /// everybody had been looked at.
    pub fn find(&self, judge: &mut dyn Judge, ask: &Ask) -> Vec<Found<N>> {
        let mut walk = Walk::new(self, judge);
        let mut found = if ask.anybody { walk.pass(ask, ask.most, false, true) } else { Vec::new() };
        if ask.fill && found.len() < ask.most {
            found.extend(walk.pass(ask, ask.most - found.len(), true, true));
        }
        found
    }

    /// The same by looking at everybody: what [`Pool::find`] is measured against.
    pub fn find_by_looking_at_everybody(&self, judge: &mut dyn Judge, ask: &Ask) -> Vec<Found<N>> {
        let mut walk = Walk::new(self, judge);
        let mut found = walk.pass(ask, ask.most, false, false);
        if ask.fill && found.len() < ask.most {
            found.extend(walk.pass(ask, ask.most - found.len(), true, false));
        }
        found
    }
}

/// A rank is a score and one: who has no score ranks below who scores nothing.
fn rank_of(score: Option<u32>) -> u32 {
    score.map_or(0, |score| score.saturating_add(1))
}

struct Walk<'a, const N: usize> {
    pool: &'a Pool<N>,
    judge: &'a mut dyn Judge,
    /// What was judged, by place and id.
    verdicts: Vec<Vec<Verdict>>,
    /// How the known count, by their bits.
    shares: HashMap<u16, Option<Shares>>,
    /// The last of them: neighbours are mostly alike.
    last: Option<(u16, Option<Shares>)>,
}

/// What waits for its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Led(u32),
    Group(u32),
}

impl<'a, const N: usize> Walk<'a, N> {
    fn new(pool: &'a Pool<N>, judge: &'a mut dyn Judge) -> Self {
        let verdicts = pool.widths.iter().map(|width| vec![Verdict::NONE; *width]).collect();
        Walk { pool, judge, verdicts, shares: HashMap::new(), last: None }
    }

    fn verdict(&mut self, place: usize, id: u32) -> Verdict {
        let Some(known) = self.verdicts.get_mut(place).and_then(|ids| ids.get_mut(id as usize)) else {
            return Verdict::UNKNOWN;
        };
        if !known.is_judged() {
            *known = self.judge.judge(place, id);
        }
        *known
    }

    /// The best of those that are blocked, or of those that are not. Pruned, or by looking at everybody.
    fn pass(&mut self, ask: &Ask, most: usize, blocked: bool, pruned: bool) -> Vec<Found<N>> {
        let mut best = Best::new(most, ask.least.map_or(0, |least| rank_of(Some(least))));
        let mut steps = BinaryHeap::with_capacity(self.pool.led.len());
        for lead in self.pool.led.keys() {
            let first = [self.verdict(0, *lead)];
            if !passes(first[0], blocked) {
                continue;
            }
            steps.push((rank_of(Some(self.judge.ceiling(&first))), Step::Led(*lead)));
        }
        while let Some((ceiling, step)) = steps.pop() {
            if pruned && ceiling < best.least() {
                break;
            }
            match step {
                Step::Led(lead) => {
                    let groups = self.pool.led.get(&lead).map_or(&[][..], Vec::as_slice);
                    for number in groups {
                        let Some(head) = self.head(*number) else { continue };
                        let ceiling = rank_of(Some(self.judge.ceiling(&head)));
                        let all = head[0].and(head[1]).and(head[2]);
                        if passes(all, blocked) && (!pruned || ceiling >= best.least()) {
                            steps.push((ceiling, Step::Group(*number)));
                        }
                    }
                }
                Step::Group(number) => self.look_at(number, ask, blocked, &mut best),
            }
        }
        self.told(best, blocked)
    }

    fn head(&mut self, number: u32) -> Option<[Verdict; HEAD]> {
        let head = self.pool.groups.get(number as usize)?.head;
        Some([self.verdict(0, head[0]), self.verdict(1, head[1]), self.verdict(2, head[2])])
    }

    /// Looks at all of a group.
    fn look_at(&mut self, number: u32, ask: &Ask, blocked: bool, best: &mut Best) {
        let Some(head) = self.head(number) else { return };
        let pool = self.pool;
        let Some(group) = pool.groups.get(number as usize) else { return };
        for (place, (row, key)) in group.rows.iter().zip(&group.keys).enumerate() {
            let rest = self.rest(row);
            let all = rest.iter().chain(&head).fold(Verdict::UNKNOWN, |all, one| all.and(*one));
            let is_blocked = !ask.anybody || all.is_blocked() || row.bar > ask.bar;
            if all.is_excluded() || is_blocked != blocked {
                continue;
            }
            let score = if all.is_informed() { self.score(&head, &rest) } else { None };
            let rank = rank_of(score);
            if rank >= best.least() {
                let place = (number, u32::try_from(place).unwrap_or(u32::MAX));
                best.offer(Kept { rank, key: Reverse(*key), place });
            }
        }
    }

    fn rest(&mut self, row: &Row<N>) -> [Verdict; N] {
        let mut rest = [Verdict::NONE; N];
        for (place, (verdict, id)) in rest.iter_mut().zip(&row.rest).enumerate() {
            *verdict = self.verdict(HEAD + place, *id);
        }
        rest
    }

    fn score(&mut self, head: &[Verdict; HEAD], rest: &[Verdict; N]) -> Option<u32> {
        let parts = || head.iter().chain(rest).enumerate();
        let known = parts().fold(0u16, |known, (place, one)| known | u16::from(one.is_known()) << place);
        let shares = self.shares_of(known)?;
        let sum = parts().map(|(place, one)| shares.each[place] * one.raw()).sum::<u32>();
        Some(sum + shares.everybody)
    }

    fn shares_of(&mut self, known: u16) -> Option<Shares> {
        match self.last {
            Some((last, shares)) if last == known => shares,
            _ => {
                let judge = &self.judge;
                let shares = *self.shares.entry(known).or_insert_with(|| judge.shares(known));
                self.last = Some((known, shares));
                shares
            }
        }
    }

    fn told(&self, best: Best, blocked: bool) -> Vec<Found<N>> {
        let found = best.into_sorted().into_iter().filter_map(|one| {
            let entry = self.pool.at(one.place)?;
            Some(Found { entry, score: one.rank.checked_sub(1), blocked })
        });
        found.collect()
    }
}

/// Whether anybody with these parts may be of the wanted kind. A part that blocks keeps all with it from being
/// unblocked; one that does not decides nothing.
fn passes(all: Verdict, blocked: bool) -> bool {
    !all.is_excluded() && (blocked || !all.is_blocked())
}

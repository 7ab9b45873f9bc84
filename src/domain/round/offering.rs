//! Deferred acceptance in which the employers offer: each vacancy offers its seats to the best who have not refused
//! yet, and each graduate keeps the best offer so far.
//!
//! Whom a vacancy offers next follows from whom it keeps: a programme that has fewer than its reserved seats gets the
//! next of its people; if the others have a seat free, the next of all does. An offer is never taken back.

use super::{
    assignment::Assignment,
    market::{Listed, Market, NONE},
};

pub(super) fn employers_offer(market: &Market) -> Assignment {
    let mut rooms: Vec<_> = (0..market.vacancies()).map(|vacancy| Room::of(market, vacancy)).collect();
    let mut best = vec![Offer { wish: NONE, vacancy: NONE }; market.graduates()];
    let mut waiting: Vec<u32> = (0..market.vacancies() as u32).rev().collect();
    while let Some(vacancy) = waiting.pop() {
        while let Some(to) = rooms[vacancy as usize].next_offer(market, vacancy as usize) {
            let kept = &mut best[to.graduate as usize];
            if to.wish >= kept.wish {
                continue;
            }
            let left = std::mem::replace(kept, Offer { wish: to.wish, vacancy });
            rooms[vacancy as usize].count(market, vacancy as usize, to.graduate, Room::gain);
            if left.wish != NONE {
                rooms[left.vacancy as usize].count(market, left.vacancy as usize, to.graduate, Room::lose);
                waiting.push(left.vacancy);
            }
        }
    }
    Assignment::granting(market, best.into_iter().map(|offer| offer.wish))
}

/// The best offer that a graduate has.
#[derive(Clone, Copy)]
struct Offer {
    wish: u32,
    vacancy: u32,
}

/// A vacancy's offers.
struct Room {
    /// Everybody before this place in the order was offered a seat, if not passed over for a reason that stays.
    next: u32,
    /// How many keep an offer without needing a reserved seat's programme.
    others: u32,
    /// What is reserved, if anything.
    classes: Vec<Class>,
    /// Who was offered a seat, by place; only kept where something is reserved.
    offered: Vec<bool>,
}

/// The people of a programme for which seats are reserved.
struct Class {
    next: u32,
    kept: u32,
}

impl Room {
    fn of(market: &Market, vacancy: usize) -> Self {
        let classes: Vec<_> =
            market.seats[vacancy].reserved.iter().map(|_| Class { next: 0, kept: 0 }).collect();
        let offered =
            if classes.is_empty() { Vec::new() } else { vec![false; market.order_of(vacancy).len()] };
        Self { next: 0, others: 0, classes, offered }
    }

    /// To whom the next seat is offered, if one is free for anybody who was not offered one.
    fn next_offer(&mut self, market: &Market, vacancy: usize) -> Option<Listed> {
        let order = market.order_of(vacancy);
        if self.classes.is_empty() {
            let free = self.others < market.seats[vacancy].total;
            let to = free.then(|| order.get(self.next as usize)).flatten()?;
            self.next += 1;
            return Some(*to);
        }
        self.next_reserved(market, vacancy, order).or_else(|| self.next_open(market, vacancy, order))
    }

    fn next_reserved(&mut self, market: &Market, vacancy: usize, order: &[Listed]) -> Option<Listed> {
        for (class, one) in self.classes.iter_mut().zip(&market.seats[vacancy].reserved) {
            if class.kept >= one.seats {
                continue;
            }
            while let Some(to) = order.get(class.next as usize) {
                let offered = &mut self.offered[class.next as usize];
                class.next += 1;
                if market.programmes[to.graduate as usize] == one.programme && !*offered {
                    *offered = true;
                    return Some(*to);
                }
            }
        }
        None
    }

    fn next_open(&mut self, market: &Market, vacancy: usize, order: &[Listed]) -> Option<Listed> {
        let seats = &market.seats[vacancy];
        let (mut free, mut used) = (seats.unreserved(), self.others);
        for (class, one) in self.classes.iter().zip(&seats.reserved) {
            free += if one.yields { one.seats.saturating_sub(class.kept) } else { 0 };
            used += class.kept.saturating_sub(one.seats);
        }
        if used >= free {
            return None;
        }
        loop {
            let to = order.get(self.next as usize)?;
            let offered = std::mem::replace(&mut self.offered[self.next as usize], true);
            self.next += 1;
            if !offered {
                return Some(*to);
            }
        }
    }

    fn count(&mut self, market: &Market, vacancy: usize, graduate: u32, change: fn(&mut u32)) {
        if self.classes.is_empty() {
            return change(&mut self.others);
        }
        let programme = market.programme_of(graduate as usize);
        match market.seats[vacancy].reservation_for(programme) {
            Some((class, _)) => change(&mut self.classes[class].kept),
            None => change(&mut self.others),
        }
    }

    fn gain(kept: &mut u32) {
        *kept += 1;
    }

    fn lose(kept: &mut u32) {
        *kept -= 1;
    }
}

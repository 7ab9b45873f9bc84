//! The equation of seats under any interleaving of offers, answers, lapses and days; and who gets what.

use super::*;
use crate::domain::ids::PartnershipId;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 20).unwrap();

fn programme(number: u128) -> ProgrammeId {
    ProgrammeId(Uuid::from_u128(number))
}

fn day(offset: u64) -> NaiveDate {
    FIRST + Days::new(offset)
}

fn kept(number: u128, seats: u32, until: u64) -> Kept {
    Kept {
        programme: programme(number),
        partnership: Some(PartnershipId(Uuid::from_u128(number % 2))),
        seats,
        until: day(until),
        open_from: day(until + 8),
    }
}

/// Of a class, or of none.
fn seeker(number: u128) -> Seeker {
    match number {
        0 => Seeker::default(),
        number => Seeker {
            programme: Some(programme(number)),
            partnership: Some(PartnershipId(Uuid::from_u128(number % 2))),
        },
    }
}

#[derive(Debug, Clone, Copy)]
enum Happens {
    /// Somebody of a class, or of none, is offered a seat.
    Offer(u128),
    /// The n-th seat that is held is filled.
    Accept(usize),
    /// The n-th seat that is taken is given back.
    Free(usize),
    /// So many days go by.
    Days(u64),
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        4 => (0u128..5).prop_map(Happens::Offer),
        3 => any::<usize>().prop_map(Happens::Accept),
        2 => any::<usize>().prop_map(Happens::Free),
        1 => (1u64..6).prop_map(Happens::Days),
    ]
}

fn counted(seats: &[Seat]) -> Vec<Taken> {
    seats.iter().map(|seat| Taken { seat: *seat, count: 1 }).collect()
}

proptest! {
    #[test]
    fn open_reserved_held_and_filled_are_the_headcount_whatever_happens(
        spare in 0u32..6,
        reserved in prop::collection::vec((0u32..6, 0u64..20), 0..3),
        events in prop::collection::vec(happens(), 0..80),
    ) {
        let reserved: Vec<_> =
            reserved.iter().zip(1..).map(|((seats, until), number)| kept(number, *seats, *until)).collect();
        let headcount = spare + reserved.iter().map(|one| one.seats).sum::<u32>();
        let (mut seats, mut today): (Vec<Seat>, u64) = (Vec::new(), 0);
        for event in events {
            let before = Ledger::new(headcount, &reserved, &counted(&seats), day(today));
            match event {
                Happens::Offer(number) => {
                    let (seeker, counts) = (seeker(number), before.counts());
                    let found = before.seat_for(seeker);
                    prop_assert!(counts.open == 0 || found.is_some(), "an open seat is anybody's");
                    prop_assert!(counts.open + counts.reserved > 0 || found.is_none());
                    if let Some(from) = found {
                        let of = from.and_then(|from| before.reservations().find(|(kept, ..)| kept.programme == from));
                        let fair = of.is_none_or(|(kept, free, phase)| free > 0 && match phase {
                            Phase::Class => seeker.programme == Some(kept.programme),
                            Phase::Partnership => seeker.partnership == kept.partnership,
                            Phase::Everybody => true,
                        });
                        prop_assert!(fair, "{from:?} for {seeker:?}");
                        seats.push(Seat { hold: Hold::Held, from });
                    }
                }
                Happens::Accept(place) => {
                    let mut held: Vec<_> = seats.iter_mut().filter(|seat| seat.hold == Hold::Held).collect();
                    let count = held.len().max(1);
                    if let Some(seat) = held.get_mut(place % count) {
                        seat.hold = Hold::Filled;
                    }
                }
                Happens::Free(place) if !seats.is_empty() => drop(seats.swap_remove(place % seats.len())),
                Happens::Free(_) => {}
                Happens::Days(days) => today += days,
            }
            let ledger = Ledger::new(headcount, &reserved, &counted(&seats), day(today));
            let counts = ledger.counts();
            prop_assert_eq!(counts.open + counts.reserved + counts.held + counts.filled, headcount);
            prop_assert_eq!((counts.held + counts.filled) as usize, seats.len());
            prop_assert_eq!(ledger.check(), Ok(()));
        }
    }
}

#[test]
fn twenty_of_thirty_are_kept_and_fourteen_taken_six_open_the_day_after() {
    let reserved = [kept(1, 20, 10)];
    let of_class = Taken { seat: Seat { hold: Hold::Filled, from: Some(programme(1)) }, count: 14 };
    let of_public = Taken { seat: Seat { hold: Hold::Held, from: None }, count: 10 };
    let on = |offset, taken: &[Taken]| Ledger::new(30, &reserved, taken, day(offset));
    assert_eq!(on(0, &[]).counts().open, 10);
    let full = on(10, &[of_class, of_public]);
    let expected = Counts { open: 0, reserved: 6, held: 10, filled: 14, headcount: 30 };
    assert_eq!(full.counts(), expected);
    let (class, partner, stranger) = (seeker(1), seeker(3), seeker(2));
    assert_eq!(full.seat_for(class), Some(Some(programme(1))));
    assert_eq!((full.seat_for(partner), full.seat_for(stranger)), (None, None));
    let released = on(11, &[of_class, of_public]);
    assert_eq!(released.counts().reserved, 6, "the public does not have them yet");
    assert_eq!(released.seat_for(partner), Some(Some(programme(1))));
    assert_eq!(released.seat_for(stranger), None);
    let open = on(18, &[of_class, of_public]);
    assert_eq!((open.counts().open, open.counts().reserved), (6, 0));
    assert_eq!(open.seat_for(stranger), Some(Some(programme(1))));
}

#[test]
fn what_is_taken_cannot_be_taken_away() {
    let taken = |from, count| Taken { seat: Seat { hold: Hold::Held, from }, count };
    let all = [taken(Some(programme(1)), 3), taken(None, 2)];
    let check = |headcount, seats| Ledger::new(headcount, &[kept(1, seats, 10)], &all, FIRST).check();
    assert_eq!(check(5, 3), Ok(()));
    assert_eq!(check(5, 2), Err(TooFew::Kept(programme(1))));
    assert_eq!(check(5, 4), Err(TooFew::Headcount));
    assert_eq!(check(4, 3), Err(TooFew::Headcount));
    let dropped = |headcount| Ledger::new(headcount, &[], &all, FIRST).check();
    assert_eq!((dropped(5), dropped(4)), (Ok(()), Err(TooFew::Headcount)));
}

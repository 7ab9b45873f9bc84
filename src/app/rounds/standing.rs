//! What a vacancy has to give in a round.

use crate::domain::{
    ids::ProgrammeId,
    placement_round::RoundVacancy,
    round::{Reservation, Seats},
    vacancy::Vacancy,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The seats of a vacancy that are free on the day, as it is kept: those reserved for classes in the round, and those
/// for anybody. What is reserved for classes that are not in it is left alone.
pub(super) fn of_vacancy(vacancy: &Vacancy, programmes: &[ProgrammeId], today: NaiveDate) -> RoundVacancy {
    let mut reserved = BTreeMap::new();
    let mut left = vacancy.content.headcount;
    let mut others = 0_u32;
    for kept in vacancy.content.reserved.iter().filter(|kept| kept.seats > 0 && today <= kept.until) {
        let seats = kept.seats.min(left);
        left -= seats;
        match programmes.binary_search(&kept.programme) {
            Ok(_) => *reserved.entry(kept.programme).or_insert(0) += seats,
            Err(_) => others += seats,
        }
    }
    RoundVacancy {
        vacancy: vacancy.id,
        employer: vacancy.employer,
        title: vacancy.content.title.clone(),
        seats: vacancy.content.headcount.saturating_sub(others),
        reserved: reserved.into_iter().collect(),
        admitted: 0,
        kept: 0,
        applicants: 0,
    }
}

/// The same as the market takes it; programmes by their place in the round's list.
pub(super) fn seats(one: &RoundVacancy, programmes: &[ProgrammeId]) -> Seats {
    let reserved = one.reserved.iter().filter_map(|(programme, seats)| {
        let programme = u32::try_from(programmes.binary_search(programme).ok()?).ok()?;
        // Until its day a class keeps its seats, whether or not it fills them in this round.
        Some(Reservation { programme, seats: *seats, yields: false })
    });
    Seats { total: one.seats, reserved: reserved.collect() }
}

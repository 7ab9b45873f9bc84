//! What time does to reserved seats is told: that they opened, that they close soon, that they are released.

use super::{Means, seats::SeatBook};
use crate::{
    app::{App, work::WorkError},
    domain::{
        event::Event,
        seats::{Announcement, Kept},
        vacancy::Vacancy,
    },
    store::{Reservation, SeatNotice, StoreError, Tx},
};

/// How many reservations are read at once.
const PAGE: u64 = 200;

/// Tells what is due of reserved seats, and returns how much was told.
///
/// # Errors
/// Where the store fails.
pub async fn announce_seats(app: &App) -> Result<usize, WorkError> {
    let mut told = 0;
    loop {
        let due = app.store.reservations_due(app.now(), PAGE).await?;
        let found = due.len() as u64;
        for reservation in due {
            let means = Means::of(app);
            let event = means.event(reservation.next.kind(), reservation.vacancy);
            let work = move |tx| async move { announce(&tx, &means, reservation, event).await };
            told += usize::from(app.store.write(work).await?);
        }
        if found < PAGE {
            return Ok(told);
        }
    }
}

/// Whether it was told. What the vacancy does not keep any more, and what nobody can take any more, is not.
async fn announce(tx: &Tx, means: &Means, due: Reservation, event: Event) -> Result<bool, StoreError> {
    let vacancy = tx.vacancy(due.vacancy).await?;
    let found = match &vacancy {
        Some(vacancy) => kept(tx, means, vacancy, due).await?,
        None => None,
    };
    let next = found.and_then(|(kept, _)| due.next.after(&kept, means.now));
    if !tx.advance_reservation(due, next).await? {
        return Ok(false);
    }
    let public = vacancy.is_some_and(|vacancy| vacancy.is_open_on(means.today));
    let tells = |(kept, free): (Kept, u32)| {
        // At its opening the class learns of it even where the last day is near; of a day that is over nobody does.
        let in_time = due.next >= Announcement::Partnership || means.today <= kept.until;
        free > 0 && in_time
    };
    if !public || !found.is_some_and(tells) {
        return Ok(false);
    }
    tx.insert_seat_notice(SeatNotice { event: event.id, told: due }).await?;
    tx.record_event(&event).await?;
    Ok(true)
}

/// The reservation as the vacancy has it, and how many of its seats are free.
async fn kept(
    tx: &Tx,
    means: &Means,
    vacancy: &Vacancy,
    due: Reservation,
) -> Result<Option<(Kept, u32)>, StoreError> {
    let ledger = SeatBook::open(tx, means, vacancy).await?.ledger();
    let mut all = ledger.reservations();
    let found = all.find(|(kept, ..)| kept.programme == due.programme && kept.until == due.until);
    Ok(found.map(|(kept, free, _)| (*kept, free)))
}

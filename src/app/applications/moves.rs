//! One move of an application, made and written in a transaction.

use super::{
    Means, Stop,
    seats::{SeatBook, seeker},
    transition::SeatWish,
};
use crate::{
    domain::{
        application::{Application, Move, Turn},
        graduate::Graduate,
        refusal::Code,
        seats::{Hold, Seat},
        vacancy::{Status, Vacancy},
    },
    store::Tx,
};

/// Makes a move that takes no seat, and writes it with what is told of it.
pub(super) async fn make(
    tx: &Tx,
    means: &Means,
    application: &mut Application,
    turn: Turn,
) -> Result<(), Stop> {
    let new = application.history.is_empty();
    let told = application.undergo(turn, means.now).map_err(|_| Stop::conflict(Code::InvalidTransition))?;
    if new {
        tx.insert_application(application).await?;
    } else {
        tx.update_application(application).await?;
    }
    if let Some(kind) = told {
        tx.record_event(&means.event(kind, application.id)).await?;
    }
    Ok(())
}

/// Makes an offer, with a seat that it holds as was wished. The seats are locked.
pub(super) async fn offer(
    tx: &Tx,
    means: &Means,
    application: &mut Application,
    (graduate, vacancy): (&Graduate, &Vacancy),
    (turn, wish): (Turn, SeatWish),
) -> Result<(), Stop> {
    if !may_offer(vacancy) {
        return Err(Stop::conflict(Code::VacancyClosed));
    }
    let seat = match wish {
        SeatWish::FirstCome => None,
        SeatWish::Held | SeatWish::IfFree => {
            let mut book = SeatBook::open(tx, means, vacancy).await?;
            book.take(seeker(tx, graduate).await?, Hold::Held)
        }
    };
    if seat.is_none() && wish == SeatWish::Held {
        return Err(Stop::conflict(Code::NoOpenSeat));
    }
    application.seat = seat;
    make(tx, means, application, turn).await
}

/// Accepts an offer: the seat it holds is filled, or one that is free. The graduate and the seats are locked.
pub(super) async fn accept(
    tx: &Tx,
    means: &Means,
    application: &mut Application,
    (graduate, vacancy): (&Graduate, &Vacancy),
    turn: Turn,
) -> Result<(), Stop> {
    debug_assert_eq!(turn.to, Move::Accepted);
    let mut moved = application.clone();
    // What is not allowed is said before what is not free.
    moved.undergo(turn.clone(), means.now).map_err(|_| Stop::conflict(Code::InvalidTransition))?;
    application.seat = match application.seat {
        Some(held) => Some(Seat { hold: Hold::Filled, ..held }),
        None => {
            let mut book = SeatBook::open(tx, means, vacancy).await?;
            let seat = book.take(seeker(tx, graduate).await?, Hold::Filled);
            Some(seat.ok_or_else(|| Stop::conflict(Code::NoOpenSeat))?)
        }
    };
    make(tx, means, application, turn).await
}

/// Whether offers may be made for the vacancy: while it is public, and after its last day, which only ends applying.
fn may_offer(vacancy: &Vacancy) -> bool {
    matches!(vacancy.status, Status::Published | Status::Expired)
}

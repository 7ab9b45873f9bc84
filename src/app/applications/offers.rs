//! Offers that a placement round makes.

use super::{Means, Stop, apply, moves, transition::SeatWish};
use crate::{
    domain::{
        application::{Application, Cause, Maker, Move, Stage, Turn},
        consent::Purpose,
        ids::{GraduateId, VacancyId},
        party::Party,
        refusal::{Code, Refusal},
    },
    store::Tx,
};
use chrono::{DateTime, Utc};

/// An offer to somebody whom a round assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundOffer {
    /// For which vacancy.
    pub vacancy: VacancyId,
    /// To whom.
    pub graduate: GraduateId,
    /// Until when it can be accepted.
    pub deadline: DateTime<Utc>,
    /// Who publishes the round.
    pub by: Party,
    /// Why, in words.
    pub reason: Option<String>,
}

/// Makes the offer of a round in its transaction: it holds a seat, and is told like any other. Where the graduate is on
/// the way to the vacancy already, that application gets the offer. Offers of a round are made in the order of their
/// vacancies, so that two rounds never wait for each other.
///
/// # Errors
/// [`Stop::Refused`], and nothing written, where the vacancy is closed (`VACANCY_CLOSED`), the consent to be matched is
/// missing (`NO_CONSENT`), no seat is free for them (`NO_OPEN_SEAT`), or they have an offer of it already
/// (`ALREADY_EXISTS`): a round may go on with its others. [`Stop::Store`] where the store fails: the round must not go on.
pub async fn offer_in_round(tx: &Tx, means: &Means, offer: RoundOffer) -> Result<Application, Stop> {
    tx.lock_seats(offer.vacancy).await?;
    let vacancy = apply::open_vacancy(tx, means, offer.vacancy).await?;
    let graduate = tx.graduate(offer.graduate).await?.ok_or(Refusal::NotFound)?;
    if !graduate.consents_to(Purpose::Matching) {
        return Err(Stop::conflict(Code::NoConsent));
    }
    let mut application = match tx.active_application(vacancy.id, graduate.id).await? {
        Some(known) if known.stage >= Stage::Offered => return Err(apply::already(&known).into()),
        Some(known) => known,
        None => {
            let place = (vacancy.id, vacancy.employer);
            Application::matched(means.application_id(), graduate.id, place, means.now)
        }
    };
    let turn = Turn {
        reason: offer.reason,
        cause: Some(Cause::Round),
        deadline: Some(offer.deadline),
        ..Turn::by(offer.by, Maker::Round, Move::Offered, means.now)
    };
    moves::offer(tx, means, &mut application, (&graduate, &vacancy), (turn, SeatWish::Held)).await?;
    Ok(application)
}

//! Publishes a round: all of its offers, or none.
//!
//! The rule. What was decided stands as long as everybody who was placed can still be offered the place: the vacancy is
//! public, a seat is free for them, they are in the programme still, agree to be matched, and have accepted no
//! employment. If any of this has changed for anybody, the round is not published, the answer says what changed for
//! whom, and the round is to be worked out anew. Who has an offer of the vacancy already keeps it. That new seats or
//! people have come is no reason against it: they come into the next round.

use super::{reading, standing::is_employment};
use crate::{
    app::{
        App,
        applications::{Means, RoundOffer, Stop, offer_in_round, persistently},
    },
    domain::{
        application::Stage,
        ids::{RoundId, VacancyId},
        party::{Actor, Party},
        placement_round::{Round, RoundPerson, RoundState},
        refusal::{Code, FieldError, Refusal},
    },
    store::{KeptPerson, Tx},
};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;

/// So many changes are told.
const TOLD: usize = 100;
/// How many rows are read at once.
const PAGE: u64 = 1_000;

/// Makes the offers of a round. Publishing it again changes nothing and has the same answer.
///
/// # Errors
/// Not there for whom it is not to see; forbidden for others than who asked for it and the operator; not worked out yet;
/// changed since.
pub async fn publish_round(app: &App, actor: Actor, id: RoundId) -> Result<Round, Refusal> {
    let round = reading::read_round(app, actor, id).await?;
    if actor.party != Party::Operator && actor.party != round.owner {
        return Err(Refusal::Forbidden);
    }
    let stable = round.outcome.as_ref().is_some_and(|outcome| outcome.proof.stable);
    match round.state {
        RoundState::Published => return Ok(round),
        RoundState::Decided if stable => {}
        _ => return Err(Refusal::conflict(Code::InvalidTransition)),
    }
    let (means, by) = (Means::of(app), actor.party);
    persistently(app, move |tx| {
        let (means, round) = (means.clone(), round.clone());
        async move { publish(&tx, &means, &round, by).await }
    })
    .await?;
    tracing::info!(round.id = %id, "a round was published");
    reading::read_round(app, actor, id).await
}

async fn publish(tx: &Tx, means: &Means, round: &Round, by: Party) -> Result<(), Stop> {
    let placed = placed(tx, round).await?;
    let offers = u32::try_from(placed.len()).unwrap_or(u32::MAX);
    if !tx.publish_round(round, offers).await? {
        // Somebody else was first: what they made is the answer.
        return Ok(());
    }
    let deadline = means.now + TimeDelta::days(i64::from(round.plan.offer_days));
    let mut changes = Vec::new();
    for one in &placed {
        match offer(tx, means, (round, by), one, deadline).await {
            Ok(()) => {}
            Err(Stop::Refused(refusal)) => changes.push(change(one, refusal)?),
            Err(stop) => return Err(stop),
        }
        if changes.len() >= TOLD {
            break;
        }
    }
    if changes.is_empty() { Ok(()) } else { Err(Refusal::Outdated(changes).into()) }
}

/// Somebody who was placed, and where.
struct Placed {
    number: u32,
    person: RoundPerson,
    vacancy: VacancyId,
}

/// Everybody who was placed, in the order of the vacancies, in which all who take seats lock them.
async fn placed(tx: &Tx, round: &Round) -> Result<Vec<Placed>, Stop> {
    let rows = tx.round_vacancies(round.id, 0, u64::from(round.plan.vacancies)).await?;
    let vacancies: HashMap<u32, VacancyId> =
        rows.into_iter().map(|(number, one)| (number, one.vacancy)).collect();
    let (mut placed, mut from) = (Vec::new(), 0);
    loop {
        let page = tx.round_placed(round.id, from, PAGE).await?;
        let Some(last) = page.last() else { break };
        from = last.number.saturating_add(1);
        placed.extend(page.into_iter().filter_map(|KeptPerson { number, person, .. }| {
            let vacancy = *vacancies.get(&person.vacancy()?)?;
            Some(Placed { number, person, vacancy })
        }));
    }
    placed.sort_unstable_by_key(|one| (one.vacancy, one.number));
    Ok(placed)
}

async fn offer(
    tx: &Tx,
    means: &Means,
    (round, by): (&Round, Party),
    one: &Placed,
    deadline: DateTime<Utc>,
) -> Result<(), Stop> {
    let graduate = one.person.graduate;
    let found = tx.graduate(graduate).await?;
    if found.is_none_or(|found| found.programme != one.person.programme) {
        return Err(Stop::Refused(Refusal::conflict(Code::GraduateLeft)));
    }
    for other in tx.active_applications_of(graduate).await? {
        if other.is_taken() && is_employment(tx, other.vacancy).await? {
            return Err(Stop::Refused(Refusal::conflict(Code::GraduatePlaced)));
        }
    }
    let known = tx.active_application(one.vacancy, graduate).await?;
    let offered = match known.filter(|known| known.stage == Stage::Offered) {
        Some(known) => known,
        None => {
            let rank = one.person.rank.unwrap_or_default();
            let offer = RoundOffer {
                vacancy: one.vacancy,
                graduate,
                deadline,
                by,
                reason: Some(format!("{}：第 {rank} 志愿 (wish {rank})", round.id)),
            };
            offer_in_round(tx, means, offer).await?
        }
    };
    Ok(tx.note_round_offer(round.id, one.number, offered.id).await?)
}

/// What has changed for somebody; a fault of ours is none.
fn change(one: &Placed, refusal: Refusal) -> Result<FieldError, Refusal> {
    let code = match refusal {
        Refusal::Conflict { code, .. } => code,
        Refusal::NotFound => Code::GraduateLeft,
        Refusal::Invalid(faults) if !faults.is_empty() => Code::VacancyClosed,
        other => return Err(other),
    };
    let (title, who, place) = (code.title(), one.person.graduate, one.vacancy);
    let fault = FieldError::new(format!("/results/{}", one.number), code);
    Ok(fault.with_message(
        format!("{}（毕业生 {who}，岗位 {place}）", title.zh),
        format!("{} (graduate {who}, vacancy {place})", title.en),
    ))
}

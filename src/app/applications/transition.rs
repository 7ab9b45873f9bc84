//! A party of an application moves it on.

use super::{
    ApplicationView, Means, Stop,
    apply::{is_own_school, read_reason},
    follow, moves, persistently, read,
};
use crate::{
    app::{App, access},
    domain::{
        application::{Application, Maker, Move, State, Turn, allowed},
        clock::to_micros,
        graduate::Graduate,
        ids::ApplicationId,
        party::Actor,
        refusal::{Code, Faults, FieldError, Refusal},
        vacancy::Vacancy,
    },
    store::Tx,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The farthest deadline of an offer.
const LONGEST_OFFER: TimeDelta = TimeDelta::days(90);
/// The farthest interview.
const FARTHEST_INTERVIEW: TimeDelta = TimeDelta::days(366);

/// A move that is asked for.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransitionRequest {
    /// Where to.
    pub to: Move,
    /// Why, in at most 500 letters.
    #[serde(default)]
    pub reason: Option<String>,
    /// When the interview is, which is required for it. Otherwise when it happened, if that was earlier: not before the
    /// move before it, and not in the future.
    #[serde(default)]
    pub at: Option<DateTime<Utc>>,
    /// Until when an offer can be accepted: at most 90 days ahead; a week where it is not said.
    #[serde(default)]
    pub deadline: Option<DateTime<Utc>>,
    /// What an offer does about a seat: `if_free` where it is not said.
    #[serde(default)]
    pub seat: Option<SeatWish>,
}

/// What an offer does about a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SeatWish {
    /// It holds one, or is not made: 409 `NO_OPEN_SEAT`.
    Held,
    /// It holds none; who accepts first gets one, and who comes too late 409 `NO_OPEN_SEAT`.
    FirstCome,
    /// It holds one where one is free, and is as `first_come` otherwise.
    #[default]
    IfFree,
}

/// Moves an application on.
///
/// # Errors
/// Not there for others than the graduate, the employer and the graduate's schools; faults of what is asked; a move that
/// is not allowed from where it stands (409) or not to this party (403); no free seat; another version than expected.
pub async fn transition(
    app: &App,
    actor: Actor,
    id: ApplicationId,
    expected: Option<i64>,
    wanted: TransitionRequest,
) -> Result<ApplicationView, Refusal> {
    let (known, graduate) = read::visible(app, actor, id).await?;
    access::expect_version(expected, known.version)?;
    let maker = maker(app, actor, &known, &graduate, wanted.to)?;
    let turn = read_turn(app, (actor, maker), &known, &wanted)?;
    let (means, wish) = (Means::of(app), wanted.seat.unwrap_or_default());
    let application = persistently(app, move |tx| {
        let (means, turn) = (means.clone(), turn.clone());
        async move { perform(&tx, &means, (id, expected), (turn, wish)).await }
    });
    read::view(app, actor, application.await?).await
}

/// As what the actor makes the move. Whoever never may is forbidden; what nobody may here is a conflict.
fn maker(
    app: &App,
    actor: Actor,
    known: &Application,
    graduate: &Graduate,
    to: Move,
) -> Result<Maker, Refusal> {
    let maker = Maker::of(actor.party).ok_or(Refusal::Forbidden)?;
    // A school that the graduate left reads what was, and changes nothing.
    if maker == Maker::School && !is_own_school(actor.party, graduate, app.today()) {
        return Err(Refusal::Forbidden);
    }
    let row = allowed(known.stage, to).filter(|_| known.state == State::Active);
    let row = row.ok_or_else(|| Refusal::conflict(Code::InvalidTransition))?;
    if row.by.contains(&maker) { Ok(maker) } else { Err(Refusal::Forbidden) }
}

fn read_turn(
    app: &App,
    (actor, maker): (Actor, Maker),
    known: &Application,
    wanted: &TransitionRequest,
) -> Result<Turn, Refusal> {
    let (now, mut faults) = (app.now(), Faults::new());
    let reason = read_reason(wanted.reason.clone())?;
    let (at, deadline) = (wanted.at.map(to_micros), wanted.deadline.map(to_micros));
    let interview = wanted.to == Move::Interview;
    if interview {
        check_ahead("/at", at, now, FARTHEST_INTERVIEW, &mut faults);
        if at.is_none() {
            faults.add("/at", Code::Required);
        }
    } else if let Some(at) = at {
        check_happened(at, known, now, &mut faults);
    }
    if wanted.to == Move::Offered {
        check_ahead("/deadline", deadline, now, LONGEST_OFFER, &mut faults);
    } else {
        let out_of_place = [("/deadline", deadline.is_some()), ("/seat", wanted.seat.is_some())];
        for (pointer, _) in out_of_place.into_iter().filter(|(_, given)| *given) {
            faults.add(pointer, Code::InvalidValue);
        }
    }
    let week = now + TimeDelta::days(i64::from(app.policy.offer_days));
    let happened = if interview { None } else { at };
    faults.into_result(Turn {
        reason,
        interview_at: at.filter(|_| interview),
        deadline: (wanted.to == Move::Offered).then(|| deadline.unwrap_or(week)),
        ..Turn::by(actor.party, maker, wanted.to, happened.unwrap_or(now))
    })
}

fn check_ahead(
    pointer: &str,
    at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    farthest: TimeDelta,
    faults: &mut Faults,
) {
    match at {
        Some(at) if at <= now => faults.add(pointer, Code::DateInPast),
        Some(at) if at > now + farthest => faults.add(pointer, Code::DateTooFar),
        _ => {}
    }
}

fn check_happened(at: DateTime<Utc>, known: &Application, now: DateTime<Utc>, faults: &mut Faults) {
    if at > now {
        let fault = FieldError::new("/at", Code::DateTooFar);
        faults.push(fault.with_message("还没有发生的事不能登记", "what has not happened yet is not entered"));
    } else if known.last_moved_at().is_some_and(|last| at < last) {
        let fault = FieldError::new("/at", Code::RangeReversed);
        faults.push(fault.with_message("不能早于上一步的时间", "not before the move before it"));
    }
}

/// Makes the move in its transaction, with all that follows from it.
async fn perform(
    tx: &Tx,
    means: &Means,
    (id, expected): (ApplicationId, Option<i64>),
    (turn, wish): (Turn, SeatWish),
) -> Result<Application, Stop> {
    let known = tx.application(id).await?.ok_or(Refusal::NotFound)?;
    match turn.to {
        Move::Accepted => {
            tx.lock_graduate(known.graduate).await?;
            tx.lock_seats(known.vacancy).await?;
        }
        Move::Offered => tx.lock_seats(known.vacancy).await?,
        _ => {}
    }
    let (mut application, graduate, vacancy) = at_hand(tx, id).await?;
    access::expect_version(expected, application.version)?;
    let pair = (&graduate, &vacancy);
    match turn.to {
        Move::Offered => moves::offer(tx, means, &mut application, pair, (turn, wish)).await?,
        Move::Accepted => {
            moves::accept(tx, means, &mut application, pair, turn).await?;
            follow::answer_the_others(tx, means, &application, vacancy.content.kind).await?;
        }
        _ => moves::make(tx, means, &mut application, turn).await?,
    }
    Ok(application)
}

/// The application as it is behind the locks.
async fn at_hand(tx: &Tx, id: ApplicationId) -> Result<(Application, Graduate, Vacancy), Stop> {
    let application = tx.application(id).await?.ok_or(Refusal::NotFound)?;
    let graduate = tx.graduate(application.graduate).await?.ok_or(Refusal::NotFound)?;
    let vacancy = tx.vacancy(application.vacancy).await?.ok_or(Refusal::NotFound)?;
    Ok((application, graduate, vacancy))
}

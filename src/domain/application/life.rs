//! An application on its way over the table.

use super::{Application, Cause, Maker, Move, Stage, State, stage::Leads, table};
use crate::domain::{event::EventKind, party::Party};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One move that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub to: Move,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// When it was entered, where that was later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_at: Option<DateTime<Utc>>,
    /// By whom; by itself where nobody did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Party>,
    /// Why, in the words of who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why, where nobody did it or a round did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
}

/// A move that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Which.
    pub to: Move,
    /// By whose doing.
    pub maker: Maker,
    /// By whom; nobody where it happens by itself.
    pub by: Option<Party>,
    /// When it happens, or happened.
    pub at: DateTime<Utc>,
    /// Why, in words.
    pub reason: Option<String>,
    /// Why, where nobody does it or a round does.
    pub cause: Option<Cause>,
    /// When the interview is.
    pub interview_at: Option<DateTime<Utc>>,
    /// Until when the offer can be accepted.
    pub deadline: Option<DateTime<Utc>>,
}

impl Turn {
    /// A party makes a move, without a word.
    pub fn by(party: Party, maker: Maker, to: Move, at: DateTime<Utc>) -> Self {
        Self { by: Some(party), ..Self::new(maker, to, at) }
    }

    /// It happens by itself.
    pub fn itself(to: Move, cause: Cause, at: DateTime<Utc>) -> Self {
        Self { cause: Some(cause), ..Self::new(Maker::Service, to, at) }
    }

    fn new(maker: Maker, to: Move, at: DateTime<Utc>) -> Self {
        Self { to, maker, by: None, at, reason: None, cause: None, interview_at: None, deadline: None }
    }
}

/// The table does not allow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAllowed;

impl Application {
    /// Makes a move that is entered now; the answer is what is to be told of it, if anything. What it means for seats is
    /// not decided here, but what has ended holds none.
    ///
    /// # Errors
    /// The table does not allow it to the maker; an offer that has lapsed is not accepted.
    pub fn undergo(&mut self, turn: Turn, now: DateTime<Utc>) -> Result<Option<EventKind>, NotAllowed> {
        if !table::is_allowed((self.stage, self.state), turn.to, turn.maker) {
            return Err(NotAllowed);
        }
        if turn.to == Move::Accepted && self.deadline.is_some_and(|deadline| deadline <= now) {
            return Err(NotAllowed);
        }
        match turn.to.leads() {
            Leads::To(stage) => self.stage = stage,
            Leads::Ends(state) => self.state = state,
        }
        if self.state != State::Active {
            self.seat = None;
        }
        if turn.to == Move::Interview {
            self.interview_at = turn.interview_at;
        }
        if turn.to == Move::Offered {
            self.deadline = turn.deadline;
        }
        let told = told(&turn);
        let Turn { to, by, at, reason, cause, .. } = turn;
        let entered_at = (at != now).then_some(now);
        self.history.push(Step { to, at, entered_at, by, reason, cause });
        self.updated_at = now;
        Ok(told)
    }

    /// When the last move happened.
    pub fn last_moved_at(&self) -> Option<DateTime<Utc>> {
        self.history.last().map(|step| step.at)
    }

    /// The party that recommended the graduate, if one did.
    pub fn recommended_by(&self) -> Option<Party> {
        self.history.iter().find(|step| step.to == Move::Recommended).and_then(|step| step.by)
    }

    /// Whether the graduate applied, which a recommendation alone is not.
    pub fn was_applied_for(&self) -> bool {
        self.stage == Stage::Applied || self.history.iter().any(|step| step.to == Move::Applied)
    }
}

/// What somebody is told of a move. An application that ends with the consent is told of by the withdrawal of consent,
/// without any detail.
fn told(turn: &Turn) -> Option<EventKind> {
    match turn.to {
        Move::Recommended | Move::Applied => Some(EventKind::ApplicationSubmitted),
        Move::Interview => Some(EventKind::ApplicationInterviewSet),
        Move::Offered => Some(EventKind::ApplicationOffered),
        Move::Accepted => Some(EventKind::ApplicationAccepted),
        Move::Signed => Some(EventKind::ApplicationSigned),
        Move::Withdrawn if turn.cause != Some(Cause::ConsentWithdrawn) => {
            Some(EventKind::ApplicationWithdrawn)
        }
        Move::Withdrawn | Move::Declined | Move::Expired | Move::Refused | Move::Onboarded => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ids::{ApplicationId, EmployerId, GraduateId, VacancyId},
        seats::{Hold, Seat},
    };
    use uuid::Uuid;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    const GRADUATE: Party = Party::Graduate(GraduateId(Uuid::from_u128(1)));
    const EMPLOYER: Party = Party::Employer(EmployerId(Uuid::from_u128(3)));

    fn begun() -> Application {
        let id = |number| Uuid::from_u128(number);
        let place = (VacancyId(id(2)), EmployerId(id(3)));
        Application::matched(ApplicationId(id(9)), GraduateId(id(1)), place, at("2026-06-20T10:00:00+08:00"))
    }

    fn offered(deadline: &str) -> Application {
        let (mut application, now) = (begun(), at("2026-06-20T10:00:00+08:00"));
        let applies = Turn::by(GRADUATE, Maker::Graduate, Move::Applied, now);
        assert_eq!(application.undergo(applies, now), Ok(Some(EventKind::ApplicationSubmitted)));
        let mut offers = Turn::by(EMPLOYER, Maker::Employer, Move::Offered, now);
        offers.deadline = Some(at(deadline));
        assert_eq!(application.undergo(offers, now), Ok(Some(EventKind::ApplicationOffered)));
        application.seat = Some(Seat { hold: Hold::Held, from: None });
        application
    }

    #[test]
    fn an_offer_is_accepted_before_its_deadline_and_not_at_it() {
        let accept = |now: &str| {
            let mut application = offered("2026-06-27T18:00:00+08:00");
            let turn = Turn::by(GRADUATE, Maker::Graduate, Move::Accepted, at(now));
            application.undergo(turn, at(now)).map(|_| application.stage)
        };
        assert_eq!(accept("2026-06-27T17:59:59+08:00"), Ok(Stage::Accepted));
        assert_eq!(accept("2026-06-27T18:00:00+08:00"), Err(NotAllowed));
    }

    #[test]
    fn the_stage_stays_where_it_ended_and_the_seat_is_given_back() {
        let (mut application, now) = (offered("2026-06-27T18:00:00+08:00"), at("2026-06-21T10:00:00+08:00"));
        let turn = Turn::by(GRADUATE, Maker::Graduate, Move::Declined, now);
        assert_eq!(application.undergo(turn, now), Ok(None));
        let ended = (application.stage, application.state, application.seat);
        assert_eq!(ended, (Stage::Offered, State::Declined, None));
        let again = Turn::by(GRADUATE, Maker::Graduate, Move::Accepted, now);
        assert_eq!(application.undergo(again, now), Err(NotAllowed));
    }

    #[test]
    fn each_move_keeps_who_when_and_why() {
        let (mut application, now) = (begun(), at("2026-06-20T10:00:00+08:00"));
        let earlier = at("2026-06-19T10:00:00+08:00");
        let mut applies = Turn::by(GRADUATE, Maker::Graduate, Move::Applied, earlier);
        applies.reason = Some("离家近".to_owned());
        application.undergo(applies, now).unwrap();
        let expected = Step {
            to: Move::Applied,
            at: earlier,
            entered_at: Some(now),
            by: Some(GRADUATE),
            reason: Some("离家近".to_owned()),
            cause: None,
        };
        assert_eq!(application.history, [expected]);
    }
}

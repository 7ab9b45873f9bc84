//! Placement rounds: a whole year of graduates placed at once. A round is worked out first and kept with what it was
//! decided from, its proof and its audit, while nobody is told; publishing it makes its offers.
//!
//! A round of few graduates and vacancies is worked out within the request, a larger one by a job. How it is decided
//! is told in [`round`](crate::domain::round): here its lists are made ([`wishes`]) from what the store holds
//! ([`gather`]), and what came out is written down ([`decide`]). The order in which programmes, vacancies and lists are
//! named plays no part: the same question about the same people, with the same seed, has the same answer.

mod background;
mod decide;
mod draft;
mod gather;
mod instances;
mod publish;
mod reading;
mod standing;
mod wishes;
mod work_out;

pub use background::work_one;
pub use draft::RoundDraft;
pub use instances::{Answered, LineFault, decide_instances};
pub use publish::publish_round;
pub use reading::{PersonInRound, RoundResults, list_rounds, read_results, read_round, read_vacancies, sees};
pub(crate) use wishes::Lister;

use super::{App, search};
use crate::domain::{
    ids::RoundId,
    party::Actor,
    placement_round::{Round, RoundInputs, RoundPlan, RoundProgress, RoundState},
    refusal::Refusal,
};
use std::sync::Arc;

/// What an installation decides of rounds.
#[derive(Debug, Clone, Copy)]
pub struct RoundPolicy {
    /// So many pairs of a graduate and a vacancy are looked at within a request.
    pub pairs_at_once: u64,
}

impl Default for RoundPolicy {
    fn default() -> Self {
        Self { pairs_at_once: 200_000 }
    }
}

/// Asks for a round: a small one is decided when the answer comes, a large one will be.
///
/// # Errors
/// Faults of the draft; nobody who could take part; forbidden for others than schools and the operator.
pub async fn create_round(app: &App, actor: Actor, draft: RoundDraft) -> Result<Round, Refusal> {
    let asked = draft::understand(app, actor, draft).await?;
    let mut round = begun(app, actor, asked.plan, asked.seed);
    round.progress.people = asked.people;
    let pairs = u64::from(asked.people) * asked.inputs.vacancies.len() as u64;
    if pairs > app.policy.rounds.pairs_at_once {
        return keep(app, round, asked.inputs).await;
    }
    let worked_out = work_out::work_out(app, &round.plan, &round.seed, asked.inputs, &Arc::default()).await?;
    let people = u32::try_from(worked_out.people.len()).unwrap_or(u32::MAX);
    round.state = RoundState::Decided;
    round.progress = RoundProgress { people, done: people };
    round.outcome = Some(worked_out.outcome);
    round.finished_at = Some(app.now());
    let kept = round.clone();
    app.store
        .write(move |tx| async move {
            tx.insert_round(&kept).await?;
            tx.insert_round_results(kept.id, &worked_out.vacancies, &worked_out.people).await
        })
        .await?;
    Ok(round)
}

/// Works a round out for who asks at the command line, and keeps nothing of it.
///
/// # Errors
/// As [`create_round`].
pub async fn try_round(app: &App, actor: Actor, draft: RoundDraft) -> Result<RoundResults, Refusal> {
    let asked = draft::understand(app, actor, draft).await?;
    let round = begun(app, actor, asked.plan, asked.seed);
    let worked_out = work_out::work_out(app, &round.plan, &round.seed, asked.inputs, &Arc::default()).await?;
    let employers = worked_out.vacancies.iter().map(|one| one.employer);
    let employers = search::employer_names(app, employers).await?;
    Ok(RoundResults::of(round, worked_out, employers))
}

/// A round that nothing came out of yet. Without a seed of its own the lottery is drawn with its id, which nobody could
/// choose.
fn begun(app: &App, actor: Actor, plan: RoundPlan, seed: Option<String>) -> Round {
    let id = RoundId::new(&*app.clock, &*app.entropy);
    Round {
        id,
        version: 1,
        owner: actor.party,
        state: RoundState::Computing,
        plan,
        seed: seed.unwrap_or_else(|| id.to_string()),
        progress: RoundProgress::default(),
        outcome: None,
        refusal: Vec::new(),
        attempts: 0,
        created_at: app.now(),
        finished_at: None,
        published_at: None,
        offers: 0,
    }
}

/// Keeps a round to be worked out behind the request.
async fn keep(app: &App, round: Round, inputs: RoundInputs) -> Result<Round, Refusal> {
    let kept = round.clone();
    app.store
        .write(move |tx| async move {
            tx.insert_round(&kept).await?;
            tx.insert_round_inputs(kept.id, &inputs).await
        })
        .await?;
    tracing::info!(round.id = %round.id, round.people = round.progress.people, "a round was accepted");
    Ok(round)
}

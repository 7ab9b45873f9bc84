//! The whole way from what was asked to what came out, with nothing written.

use super::{
    decide,
    gather::{self, Done, Gathered},
    standing,
    wishes::Lister,
};
use crate::{
    app::App,
    domain::{
        placement_round::{RoundInputs, RoundOutcome, RoundPerson, RoundPlan, RoundVacancy},
        refusal::{Code, FieldError, Refusal},
        vacancy::Vacancy,
    },
};
use std::{collections::HashSet, sync::Arc};

/// A round that was worked out.
pub(super) struct WorkedOut {
    pub(super) outcome: RoundOutcome,
    pub(super) vacancies: Vec<RoundVacancy>,
    pub(super) people: Vec<RoundPerson>,
}

/// Works a round out; `done` counts the people as their lists are made.
pub(super) async fn work_out(
    app: &App,
    plan: &RoundPlan,
    seed: &str,
    inputs: RoundInputs,
    done: &Arc<Done>,
) -> Result<WorkedOut, Refusal> {
    let today = app.today();
    let vacancies = open_vacancies(app, &inputs).await?;
    let classes = standing::Classes::of(app, &plan.programmes).await?;
    let mut kept = Vec::with_capacity(vacancies.len());
    for vacancy in &vacancies {
        kept.push(classes.seats_of(app, vacancy).await?);
    }
    let judging = (Arc::clone(&app.words), app.policy.weights.clone());
    let lister = Lister::new(vacancies, seed, judging, today, plan.list_length);
    let gathered = gather::everybody(app, plan, inputs.lists, &inputs.vacancies, lister, done).await?;
    if gathered.people.is_empty() {
        return Err(Refusal::field("/programmes", Code::RoundEmpty));
    }
    let (plan, seed) = (plan.clone(), seed.to_owned());
    let decided = tokio::task::spawn_blocking(move || {
        let Gathered { mut people, compared, left_out } = gathered;
        let mut vacancies = kept;
        let proof = decide::decide(&plan.programmes, &mut vacancies, &mut people, &seed, plan.optimum)?;
        let audit = decide::audit(&people, &compared);
        let outcome = RoundOutcome {
            as_of: today,
            people: audit.people,
            placed: audit.placed,
            seats: vacancies.iter().map(|one| one.seats).sum(),
            ranks: decide::ranks(&people),
            left_out,
            proof,
            audit,
            digest: decide::digest(&seed, plan.optimum, &vacancies, &people)?,
        };
        Ok(WorkedOut { outcome, vacancies, people })
    });
    decided.await.map_err(|error| Refusal::Internal(format!("a round: {error}")))?
}

/// The vacancies, which must be public still: a round with a vacancy that is not would promise what is not there.
async fn open_vacancies(app: &App, inputs: &RoundInputs) -> Result<Vec<Vacancy>, Refusal> {
    let open = app.store.open_among(&inputs.vacancies, app.today()).await?;
    if open.len() == inputs.vacancies.len() {
        return Ok(open);
    }
    let ids: HashSet<_> = open.iter().map(|one| one.id).collect();
    let title = Code::VacancyClosed.title();
    let closed = inputs.vacancies.iter().filter(|id| !ids.contains(id)).map(|id| {
        FieldError::new("/vacancies", Code::VacancyClosed)
            .with_message(format!("{}：{id}", title.zh), format!("{}: {id}", title.en))
    });
    Err(Refusal::Invalid(closed.collect()))
}

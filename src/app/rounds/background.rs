//! Works large rounds out: claimed under a lease that is kept while the work goes on, with its progress. What comes out
//! is written in one transaction; whoever takes an abandoned round over begins it anew.

use super::{
    gather::Done,
    work_out::{WorkedOut, work_out},
};
use crate::{
    app::{App, work::WorkError},
    domain::{
        placement_round::{Round, RoundProgress},
        refusal::{Code, FieldError, Refusal},
    },
    store::StoreError,
};
use chrono::TimeDelta;
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

/// For how long nobody else takes a round whose worker went silent.
const LEASE: TimeDelta = TimeDelta::seconds(15);
/// How often the lease is renewed and the progress told.
const RENEW: Duration = Duration::from_secs(2);
/// So often a round is begun that gets nowhere.
const MOST_ATTEMPTS: u32 = 5;
/// So many faults are kept of a round that could not be worked out.
const KEPT: usize = 100;

/// Works the round out that has waited longest; whether there was one.
///
/// # Errors
/// Where the store fails or the lease was lost: what was not done is done again.
pub async fn work_one(app: &Arc<App>, worker: Uuid) -> Result<bool, WorkError> {
    let now = app.now();
    let Some(round) = app.store.claim_round(worker, now + LEASE, now).await? else { return Ok(false) };
    let work = Work { app: Arc::clone(app), worker, round, done: Arc::default() };
    tokio::select! {
        done = work.run() => done?,
        lost = work.keep_lease() => lost?,
    }
    Ok(true)
}

/// A round under way.
struct Work {
    app: Arc<App>,
    worker: Uuid,
    round: Round,
    done: Arc<Done>,
}

impl Work {
    /// Renews the lease and tells the progress until the lease is lost.
    async fn keep_lease(&self) -> Result<(), WorkError> {
        loop {
            tokio::time::sleep(RENEW).await;
            let (id, worker, until) = (self.round.id, self.worker, self.app.now() + LEASE);
            let progress = RoundProgress { people: self.round.progress.people, done: self.done.get() };
            let kept = self.app.store.write(move |tx| async move {
                tx.keep_round(id, worker, until).await?;
                tx.advance_round(id, worker, progress).await
            });
            match kept.await {
                // Done in this very moment, or taken over: the other branch knows, or fails at its next step.
                Err(StoreError::LeaseLost) => tokio::time::sleep(RENEW * 100).await,
                kept => kept?,
            }
        }
    }

    async fn run(&self) -> Result<(), WorkError> {
        let (id, worker, attempts) = (self.round.id, self.worker, self.round.attempts + 1);
        self.app.store.write(move |tx| async move { tx.begin_round(id, worker, attempts).await }).await?;
        let inputs = self.app.store.round_inputs(id).await?;
        let Some(inputs) = inputs.filter(|_| attempts <= MOST_ATTEMPTS) else {
            tracing::error!(round.id = %id, "a round gets nowhere and is given up");
            return self.refuse(vec![FieldError::new("", Code::Internal)]).await;
        };
        match work_out(&self.app, &self.round.plan, &self.round.seed, inputs, &self.done).await {
            Ok(worked_out) => self.finish(worked_out).await,
            Err(Refusal::Invalid(mut faults)) if !faults.is_empty() => {
                faults.truncate(KEPT);
                self.refuse(faults).await
            }
            Err(refusal) => Err(WorkError::Refused(refusal)),
        }
    }

    async fn finish(&self, worked_out: WorkedOut) -> Result<(), WorkError> {
        let (id, worker) = (self.round.id, self.worker);
        let WorkedOut { outcome, vacancies, people } = worked_out;
        let progress = RoundProgress { people: outcome.people, done: outcome.people };
        let written = self.app.store.write(move |tx| async move {
            tx.insert_round_results(id, &vacancies, &people).await?;
            tx.finish_round(id, worker, progress, Ok(&outcome)).await
        });
        Ok(written.await?)
    }

    async fn refuse(&self, faults: Vec<FieldError>) -> Result<(), WorkError> {
        let (id, worker) = (self.round.id, self.worker);
        let progress = RoundProgress { people: self.round.progress.people, done: self.done.get() };
        let written = self
            .app
            .store
            .write(move |tx| async move { tx.finish_round(id, worker, progress, Err(&faults)).await });
        Ok(written.await?)
    }
}

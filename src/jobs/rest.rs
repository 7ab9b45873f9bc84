//! What every job has at hand, and how it rests: until something wakes it, the poll comes round, or it is to stop.

use super::runner::JobOptions;
use crate::{app::App, domain::ids::new_uuid};
use chrono::TimeDelta;
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;
use uuid::Uuid;

/// What every job has at hand.
#[derive(Clone)]
pub(super) struct Job {
    pub(super) app: Arc<App>,
    pub(super) options: JobOptions,
    pub(super) stop: watch::Receiver<bool>,
}

impl Job {
    /// Whether the job is to stop.
    pub(super) fn stopping(&self) -> bool {
        *self.stop.borrow()
    }

    /// What the work comes to, unless the job is to stop before.
    pub(super) async fn unless_stopping<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            _ = self.stop.wait_for(|stop| *stop) => None,
            done = work => Some(done),
        }
    }

    /// Rests for so long, or until the job is to stop.
    pub(super) async fn pause(&mut self, at_most: Duration) {
        tokio::select! {
            () = tokio::time::sleep(at_most) => {}
            _ = self.stop.wait_for(|stop| *stop) => {}
        }
    }

    /// Rests until it is woken, but not longer than so, nor when the job is to stop.
    pub(super) async fn rest(&mut self, wake: &mut watch::Receiver<()>, at_most: Duration) {
        tokio::select! {
            woken = wake.changed() => {
                if woken.is_err() {
                    // The store is gone, and nobody will wake us any more.
                    tokio::time::sleep(at_most).await;
                }
            }
            () = self.pause(at_most) => {}
        }
    }

    /// A name for this worker, new at every start: what an earlier one had leased is not its own.
    pub(super) fn worker(&self) -> Uuid {
        new_uuid(&*self.app.clock, self.app.entropy())
    }

    /// The lease as the store counts it.
    pub(super) fn lease(&self) -> TimeDelta {
        TimeDelta::from_std(self.options.lease).unwrap_or(TimeDelta::minutes(2))
    }
}

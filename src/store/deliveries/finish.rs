//! The end of a try: its attempt is kept, and the delivery finished or put back.

use super::row::{ActiveModel, Column, Entity};
use crate::{
    domain::{
        delivery::{Attempt, DeliveryState},
        ids::DeliveryId,
    },
    store::{Store, error::StoreError, queries::padded, transaction::Tx},
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// What becomes of a delivery after a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It leaves the queue.
    Finished(DeliveryState),
    /// It is tried again then.
    RetryAt(DateTime<Utc>),
}

impl Tx {
    /// Keeps the attempt and what follows from it. [`StoreError::LeaseLost`] where the worker's lease went to another:
    /// then nothing is kept.
    pub async fn finish_attempt(
        &self,
        worker: Uuid,
        attempt: &Attempt,
        next: Next,
    ) -> Result<(), StoreError> {
        let lost = self.finish_attempts(worker, &[(attempt.clone(), next)]).await?;
        if lost.is_empty() { Ok(()) } else { Err(StoreError::LeaseLost) }
    }

    /// Keeps many attempts, and returns the deliveries whose lease was lost, of which nothing is kept.
    pub async fn finish_attempts(
        &self,
        worker: Uuid,
        tries: &[(Attempt, Next)],
    ) -> Result<Vec<DeliveryId>, StoreError> {
        let mut held = self.held_by(worker, tries).await?;
        let (mut kept, mut lost) = (Vec::with_capacity(tries.len()), Vec::new());
        let mut ends: HashMap<(u32, End), Vec<Uuid>> = HashMap::new();
        for (attempt, next) in tries {
            let Some(state) = held.remove(&attempt.delivery.0) else {
                lost.push(attempt.delivery);
                continue;
            };
            let end = (attempt.number, End::of(&state, *next));
            ends.entry(end).or_default().push(attempt.delivery.0);
            kept.push(attempt.clone());
        }
        for ((number, end), ids) in ends {
            let changed = self.after_attempts(number, end);
            let update = Entity::update_many().set(changed).filter(Column::Id.is_in(padded(&ids)));
            update.exec(&self.conn()).await?;
        }
        self.insert_attempts(&kept).await?;
        Ok(lost)
    }

    /// The states of the rows that the worker still holds, locked until the transaction ends.
    async fn held_by(
        &self,
        worker: Uuid,
        tries: &[(Attempt, Next)],
    ) -> Result<HashMap<Uuid, String>, StoreError> {
        let mut held = HashMap::with_capacity(tries.len());
        for tries in tries.chunks(512) {
            let ids: Vec<_> = tries.iter().map(|(attempt, _)| attempt.delivery.0).collect();
            let rows = Entity::find()
                .select_only()
                .columns([Column::Id, Column::State])
                .filter(Column::Id.is_in(padded(&ids)))
                .filter(Column::LeasedBy.eq(worker))
                .lock_exclusive();
            held.extend(rows.into_tuple::<(Uuid, String)>().all(&self.conn()).await?);
        }
        Ok(held)
    }

    fn after_attempts(&self, number: u32, end: End) -> ActiveModel {
        let mut changed = ActiveModel {
            attempts: Set(i64::from(number)),
            leased_by: Set(None),
            lease_until: Set(None),
            ..Default::default()
        };
        match end {
            End::Finished(state) => {
                changed.state = Set(state.as_str().to_owned());
                changed.finished_at = Set(Some(self.open().clock.now()));
                changed.secret = Set(None);
            }
            End::RetryAt(at) => changed.due_at = Set(at),
            End::AsItWas => {}
        }
        changed
    }
}

/// How a try ends for the delivery's row. Rows that end alike are written at once.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum End {
    Finished(DeliveryState),
    RetryAt(DateTime<Utc>),
    AsItWas,
}

impl End {
    /// What was taken away during the try stays cancelled, unless the other side has it now.
    fn of(state: &str, next: Next) -> Self {
        let queued = state == DeliveryState::Queued.as_str();
        match next {
            Next::Finished(state) if queued || state == DeliveryState::Delivered => Self::Finished(state),
            Next::RetryAt(at) if queued => Self::RetryAt(at),
            Next::Finished(_) | Next::RetryAt(_) => Self::AsItWas,
        }
    }
}

impl Store {
    /// [`Tx::finish_attempt`] in a transaction of its own.
    pub async fn finish_attempt(&self, worker: Uuid, attempt: Attempt, next: Next) -> Result<(), StoreError> {
        self.write(move |tx| async move { tx.finish_attempt(worker, &attempt, next).await }).await
    }

    /// [`Tx::finish_attempts`] in one transaction.
    pub async fn finish_attempts(
        &self,
        worker: Uuid,
        tries: Vec<(Attempt, Next)>,
    ) -> Result<Vec<DeliveryId>, StoreError> {
        self.write(move |tx| async move { tx.finish_attempts(worker, &tries).await }).await
    }
}

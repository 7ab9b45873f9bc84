//! The end of a try: its attempt is kept, and the delivery finished or put back.

use super::row::{ActiveModel, Column, Entity, Model};
use crate::{
    domain::{
        delivery::{Attempt, DeliveryState},
        ids::DeliveryId,
    },
    store::{Store, error::StoreError, transaction::Tx},
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
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
        for (attempt, next) in tries {
            let Some(row) = held.remove(&attempt.delivery.0) else {
                lost.push(attempt.delivery);
                continue;
            };
            self.after_attempt(&row, attempt, *next).update_without_returning(&self.conn()).await?;
            kept.push(attempt.clone());
        }
        self.insert_attempts(&kept).await?;
        Ok(lost)
    }

    /// The rows that the worker still holds, locked until the transaction ends.
    async fn held_by(
        &self,
        worker: Uuid,
        tries: &[(Attempt, Next)],
    ) -> Result<HashMap<Uuid, Model>, StoreError> {
        let mut held = HashMap::with_capacity(tries.len());
        for tries in tries.chunks(512) {
            let ids = tries.iter().map(|(attempt, _)| attempt.delivery.0);
            let rows = Entity::find()
                .filter(Column::Id.is_in(ids))
                .filter(Column::LeasedBy.eq(worker))
                .lock_exclusive()
                .all(&self.conn())
                .await?;
            held.extend(rows.into_iter().map(|row| (row.id, row)));
        }
        Ok(held)
    }

    fn after_attempt(&self, row: &Model, attempt: &Attempt, next: Next) -> ActiveModel {
        let mut changed = ActiveModel {
            id: sea_orm::ActiveValue::Unchanged(row.id),
            attempts: Set(i64::from(attempt.number)),
            leased_by: Set(None),
            lease_until: Set(None),
            ..Default::default()
        };
        // What was taken away during the try stays cancelled, unless the other side has it now.
        let queued = row.state == DeliveryState::Queued.as_str();
        match next {
            Next::Finished(state) if queued || state == DeliveryState::Delivered => {
                changed.state = Set(state.as_str().to_owned());
                changed.finished_at = Set(Some(self.open().clock.now()));
                changed.secret = Set(None);
            }
            Next::RetryAt(at) if queued => changed.due_at = Set(at),
            Next::Finished(_) | Next::RetryAt(_) => {}
        }
        changed
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

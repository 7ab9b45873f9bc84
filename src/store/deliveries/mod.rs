//! Deliveries: recorded with their cause, leased to a worker for each try, finished with an attempt.

mod cancel;
mod finish;
mod row;

pub use finish::Next;

use super::{
    Store,
    claim::Claim,
    error::StoreError,
    queries::{Page, Queries},
    table::Table,
    transaction::Tx,
    wakes::Recorded,
};
use crate::domain::{
    delivery::{Delivery, DeliveryState},
    ids::{DeliveryId, WebhookId},
    party::Party,
};
use chrono::{DateTime, Utc};
use row::{Column, Entity};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

/// The rows the queue still works on. Written out as its indexes have it: with a bound value SQLite would not use them.
const QUEUED: &str = "state = 'queued'";

/// Which way deliveries go. Each way has its workers, so that slow endpoints never keep a mail waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Carrier {
    /// By mail.
    Email,
    /// To endpoints.
    Webhook,
}

/// Which deliveries are asked for.
#[derive(Debug, Clone)]
pub struct Way {
    /// Those that go this way.
    pub carrier: Carrier,
    /// None to these endpoints, where it is theirs.
    pub not_to: Vec<WebhookId>,
}

impl Carrier {
    /// The rows of the queue that go this way; it implies the condition of the queue's index.
    fn queued(self) -> &'static str {
        match self {
            Self::Email => "state = 'queued' AND webhook IS NULL",
            Self::Webhook => "state = 'queued' AND webhook IS NOT NULL",
        }
    }
}

impl Queries {
    /// The delivery of that id.
    pub async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// A page of a receiver's deliveries, or of everybody's, the newest first.
    pub async fn deliveries_of(
        &self,
        receiver: Option<Party>,
        state: Option<DeliveryState>,
        after: Option<DeliveryId>,
        limit: u64,
    ) -> Result<Vec<Delivery>, StoreError> {
        let filter = Condition::all()
            .add_option(receiver.map(|receiver| Column::Receiver.eq(receiver.to_string())))
            .add_option(state.map(|state| Column::State.eq(state.as_str())));
        self.page::<Entity>(filter, Page::newest_first(after.map(|id| id.0), limit)).await
    }

    /// How many deliveries there are in each state that has any.
    pub async fn counts_by_state(&self) -> Result<Vec<(DeliveryState, u64)>, StoreError> {
        let select =
            Entity::find().select_only().column(Column::State).column_as(Column::Id.count(), "count");
        let rows: Vec<(String, i64)> = select.group_by(Column::State).into_tuple().all(&self.conn()).await?;
        let counted = rows.into_iter().map(|(state, count)| {
            let state = DeliveryState::parse(&state).ok_or(StoreError::Corrupt("state"))?;
            Ok((state, count.unsigned_abs()))
        });
        counted.collect()
    }

    /// Since when nothing has arrived at an endpoint: from when the first message was recorded that was given up after the
    /// last one that arrived.
    pub async fn failing_since(&self, webhook: WebhookId) -> Result<Option<DateTime<Utc>>, StoreError> {
        let ended = |state: DeliveryState| {
            let to = Entity::find().filter(Column::Webhook.eq(webhook.0));
            to.filter(Column::State.eq(state.as_str())).select_only().limit(1)
        };
        let arrived = ended(DeliveryState::Delivered).column(Column::FinishedAt);
        let arrived = arrived.order_by_desc(Column::FinishedAt).into_tuple::<Option<DateTime<Utc>>>();
        let mut dead = ended(DeliveryState::Dead).column(Column::CreatedAt).order_by_asc(Column::FinishedAt);
        if let Some(arrived) = arrived.one(&self.conn()).await?.flatten() {
            dead = dead.filter(Column::FinishedAt.gt(arrived));
        }
        Ok(dead.into_tuple().one(&self.conn()).await?)
    }

    /// When the delivery that is due first was or will be due, if any is queued.
    pub async fn oldest_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let queued = Entity::find().filter(Expr::cust(QUEUED));
        let due = queued.select_only().column(Column::DueAt).order_by_asc(Column::DueAt).limit(1);
        Ok(due.into_tuple().one(&self.conn()).await?)
    }
}

impl Tx {
    /// Adds a delivery.
    pub async fn insert_delivery(&self, delivery: &Delivery) -> Result<(), StoreError> {
        self.insert_deliveries(std::slice::from_ref(delivery)).await
    }

    /// Adds many deliveries, some hundred a statement.
    pub async fn insert_deliveries(&self, deliveries: &[Delivery]) -> Result<(), StoreError> {
        Recorded::mark(&self.open().recorded.deliveries);
        self.insert_many::<Entity>(deliveries).await
    }

    /// Leases due deliveries to the worker, the longest due first. Nobody else gets them before the lease ends.
    pub async fn claim_due(
        &self,
        worker: Uuid,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<Delivery>, StoreError> {
        self.claim_queued(QUEUED, Claim { worker, now, lease_until, limit }).await
    }

    /// The same for the deliveries that go one way, but for those to some endpoints.
    pub async fn claim_due_by(
        &self,
        way: &Way,
        worker: Uuid,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<Delivery>, StoreError> {
        let mut queued = way.carrier.queued().to_owned();
        if !way.not_to.is_empty() {
            let ids: Vec<_> = way.not_to.iter().map(|id| self.literal(id.0)).collect();
            queued = format!("{queued} AND webhook NOT IN ({})", ids.join(", "));
        }
        self.claim_queued(&queued, Claim { worker, now, lease_until, limit }).await
    }

    /// An id written out in a statement.
    fn literal(&self, id: Uuid) -> String {
        if self.is_postgres() { format!("'{id}'") } else { format!("X'{}'", id.simple()) }
    }

    async fn claim_queued(&self, queued: &str, claim: Claim) -> Result<Vec<Delivery>, StoreError> {
        let mut rows = self.claim::<Entity>(queued, claim).await?;
        rows.sort_by_key(row::Model::order);
        rows.into_iter().map(|row| Entity::value(row, &self.cipher)).collect()
    }
}

impl Store {
    /// [`Tx::claim_due`] in a transaction of its own.
    pub async fn claim_due(
        &self,
        worker: Uuid,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<Delivery>, StoreError> {
        self.write(move |tx| async move { tx.claim_due(worker, now, lease_until, limit).await }).await
    }

    /// [`Tx::claim_due_by`] in a transaction of its own.
    pub async fn claim_due_by(
        &self,
        way: Way,
        worker: Uuid,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<Delivery>, StoreError> {
        self.write(move |tx| async move { tx.claim_due_by(&way, worker, now, lease_until, limit).await })
            .await
    }
}

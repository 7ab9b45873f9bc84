//! Events: recorded with what happened, claimed by the jobs, each worked on until it is finished.

use super::{
    Store, claim::Claim, error::StoreError, queries::Queries, table::count, transaction::Tx, wakes::Recorded,
};
use crate::domain::{
    event::{Event, EventKind},
    ids::EventId,
};
use chrono::{DateTime, Utc};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "events")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) kind: String,
        pub(super) subject: String,
        pub(super) at: DateTimeUtc,
        pub(super) due_at: DateTimeUtc,
        pub(super) attempts: i64,
        pub(super) leased_by: Option<Uuid>,
        pub(super) lease_until: Option<DateTimeUtc>,
        pub(super) processed_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An event that a worker has to itself until its lease ends.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedEvent {
    /// The event.
    pub event: Event,
    /// How many times it was postponed before.
    pub attempts: u32,
}

fn event(row: Model) -> Result<Event, StoreError> {
    let kind = EventKind::parse(&row.kind).ok_or(StoreError::Corrupt("event"))?;
    Ok(Event { id: EventId(row.id), kind, subject: row.subject, at: row.at })
}

impl Queries {
    /// The event of that id.
    pub async fn event(&self, id: EventId) -> Result<Option<Event>, StoreError> {
        Entity::find_by_id(id.0).one(&self.conn()).await?.map(event).transpose()
    }
}

impl Tx {
    /// Records an event.
    pub async fn record_event(&self, event: &Event) -> Result<(), StoreError> {
        self.record_events(std::slice::from_ref(event)).await
    }

    /// Records many events.
    pub async fn record_events(&self, events: &[Event]) -> Result<(), StoreError> {
        let row = |event: &Event| Model {
            id: event.id.0,
            kind: event.kind.as_str().to_owned(),
            subject: event.subject.clone(),
            at: event.at,
            due_at: event.at,
            attempts: 0,
            leased_by: None,
            lease_until: None,
            processed_at: None,
        };
        Recorded::mark(&self.open().recorded.events);
        self.insert_rows::<Entity>(events.iter().map(row).collect()).await
    }

    /// Leases due events to the worker, the oldest first; but what became public, which takes matching and comes by the
    /// thousand, only where nothing else waits: the end of an import is told before its vacancies are matched.
    pub async fn claim_events(
        &self,
        worker: Uuid,
        lease_until: DateTime<Utc>,
        now: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<ClaimedEvent>, StoreError> {
        let claim = Claim { worker, now, lease_until, limit };
        let published = EventKind::VacancyPublished.as_str();
        let queue = |kinds: &str| format!("processed_at IS NULL AND kind {kinds} '{published}'");
        let mut rows = self.claim::<Entity>(&queue("<>"), claim).await?;
        if rows.is_empty() {
            rows = self.claim::<Entity>(&queue("="), claim).await?;
        }
        rows.sort_by_key(|row| (row.due_at, row.id));
        let claimed = |row: Model| Ok(ClaimedEvent { attempts: count(row.attempts)?, event: event(row)? });
        rows.into_iter().map(claimed).collect()
    }

    /// Marks an event as done, together with what was done about it. [`StoreError::LeaseLost`] where another worker
    /// took it over: then what was done must not count, so return the error.
    pub async fn finish_event(&self, id: EventId, worker: Uuid) -> Result<(), StoreError> {
        let update =
            Entity::update_many().col_expr(Column::ProcessedAt, Expr::value(self.open().clock.now()));
        self.give_back(update, id, worker).await
    }

    /// Gives an event back, to be tried again then. [`StoreError::LeaseLost`] where another worker took it over.
    pub async fn postpone_event(
        &self,
        id: EventId,
        worker: Uuid,
        until: DateTime<Utc>,
        attempts: u32,
    ) -> Result<(), StoreError> {
        let update = Entity::update_many()
            .col_expr(Column::DueAt, Expr::value(until))
            .col_expr(Column::Attempts, Expr::value(i64::from(attempts)));
        self.give_back(update, id, worker).await
    }

    async fn give_back(
        &self,
        update: sea_orm::UpdateMany<Entity>,
        id: EventId,
        worker: Uuid,
    ) -> Result<(), StoreError> {
        let update = update
            .col_expr(Column::LeasedBy, Expr::value(None::<Uuid>))
            .col_expr(Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
            .filter(Column::Id.eq(id.0))
            .filter(Column::LeasedBy.eq(worker))
            .filter(Column::ProcessedAt.is_null());
        let done = update.exec(&self.conn()).await?;
        if done.rows_affected == 1 { Ok(()) } else { Err(StoreError::LeaseLost) }
    }
}

impl Store {
    /// [`Tx::claim_events`] in a transaction of its own.
    pub async fn claim_events(
        &self,
        worker: Uuid,
        lease_until: DateTime<Utc>,
        now: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<ClaimedEvent>, StoreError> {
        self.write(move |tx| async move { tx.claim_events(worker, lease_until, now, limit).await }).await
    }
}

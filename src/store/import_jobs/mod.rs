//! Large imports: claimed like events, their progress fenced by the lease, so that every row is settled once.

mod parts;
mod rows;

use super::{
    Store,
    cipher::Cipher,
    claim::Claim,
    error::StoreError,
    queries::Queries,
    table::{Table, count, json, meaning, parsed, word},
    transaction::Tx,
};
use crate::domain::{
    ids::{EmployerId, ImportId},
    import_job::{ImportJob, ImportProgress, ImportState},
    refusal::FieldError,
};
use chrono::{DateTime, Utc};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany, sea_query::Expr};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_jobs")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) employer: Uuid,
        pub(super) format: String,
        pub(super) dry_run: bool,
        pub(super) atomic: bool,
        pub(super) rows: i64,
        pub(super) ignored: Json,
        pub(super) last_row: i64,
        pub(super) accepted: i64,
        pub(super) rejected: i64,
        pub(super) held: i64,
        pub(super) state: String,
        pub(super) refusal: Json,
        pub(super) attempts: i64,
        pub(super) due_at: DateTimeUtc,
        pub(super) leased_by: Option<Uuid>,
        pub(super) lease_until: Option<DateTimeUtc>,
        pub(super) created_at: DateTimeUtc,
        pub(super) finished_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = ImportJob;

    fn id() -> Column {
        Column::Id
    }

    fn key(job: &ImportJob) -> Uuid {
        job.id.0
    }

    fn row(job: &ImportJob, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: job.id.0,
            employer: job.employer.0,
            format: job.format.clone(),
            dry_run: job.dry_run,
            atomic: job.atomic,
            rows: i64::from(job.rows),
            ignored: json(&job.ignored)?,
            last_row: i64::from(job.progress.last_row),
            accepted: i64::from(job.progress.accepted),
            rejected: i64::from(job.progress.rejected),
            held: i64::from(job.progress.held),
            state: word(&job.state)?,
            refusal: json(&job.refusal)?,
            attempts: i64::from(job.attempts),
            due_at: job.created_at,
            leased_by: None,
            lease_until: None,
            created_at: job.created_at,
            finished_at: job.finished_at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<ImportJob, StoreError> {
        Ok(ImportJob {
            id: ImportId(row.id),
            employer: EmployerId(row.employer),
            format: row.format,
            dry_run: row.dry_run,
            atomic: row.atomic,
            rows: count(row.rows)?,
            ignored: parsed(row.ignored)?,
            progress: ImportProgress {
                last_row: count(row.last_row)?,
                accepted: count(row.accepted)?,
                rejected: count(row.rejected)?,
                held: count(row.held)?,
            },
            state: meaning(row.state)?,
            refusal: parsed(row.refusal)?,
            attempts: count(row.attempts)?,
            created_at: row.created_at,
            finished_at: row.finished_at,
        })
    }
}

impl Queries {
    /// The large import of that id.
    pub async fn import_job(&self, id: ImportId) -> Result<Option<ImportJob>, StoreError> {
        self.one::<Entity>(id.0).await
    }
}

impl Tx {
    /// Adds a large import; its file is there already.
    pub async fn insert_import_job(&self, job: &ImportJob) -> Result<(), StoreError> {
        self.insert::<Entity>(job).await
    }

    /// Keeps the lease of an import. [`StoreError::LeaseLost`] where another worker took it over.
    pub async fn keep_import(
        &self,
        id: ImportId,
        worker: Uuid,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let update = Entity::update_many().col_expr(Column::LeaseUntil, Expr::value(until));
        self.fenced(update, id, worker).await
    }

    /// Counts that an import was begun once more.
    pub async fn begin_import(&self, id: ImportId, worker: Uuid, attempts: u32) -> Result<(), StoreError> {
        let update = Entity::update_many().col_expr(Column::Attempts, Expr::value(i64::from(attempts)));
        self.fenced(update, id, worker).await
    }

    /// Records how far an import is, in the transaction that got it there. [`StoreError::LeaseLost`] where another
    /// worker took it over: then what was done must not count, so return the error.
    pub async fn advance_import(
        &self,
        id: ImportId,
        worker: Uuid,
        progress: ImportProgress,
    ) -> Result<(), StoreError> {
        self.fenced(advanced(progress).col_expr(Column::Attempts, Expr::value(0_i64)), id, worker).await
    }

    /// Ends an import and forgets its file. [`StoreError::LeaseLost`] as in [`Tx::advance_import`].
    pub async fn finish_import_job(
        &self,
        id: ImportId,
        worker: Uuid,
        progress: ImportProgress,
        refusal: &[FieldError],
    ) -> Result<(), StoreError> {
        let state = if refusal.is_empty() { ImportState::Finished } else { ImportState::Refused };
        let update = advanced(progress)
            .col_expr(Column::State, Expr::value(word(&state)?))
            .col_expr(Column::Refusal, Expr::value(json(&refusal)?))
            .col_expr(Column::LeasedBy, Expr::value(None::<Uuid>))
            .col_expr(Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
            .col_expr(Column::FinishedAt, Expr::value(self.open().clock.now()));
        self.fenced(update, id, worker).await?;
        self.delete_import_parts(id).await
    }

    async fn fenced(&self, update: UpdateMany<Entity>, id: ImportId, worker: Uuid) -> Result<(), StoreError> {
        let update = update
            .filter(Column::Id.eq(id.0))
            .filter(Column::LeasedBy.eq(worker))
            .filter(Column::FinishedAt.is_null());
        let done = update.exec(&self.conn()).await?;
        if done.rows_affected == 1 { Ok(()) } else { Err(StoreError::LeaseLost) }
    }
}

fn advanced(progress: ImportProgress) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::LastRow, Expr::value(i64::from(progress.last_row)))
        .col_expr(Column::Accepted, Expr::value(i64::from(progress.accepted)))
        .col_expr(Column::Rejected, Expr::value(i64::from(progress.rejected)))
        .col_expr(Column::Held, Expr::value(i64::from(progress.held)))
}

impl Store {
    /// Leases the import that has waited longest to the worker, if any waits.
    pub async fn claim_import(
        &self,
        worker: Uuid,
        lease_until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<ImportJob>, StoreError> {
        let claim = Claim { worker, now, lease_until, limit: 1 };
        let rows =
            self.write(move |tx| async move { tx.claim::<Entity>("finished_at IS NULL", claim).await });
        let row = rows.await?.into_iter().next();
        row.map(|row| Entity::value(row, &self.cipher)).transpose()
    }
}

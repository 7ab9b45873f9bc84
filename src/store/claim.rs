//! Claims: how workers, here and on other nodes, share the rows of a queue without any row going to two of them.

use super::{error::StoreError, transaction::Tx};
use chrono::{DateTime, Utc};
use sea_orm::{EntityTrait, FromQueryResult};
use uuid::Uuid;

/// A worker that asks for work: how much, and until when the others leave it alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub(super) worker: Uuid,
    pub(super) now: DateTime<Utc>,
    pub(super) lease_until: DateTime<Utc>,
    pub(super) limit: u64,
}

impl Tx {
    /// Leases due rows of a queue to the worker, the longest due first. `open` is the condition of the rows that the
    /// queue still works on, the same as of its index.
    ///
    /// The inner select runs once, as a common table expression with a lock does in PostgreSQL; as a plain subquery
    /// the planner may run it again for every row and lease more than the limit.
    pub(super) async fn claim<E>(&self, open: &str, claim: Claim) -> Result<Vec<E::Model>, StoreError>
    where
        E: EntityTrait<Model: FromQueryResult>,
    {
        let entity = E::default();
        let table = entity.table_name();
        let sql = format!(
            "WITH due AS (SELECT id FROM {table} WHERE {open} AND due_at <= $1 \
             AND (lease_until IS NULL OR lease_until <= $1) ORDER BY due_at, id LIMIT $2{locked}) \
             UPDATE {table} SET leased_by = $3, lease_until = $4 WHERE id IN (SELECT id FROM due) RETURNING *",
            locked = self.skip_locked(),
        );
        let limit = i64::try_from(claim.limit).unwrap_or(i64::MAX);
        let values = [claim.now.into(), limit.into(), claim.worker.into(), claim.lease_until.into()];
        Ok(E::find().from_raw_sql(self.sql(sql, values)).all(&self.conn()).await?)
    }
}

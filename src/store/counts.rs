//! How many rows there are, for `verify` and for metrics.

use super::{error::StoreError, queries::Queries};
use sea_orm::ConnectionTrait;

/// The tables that are counted.
const TABLES: [&str; 15] = [
    "employers",
    "schools",
    "departments",
    "partnerships",
    "programmes",
    "vacancies",
    "graduates",
    "training_records",
    "subscriptions",
    "webhooks",
    "events",
    "changes",
    "notifications",
    "deliveries",
    "attempts",
];

impl Queries {
    /// How many rows each table has.
    pub async fn row_counts(&self) -> Result<Vec<(&'static str, u64)>, StoreError> {
        let mut counts = Vec::with_capacity(TABLES.len());
        for table in TABLES {
            let statement = self.sql(format!("SELECT COUNT(*) FROM {table}"), []);
            let row = self.conn().query_one_raw(statement).await?;
            let count: i64 = row.ok_or(StoreError::Corrupt("count"))?.try_get_by_index(0)?;
            counts.push((table, count.unsigned_abs()));
        }
        Ok(counts)
    }
}

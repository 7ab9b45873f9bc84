//! Reading, in a transaction or outside of one: the same functions for both.

use super::{cipher::Cipher, error::StoreError, table::Table};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, DbBackend, Order,
    QueryFilter, QueryOrder, QuerySelect, Select, Statement, Value,
};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// The most ids asked for in one statement.
const IDS_AT_ONCE: usize = 512;

/// The reading half of the store. [`super::Store`] and [`super::Tx`] both turn into it, so a function that only reads
/// takes `&Queries` and works inside and outside of a transaction.
pub struct Queries {
    pub(super) source: Source,
    pub(super) cipher: Arc<Cipher>,
}

/// Where reads go.
pub(super) enum Source {
    /// Any connection of a pool.
    Pool(DatabaseConnection),
    /// The one of a transaction.
    Transaction(DatabaseTransaction),
}

/// Where a page of a list begins, how long it is, and which way it goes.
pub(super) struct Page {
    /// After which id.
    pub(super) after: Option<Uuid>,
    /// How many rows.
    pub(super) limit: u64,
    /// Ascending goes from the oldest on.
    pub(super) order: Order,
}

impl Page {
    pub(super) fn oldest_first(after: Option<Uuid>, limit: u64) -> Self {
        Self { after, limit, order: Order::Asc }
    }

    pub(super) fn newest_first(after: Option<Uuid>, limit: u64) -> Self {
        Self { after, limit, order: Order::Desc }
    }
}

impl Queries {
    /// The connection or transaction, as SeaORM takes it.
    pub(super) fn conn(&self) -> DatabaseExecutor<'_> {
        match &self.source {
            Source::Pool(pool) => pool.into(),
            Source::Transaction(transaction) => transaction.into(),
        }
    }

    /// Whether the database is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.backend() == DbBackend::Postgres
    }

    pub(super) fn backend(&self) -> DbBackend {
        use sea_orm::ConnectionTrait as _;
        self.conn().get_database_backend()
    }

    /// A statement of our own, with `$1`, `$2` … on both databases.
    pub(super) fn sql(&self, sql: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Statement {
        Statement::from_sql_and_values(self.backend(), sql, values)
    }

    /// What makes a selecting statement skip rows that another transaction holds. SQLite has one writer.
    pub(super) fn skip_locked(&self) -> &'static str {
        if self.is_postgres() { " FOR UPDATE SKIP LOCKED" } else { "" }
    }

    pub(super) async fn one<T: Table>(&self, id: Uuid) -> Result<Option<T::Value>, StoreError> {
        self.first::<T>(T::find().filter(T::id().eq(id))).await
    }

    pub(super) async fn first<T: Table>(&self, select: Select<T>) -> Result<Option<T::Value>, StoreError> {
        let row = select.one(&self.conn()).await?;
        row.map(|row| T::value(row, &self.cipher)).transpose()
    }

    pub(super) async fn all<T: Table>(&self, select: Select<T>) -> Result<Vec<T::Value>, StoreError> {
        let rows = select.all(&self.conn()).await?;
        rows.into_iter().map(|row| T::value(row, &self.cipher)).collect()
    }

    /// In the order of the ids; what is not there is left out.
    pub(super) async fn many<T: Table>(&self, ids: &[Uuid]) -> Result<Vec<T::Value>, StoreError> {
        let mut found = HashMap::with_capacity(ids.len());
        for ids in ids.chunks(IDS_AT_ONCE) {
            let select = T::find().filter(T::id().is_in(padded(ids)));
            found.extend(self.all(select).await?.into_iter().map(|value| (T::key(&value), value)));
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    pub(super) async fn page<T: Table>(
        &self,
        filter: Condition,
        page: Page,
    ) -> Result<Vec<T::Value>, StoreError> {
        let beyond = page.after.map(|after| match page.order {
            Order::Desc => T::id().lt(after),
            _ => T::id().gt(after),
        });
        let select =
            T::find().filter(filter.add_option(beyond)).order_by(T::id(), page.order).limit(page.limit);
        self.all(select).await
    }

    /// The ids alone, from the oldest on.
    pub(super) async fn ids_after<T: Table>(
        &self,
        after: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<Uuid>, StoreError> {
        let beyond = Condition::all().add_option(after.map(|after| T::id().gt(after)));
        let select = T::find().select_only().column(T::id()).filter(beyond);
        let ids = select.order_by_asc(T::id()).limit(limit).into_tuple::<Uuid>();
        Ok(ids.all(&self.conn()).await?)
    }
}

/// Repeats the last of a list up to a power of two: a handful of statements is prepared, not one for every length.
pub(super) fn padded<V: Clone>(values: &[V]) -> Vec<V> {
    let mut padded = values.to_vec();
    if let Some(last) = values.last() {
        padded.resize(values.len().next_power_of_two(), last.clone());
    }
    padded
}

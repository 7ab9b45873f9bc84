//! What every table has in common: rows that become values of the domain and back, written one by one, in bulk, or
//! only if nobody else wrote meanwhile.

use super::{cipher::Cipher, error::StoreError, transaction::Tx};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, InsertMany, IntoActiveModel, Iterable, JsonValue,
    QueryFilter, sea_query::OnConflict,
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// The most values bound in one statement: SQLite takes 32 766, PostgreSQL 65 535.
const BINDS_AT_ONCE: usize = 8_000;

/// A table whose rows are values of the domain.
pub(super) trait Table:
    EntityTrait<Model: IntoActiveModel<Self::ActiveModel>, ActiveModel: Send>
{
    /// What a row stands for.
    type Value: Send + Sync;

    /// The column of the identifier.
    fn id() -> Self::Column;
    /// The identifier of a value.
    fn key(value: &Self::Value) -> Uuid;
    /// The row of a value.
    fn row(value: &Self::Value, cipher: &Cipher) -> Result<Self::Model, StoreError>;
    /// The value of a row.
    fn value(row: Self::Model, cipher: &Cipher) -> Result<Self::Value, StoreError>;
}

/// A table whose rows count their changes.
pub(super) trait Versioned: Table {
    /// The column of the count.
    fn version() -> Self::Column;
    /// The count in a value.
    fn version_of(value: &mut Self::Value) -> &mut i64;
}

impl Tx {
    pub(super) async fn insert<T: Table>(&self, value: &T::Value) -> Result<(), StoreError> {
        self.insert_rows::<T>(vec![T::row(value, &self.cipher)?]).await
    }

    /// One statement for some hundred rows.
    pub(super) async fn insert_many<T: Table>(&self, values: &[T::Value]) -> Result<(), StoreError> {
        for values in values.chunks(rows_at_once::<T>()) {
            let rows = values.iter().map(|value| T::row(value, &self.cipher)).collect::<Result<_, _>>()?;
            self.insert_rows::<T>(rows).await?;
        }
        Ok(())
    }

    pub(super) async fn insert_rows<E>(&self, rows: Vec<E::Model>) -> Result<(), StoreError>
    where
        E: EntityTrait<Model: IntoActiveModel<E::ActiveModel>, ActiveModel: Send>,
    {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let chunk: Vec<_> = rows.by_ref().take(rows_at_once::<E>()).collect();
            InsertMany::<E::ActiveModel>::many(chunk).exec_without_returning(&self.conn()).await?;
        }
        Ok(())
    }

    /// Whether the row was new: one that is there already is left as it is.
    pub(super) async fn insert_if_new<E>(&self, row: E::Model) -> Result<bool, StoreError>
    where
        E: EntityTrait<Model: IntoActiveModel<E::ActiveModel>, ActiveModel: Send>,
    {
        Ok(insert_new::<E>(vec![row]).exec_without_returning(&self.conn()).await? == 1)
    }

    /// Writes the value over its row if the row has still the value's version, and counts the version up in both.
    pub(super) async fn replace<T: Versioned>(&self, value: &mut T::Value) -> Result<(), StoreError> {
        let expected = *T::version_of(value);
        *T::version_of(value) = expected + 1;
        let written = self.replace_row::<T>(value, expected).await;
        if written.is_err() {
            *T::version_of(value) = expected;
        }
        written
    }

    async fn replace_row<T: Versioned>(&self, value: &T::Value, expected: i64) -> Result<(), StoreError> {
        let id = T::key(value);
        let row = T::row(value, &self.cipher)?.into_active_model().reset_all();
        let update = T::update_many().set(row).filter(T::id().eq(id)).filter(T::version().eq(expected));
        if update.exec(&self.conn()).await?.rows_affected == 1 {
            return Ok(());
        }
        let there = self.one::<T>(id).await?.is_some();
        Err(if there { StoreError::Stale } else { StoreError::Missing })
    }

    /// Whether there was such a row.
    pub(super) async fn remove<T: Table>(&self, id: Uuid) -> Result<bool, StoreError> {
        let done = T::delete_many().filter(T::id().eq(id)).exec(&self.conn()).await?;
        Ok(done.rows_affected > 0)
    }
}

/// Inserts those rows that are in conflict with none.
pub(super) fn insert_new<E>(rows: Vec<E::Model>) -> InsertMany<E::ActiveModel>
where
    E: EntityTrait<Model: IntoActiveModel<E::ActiveModel>>,
{
    InsertMany::many(rows).on_conflict(OnConflict::new().do_nothing().to_owned())
}

pub(super) fn rows_at_once<E: EntityTrait>() -> usize {
    BINDS_AT_ONCE / E::Column::iter().count().max(1)
}

/// The structured part of a row.
pub(super) fn json<T: Serialize>(value: &T) -> Result<JsonValue, StoreError> {
    serde_json::to_value(value).map_err(|_| StoreError::Corrupt(std::any::type_name::<T>()))
}

/// Reads the structured part of a row.
pub(super) fn parsed<T: DeserializeOwned>(value: JsonValue) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|_| StoreError::Corrupt(std::any::type_name::<T>()))
}

/// The name of a value that is serialised as one word.
pub(super) fn word<T: Serialize>(value: &T) -> Result<String, StoreError> {
    match json(value)? {
        JsonValue::String(word) => Ok(word),
        _ => Err(StoreError::Corrupt(std::any::type_name::<T>())),
    }
}

/// Reads a value that is serialised as one word.
pub(super) fn meaning<T: DeserializeOwned>(word: String) -> Result<T, StoreError> {
    parsed(JsonValue::String(word))
}

/// Reads a count that a row keeps as a signed number.
pub(super) fn count(value: i64) -> Result<u32, StoreError> {
    u32::try_from(value).map_err(|_| StoreError::Corrupt("count"))
}

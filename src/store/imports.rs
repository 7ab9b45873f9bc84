//! Imports of files.

use super::{
    cipher::Cipher,
    error::StoreError,
    queries::Queries,
    table::{Table, count, json, meaning, parsed, word},
    transaction::Tx,
};
use crate::domain::{ids::ImportId, import::Import};
use row::{Column, Entity, Model};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "imports")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) owner: String,
        pub(super) kind: String,
        pub(super) accepted: i64,
        pub(super) rejected: i64,
        pub(super) held: i64,
        pub(super) rows: Json,
        pub(super) created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = Import;

    fn id() -> Column {
        Column::Id
    }

    fn key(import: &Import) -> Uuid {
        import.id.0
    }

    fn row(import: &Import, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: import.id.0,
            owner: import.owner.to_string(),
            kind: word(&import.kind)?,
            accepted: i64::from(import.accepted),
            rejected: i64::from(import.rejected),
            held: i64::from(import.held),
            rows: json(&import.rows)?,
            created_at: import.created_at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<Import, StoreError> {
        Ok(Import {
            id: ImportId(row.id),
            owner: row.owner.parse().map_err(|_| StoreError::Corrupt("party"))?,
            kind: meaning(row.kind)?,
            accepted: count(row.accepted)?,
            rejected: count(row.rejected)?,
            held: count(row.held)?,
            rows: parsed(row.rows)?,
            created_at: row.created_at,
        })
    }
}

impl Queries {
    /// The import of that id.
    pub async fn import(&self, id: ImportId) -> Result<Option<Import>, StoreError> {
        self.one::<Entity>(id.0).await
    }
}

impl Tx {
    /// Adds a finished import.
    pub async fn insert_import(&self, import: &Import) -> Result<(), StoreError> {
        self.insert::<Entity>(import).await
    }

    /// Writes what became of an import over what stands there.
    pub async fn update_import(&self, import: &Import) -> Result<(), StoreError> {
        let row = Entity::row(import, &self.cipher)?.into_active_model().reset_all();
        let done =
            Entity::update_many().set(row).filter(Column::Id.eq(import.id.0)).exec(&self.conn()).await?;
        if done.rows_affected == 1 { Ok(()) } else { Err(StoreError::Missing) }
    }
}

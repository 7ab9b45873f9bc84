//! API keys, found by the hash of their text.

use super::{cipher::Cipher, error::StoreError, queries::Queries, table::Table, transaction::Tx};
use crate::domain::{api_key::ApiKey, ids::KeyId, party::Party};
use chrono::{DateTime, Utc};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_keys")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) party: String,
        pub(super) label: String,
        pub(super) hash: Vec<u8>,
        pub(super) created_at: DateTimeUtc,
        pub(super) revoked_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = ApiKey;

    fn id() -> Column {
        Column::Id
    }

    fn key(key: &ApiKey) -> Uuid {
        key.id.0
    }

    fn row(key: &ApiKey, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: key.id.0,
            party: key.party.to_string(),
            label: key.label.clone(),
            hash: key.hash.clone(),
            created_at: key.created_at,
            revoked_at: key.revoked_at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<ApiKey, StoreError> {
        Ok(ApiKey {
            id: KeyId(row.id),
            party: row.party.parse().map_err(|_| StoreError::Corrupt("party"))?,
            label: row.label,
            hash: row.hash,
            created_at: row.created_at,
            revoked_at: row.revoked_at,
        })
    }
}

impl Queries {
    /// The key of that id, revoked or not.
    pub async fn key(&self, id: KeyId) -> Result<Option<ApiKey>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// The key with that hash, unless it was revoked.
    pub async fn key_by_hash(&self, hash: &[u8]) -> Result<Option<ApiKey>, StoreError> {
        self.first(Entity::find().filter(Column::Hash.eq(hash)).filter(Column::RevokedAt.is_null())).await
    }

    /// A party's keys, revoked ones too, the oldest first.
    pub async fn keys_of(&self, party: Party) -> Result<Vec<ApiKey>, StoreError> {
        let select = Entity::find().filter(Column::Party.eq(party.to_string()));
        self.all(select.order_by_asc(Column::Id)).await
    }
}

impl Tx {
    /// Adds a key.
    pub async fn insert_key(&self, key: &ApiKey) -> Result<(), StoreError> {
        self.insert::<Entity>(key).await
    }

    /// Revokes a key. Whether it was live until now.
    pub async fn revoke_key(&self, id: KeyId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let update = Entity::update_many().col_expr(Column::RevokedAt, Expr::value(now));
        let update = update.filter(Column::Id.eq(id.0)).filter(Column::RevokedAt.is_null());
        Ok(update.exec(&self.conn()).await?.rows_affected == 1)
    }
}

//! The file of a large import, in parts, kept until it is worked off.

use crate::{
    domain::ids::ImportId,
    store::{error::StoreError, queries::Queries, transaction::Tx},
};
use chrono::{DateTime, Utc};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_parts")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) import: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) number: i64,
        pub(super) created_at: DateTimeUtc,
        pub(super) bytes: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Queries {
    /// A part of an import's file, counted from nought.
    pub async fn import_part(&self, id: ImportId, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
        let part = Entity::find_by_id((id.0, i64::from(number))).one(&self.conn()).await?;
        Ok(part.map(|part| part.bytes))
    }

    /// The number of an import's last part.
    pub async fn last_import_part(&self, id: ImportId) -> Result<Option<u32>, StoreError> {
        let numbers = Entity::find().select_only().column(Column::Number).filter(Column::Import.eq(id.0));
        let last: Option<i64> =
            numbers.order_by_desc(Column::Number).limit(1).into_tuple().one(&self.conn()).await?;
        last.map(|last| u32::try_from(last).map_err(|_| StoreError::Corrupt("count"))).transpose()
    }
}

impl Tx {
    /// Keeps a part of an import's file.
    pub async fn insert_import_part(
        &self,
        id: ImportId,
        number: u32,
        bytes: Vec<u8>,
    ) -> Result<(), StoreError> {
        let created_at = self.open().clock.now();
        self.insert_rows::<Entity>(vec![Model { import: id.0, number: i64::from(number), created_at, bytes }])
            .await
    }

    /// Forgets an import's file.
    pub async fn delete_import_parts(&self, id: ImportId) -> Result<(), StoreError> {
        Entity::delete_many().filter(Column::Import.eq(id.0)).exec(&self.conn()).await?;
        Ok(())
    }

    /// Forgets parts from before then that belong to no import: whoever sent them was not told that they are kept.
    pub async fn delete_stray_import_parts(&self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        let sql = "DELETE FROM import_parts WHERE created_at < $1 AND NOT EXISTS \
                   (SELECT 1 FROM import_jobs WHERE import_jobs.id = import_parts.import)";
        use sea_orm::ConnectionTrait as _;
        Ok(self.conn().execute_raw(self.sql(sql, [before.into()])).await?.rows_affected())
    }
}

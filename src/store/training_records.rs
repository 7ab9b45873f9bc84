//! The history of training records: how a record was, and from when it was known so.

use super::{
    error::StoreError,
    queries::Queries,
    table::{json, parsed},
    transaction::Tx,
};
use crate::domain::{graduate::Graduate, ids::GraduateId, training_record::RecordVersion};
use chrono::{DateTime, Utc};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "training_records")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) graduate: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) version: i64,
        pub(super) known_from: DateTimeUtc,
        pub(super) record: Json,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Queries {
    /// Every version of a graduate's record, the current one last.
    pub async fn record_versions(&self, graduate: GraduateId) -> Result<Vec<RecordVersion>, StoreError> {
        let select = Entity::find().filter(Column::Graduate.eq(graduate.0)).order_by_asc(Column::Version);
        let rows = select.all(&self.conn()).await?;
        rows.into_iter().map(version).collect()
    }

    /// The record as it was with that version of the graduate; none before the first.
    pub async fn record_at_version(
        &self,
        graduate: GraduateId,
        number: i64,
    ) -> Result<Option<RecordVersion>, StoreError> {
        let select =
            Entity::find().filter(Column::Graduate.eq(graduate.0)).filter(Column::Version.lte(number));
        select.order_by_desc(Column::Version).one(&self.conn()).await?.map(version).transpose()
    }

    /// The record as it was known at the time; none before the first.
    pub async fn record_known_at(
        &self,
        graduate: GraduateId,
        at: DateTime<Utc>,
    ) -> Result<Option<RecordVersion>, StoreError> {
        let select = Entity::find().filter(Column::Graduate.eq(graduate.0)).filter(Column::KnownFrom.lte(at));
        select.order_by_desc(Column::Version).one(&self.conn()).await?.map(version).transpose()
    }
}

fn version(row: Model) -> Result<RecordVersion, StoreError> {
    Ok(RecordVersion { version: row.version, record: parsed(row.record)?, known_from: row.known_from })
}

impl Tx {
    /// Keeps the records as they are now, under the graduates' versions.
    pub(super) async fn insert_records(&self, graduates: &[Graduate]) -> Result<(), StoreError> {
        let row = |graduate: &Graduate| {
            Ok::<_, StoreError>(Model {
                graduate: graduate.id.0,
                version: graduate.version,
                known_from: graduate.updated_at,
                record: json(&graduate.record)?,
            })
        };
        self.insert_rows::<Entity>(graduates.iter().map(row).collect::<Result<_, _>>()?).await
    }
}

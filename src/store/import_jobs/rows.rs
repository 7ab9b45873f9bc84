//! What became of the rows of a large import, a batch a row of the table.

use crate::{
    domain::{
        ids::ImportId,
        import::{ImportRow, RowStatus, RowsWanted},
    },
    store::{
        error::StoreError,
        queries::Queries,
        table::{json, parsed},
        transaction::Tx,
    },
};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_rows")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) import: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) last_row: i64,
        pub(super) rejected: i64,
        pub(super) rows: Json,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Batches read at once.
const BATCHES: u64 = 4;

impl Queries {
    /// Rows of a large import in order, those after the number, at most so many.
    pub async fn import_rows(
        &self,
        id: ImportId,
        after: u32,
        wanted: RowsWanted,
        limit: usize,
    ) -> Result<Vec<ImportRow>, StoreError> {
        let (mut found, mut seen) = (Vec::new(), i64::from(after));
        while found.len() < limit {
            let mut select = Entity::find().filter(Column::Import.eq(id.0)).filter(Column::LastRow.gt(seen));
            if wanted == RowsWanted::Rejected {
                select = select.filter(Column::Rejected.gt(0));
            }
            let batches = select.order_by_asc(Column::LastRow).limit(BATCHES).all(&self.conn()).await?;
            let Some(last) = batches.last() else { break };
            seen = last.last_row;
            for batch in batches {
                let rows: Vec<ImportRow> = parsed(batch.rows)?;
                found.extend(rows.into_iter().filter(|row| row.row > after && wanted.has(row)));
            }
        }
        found.truncate(limit);
        Ok(found)
    }
}

impl Tx {
    /// Keeps what became of some rows, in the order of the file.
    pub async fn insert_import_rows(&self, id: ImportId, rows: &[ImportRow]) -> Result<(), StoreError> {
        let Some(last) = rows.last() else { return Ok(()) };
        let rejected = rows.iter().filter(|row| row.status == RowStatus::Rejected).count();
        let row = Model {
            import: id.0,
            last_row: i64::from(last.row),
            rejected: i64::try_from(rejected).unwrap_or(i64::MAX),
            rows: json(&rows)?,
        };
        self.insert_rows::<Entity>(vec![row]).await
    }
}

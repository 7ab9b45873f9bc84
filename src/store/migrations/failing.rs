//! Finding out since when an endpoint has been failing.

use super::index_where;
use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0012_failing"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = ["webhook", "state", "finished_at"];
        index_where(manager, "deliveries", &columns, "webhook IS NOT NULL").await
    }
}

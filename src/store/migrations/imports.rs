//! Large imports: what is to be done, the file meanwhile, and what became of the rows.

use super::{index_where, key, table};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0011_imports"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            key("id"),
            uuid("employer"),
            text("format"),
            boolean("dry_run"),
            boolean("atomic"),
            big_integer("rows"),
            json_binary("ignored"),
            big_integer("last_row"),
            big_integer("accepted"),
            big_integer("rejected"),
            text("state"),
            json_binary("refusal"),
            big_integer("attempts"),
            timestamp_with_time_zone("due_at"),
            uuid_null("leased_by"),
            timestamp_with_time_zone_null("lease_until"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone_null("finished_at"),
        ];
        manager.create_table(table("import_jobs", columns)).await?;
        index_where(manager, "import_jobs", &["due_at", "id"], "finished_at IS NULL").await?;
        let parts =
            [uuid("import"), big_integer("number"), timestamp_with_time_zone("created_at"), blob("bytes")];
        let mut parts = table("import_parts", parts);
        parts.primary_key(Index::create().col("import").col("number"));
        manager.create_table(parts).await?;
        let rows = [uuid("import"), big_integer("last_row"), big_integer("rejected"), json_binary("rows")];
        let mut batches = table("import_rows", rows);
        batches.primary_key(Index::create().col("import").col("last_row"));
        manager.create_table(batches).await
    }
}

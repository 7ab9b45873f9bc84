//! What happened: events for the jobs, changes for the index.

use super::{index_where, key, table};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0006_log"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            key("id"),
            text("kind"),
            text("subject"),
            timestamp_with_time_zone("at"),
            timestamp_with_time_zone("due_at"),
            big_integer("attempts"),
            uuid_null("leased_by"),
            timestamp_with_time_zone_null("lease_until"),
            timestamp_with_time_zone_null("processed_at"),
        ];
        manager.create_table(table("events", columns)).await?;
        index_where(manager, "events", &["due_at", "id"], "processed_at IS NULL").await?;
        let columns = [
            big_integer("seq").auto_increment().primary_key().take(),
            big_integer("xid"),
            text("kind"),
            uuid("subject"),
            timestamp_with_time_zone("at"),
        ];
        manager.create_table(table("changes", columns)).await?;
        super::index(manager, "changes", &["xid", "seq"]).await
    }
}

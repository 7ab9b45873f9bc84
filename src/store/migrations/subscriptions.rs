//! What somebody wants to be told, and where signed messages go.

use super::{index, key, table};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0005_subscriptions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            key("id"),
            text("owner"),
            big_integer("version"),
            text("interest_kind"),
            json_binary("interest"),
            json_binary("channel"),
            text("frequency"),
            text("language"),
            boolean("active"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("updated_at"),
        ];
        manager.create_table(table("subscriptions", columns)).await?;
        index(manager, "subscriptions", &["owner", "id"]).await?;
        let columns = [
            key("id"),
            text("owner"),
            big_integer("version"),
            text("url"),
            blob("secrets"),
            json_binary("state"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("updated_at"),
        ];
        manager.create_table(table("webhooks", columns)).await?;
        index(manager, "webhooks", &["owner", "id"]).await
    }
}

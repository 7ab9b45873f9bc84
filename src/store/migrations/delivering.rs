//! Notifications, digests, deliveries, their attempts, and addresses that nothing is sent to.

use super::{index, index_where, key, part_of, table, unique};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0007_delivering"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        notifications(manager).await?;
        digest_items(manager).await?;
        deliveries(manager).await?;
        attempts(manager).await?;
        let columns =
            [blob("address_hash").primary_key().take(), text("reason"), timestamp_with_time_zone("at")];
        manager.create_table(table("suppressions", columns)).await
    }
}

async fn notifications(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        key("id"),
        uuid("event"),
        text("kind"),
        text("receiver"),
        uuid("subscription"),
        uuid_null("told_vacancy"),
        json_binary("news"),
        timestamp_with_time_zone("created_at"),
    ];
    manager.create_table(table("notifications", columns)).await?;
    unique(manager, "notifications", &["event", "receiver"]).await?;
    // A vacancy is found for the same receiver once, whatever happens to it later.
    unique(manager, "notifications", &["receiver", "told_vacancy"]).await
}

async fn digest_items(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid("subscription"),
        uuid("notification"),
        timestamp_with_time_zone("due_at"),
        uuid_null("delivery"),
    ];
    let mut items = table("digest_items", columns);
    items
        .primary_key(Index::create().col("subscription").col("notification"))
        .foreign_key(&mut part_of("digest_items", "subscription", "subscriptions"))
        .foreign_key(&mut part_of("digest_items", "notification", "notifications"));
    manager.create_table(items).await?;
    index_where(manager, "digest_items", &["due_at", "subscription"], "delivery IS NULL").await
}

async fn deliveries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        key("id"),
        text("receiver"),
        json_binary("channel"),
        uuid_null("webhook"),
        uuid_null("subscription"),
        json_binary("message"),
        blob_null("secret"),
        text("language"),
        text("state"),
        big_integer("attempts"),
        timestamp_with_time_zone("due_at"),
        timestamp_with_time_zone("created_at"),
        timestamp_with_time_zone_null("finished_at"),
        uuid_null("leased_by"),
        timestamp_with_time_zone_null("lease_until"),
    ];
    manager.create_table(table("deliveries", columns)).await?;
    index_where(manager, "deliveries", &["due_at", "id"], "state = 'queued'").await?;
    index_where(manager, "deliveries", &["subscription"], "state = 'queued'").await?;
    index_where(manager, "deliveries", &["webhook"], "state = 'queued'").await?;
    index(manager, "deliveries", &["receiver", "id"]).await?;
    index(manager, "deliveries", &["state", "id"]).await
}

async fn attempts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        key("id"),
        uuid("delivery"),
        big_integer("number"),
        timestamp_with_time_zone("at"),
        big_integer("millis"),
        text("outcome"),
        big_integer_null("status"),
        text("detail"),
    ];
    let mut attempts = table("attempts", columns);
    attempts.foreign_key(&mut part_of("attempts", "delivery", "deliveries"));
    manager.create_table(attempts).await?;
    unique(manager, "attempts", &["delivery", "number"]).await
}

//! Who comes in: keys, sign-in links, repeated requests; and the proof of the store's key.

use super::{index, key, table, unique};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_access"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(table("key_proof", [key("id"), blob("sealed")])).await?;
        let columns = [
            key("id"),
            text("party"),
            text("label"),
            blob("hash"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone_null("revoked_at"),
        ];
        manager.create_table(table("api_keys", columns)).await?;
        unique(manager, "api_keys", &["hash"]).await?;
        index(manager, "api_keys", &["party"]).await?;
        sign_in_links(manager).await?;
        repeated_requests(manager).await
    }
}

async fn sign_in_links(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        blob("token_hash").primary_key().take(),
        text("party"),
        blob("email_hash"),
        blob("browser_hash"),
        timestamp_with_time_zone("created_at"),
        timestamp_with_time_zone("expires_at"),
        timestamp_with_time_zone_null("consumed_at"),
    ];
    manager.create_table(table("sign_in_links", columns)).await?;
    index(manager, "sign_in_links", &["email_hash", "created_at"]).await
}

async fn repeated_requests(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        text("party"),
        text("key"),
        blob("request_hash"),
        timestamp_with_time_zone("started_at"),
        timestamp_with_time_zone("lease_until"),
        big_integer_null("status"),
        blob_null("answer"),
    ];
    let mut requests = table("repeated_requests", columns);
    requests.primary_key(Index::create().col("party").col("key"));
    manager.create_table(requests).await?;
    index(manager, "repeated_requests", &["started_at"]).await
}

//! What time brings: when an employer's licence must be checked again, as a column that can be looked for, and the
//! reminders that were sent.

use super::{index, table};
use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0009_lifecycle"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let due = Table::alter().table("employers").add_column(date_null("verification_due")).take();
        manager.alter_table(due).await?;
        let read = match manager.get_database_backend() {
            DbBackend::Postgres => "(verification->>'due')::date",
            _ => "json_extract(verification, '$.due')",
        };
        let fill = format!("UPDATE employers SET verification_due = {read}");
        manager.get_connection().execute_unprepared(&fill).await?;
        index(manager, "employers", &["verification_due"]).await?;
        reminders(manager).await
    }
}

async fn reminders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [uuid("about"), date("until"), big_integer("days"), uuid_null("event")];
    let mut reminders = table("reminders", columns);
    // What makes each of them one, on however many nodes and after however many restarts.
    reminders.primary_key(Index::create().col("about").col("until").col("days"));
    manager.create_table(reminders).await?;
    index(manager, "reminders", &["event"]).await
}

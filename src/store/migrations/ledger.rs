//! What schools and departments are told of registrations: transfers, and students whom two schools claim.

use super::{index, key, part_of, table};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0020_ledger"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            key("event"),
            uuid("graduate"),
            text("what"),
            uuid("by_school"),
            uuid("other_school"),
            date("on_day"),
            timestamp_with_time_zone("recorded_at"),
        ];
        let mut notices = table("registration_notices", columns);
        notices.foreign_key(&mut part_of("registration_notices", "graduate", "graduates"));
        manager.create_table(notices).await?;
        index(manager, "registration_notices", &["graduate"]).await
    }
}

//! Vacancies, and imports of files.

use super::{index, key, table, unique};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0003_vacancies"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            key("id"),
            uuid("employer"),
            big_integer("version"),
            text_null("reference"),
            text("status"),
            date("valid_until"),
            timestamp_with_time_zone_null("published_at"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("updated_at"),
            json_binary("content"),
            json_binary("status_reasons"),
            json_binary("history"),
        ];
        let mut vacancies = table("vacancies", columns);
        vacancies.foreign_key(ForeignKey::create().from("vacancies", "employer").to("employers", "id"));
        manager.create_table(vacancies).await?;
        unique(manager, "vacancies", &["employer", "reference"]).await?;
        index(manager, "vacancies", &["employer", "id"]).await?;
        index(manager, "vacancies", &["status", "valid_until"]).await?;
        imports(manager).await
    }
}

async fn imports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        key("id"),
        text("owner"),
        text("kind"),
        big_integer("accepted"),
        big_integer("rejected"),
        json_binary("rows"),
        timestamp_with_time_zone("created_at"),
    ];
    manager.create_table(table("imports", columns)).await
}

//! Graduates, by which schools they are found, and the history of their training records.

use super::{index, key, part_of, table, unique};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_graduates"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(table("graduates", columns())).await?;
        unique(manager, "graduates", &["identity_hash"]).await?;
        index(manager, "graduates", &["email"]).await?;
        index(manager, "graduates", &["programme"]).await?;
        schools(manager).await?;
        records(manager).await
    }
}

fn columns() -> [ColumnDef; 17] {
    [
        key("id"),
        big_integer("version"),
        blob("identity_hash"),
        blob("numbers"),
        text_null("email"),
        uuid_null("programme"),
        text_null("class_name"),
        date("graduates_on"),
        timestamp_with_time_zone("created_at"),
        timestamp_with_time_zone("updated_at"),
        json_binary("person"),
        json_binary("protected"),
        json_binary("links"),
        json_binary("major"),
        json_binary("preferences"),
        json_binary("consents"),
        json_binary("record"),
    ]
}

async fn schools(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [uuid("graduate"), uuid("school"), text("role"), date("since"), date_null("until")];
    let mut schools = table("graduate_schools", columns);
    schools
        .primary_key(Index::create().col("graduate").col("school").col("role").col("since"))
        .foreign_key(&mut part_of("graduate_schools", "graduate", "graduates"))
        .foreign_key(ForeignKey::create().from("graduate_schools", "school").to("schools", "id"));
    manager.create_table(schools).await?;
    index(manager, "graduate_schools", &["school", "graduate"]).await
}

async fn records(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid("graduate"),
        big_integer("version"),
        timestamp_with_time_zone("known_from"),
        json_binary("record"),
    ];
    let mut records = table("training_records", columns);
    records.primary_key(Index::create().col("graduate").col("version")).foreign_key(&mut part_of(
        "training_records",
        "graduate",
        "graduates",
    ));
    manager.create_table(records).await
}

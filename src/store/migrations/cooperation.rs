//! Employers, schools, departments, and how they work together.

use super::{index, key, part_of, table, unique};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0002_cooperation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        organisations(manager).await?;
        partnerships(manager).await?;
        programmes(manager).await
    }
}

async fn organisations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let own = [text("uscc"), text("verification_state"), json_binary("verification")];
    manager.create_table(table("employers", organisation().into_iter().chain(own))).await?;
    unique(manager, "employers", &["uscc"]).await?;
    index(manager, "employers", &["email"]).await?;
    manager.create_table(table("schools", organisation())).await?;
    index(manager, "schools", &["email"]).await?;
    let columns = [
        key("id"),
        text("name"),
        text("region"),
        text("email"),
        text("email_key"),
        boolean("synthetic"),
        timestamp_with_time_zone("created_at"),
    ];
    manager.create_table(table("departments", columns)).await?;
    index(manager, "departments", &["email_key"]).await
}

/// What employers and schools have in common. The address is kept in lower case, to be found by.
fn organisation() -> [ColumnDef; 6] {
    [
        key("id"),
        big_integer("version"),
        text("email"),
        json_binary("profile"),
        timestamp_with_time_zone("created_at"),
        timestamp_with_time_zone("updated_at"),
    ]
}

async fn partnerships(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        key("id"),
        big_integer("version"),
        json_binary("terms"),
        timestamp_with_time_zone("created_at"),
        timestamp_with_time_zone("updated_at"),
    ];
    manager.create_table(table("partnerships", columns)).await?;
    let mut schools = table("partnership_schools", [uuid("partnership"), uuid("school")]);
    schools
        .primary_key(Index::create().col("partnership").col("school"))
        .foreign_key(&mut part_of("partnership_schools", "partnership", "partnerships"))
        .foreign_key(ForeignKey::create().from("partnership_schools", "school").to("schools", "id"));
    manager.create_table(schools).await?;
    index(manager, "partnership_schools", &["school"]).await
}

async fn programmes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        key("id"),
        big_integer("version"),
        uuid_null("home_school"),
        uuid_null("partner_school"),
        json_binary("plan"),
        timestamp_with_time_zone("created_at"),
        timestamp_with_time_zone("updated_at"),
    ];
    let mut programmes = table("programmes", columns);
    programmes
        .foreign_key(ForeignKey::create().from("programmes", "home_school").to("schools", "id"))
        .foreign_key(ForeignKey::create().from("programmes", "partner_school").to("schools", "id"));
    manager.create_table(programmes).await?;
    index(manager, "programmes", &["home_school"]).await?;
    index(manager, "programmes", &["partner_school"]).await
}

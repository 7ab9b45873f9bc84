//! Applications with the seats they hold, the reservations whose days are to be told, and what was told of them.

use super::{index, index_where, key, part_of, table};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

/// The applications that go on. A question that these indexes are to serve says the same words.
const ACTIVE: &str = "state = 'active'";

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0013_applications"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        applications(manager).await?;
        reservations(manager).await
    }
}

fn columns() -> [ColumnDef; 16] {
    [
        key("id"),
        big_integer("version"),
        uuid("graduate"),
        uuid("vacancy"),
        uuid("employer"),
        text("stage"),
        text("state"),
        text_null("seat"),
        uuid_null("seat_from"),
        timestamp_with_time_zone_null("interview_at"),
        timestamp_with_time_zone_null("deadline"),
        date("begun_on"),
        big_integer_null("reminded"),
        json_binary("history"),
        timestamp_with_time_zone("created_at"),
        timestamp_with_time_zone("updated_at"),
    ]
}

async fn applications(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut applications = table("applications", columns());
    applications
        .foreign_key(&mut part_of("applications", "graduate", "graduates"))
        .foreign_key(ForeignKey::create().from("applications", "vacancy").to("vacancies", "id"))
        .foreign_key(ForeignKey::create().from("applications", "employer").to("employers", "id"));
    manager.create_table(applications).await?;
    index(manager, "applications", &["graduate", "id"]).await?;
    index(manager, "applications", &["employer", "id"]).await?;
    index(manager, "applications", &["vacancy", "id"]).await?;
    index_where(manager, "applications", &["vacancy", "seat"], "seat IS NOT NULL").await?;
    index_where(manager, "applications", &["deadline"], &format!("{ACTIVE} AND stage = 'offered'")).await?;
    let unique = format!(
        "CREATE UNIQUE INDEX applications_vacancy_graduate ON applications (vacancy, graduate) WHERE {ACTIVE}"
    );
    manager.get_connection().execute_unprepared(&unique).await.map(drop)
}

async fn reservations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid("vacancy"),
        uuid("programme"),
        date("until"),
        text("turn"),
        timestamp_with_time_zone_null("due_at"),
    ];
    let mut reservations = table("reservations", columns);
    reservations
        .primary_key(Index::create().col("vacancy").col("programme").col("until"))
        .foreign_key(ForeignKey::create().from("reservations", "vacancy").to("vacancies", "id"));
    manager.create_table(reservations).await?;
    index_where(manager, "reservations", &["due_at"], "due_at IS NOT NULL").await?;
    let columns = [key("event"), uuid("vacancy"), uuid("programme"), date("until"), text("turn")];
    manager.create_table(table("seat_notices", columns)).await
}

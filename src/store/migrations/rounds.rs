//! Placement rounds: what was asked for, in which programmes, from what, and what came out for every vacancy and person.

use super::{index, index_where, key, part_of, table};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0013_rounds"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(table("rounds", columns())).await?;
        index_where(manager, "rounds", &["due_at", "id"], "finished_at IS NULL").await?;
        index(manager, "rounds", &["owner", "id"]).await?;
        let mut programmes = table("round_programmes", [uuid("round"), uuid("programme")]);
        programmes.primary_key(Index::create().col("round").col("programme")).foreign_key(&mut part_of(
            "round_programmes",
            "round",
            "rounds",
        ));
        manager.create_table(programmes).await?;
        index(manager, "round_programmes", &["programme", "round"]).await?;
        let mut inputs = table("round_inputs", [key("round"), json_binary("inputs")]);
        inputs.foreign_key(&mut part_of("round_inputs", "round", "rounds"));
        manager.create_table(inputs).await?;
        let rows = [uuid("round"), big_integer("number"), json_binary("result")];
        let mut vacancies = table("round_vacancies", rows);
        vacancies.primary_key(Index::create().col("round").col("number")).foreign_key(&mut part_of(
            "round_vacancies",
            "round",
            "rounds",
        ));
        manager.create_table(vacancies).await?;
        people(manager).await
    }
}

fn columns() -> [ColumnDef; 18] {
    [
        key("id"),
        big_integer("version"),
        text("owner"),
        text("state"),
        json_binary("plan"),
        text("seed"),
        big_integer("people"),
        big_integer("done"),
        json_binary_null("outcome"),
        json_binary("refusal"),
        big_integer("attempts"),
        timestamp_with_time_zone("due_at"),
        uuid_null("leased_by"),
        timestamp_with_time_zone_null("lease_until"),
        timestamp_with_time_zone("created_at"),
        timestamp_with_time_zone_null("finished_at"),
        timestamp_with_time_zone_null("published_at"),
        big_integer("offers"),
    ]
}

/// Somebody who is erased is erased from rounds too; the numbers stay.
async fn people(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid("round"),
        big_integer("number"),
        uuid("graduate"),
        big_integer_null("vacancy"),
        uuid_null("application"),
        json_binary("result"),
    ];
    let mut people = table("round_people", columns);
    people
        .primary_key(Index::create().col("round").col("number"))
        .foreign_key(&mut part_of("round_people", "round", "rounds"))
        .foreign_key(&mut part_of("round_people", "graduate", "graduates"));
    manager.create_table(people).await?;
    index(manager, "round_people", &["graduate", "round"]).await
}

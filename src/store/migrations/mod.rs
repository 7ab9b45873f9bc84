//! The migrations, the same for both databases. One that was released is never changed: add another.

mod access;
mod applications;
mod cooperation;
mod delivering;
mod failing;
mod graduates;
mod imports;
mod ledger;
mod lifecycle;
mod log;
mod reviews;
mod rounds;
mod subscriptions;
mod vacancies;
mod writing;

use super::error::StoreError;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::prelude::*;

/// Any number that nobody else locks in the same PostgreSQL database: "job" in ASCII.
const LOCK: i64 = 0x6a_6f62;

struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(access::Migration),
            Box::new(cooperation::Migration),
            Box::new(vacancies::Migration),
            Box::new(graduates::Migration),
            Box::new(subscriptions::Migration),
            Box::new(log::Migration),
            Box::new(delivering::Migration),
            Box::new(reviews::Migration),
            Box::new(lifecycle::Migration),
            Box::new(imports::Migration),
            Box::new(failing::Migration),
            Box::new(applications::Migration),
            Box::new(rounds::Migration),
            Box::new(writing::Migration),
            Box::new(ledger::Migration),
        ]
    }
}

/// Brings the database up to date, in one transaction that keeps other nodes out meanwhile.
pub(super) async fn run(writer: &DatabaseConnection) -> Result<(), StoreError> {
    let transaction = writer
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await?;
    lock(&transaction).await?;
    Migrator::up(&transaction, None).await?;
    Ok(transaction.commit().await?)
}

async fn lock(transaction: &DatabaseTransaction) -> Result<(), StoreError> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    }
    Ok(())
}

/// A table of the given columns.
fn table(name: &'static str, columns: impl IntoIterator<Item = ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    for mut column in columns {
        table.col(&mut column);
    }
    table
}

/// The column of an identifier.
fn key(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().primary_key().take()
}

/// A reference to a row of another table that goes when that row goes.
fn part_of(table: &'static str, column: &'static str, whole: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(whole, "id").on_delete(ForeignKeyAction::Cascade).take()
}

/// An index named `table_column_column`: the name by which a conflict is reported.
async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    manager.create_index(indexed(table, columns)).await
}

/// A unique index, named likewise.
async fn unique(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    manager.create_index(indexed(table, columns).unique().take()).await
}

/// An index of the few rows that a queue still works on.
async fn index_where(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    condition: &str,
) -> Result<(), DbErr> {
    let (name, list) = (columns.join("_"), columns.join(", "));
    let sql = format!("CREATE INDEX {table}_open_{name} ON {table} ({list}) WHERE {condition}");
    manager.get_connection().execute_unprepared(&sql).await.map(drop)
}

fn indexed(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

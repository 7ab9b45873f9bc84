//! Opening a SQLite file: one connection that writes, a pool that reads.

use super::{connect::Pools, error::StoreError};
use sea_orm::{ConnectionTrait, DatabaseConnection, SqlxSqliteConnector};
use sqlx::{
    ConnectOptions, Connection as _,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, str::FromStr, time::Duration};

/// Older libraries carry a bug that corrupts the file when the write-ahead log is reset.
const NEEDED: &str = "3.51.3";
/// How long a write waits for another process to finish its own.
const BUSY: Duration = Duration::from_secs(10);
/// How soon opening is tried again where that wait does not apply.
const AGAIN: Duration = Duration::from_millis(50);
/// Kilobytes of pages that the writer keeps in memory, and each reader.
const PAGES: [u32; 2] = [64 << 10, 8 << 10];
/// Pages in the write-ahead log before they are folded into the file: many that are written again are folded once.
const LOG_PAGES: u32 = 8_000;
/// How long a task waits for a connection. Under a bulk import every writer stands in one line.
const ACQUIRE: Duration = Duration::from_secs(60);

pub(super) async fn open(url: &str, max_readers: u32) -> Result<Pools, StoreError> {
    let options = SqliteConnectOptions::from_str(url)
        .map_err(|_| StoreError::Url("expected sqlite: and a path"))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        .disable_statement_logging();
    make_directory(options.get_filename()).await?;
    let [writing, reading] = PAGES.map(|kilobytes| format!("-{kilobytes}"));
    let writing = options.clone().pragma("cache_size", writing);
    let writer = first_pool(writing.pragma("wal_autocheckpoint", LOG_PAGES.to_string())).await?;
    check_version(&writer).await?;
    // Readers cannot write by mistake, past the one writer.
    let reading = options.pragma("cache_size", reading).pragma("query_only", "on");
    let readers = pool(max_readers.max(1), reading).await?;
    Ok(Pools { writer, readers })
}

/// The writer's pool. Of processes that turn a new file to the write-ahead log at once, SQLite tells all but one that it
/// is locked, without waiting as it does elsewhere: they try again.
async fn first_pool(options: SqliteConnectOptions) -> Result<DatabaseConnection, StoreError> {
    for _ in 0..BUSY.as_millis() / AGAIN.as_millis() {
        match pool(1, options.clone()).await {
            Err(error) if is_locked(&error) => tokio::time::sleep(AGAIN).await,
            opened => return Ok(opened?),
        }
    }
    Ok(pool(1, options).await?)
}

/// Whether another process is in the way: the primary code of the error is `SQLITE_BUSY`.
fn is_locked(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

async fn pool(connections: u32, options: SqliteConnectOptions) -> Result<DatabaseConnection, sqlx::Error> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // A commit that failed, as on a full disk, may leave its transaction open. What the next ones wrote would be
        // part of it, answered as done and never committed: such a connection is closed, which rolls it back.
        .after_release(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        .connect_with(options)
        .await?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

async fn make_directory(file: &Path) -> Result<(), StoreError> {
    match file.parent() {
        Some(directory) if !directory.as_os_str().is_empty() => {
            tokio::fs::create_dir_all(directory).await.map_err(StoreError::Directory)
        }
        _ => Ok(()),
    }
}

async fn check_version(connection: &DatabaseConnection) -> Result<(), StoreError> {
    let question = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT sqlite_version()");
    let answer = connection.query_one_raw(question).await?.ok_or(StoreError::Corrupt("version"))?;
    let found: String = answer.try_get_by_index(0)?;
    if is_at_least(&found, NEEDED) { Ok(()) } else { Err(StoreError::TooOld { found, needed: NEEDED }) }
}

fn is_at_least(found: &str, needed: &str) -> bool {
    let numbers =
        |version: &str| -> Vec<u32> { version.split('.').map(|n| n.parse().unwrap_or(0)).collect() };
    numbers(found) >= numbers(needed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert!(
            is_at_least("3.51.3", NEEDED) && is_at_least("3.52.0", NEEDED) && is_at_least("4.0.0", NEEDED)
        );
        assert!(!is_at_least("3.51.2", NEEDED) && !is_at_least("3.9.9", NEEDED) && !is_at_least("", NEEDED));
    }
}

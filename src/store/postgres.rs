//! Opening a PostgreSQL database: one pool for all.

use super::{connect::Pools, error::StoreError};
use sea_orm::SqlxPostgresConnector;
use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{str::FromStr, time::Duration};

/// How long a task waits for a connection.
const ACQUIRE: Duration = Duration::from_secs(30);
/// After how long a resting connection is tried before it is handed out.
const STALE: Duration = Duration::from_secs(30);

pub(super) async fn open(url: &str, max_connections: u32) -> Result<Pools, StoreError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|_| StoreError::Url("expected postgres://user@host:port/database"))?
        .application_name("jobbridge")
        // A process that hangs in the middle of a transaction holds back the horizon of the change log: end it.
        .options([("idle_in_transaction_session_timeout", "60s"), ("TimeZone", "UTC")])
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(max_connections.max(2))
        .acquire_timeout(ACQUIRE)
        .test_before_acquire(false)
        .before_acquire(|connection, state| {
            Box::pin(async move {
                if state.idle_for >= STALE {
                    sqlx::Connection::ping(connection).await?;
                }
                Ok(true)
            })
        })
        .connect_with(options)
        .await?;
    let pool = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    Ok(Pools { writer: pool.clone(), readers: pool })
}

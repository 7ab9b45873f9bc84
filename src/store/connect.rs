//! Opening the database: pools, the safety of the SQLite library, migrations, and the proof of the key.

use super::{
    Store,
    cipher::Cipher,
    error::StoreError,
    migrations, postgres,
    queries::{Queries, Source},
    sqlite,
    wakes::Wakes,
};
use crate::store::options::StoreOptions;
use sea_orm::DatabaseConnection;
use std::sync::Arc;

/// Where writes and reads go.
pub(super) struct Pools {
    pub(super) writer: DatabaseConnection,
    pub(super) readers: DatabaseConnection,
}

impl Store {
    /// Opens the database, making it where it is not there, and brings it up to date.
    ///
    /// # Errors
    /// Where the database cannot be reached or made, the SQLite library is too old, or the key is not the one that
    /// the database was made with.
    pub async fn connect(options: StoreOptions) -> Result<Self, StoreError> {
        let pools = if options.url.starts_with("postgres") {
            postgres::open(&options.url, options.max_connections).await?
        } else if options.url.starts_with("sqlite:") {
            sqlite::open(&options.url, options.max_connections).await?
        } else {
            return Err(StoreError::Url("expected sqlite: or postgres:"));
        };
        migrations::run(&pools.writer).await?;
        let cipher = Arc::new(Cipher::new(&options.key, options.entropy));
        let read = Queries { source: Source::Pool(pools.readers), cipher };
        let store = Self::new(read, pools.writer, options.clock, Wakes::default());
        store.write(|tx| async move { tx.prove_key().await }).await?;
        Ok(store)
    }
}

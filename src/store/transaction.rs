//! Write transactions: each in a task of its own, committed whole or not at all.

use super::{
    Store,
    error::StoreError,
    queries::{Queries, Source},
    wakes::Recorded,
};
use crate::domain::clock::Clock;
use sea_orm::{SqliteTransactionMode, TransactionOptions, TransactionTrait};
use std::{ops::Deref, sync::Arc};
use tracing::Instrument;

/// A write transaction. Cheap to clone; it reads through [`Queries`], and sees what it wrote. After an error of the
/// database the transaction is done for (PostgreSQL refuses the rest): return the error.
#[derive(Clone)]
pub struct Tx(Arc<Open>);

/// An open transaction.
pub(super) struct Open {
    queries: Queries,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) recorded: Recorded,
}

impl Deref for Tx {
    type Target = Queries;
    fn deref(&self) -> &Queries {
        &self.0.queries
    }
}

impl Tx {
    pub(super) fn open(&self) -> &Open {
        &self.0
    }

    async fn begin(store: &Store) -> Result<Self, StoreError> {
        // A plain BEGIN on SQLite takes the write lock only at the first write, and fails if somebody wrote since.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = store.writer().begin_with_options(options).await?;
        let queries =
            Queries { source: Source::Transaction(transaction), cipher: Arc::clone(&store.read().cipher) };
        Ok(Self(Arc::new(Open { queries, clock: store.clock(), recorded: Recorded::default() })))
    }

    /// Ends the transaction, if nobody else holds it.
    async fn end(self, commit: bool) -> Result<Recorded, StoreError> {
        let open = Arc::into_inner(self.0).ok_or(StoreError::Aborted)?;
        let Source::Transaction(transaction) = open.queries.source else { return Err(StoreError::Aborted) };
        if commit {
            transaction.commit().await?
        } else {
            transaction.rollback().await?
        }
        Ok(open.recorded)
    }
}

impl Store {
    /// Runs the work in a transaction: committed if it returns `Ok`, rolled back if `Err`. It runs in a task of its
    /// own and to its end even if the caller goes away, so that no half-used connection returns to the pool.
    ///
    /// `store.write(async move |tx| …)` is written `store.write(|tx| async move { tx.insert_vacancy(&vacancy).await?; Ok(()) })`.
    ///
    /// # Errors
    /// The error of the work, or of the database where it can neither begin nor commit.
    pub async fn write<T, E, F, W>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(Tx) -> W + Send + 'static,
        W: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let store = self.clone();
        let task = async move { store.transact(work).await };
        tokio::spawn(task.in_current_span()).await.unwrap_or_else(|_| Err(StoreError::Aborted.into()))
    }

    async fn transact<T, E, F, W>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(Tx) -> W,
        W: Future<Output = Result<T, E>>,
        E: From<StoreError>,
    {
        let tx = Tx::begin(self).await?;
        match work(tx.clone()).await {
            Ok(value) => {
                let recorded = tx.end(true).await?;
                self.wakes().tell(&recorded);
                Ok(value)
            }
            Err(error) => {
                // The work's own error says more than a failed rollback, which the dropped connection repeats anyway.
                if let Err(rollback) = tx.end(false).await {
                    tracing::warn!(error = &rollback as &dyn std::error::Error, "rollback failed");
                }
                Err(error)
            }
        }
    }
}

//! The store: the truth, in SQLite or PostgreSQL, the same either way.
//!
//! [`Store`] reads, [`Tx`] reads and writes; both read through [`Queries`]. Values of the domain go in and come out,
//! rows never do. A row keeps in columns what is looked for and in JSON what is only read back. Identity numbers,
//! webhook secrets and answers kept for repeated requests are encrypted, and found by keyed hashes. Whatever a
//! change causes elsewhere is recorded with it: for the index in the change log ([`changes`]), for the jobs as an
//! event or a delivery ([`deliveries`]), which workers claim under a lease.

pub mod changes;
pub mod deliveries;
pub mod idempotency;

mod api_keys;
mod applications;
mod attempts;
mod cipher;
mod claim;
mod connect;
mod counts;
mod departments;
mod digests;
mod employers;
mod error;
mod events;
mod graduates;
mod import_jobs;
mod imports;
mod key_proof;
mod migrations;
mod notifications;
mod options;
mod partnerships;
#[cfg(test)]
mod plan_tests;
mod postgres;
mod programmes;
mod queries;
mod registration_notices;
mod reminders;
mod reservations;
mod reviews;
mod rounds;
mod schools;
mod sign_in;
mod sqlite;
mod subscriptions;
mod suppressions;
mod table;
mod training_records;
mod transaction;
mod vacancies;
mod wakes;
mod webhooks;

pub use digests::DigestItem;
pub use error::StoreError;
pub use events::ClaimedEvent;
pub use options::{StoreKey, StoreOptions};
pub use queries::Queries;
pub use reminders::Unreminded;
pub use reservations::{Reservation, SeatNotice};
pub use rounds::KeptPerson;
pub use sign_in::SignInLink;
pub use transaction::Tx;
pub use vacancies::{Alike, LikenessQuestion};
pub use wakes::Wakes;

use crate::domain::clock::Clock;
use sea_orm::DatabaseConnection;
use std::{ops::Deref, sync::Arc};

/// The open database. Cheap to clone. Reads as [`Queries`] does; writes by [`Store::write`].
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    read: Queries,
    writer: DatabaseConnection,
    clock: Arc<dyn Clock>,
    wakes: Wakes,
}

impl Store {
    fn new(read: Queries, writer: DatabaseConnection, clock: Arc<dyn Clock>, wakes: Wakes) -> Self {
        Self(Arc::new(Inner { read, writer, clock, wakes }))
    }

    /// The reading half, outside of any transaction.
    pub fn read(&self) -> &Queries {
        &self.0.read
    }

    /// Who waits for new work is woken here.
    pub fn wakes(&self) -> &Wakes {
        &self.0.wakes
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Where it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.0.writer.ping().await?)
    }

    /// Closes all connections after what runs on them. Later calls fail.
    pub async fn close(&self) {
        if let queries::Source::Pool(readers) = &self.0.read.source {
            // Readers first: on SQLite the last connection to close folds the write-ahead log into the file.
            let _ = readers.close_by_ref().await;
        }
        let _ = self.0.writer.close_by_ref().await;
    }

    fn writer(&self) -> &DatabaseConnection {
        &self.0.writer
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.0.clock)
    }
}

impl Deref for Store {
    type Target = Queries;
    fn deref(&self) -> &Queries {
        self.read()
    }
}

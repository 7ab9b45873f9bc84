//! Addresses that nothing is sent to any more, kept as keyed hashes: nobody needs to read them.

use super::{
    error::StoreError,
    queries::{Queries, padded},
    transaction::Tx,
};
use crate::domain::email_address::EmailAddress;
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashSet;

/// The most addresses asked for in one statement.
const ADDRESSES_AT_ONCE: usize = 512;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "suppressions")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) address_hash: Vec<u8>,
        pub(super) reason: String,
        pub(super) at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Queries {
    /// Whether nothing may be sent to the address.
    pub async fn is_suppressed(&self, address: &EmailAddress) -> Result<bool, StoreError> {
        let row = Entity::find_by_id(self.email_hash(address)).one(&self.conn()).await?;
        Ok(row.is_some())
    }

    /// Those of the addresses that nothing may be sent to.
    pub async fn suppressed_among(
        &self,
        addresses: &[EmailAddress],
    ) -> Result<HashSet<EmailAddress>, StoreError> {
        let mut suppressed = HashSet::new();
        for some in addresses.chunks(ADDRESSES_AT_ONCE) {
            let hashes: Vec<_> = some.iter().map(|address| self.email_hash(address)).collect();
            let found = Entity::find().filter(Column::AddressHash.is_in(padded(&hashes)));
            let found: HashSet<_> =
                found.all(&self.conn()).await?.into_iter().map(|row| row.address_hash).collect();
            let both = some.iter().zip(hashes).filter(|(_, hash)| found.contains(hash));
            suppressed.extend(both.map(|(address, _)| address.clone()));
        }
        Ok(suppressed)
    }
}

impl Tx {
    /// Sends nothing to the address from now on. The reason must not hold the address.
    pub async fn suppress_address(&self, address: &EmailAddress, reason: &str) -> Result<(), StoreError> {
        let row = Model {
            address_hash: self.email_hash(address),
            reason: reason.to_owned(),
            at: self.open().clock.now(),
        };
        self.insert_if_new::<Entity>(row).await.map(drop)
    }
}

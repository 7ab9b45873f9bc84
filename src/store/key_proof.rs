//! The proof that the configured key is the one this database was made with: a wrong key must not go unnoticed until
//! half the rows are sealed with one and half with another.

use super::{cipher::Place, error::StoreError, transaction::Tx};
use sea_orm::EntityTrait;
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "key_proof")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) sealed: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

const PLACE: Place<'static> = Place { column: "key_proof.sealed", row: b"" };
const TEXT: &[u8] = b"jobbridge";

impl Tx {
    /// Opens the proof, which is left where the database is new.
    pub(super) async fn prove_key(&self) -> Result<(), StoreError> {
        let proof = row::Model { id: Uuid::nil(), sealed: self.cipher.seal(&PLACE, TEXT)? };
        // Another node may open the new database at the same moment: the first one leaves the proof.
        self.insert_if_new::<row::Entity>(proof).await?;
        let proof = row::Entity::find().one(&self.conn()).await?.ok_or(StoreError::Sealed)?;
        if self.cipher.open(&PLACE, &proof.sealed)? == TEXT { Ok(()) } else { Err(StoreError::Sealed) }
    }
}

//! Attempts: every try of a delivery.

use super::{
    cipher::Cipher,
    error::StoreError,
    queries::Queries,
    table::{Table, count},
    transaction::Tx,
};
use crate::domain::{
    delivery::{Attempt, AttemptOutcome},
    ids::{AttemptId, DeliveryId},
};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attempts")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) delivery: Uuid,
        pub(super) number: i64,
        pub(super) at: DateTimeUtc,
        pub(super) millis: i64,
        pub(super) outcome: String,
        pub(super) status: Option<i64>,
        pub(super) detail: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = Attempt;

    fn id() -> Column {
        Column::Id
    }

    fn key(attempt: &Attempt) -> Uuid {
        attempt.id.0
    }

    fn row(attempt: &Attempt, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: attempt.id.0,
            delivery: attempt.delivery.0,
            number: i64::from(attempt.number),
            at: attempt.at,
            millis: i64::from(attempt.millis),
            outcome: attempt.outcome.as_str().to_owned(),
            status: attempt.status.map(i64::from),
            // PostgreSQL keeps no NUL in a text, and what the other side says may hold anything.
            detail: attempt.detail.replace('\0', "\u{fffd}"),
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<Attempt, StoreError> {
        let status = row.status.map(u16::try_from).transpose();
        Ok(Attempt {
            id: AttemptId(row.id),
            delivery: DeliveryId(row.delivery),
            number: count(row.number)?,
            at: row.at,
            millis: count(row.millis)?,
            outcome: AttemptOutcome::parse(&row.outcome).ok_or(StoreError::Corrupt("outcome"))?,
            status: status.map_err(|_| StoreError::Corrupt("status"))?,
            detail: row.detail,
        })
    }
}

impl Queries {
    /// The attempts of a delivery, the first one first.
    pub async fn attempts_of(&self, delivery: DeliveryId) -> Result<Vec<Attempt>, StoreError> {
        let select = Entity::find().filter(Column::Delivery.eq(delivery.0));
        self.all(select.order_by_asc(Column::Number)).await
    }
}

impl Tx {
    pub(super) async fn insert_attempts(&self, attempts: &[Attempt]) -> Result<(), StoreError> {
        self.insert_many::<Entity>(attempts).await
    }
}

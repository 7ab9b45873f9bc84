//! What the operator decided on vacancies in review.

use super::{
    cipher::Cipher,
    error::StoreError,
    queries::{Page, Queries},
    table::{Table, json, meaning, parsed, word},
    transaction::Tx,
};
use crate::domain::{
    ids::{KeyId, ReviewId, VacancyId},
    party::Actor,
    review::ReviewRecord,
};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "reviews")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) vacancy: Uuid,
        pub(super) decision: String,
        pub(super) reason: Option<String>,
        pub(super) held: Json,
        pub(super) party: String,
        pub(super) key: Option<Uuid>,
        pub(super) at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = ReviewRecord;

    fn id() -> Column {
        Column::Id
    }

    fn key(review: &ReviewRecord) -> Uuid {
        review.id.0
    }

    fn row(review: &ReviewRecord, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: review.id.0,
            vacancy: review.vacancy.0,
            decision: word(&review.decision)?,
            reason: review.reason.clone(),
            held: json(&review.held)?,
            party: review.by.party.to_string(),
            key: review.by.key.map(|key| key.0),
            at: review.at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<ReviewRecord, StoreError> {
        Ok(ReviewRecord {
            id: ReviewId(row.id),
            vacancy: VacancyId(row.vacancy),
            decision: meaning(row.decision)?,
            reason: row.reason,
            held: parsed(row.held)?,
            by: Actor {
                party: row.party.parse().map_err(|_| StoreError::Corrupt("party"))?,
                key: row.key.map(KeyId),
            },
            at: row.at,
        })
    }
}

impl Queries {
    /// A page of what was decided on a vacancy, the oldest first.
    pub async fn reviews_of(
        &self,
        vacancy: VacancyId,
        after: Option<ReviewId>,
        limit: u64,
    ) -> Result<Vec<ReviewRecord>, StoreError> {
        let filter = Condition::all().add(Column::Vacancy.eq(vacancy.0));
        self.page::<Entity>(filter, Page::oldest_first(after.map(|id| id.0), limit)).await
    }
}

impl Tx {
    /// Keeps a decision.
    pub async fn insert_review(&self, review: &ReviewRecord) -> Result<(), StoreError> {
        self.insert::<Entity>(review).await
    }
}

//! What came out of a round for its vacancies.

use crate::{
    domain::{ids::RoundId, placement_round::RoundVacancy},
    store::{
        error::StoreError,
        queries::Queries,
        table::{count, json, parsed},
        transaction::Tx,
    },
};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "round_vacancies")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) round: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) number: i64,
        pub(super) result: Json,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

fn value(row: Model) -> Result<(u32, RoundVacancy), StoreError> {
    Ok((count(row.number)?, parsed(row.result)?))
}

impl Queries {
    /// Vacancies of a round with their numbers, those from the number on, at most so many.
    pub async fn round_vacancies(
        &self,
        id: RoundId,
        from: u32,
        limit: u64,
    ) -> Result<Vec<(u32, RoundVacancy)>, StoreError> {
        let select =
            Entity::find().filter(Column::Round.eq(id.0)).filter(Column::Number.gte(i64::from(from)));
        let rows = select.order_by_asc(Column::Number).limit(limit).all(&self.conn()).await?;
        rows.into_iter().map(value).collect()
    }

    /// The vacancies of a round with these numbers, in no order.
    pub async fn round_vacancies_numbered(
        &self,
        id: RoundId,
        numbers: &[u32],
    ) -> Result<Vec<(u32, RoundVacancy)>, StoreError> {
        let mut found = Vec::with_capacity(numbers.len());
        for numbers in numbers.chunks(512) {
            let numbers = numbers.iter().map(|number| i64::from(*number));
            let select = Entity::find().filter(Column::Round.eq(id.0)).filter(Column::Number.is_in(numbers));
            for row in select.all(&self.conn()).await? {
                found.push(value(row)?);
            }
        }
        Ok(found)
    }
}

impl Tx {
    pub(super) async fn insert_round_vacancies(
        &self,
        id: RoundId,
        vacancies: &[RoundVacancy],
    ) -> Result<(), StoreError> {
        let row = |(number, one): (i64, &RoundVacancy)| {
            Ok::<_, StoreError>(Model { round: id.0, number, result: json(one)? })
        };
        self.insert_rows::<Entity>((0_i64..).zip(vacancies).map(row).collect::<Result<_, _>>()?).await
    }
}

//! What came out of a round for its people.

use crate::{
    domain::{
        ids::{ApplicationId, GraduateId, RoundId, SchoolId},
        placement_round::RoundPerson,
    },
    store::{
        error::StoreError,
        graduates::links::ids_of_school,
        queries::Queries,
        table::{count, json, parsed},
        transaction::Tx,
    },
};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "round_people")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) round: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) number: i64,
        pub(super) graduate: Uuid,
        pub(super) vacancy: Option<i64>,
        pub(super) application: Option<Uuid>,
        pub(super) result: Json,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// People written in one statement are built at once; a whole year's would not fit beside everything else.
const AT_ONCE: usize = 1_000;

/// A person's row of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptPerson {
    /// The number in the round.
    pub number: u32,
    /// What came out.
    pub person: RoundPerson,
    /// The application that the published round made.
    pub application: Option<ApplicationId>,
}

fn value(row: Model) -> Result<KeptPerson, StoreError> {
    let person = parsed(row.result)?;
    Ok(KeptPerson { number: count(row.number)?, person, application: row.application.map(ApplicationId) })
}

impl Queries {
    /// People of a round, those from the number on, at most so many; of a school only who has to do with it.
    pub async fn round_people(
        &self,
        id: RoundId,
        school: Option<SchoolId>,
        from: u32,
        limit: u64,
    ) -> Result<Vec<KeptPerson>, StoreError> {
        let of_school = school.map(|school| Column::Graduate.in_subquery(ids_of_school(school)));
        let filter = Condition::all()
            .add(Column::Round.eq(id.0))
            .add(Column::Number.gte(i64::from(from)))
            .add_option(of_school);
        let select = Entity::find().filter(filter).order_by_asc(Column::Number).limit(limit);
        select.all(&self.conn()).await?.into_iter().map(value).collect()
    }

    /// Those of a round's people who got something, from the number on, at most so many.
    pub async fn round_placed(
        &self,
        id: RoundId,
        from: u32,
        limit: u64,
    ) -> Result<Vec<KeptPerson>, StoreError> {
        let select = Entity::find()
            .filter(Column::Round.eq(id.0))
            .filter(Column::Number.gte(i64::from(from)))
            .filter(Column::Vacancy.is_not_null());
        let rows = select.order_by_asc(Column::Number).limit(limit).all(&self.conn()).await?;
        rows.into_iter().map(value).collect()
    }

    /// What came out of a round for the graduate.
    pub async fn round_person(
        &self,
        id: RoundId,
        graduate: GraduateId,
    ) -> Result<Option<KeptPerson>, StoreError> {
        let select = Entity::find().filter(Column::Round.eq(id.0)).filter(Column::Graduate.eq(graduate.0));
        select.one(&self.conn()).await?.map(value).transpose()
    }
}

impl Tx {
    pub(super) async fn insert_round_people(
        &self,
        id: RoundId,
        people: &[RoundPerson],
    ) -> Result<(), StoreError> {
        let mut numbers = 0_i64..;
        for people in people.chunks(AT_ONCE) {
            let row = |(one, number): (&RoundPerson, i64)| {
                Ok::<_, StoreError>(Model {
                    round: id.0,
                    number,
                    graduate: one.graduate.0,
                    vacancy: one.vacancy().map(i64::from),
                    application: None,
                    result: json(one)?,
                })
            };
            let rows = people.iter().zip(&mut numbers).map(row).collect::<Result<_, _>>()?;
            self.insert_rows::<Entity>(rows).await?;
        }
        Ok(())
    }

    /// Keeps which application the published round made for the person of that number.
    pub async fn note_round_offer(
        &self,
        id: RoundId,
        number: u32,
        application: ApplicationId,
    ) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::Application, Expr::value(application.0))
            .filter(Column::Round.eq(id.0))
            .filter(Column::Number.eq(i64::from(number)))
            .exec(&self.conn())
            .await?;
        Ok(())
    }
}

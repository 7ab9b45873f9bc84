//! The reservations of vacancies by what is told of them next, and what was told of them.

use super::{
    error::StoreError,
    queries::Queries,
    table::{meaning, word},
    transaction::Tx,
};
use crate::domain::{
    ids::{EventId, ProgrammeId, VacancyId},
    seats::Announcement,
    vacancy::{Status, Vacancy},
};
use chrono::{DateTime, NaiveDate, Utc};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "reservations")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) vacancy: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) programme: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) until: Date,
        pub(super) turn: String,
        pub(super) due_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod notice {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "seat_notices")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) event: Uuid,
        pub(super) vacancy: Uuid,
        pub(super) programme: Uuid,
        pub(super) until: Date,
        pub(super) turn: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Seats of a vacancy that are kept for a class until a day, and what is told of them next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reservation {
    /// Of which vacancy.
    pub vacancy: VacancyId,
    /// For which class.
    pub programme: ProgrammeId,
    /// The last day on which they are kept.
    pub until: NaiveDate,
    /// What is told next.
    pub next: Announcement,
}

/// What an event tells of a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatNotice {
    /// The event.
    pub event: EventId,
    /// The reservation, with what is told.
    pub told: Reservation,
}

fn reservation(row: Model) -> Result<Reservation, StoreError> {
    let (vacancy, programme) = (VacancyId(row.vacancy), ProgrammeId(row.programme));
    Ok(Reservation { vacancy, programme, until: row.until, next: meaning(row.turn)? })
}

impl Queries {
    /// Reservations of which something is to be told, the longest overdue first.
    pub async fn reservations_due(
        &self,
        now: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<Reservation>, StoreError> {
        let select = Entity::find().filter(Column::DueAt.lte(now));
        let select = select.order_by_asc(Column::DueAt).order_by_asc(Column::Vacancy).limit(limit);
        select.all(&self.conn()).await?.into_iter().map(reservation).collect()
    }

    /// What an event tells of a reservation.
    pub async fn seat_notice(&self, event: EventId) -> Result<Option<SeatNotice>, StoreError> {
        let row = notice::Entity::find_by_id(event.0).one(&self.conn()).await?;
        let told = row.map(|row| {
            let (vacancy, programme) = (VacancyId(row.vacancy), ProgrammeId(row.programme));
            let told = Reservation { vacancy, programme, until: row.until, next: meaning(row.turn)? };
            Ok(SeatNotice { event, told })
        });
        told.transpose()
    }
}

impl Tx {
    /// Notes the reservations of vacancies that were written. Those of a public vacancy are to be told.
    pub(super) async fn note_reservations(&self, vacancies: &[Vacancy]) -> Result<(), StoreError> {
        for vacancy in vacancies.iter().filter(|vacancy| !vacancy.content.reserved.is_empty()) {
            let public = vacancy.status == Status::Published;
            for kept in &vacancy.content.reserved {
                let row = Model {
                    vacancy: vacancy.id.0,
                    programme: kept.programme.0,
                    until: kept.until,
                    turn: word(&Announcement::Opened)?,
                    due_at: public.then_some(vacancy.updated_at),
                };
                self.insert_if_new::<Entity>(row).await?;
            }
            if public {
                self.let_reservations_open(vacancy).await?;
            }
        }
        Ok(())
    }

    async fn let_reservations_open(&self, vacancy: &Vacancy) -> Result<(), StoreError> {
        let update = Entity::update_many().col_expr(Column::DueAt, Expr::value(Some(vacancy.updated_at)));
        let waiting = update
            .filter(Column::Vacancy.eq(vacancy.id.0))
            .filter(Column::Turn.eq(word(&Announcement::Opened)?))
            .filter(Column::DueAt.is_null());
        waiting.exec(&self.conn()).await?;
        Ok(())
    }

    /// Lets a reservation wait for what is told of it next; for nothing where nothing is. `false` where another node
    /// did it before: then it must not be told again.
    pub async fn advance_reservation(
        &self,
        told: Reservation,
        next: Option<(Announcement, DateTime<Utc>)>,
    ) -> Result<bool, StoreError> {
        let turn = word(&next.map_or(told.next, |(turn, _)| turn))?;
        let update = Entity::update_many()
            .col_expr(Column::Turn, Expr::value(turn))
            .col_expr(Column::DueAt, Expr::value(next.map(|(_, due)| due)));
        let same = update
            .filter(Column::Vacancy.eq(told.vacancy.0))
            .filter(Column::Programme.eq(told.programme.0))
            .filter(Column::Until.eq(told.until))
            .filter(Column::Turn.eq(word(&told.next)?))
            .filter(Column::DueAt.is_not_null());
        Ok(same.exec(&self.conn()).await?.rows_affected == 1)
    }

    /// Keeps what an event tells of a reservation.
    pub async fn insert_seat_notice(&self, kept: SeatNotice) -> Result<(), StoreError> {
        let row = notice::Model {
            event: kept.event.0,
            vacancy: kept.told.vacancy.0,
            programme: kept.told.programme.0,
            until: kept.told.until,
            turn: word(&kept.told.next)?,
        };
        self.insert_rows::<notice::Entity>(vec![row]).await
    }
}

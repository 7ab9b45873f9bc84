//! Applications, and the seats they have.

use super::{
    cipher::Cipher,
    error::StoreError,
    graduates::links::ids_of_school,
    queries::{Page, Queries},
    table::{Table, Versioned, count, json, parsed},
    transaction::Tx,
    vacancies,
};
use crate::domain::{
    application::{Application, ApplicationFilter, Stage, State},
    clock::CHINA,
    ids::{ApplicationId, EmployerId, GraduateId, ProgrammeId, SchoolId, VacancyId},
    seats::{Hold, Seat, Taken},
};
use chrono::{DateTime, TimeDelta, Utc};
use row::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LockType, SimpleExpr},
};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "applications")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) version: i64,
        pub(super) graduate: Uuid,
        pub(super) vacancy: Uuid,
        pub(super) employer: Uuid,
        pub(super) stage: String,
        pub(super) state: String,
        pub(super) seat: Option<String>,
        pub(super) seat_from: Option<Uuid>,
        pub(super) interview_at: Option<DateTimeUtc>,
        pub(super) deadline: Option<DateTimeUtc>,
        pub(super) begun_on: Date,
        pub(super) history: Json,
        pub(super) created_at: DateTimeUtc,
        pub(super) updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = Application;

    fn id() -> Column {
        Column::Id
    }

    fn key(application: &Application) -> Uuid {
        application.id.0
    }

    fn row(application: &Application, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: application.id.0,
            version: application.version,
            graduate: application.graduate.0,
            vacancy: application.vacancy.0,
            employer: application.employer.0,
            stage: application.stage.as_str().to_owned(),
            state: application.state.as_str().to_owned(),
            seat: application.seat.map(|seat| seat.hold.as_str().to_owned()),
            seat_from: application.seat.and_then(|seat| seat.from).map(|programme| programme.0),
            interview_at: application.interview_at,
            deadline: application.deadline,
            begun_on: application.created_at.with_timezone(&CHINA).date_naive(),
            history: json(&application.history)?,
            created_at: application.created_at,
            updated_at: application.updated_at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<Application, StoreError> {
        let seat = row.seat.map(|hold| seat(&hold, row.seat_from)).transpose()?;
        Ok(Application {
            id: ApplicationId(row.id),
            graduate: GraduateId(row.graduate),
            vacancy: VacancyId(row.vacancy),
            employer: EmployerId(row.employer),
            version: row.version,
            stage: Stage::parse(&row.stage).ok_or(StoreError::Corrupt("stage"))?,
            state: State::parse(&row.state).ok_or(StoreError::Corrupt("state"))?,
            seat,
            interview_at: row.interview_at,
            deadline: row.deadline,
            history: parsed(row.history)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Versioned for Entity {
    fn version() -> Column {
        Column::Version
    }

    fn version_of(application: &mut Application) -> &mut i64 {
        &mut application.version
    }
}

fn seat(hold: &str, from: Option<Uuid>) -> Result<Seat, StoreError> {
    let hold = [Hold::Held, Hold::Filled].into_iter().find(|known| known.as_str() == hold);
    Ok(Seat { hold: hold.ok_or(StoreError::Corrupt("seat"))?, from: from.map(ProgrammeId) })
}

fn condition(filter: ApplicationFilter) -> Condition {
    Condition::all()
        .add_option(filter.graduate.map(|id| Column::Graduate.eq(id.0)))
        .add_option(filter.employer.map(|id| Column::Employer.eq(id.0)))
        .add_option(filter.vacancy.map(|id| Column::Vacancy.eq(id.0)))
        .add_option(filter.stage.map(|stage| Column::Stage.eq(stage.as_str())))
        .add_option(filter.state.map(|state| Column::State.eq(state.as_str())))
        .add_option(filter.school.map(of_school))
}

/// A school that somebody left before has nothing to do with what came later.
fn of_school(school: SchoolId) -> SimpleExpr {
    let still = "(graduate_schools.until IS NULL OR graduate_schools.until >= applications.begun_on)";
    let links = ids_of_school(school).and_where(Expr::cust(still)).to_owned();
    Column::Graduate.in_subquery(links)
}

fn active() -> SimpleExpr {
    // As the partial indexes say it.
    Expr::cust("state = 'active'")
}

impl Queries {
    /// The application of that id.
    pub async fn application(&self, id: ApplicationId) -> Result<Option<Application>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// A page of applications, the newest first.
    pub async fn applications(
        &self,
        filter: ApplicationFilter,
        after: Option<ApplicationId>,
        limit: u64,
    ) -> Result<Vec<Application>, StoreError> {
        let page = Page::newest_first(after.map(|id| id.0), limit);
        self.page::<Entity>(condition(filter), page).await
    }

    /// The application of a graduate for a vacancy that goes on, if there is one.
    pub async fn active_application(
        &self,
        vacancy: VacancyId,
        graduate: GraduateId,
    ) -> Result<Option<Application>, StoreError> {
        let select = Entity::find().filter(Column::Vacancy.eq(vacancy.0)).filter(active());
        self.first(select.filter(Column::Graduate.eq(graduate.0))).await
    }

    /// The applications of a graduate that go on, the oldest first.
    pub async fn active_applications_of(&self, graduate: GraduateId) -> Result<Vec<Application>, StoreError> {
        let select = Entity::find().filter(Column::Graduate.eq(graduate.0)).filter(active());
        self.all(select.order_by_asc(Column::Id)).await
    }

    /// The applications for a vacancy that go on, the oldest first.
    pub async fn active_applications_for(&self, vacancy: VacancyId) -> Result<Vec<Application>, StoreError> {
        let select = Entity::find().filter(Column::Vacancy.eq(vacancy.0)).filter(active());
        self.all(select.order_by_asc(Column::Id)).await
    }

    /// Offers whose deadline has come, the longest overdue first.
    pub async fn offers_overdue(
        &self,
        now: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<Application>, StoreError> {
        let select = Entity::find().filter(active()).filter(Expr::cust("stage = 'offered'"));
        let due = select.filter(Column::Deadline.lte(now));
        self.all(due.order_by_asc(Column::Deadline).order_by_asc(Column::Id).limit(limit)).await
    }

    /// Offers that lapse within so many hours and whose graduate was not reminded of it, the most urgent first.
    pub async fn offers_unreminded(
        &self,
        (now, hours): (DateTime<Utc>, u32),
        limit: u64,
    ) -> Result<Vec<Application>, StoreError> {
        let until = now + TimeDelta::hours(i64::from(hours));
        let select = Entity::find().filter(active()).filter(Expr::cust("stage = 'offered'"));
        let earlier = Condition::any()
            .add(Expr::cust("reminded IS NULL"))
            .add(Expr::col("reminded").gt(i64::from(hours)));
        let due = select.filter(Column::Deadline.gt(now)).filter(Column::Deadline.lte(until)).filter(earlier);
        self.all(due.order_by_asc(Column::Deadline).order_by_asc(Column::Id).limit(limit)).await
    }

    /// The seats of a vacancy that are taken. What may be decided by it is decided under [`Tx::lock_seats`].
    pub async fn seats_taken(&self, vacancy: VacancyId) -> Result<Vec<Taken>, StoreError> {
        let select = Entity::find()
            .select_only()
            .columns([Column::Seat, Column::SeatFrom])
            .column_as(Column::Id.count(), "count")
            .filter(Column::Vacancy.eq(vacancy.0))
            .filter(Expr::cust("seat IS NOT NULL"))
            .group_by(Column::Seat)
            .group_by(Column::SeatFrom);
        let rows: Vec<(String, Option<Uuid>, i64)> = select.into_tuple().all(&self.conn()).await?;
        let taken = |(hold, from, seats): (String, Option<Uuid>, i64)| {
            Ok(Taken { seat: seat(&hold, from)?, count: count(seats)? })
        };
        rows.into_iter().map(taken).collect()
    }
}

impl Tx {
    /// Adds an application. A second one of the same graduate for the same vacancy that goes on is a conflict on
    /// `applications_vacancy_graduate`.
    pub async fn insert_application(&self, application: &Application) -> Result<(), StoreError> {
        self.insert::<Entity>(application).await
    }

    /// Writes a changed application and counts its version up, in the row and in the value.
    pub async fn update_application(&self, application: &mut Application) -> Result<(), StoreError> {
        self.replace::<Entity>(application).await
    }

    /// Keeps that the graduate was reminded so many hours before the offer lapses, or needed no reminding. `false`
    /// where that was so before.
    pub async fn keep_reminded(&self, id: ApplicationId, hours: u32) -> Result<bool, StoreError> {
        let sql =
            "UPDATE applications SET reminded = $1 WHERE id = $2 AND (reminded IS NULL OR reminded > $1)";
        let values = [i64::from(hours).into(), id.0.into()];
        Ok(self.conn().execute_raw(self.sql(sql, values)).await?.rows_affected() == 1)
    }

    /// Lets nobody else give or take seats of the vacancy, nor change it, until this transaction ends. SQLite has one
    /// writer, and needs no more.
    pub async fn lock_seats(&self, vacancy: VacancyId) -> Result<(), StoreError> {
        let row = vacancies::Entity::find_by_id(vacancy.0).lock(LockType::NoKeyUpdate);
        row.one(&self.conn()).await?.map(drop).ok_or(StoreError::Missing)
    }

    /// Lets nobody else answer for the graduate until this transaction ends: two offers that are accepted at the same
    /// time would each take themselves for the only one. Taken before the seats, by everybody.
    pub async fn lock_graduate(&self, graduate: GraduateId) -> Result<(), StoreError> {
        let row = super::graduates::Entity::find_by_id(graduate.0).lock(LockType::NoKeyUpdate);
        row.one(&self.conn()).await?.map(drop).ok_or(StoreError::Missing)
    }
}

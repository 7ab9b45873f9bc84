//! Reminders: which were sent, and what is still to be reminded of.

use super::{
    employers,
    error::StoreError,
    queries::Queries,
    table::{Table, count},
    transaction::Tx,
    vacancies,
};
use crate::domain::{
    employer::Employer,
    ids::EventId,
    reminder::Reminder,
    vacancy::{Status, Vacancy},
};
use chrono::NaiveDate;
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "reminders")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) about: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) until: Date,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) days: i64,
        pub(super) event: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Ends between two days, both included, that have no reminder of a stage yet.
#[derive(Debug, Clone, Copy)]
pub struct Unreminded {
    /// The stage.
    pub days: u32,
    /// The first of the days.
    pub from: NaiveDate,
    /// The last of the days.
    pub to: NaiveDate,
    /// At most so many.
    pub limit: u64,
}

impl Unreminded {
    /// The condition on a row of the table whose end is in the column, and what is bound to it.
    fn condition(&self, table: &str, until: &str) -> (String, [sea_orm::Value; 4]) {
        let sql = format!(
            "{until} >= $1 AND {until} <= $2 AND NOT EXISTS (SELECT 1 FROM reminders \
             WHERE about = {table}.id AND until = {table}.{until} AND days = $3) ORDER BY {{order}} LIMIT $4"
        );
        let limit = i64::try_from(self.limit).unwrap_or(i64::MAX);
        (sql, [self.from.into(), self.to.into(), i64::from(self.days).into(), limit.into()])
    }
}

impl Queries {
    /// Public vacancies whose employer is still to be reminded of their end, those of one employer together.
    pub async fn vacancies_unreminded(&self, wanted: Unreminded) -> Result<Vec<Vacancy>, StoreError> {
        let (condition, values) = wanted.condition("vacancies", "valid_until");
        let condition = condition.replace("{order}", "employer, id");
        let sql = format!(
            "SELECT * FROM vacancies WHERE status = '{status}' AND {condition}",
            status = Status::Published.as_str()
        );
        let rows = vacancies::Entity::find().from_raw_sql(self.sql(sql, values)).all(&self.conn()).await?;
        rows.into_iter().map(|row| vacancies::Entity::value(row, &self.cipher)).collect()
    }

    /// Verified employers that are still to be reminded of their next check, the most urgent first.
    pub async fn employers_unreminded(&self, wanted: Unreminded) -> Result<Vec<Employer>, StoreError> {
        let (condition, values) = wanted.condition("employers", "verification_due");
        let condition = condition.replace("{order}", "verification_due, id");
        let sql = format!("SELECT * FROM employers WHERE verification_state = 'verified' AND {condition}");
        let rows = employers::Entity::find().from_raw_sql(self.sql(sql, values)).all(&self.conn()).await?;
        rows.into_iter().map(|row| employers::Entity::value(row, &self.cipher)).collect()
    }

    /// The reminders that the event tells, the nearest end first.
    pub async fn reminders_of(&self, event: EventId) -> Result<Vec<Reminder>, StoreError> {
        let select = Entity::find().filter(Column::Event.eq(event.0));
        let rows = select
            .order_by_asc(Column::Until)
            .order_by_asc(Column::About)
            .order_by_asc(Column::Days)
            .all(&self.conn())
            .await?;
        let reminder = |row: Model| {
            let event = row.event.map(EventId);
            Ok(Reminder { about: row.about, until: row.until, days: count(row.days)?, event })
        };
        rows.into_iter().map(reminder).collect()
    }
}

impl Tx {
    /// Keeps a reminder. `false` where it was sent before, here or on another node: then it must not be sent again.
    pub async fn insert_reminder(&self, reminder: &Reminder) -> Result<bool, StoreError> {
        let row = Model {
            about: reminder.about,
            until: reminder.until,
            days: i64::from(reminder.days),
            event: reminder.event.map(|event| event.0),
        };
        self.insert_if_new::<Entity>(row).await
    }
}

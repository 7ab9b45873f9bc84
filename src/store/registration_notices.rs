//! What schools and departments are told of registrations, each under the event that tells it.

use super::{error::StoreError, queries::Queries, transaction::Tx};
use crate::domain::{
    ids::{EventId, GraduateId, SchoolId},
    registration::{RegistrationNews, RegistrationNotice},
};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "registration_notices")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) event: Uuid,
        pub(super) graduate: Uuid,
        pub(super) what: String,
        pub(super) by_school: Uuid,
        pub(super) other_school: Uuid,
        pub(super) on_day: Date,
        pub(super) recorded_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Queries {
    /// What the event tells.
    pub async fn registration_notice(
        &self,
        event: EventId,
    ) -> Result<Option<RegistrationNotice>, StoreError> {
        let row = Entity::find_by_id(event.0).one(&self.conn()).await?;
        row.map(notice).transpose()
    }

    /// Whether it was told before that the school claims the student whom the other has registered.
    pub async fn claimed_before(
        &self,
        graduate: GraduateId,
        (by, other): (SchoolId, SchoolId),
    ) -> Result<bool, StoreError> {
        let claims = Entity::find()
            .filter(Column::Graduate.eq(graduate.0))
            .filter(Column::What.eq(RegistrationNews::Claimed.as_str()))
            .filter(Column::BySchool.eq(by.0))
            .filter(Column::OtherSchool.eq(other.0));
        Ok(claims.count(&self.conn()).await? > 0)
    }
}

impl Tx {
    /// Keeps what an event tells of a registration.
    pub async fn insert_registration_notice(&self, notice: &RegistrationNotice) -> Result<(), StoreError> {
        let row = Model {
            event: notice.event.0,
            graduate: notice.graduate.0,
            what: notice.what.as_str().to_owned(),
            by_school: notice.by.0,
            other_school: notice.other.0,
            on_day: notice.on,
            recorded_at: notice.at,
        };
        self.insert_rows::<Entity>(vec![row]).await
    }
}

fn notice(row: Model) -> Result<RegistrationNotice, StoreError> {
    Ok(RegistrationNotice {
        event: EventId(row.event),
        graduate: GraduateId(row.graduate),
        what: RegistrationNews::parse(&row.what).ok_or(StoreError::Corrupt("registration notice"))?,
        by: SchoolId(row.by_school),
        other: SchoolId(row.other_school),
        on: row.on_day,
        at: row.recorded_at,
    })
}

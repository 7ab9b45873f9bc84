//! Employers.

use super::{
    cipher::Cipher,
    error::StoreError,
    queries::{Page, Queries},
    sign_in::email_key,
    table::{Table, Versioned, json, parsed, word},
    transaction::Tx,
};
use crate::domain::{
    employer::{Employer, EmployerFilter, EmployerProfile, VerificationState},
    ids::EmployerId,
    uscc::Uscc,
};
use chrono::NaiveDate;
use row::Model;
pub(super) use row::{Column, Entity};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "employers")]
    pub(in crate::store) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) version: i64,
        pub(super) email: String,
        pub(super) profile: Json,
        pub(super) uscc: String,
        pub(super) verification_state: String,
        pub(super) verification: Json,
        pub(super) verification_due: Option<Date>,
        pub(super) created_at: DateTimeUtc,
        pub(super) updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = Employer;

    fn id() -> Column {
        Column::Id
    }

    fn key(employer: &Employer) -> Uuid {
        employer.id.0
    }

    fn row(employer: &Employer, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: employer.id.0,
            version: employer.version,
            email: email_key(&employer.profile.email),
            profile: json(&employer.profile)?,
            uscc: employer.profile.uscc.as_str().to_owned(),
            verification_state: word(&employer.verification.state)?,
            verification: json(&employer.verification)?,
            verification_due: employer.verification.due,
            created_at: employer.created_at,
            updated_at: employer.updated_at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<Employer, StoreError> {
        Ok(Employer {
            id: EmployerId(row.id),
            version: row.version,
            profile: parsed::<EmployerProfile>(row.profile)?,
            verification: parsed(row.verification)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Versioned for Entity {
    fn version() -> Column {
        Column::Version
    }

    fn version_of(employer: &mut Employer) -> &mut i64 {
        &mut employer.version
    }
}

impl Queries {
    /// The employer of that id.
    pub async fn employer(&self, id: EmployerId) -> Result<Option<Employer>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// Whether the employer is verified, and stays as it is until the transaction ends: on PostgreSQL who wants to
    /// suspend it waits, on SQLite nobody else writes.
    pub async fn is_verified_until_the_end(&self, id: EmployerId) -> Result<bool, StoreError> {
        let row = Entity::find_by_id(id.0).lock_shared().one(&self.conn()).await?;
        let verified = word(&VerificationState::Verified)?;
        Ok(row.is_some_and(|row| row.verification_state == verified))
    }

    /// Those of the employers that are there, in the order of the ids.
    pub async fn employers(&self, ids: &[EmployerId]) -> Result<Vec<Employer>, StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
        self.many::<Entity>(&ids).await
    }

    /// The employer with that licence.
    pub async fn employer_by_uscc(&self, uscc: &Uscc) -> Result<Option<Employer>, StoreError> {
        self.first(Entity::find().filter(Column::Uscc.eq(uscc.as_str()))).await
    }

    /// A page of the employers that are asked for, the oldest first.
    pub async fn list_employers(
        &self,
        wanted: EmployerFilter,
        after: Option<EmployerId>,
        limit: u64,
    ) -> Result<Vec<Employer>, StoreError> {
        let filter = Condition::all()
            .add_option(wanted.state.map(|state| Column::VerificationState.eq(state.as_str())))
            .add_option(wanted.due_before.map(|day| Column::VerificationDue.lt(day)));
        self.page::<Entity>(filter, Page::oldest_first(after.map(|id| id.0), limit)).await
    }

    /// Verified employers whose licence should have been checked again before today, the longest overdue first.
    pub async fn employers_overdue(
        &self,
        today: NaiveDate,
        limit: u64,
    ) -> Result<Vec<EmployerId>, StoreError> {
        let select = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::VerificationState.eq(VerificationState::Verified.as_str()))
            .filter(Column::VerificationDue.lt(today));
        let ids = select.order_by_asc(Column::VerificationDue).order_by_asc(Column::Id).limit(limit);
        Ok(ids.into_tuple::<Uuid>().all(&self.conn()).await?.into_iter().map(EmployerId).collect())
    }
}

impl Tx {
    /// Adds an employer. A second one with the same licence is a conflict on `employers_uscc`.
    pub async fn insert_employer(&self, employer: &Employer) -> Result<(), StoreError> {
        self.insert::<Entity>(employer).await
    }

    /// Writes a changed employer and counts its version up, in the row and in the value.
    pub async fn update_employer(&self, employer: &mut Employer) -> Result<(), StoreError> {
        self.replace::<Entity>(employer).await
    }
}

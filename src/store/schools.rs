//! Schools, at either end.

use super::{
    changes::Subject,
    cipher::Cipher,
    error::StoreError,
    queries::{Page, Queries},
    sign_in::email_key,
    table::{Table, Versioned, json, parsed},
    transaction::Tx,
};
use crate::domain::{ids::SchoolId, school::School};
use row::Model;
pub(super) use row::{Column, Entity};
use sea_orm::Condition;
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "schools")]
    pub(in crate::store) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) version: i64,
        pub(super) email: String,
        pub(super) profile: Json,
        pub(super) created_at: DateTimeUtc,
        pub(super) updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = School;

    fn id() -> Column {
        Column::Id
    }

    fn key(school: &School) -> Uuid {
        school.id.0
    }

    fn row(school: &School, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: school.id.0,
            version: school.version,
            email: email_key(&school.profile.email),
            profile: json(&school.profile)?,
            created_at: school.created_at,
            updated_at: school.updated_at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<School, StoreError> {
        Ok(School {
            id: SchoolId(row.id),
            version: row.version,
            profile: parsed(row.profile)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Versioned for Entity {
    fn version() -> Column {
        Column::Version
    }

    fn version_of(school: &mut School) -> &mut i64 {
        &mut school.version
    }
}

impl Queries {
    /// The school of that id.
    pub async fn school(&self, id: SchoolId) -> Result<Option<School>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// Those of the schools that are there, in the order of the ids.
    pub async fn schools(&self, ids: &[SchoolId]) -> Result<Vec<School>, StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
        self.many::<Entity>(&ids).await
    }

    /// A page of all schools, the oldest first.
    pub async fn list_schools(&self, after: Option<SchoolId>, limit: u64) -> Result<Vec<School>, StoreError> {
        self.page::<Entity>(Condition::all(), Page::oldest_first(after.map(|id| id.0), limit)).await
    }
}

impl Tx {
    /// Adds a school.
    pub async fn insert_school(&self, school: &School) -> Result<(), StoreError> {
        self.insert::<Entity>(school).await
    }

    /// Writes a changed school and counts its version up, in the row and in the value. The change is recorded: matching
    /// knows where partner schools are.
    pub async fn update_school(&self, school: &mut School) -> Result<(), StoreError> {
        self.replace::<Entity>(school).await?;
        self.record_change(Subject::School(school.id)).await
    }
}

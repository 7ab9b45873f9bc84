//! Programmes.

use super::{
    changes::Subject,
    cipher::Cipher,
    error::StoreError,
    queries::{Page, Queries},
    table::{Table, Versioned, json, parsed},
    transaction::Tx,
};
use crate::domain::{
    ids::{ProgrammeId, SchoolId},
    programme::Programme,
};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "programmes")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) version: i64,
        pub(super) home_school: Option<Uuid>,
        pub(super) partner_school: Option<Uuid>,
        pub(super) plan: Json,
        pub(super) created_at: DateTimeUtc,
        pub(super) updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = Programme;

    fn id() -> Column {
        Column::Id
    }

    fn key(programme: &Programme) -> Uuid {
        programme.id.0
    }

    fn row(programme: &Programme, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: programme.id.0,
            version: programme.version,
            home_school: programme.plan.home_school.map(|school| school.0),
            partner_school: programme.plan.partner_school.map(|school| school.0),
            plan: json(&programme.plan)?,
            created_at: programme.created_at,
            updated_at: programme.updated_at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<Programme, StoreError> {
        Ok(Programme {
            id: ProgrammeId(row.id),
            version: row.version,
            plan: parsed(row.plan)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Versioned for Entity {
    fn version() -> Column {
        Column::Version
    }

    fn version_of(programme: &mut Programme) -> &mut i64 {
        &mut programme.version
    }
}

impl Queries {
    /// The programme of that id.
    pub async fn programme(&self, id: ProgrammeId) -> Result<Option<Programme>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// Those of the programmes that are there, in the order of the ids.
    pub async fn programmes_by_ids(&self, ids: &[ProgrammeId]) -> Result<Vec<Programme>, StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
        self.many::<Entity>(&ids).await
    }

    /// A page of all programmes, the oldest first.
    pub async fn list_programmes(
        &self,
        after: Option<ProgrammeId>,
        limit: u64,
    ) -> Result<Vec<Programme>, StoreError> {
        self.page::<Entity>(Condition::all(), Page::oldest_first(after.map(|id| id.0), limit)).await
    }

    /// The programmes of a school, as home or as partner school, the oldest first.
    pub async fn programmes_of_school(&self, school: SchoolId) -> Result<Vec<Programme>, StoreError> {
        let either =
            Condition::any().add(Column::HomeSchool.eq(school.0)).add(Column::PartnerSchool.eq(school.0));
        self.page::<Entity>(Condition::all().add(either), Page::oldest_first(None, i64::MAX as u64)).await
    }
}

impl Tx {
    /// Adds a programme.
    pub async fn insert_programme(&self, programme: &Programme) -> Result<(), StoreError> {
        self.insert::<Entity>(programme).await
    }

    /// Writes a changed programme and counts its version up, in the row and in the value. The change is recorded:
    /// matching knows what the programme means.
    pub async fn update_programme(&self, programme: &mut Programme) -> Result<(), StoreError> {
        self.replace::<Entity>(programme).await?;
        self.record_change(Subject::Programme(programme.id)).await
    }
}

//! Partnerships, and the schools by which they are found.

use super::{
    cipher::Cipher,
    error::StoreError,
    queries::{Page, Queries},
    table::{Table, Versioned, json, parsed},
    transaction::Tx,
};
use crate::domain::{
    ids::{PartnershipId, SchoolId},
    partnership::Partnership,
};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use std::collections::BTreeSet;
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "partnerships")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) version: i64,
        pub(super) terms: Json,
        pub(super) created_at: DateTimeUtc,
        pub(super) updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod school {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "partnership_schools")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) partnership: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) school: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = Partnership;

    fn id() -> Column {
        Column::Id
    }

    fn key(partnership: &Partnership) -> Uuid {
        partnership.id.0
    }

    fn row(partnership: &Partnership, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: partnership.id.0,
            version: partnership.version,
            terms: json(&partnership.terms)?,
            created_at: partnership.created_at,
            updated_at: partnership.updated_at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<Partnership, StoreError> {
        Ok(Partnership {
            id: PartnershipId(row.id),
            version: row.version,
            terms: parsed(row.terms)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Versioned for Entity {
    fn version() -> Column {
        Column::Version
    }

    fn version_of(partnership: &mut Partnership) -> &mut i64 {
        &mut partnership.version
    }
}

impl Queries {
    /// The partnership of that id.
    pub async fn partnership(&self, id: PartnershipId) -> Result<Option<Partnership>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// Those of the partnerships that are there, in the order of the ids.
    pub async fn partnerships(&self, ids: &[PartnershipId]) -> Result<Vec<Partnership>, StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
        self.many::<Entity>(&ids).await
    }

    /// A page of all partnerships, the oldest first.
    pub async fn list_partnerships(
        &self,
        after: Option<PartnershipId>,
        limit: u64,
    ) -> Result<Vec<Partnership>, StoreError> {
        self.page::<Entity>(Condition::all(), Page::oldest_first(after.map(|id| id.0), limit)).await
    }

    /// The partnerships that a school is in, at either end, the oldest first.
    pub async fn partnerships_of_school(&self, school: SchoolId) -> Result<Vec<Partnership>, StoreError> {
        let ids = school::Entity::find()
            .select_only()
            .column(school::Column::Partnership)
            .filter(school::Column::School.eq(school.0));
        let filter = Condition::all().add(Column::Id.in_subquery(ids.into_query()));
        self.page::<Entity>(filter, Page::oldest_first(None, i64::MAX as u64)).await
    }
}

impl Tx {
    /// Adds a partnership.
    pub async fn insert_partnership(&self, partnership: &Partnership) -> Result<(), StoreError> {
        self.insert::<Entity>(partnership).await?;
        self.link_schools(partnership).await
    }

    /// Writes a changed partnership and counts its version up, in the row and in the value.
    pub async fn update_partnership(&self, partnership: &mut Partnership) -> Result<(), StoreError> {
        self.replace::<Entity>(partnership).await?;
        let links = school::Entity::delete_many();
        links.filter(school::Column::Partnership.eq(partnership.id.0)).exec(&self.conn()).await?;
        self.link_schools(partnership).await
    }

    async fn link_schools(&self, partnership: &Partnership) -> Result<(), StoreError> {
        let terms = &partnership.terms;
        let schools: BTreeSet<_> = terms.home_schools.iter().chain([&terms.partner_school]).collect();
        let link = |school: &SchoolId| school::Model { partnership: partnership.id.0, school: school.0 };
        self.insert_rows::<school::Entity>(schools.into_iter().map(link).collect()).await
    }
}

//! By which schools graduates are found. The links are kept in the graduate's own row too; these rows are for finding.

use crate::{
    domain::{
        graduate::Graduate,
        ids::{GraduateId, SchoolId},
    },
    store::{error::StoreError, queries::Queries, table::word, transaction::Tx},
};
use row::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::SelectStatement,
};
use std::collections::BTreeMap;
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "graduate_schools")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) graduate: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) school: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) role: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) since: Date,
        pub(super) until: Option<Date>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The ids of those who have or ever had to do with the school, as a question within another one.
pub(in crate::store) fn ids_of_school(school: SchoolId) -> SelectStatement {
    Entity::find().select_only().column(Column::Graduate).filter(Column::School.eq(school.0)).into_query()
}

impl Queries {
    /// A page of those who have or ever had to do with the school, each once, the oldest id first.
    pub async fn graduates_of_school(
        &self,
        school: SchoolId,
        after: Option<GraduateId>,
        limit: u64,
    ) -> Result<Vec<Graduate>, StoreError> {
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let links = Entity::find().filter(Column::School.eq(school.0)).filter(Column::Graduate.gt(after));
        let ids = links.select_only().column(Column::Graduate).distinct().order_by_asc(Column::Graduate);
        let ids: Vec<Uuid> = ids.limit(limit).into_tuple().all(&self.conn()).await?;
        self.graduates(&ids.into_iter().map(GraduateId).collect::<Vec<_>>()).await
    }
}

impl Tx {
    pub(super) async fn link_to_schools(&self, graduates: &[Graduate]) -> Result<(), StoreError> {
        let mut rows = Vec::new();
        for graduate in graduates {
            rows.extend(links_of(graduate)?);
        }
        self.insert_rows::<Entity>(rows).await
    }

    pub(super) async fn unlink_from_schools(&self, graduate: GraduateId) -> Result<(), StoreError> {
        Entity::delete_many().filter(Column::Graduate.eq(graduate.0)).exec(&self.conn()).await?;
        Ok(())
    }
}

/// A link that is there twice counts once.
fn links_of(graduate: &Graduate) -> Result<Vec<Model>, StoreError> {
    let mut links = BTreeMap::new();
    for link in &graduate.links {
        let role = word(&link.role)?;
        let (graduate, school) = (graduate.id.0, link.school.0);
        let row = Model { graduate, school, role: role.clone(), since: link.from, until: link.to };
        links.insert((school, role, link.from), row);
    }
    Ok(links.into_values().collect())
}

//! Education departments.

use super::{
    cipher::Cipher,
    error::StoreError,
    queries::{Page, Queries},
    sign_in::email_key,
    table::Table,
    transaction::Tx,
};
use crate::domain::{email_address::EmailAddress, ids::DepartmentId, region::RegionCode, school::Department};
use row::Model;
pub(super) use row::{Column, Entity};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "departments")]
    pub(in crate::store) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) name: String,
        pub(super) region: String,
        pub(super) email: String,
        pub(super) email_key: String,
        pub(super) synthetic: bool,
        pub(super) created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = Department;

    fn id() -> Column {
        Column::Id
    }

    fn key(department: &Department) -> Uuid {
        department.id.0
    }

    fn row(department: &Department, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: department.id.0,
            name: department.name.clone(),
            region: department.region.as_str().to_owned(),
            email: department.email.as_str().to_owned(),
            email_key: email_key(&department.email),
            synthetic: department.synthetic,
            created_at: department.created_at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<Department, StoreError> {
        Ok(Department {
            id: DepartmentId(row.id),
            name: row.name,
            region: RegionCode::parse(&row.region).map_err(|_| StoreError::Corrupt("region"))?,
            email: EmailAddress::parse(&row.email).map_err(|_| StoreError::Corrupt("address"))?,
            synthetic: row.synthetic,
            created_at: row.created_at,
        })
    }
}

impl Queries {
    /// The department of that id.
    pub async fn department(&self, id: DepartmentId) -> Result<Option<Department>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// Those of the departments that are there, in the order of the ids.
    pub async fn departments(&self, ids: &[DepartmentId]) -> Result<Vec<Department>, StoreError> {
        self.many::<Entity>(&ids.iter().map(|id| id.0).collect::<Vec<_>>()).await
    }

    /// A page of all departments, the oldest first.
    pub async fn list_departments(
        &self,
        after: Option<DepartmentId>,
        limit: u64,
    ) -> Result<Vec<Department>, StoreError> {
        self.page::<Entity>(Condition::all(), Page::oldest_first(after.map(|id| id.0), limit)).await
    }
}

impl Queries {
    /// The departments in whose area any of the regions lies.
    pub async fn departments_over(&self, regions: &[RegionCode]) -> Result<Vec<Department>, StoreError> {
        let areas: Vec<_> = regions.iter().flat_map(RegionCode::levels).collect();
        self.all(Entity::find().filter(Column::Region.is_in(areas)).order_by_asc(Column::Id)).await
    }
}

impl Tx {
    /// Adds a department.
    pub async fn insert_department(&self, department: &Department) -> Result<(), StoreError> {
        self.insert::<Entity>(department).await
    }
}

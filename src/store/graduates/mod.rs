//! Graduates: found by id, identity number, address and school.

mod classes;
pub(super) mod links;
mod row;

pub(super) use row::{Column, Entity};

use super::{
    error::StoreError,
    queries::{Page, Queries, padded},
    sign_in::email_key,
    table::Table,
    transaction::Tx,
};
use crate::domain::{
    email_address::EmailAddress,
    graduate::Graduate,
    identity_number::IdentityNumber,
    ids::{GraduateId, ProgrammeId, SchoolId},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

impl Queries {
    /// The graduate of that id.
    pub async fn graduate(&self, id: GraduateId) -> Result<Option<Graduate>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// Those of the graduates that are there, in the order of the ids.
    pub async fn graduates(&self, ids: &[GraduateId]) -> Result<Vec<Graduate>, StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
        self.many::<Entity>(&ids).await
    }

    /// The graduate with that identity number.
    pub async fn graduate_by_identity(
        &self,
        number: &IdentityNumber,
    ) -> Result<Option<Graduate>, StoreError> {
        Ok(self.graduates_by_identities(std::slice::from_ref(number)).await?.pop())
    }

    /// The graduates with these identity numbers, in no order.
    pub async fn graduates_by_identities(
        &self,
        numbers: &[IdentityNumber],
    ) -> Result<Vec<Graduate>, StoreError> {
        let mut graduates = Vec::with_capacity(numbers.len());
        for numbers in numbers.chunks(512) {
            let hashes: Vec<_> =
                numbers.iter().map(|number| row::identity_hash(number, &self.cipher)).collect();
            let select = Entity::find().filter(Column::IdentityHash.is_in(padded(&hashes)));
            graduates.extend(self.all(select).await?);
        }
        Ok(graduates)
    }

    /// The graduate with that address, in whatever case it is written. Nobody where two share it: a link sent there
    /// would sign in one as the other.
    pub async fn graduate_by_email(&self, email: &EmailAddress) -> Result<Option<Graduate>, StoreError> {
        let select = Entity::find().filter(Column::Email.eq(email_key(email))).limit(2);
        let mut found = self.all(select).await?;
        let one = found.pop();
        Ok(if found.is_empty() { one } else { None })
    }

    /// The students of a school in a programme, or of a class as the school calls it, or both; the oldest id first.
    pub async fn graduates_of_class(
        &self,
        school: SchoolId,
        (programme, class_name): (Option<ProgrammeId>, Option<&str>),
        limit: u64,
    ) -> Result<Vec<Graduate>, StoreError> {
        let filter = Condition::all()
            .add(Column::Id.in_subquery(links::ids_of_school(school)))
            .add_option(programme.map(|id| Column::Programme.eq(id.0)))
            .add_option(class_name.map(|name| Column::ClassName.eq(name)));
        self.page::<Entity>(filter, Page::oldest_first(None, limit)).await
    }

    /// A page of those trained in a programme, the oldest id first.
    pub async fn graduates_of_programme(
        &self,
        programme: ProgrammeId,
        after: Option<GraduateId>,
        limit: u64,
    ) -> Result<Vec<Graduate>, StoreError> {
        let filter = Condition::all().add(Column::Programme.eq(programme.0));
        self.page::<Entity>(filter, Page::oldest_first(after.map(|id| id.0), limit)).await
    }

    /// A page of all ids, the oldest first.
    pub async fn graduate_ids_after(
        &self,
        after: Option<GraduateId>,
        limit: u64,
    ) -> Result<Vec<GraduateId>, StoreError> {
        let ids = self.ids_after::<Entity>(after.map(|id| id.0), limit).await?;
        Ok(ids.into_iter().map(GraduateId).collect())
    }
}

impl Tx {
    /// Adds a graduate. A second one with the same identity number is a conflict on `graduates_identity_hash`.
    pub async fn insert_graduate(&self, graduate: &Graduate) -> Result<(), StoreError> {
        self.insert_graduates(std::slice::from_ref(graduate)).await
    }

    /// Adds many graduates, some hundred a statement.
    pub async fn insert_graduates(&self, graduates: &[Graduate]) -> Result<(), StoreError> {
        self.insert_many::<Entity>(graduates).await?;
        self.link_to_schools(graduates).await?;
        self.insert_records(graduates).await
    }

    /// Writes a changed graduate and counts the version up, in the row and in the value. Where the training record
    /// changed, its history gets a version that is known from `updated_at` on.
    pub async fn update_graduate(&self, graduate: &mut Graduate) -> Result<(), StoreError> {
        let before = self.graduate(graduate.id).await?.ok_or(StoreError::Missing)?;
        self.replace::<Entity>(graduate).await?;
        let changed = std::slice::from_ref(graduate);
        if before.links != graduate.links {
            self.unlink_from_schools(graduate.id).await?;
            self.link_to_schools(changed).await?;
        }
        if before.record != graduate.record {
            self.insert_records(changed).await?;
        }
        Ok(())
    }
}

//! Graduates by their programmes.

use super::{Column, Entity};
use crate::{
    domain::{
        graduate::Graduate,
        ids::{GraduateId, ProgrammeId},
    },
    store::{
        error::StoreError,
        queries::{Page, Queries, padded},
    },
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

fn in_programmes(programmes: &[ProgrammeId]) -> Condition {
    Condition::all().add(Column::Programme.is_in(programmes.iter().map(|programme| programme.0)))
}

impl Queries {
    /// A page of the graduates of these programmes, the oldest first.
    pub async fn graduates_of_programmes(
        &self,
        programmes: &[ProgrammeId],
        after: Option<GraduateId>,
        limit: u64,
    ) -> Result<Vec<Graduate>, StoreError> {
        let page = Page::oldest_first(after.map(|id| id.0), limit);
        self.page::<Entity>(in_programmes(programmes), page).await
    }

    /// How many graduates these programmes have.
    pub async fn count_graduates_of_programmes(&self, programmes: &[ProgrammeId]) -> Result<u64, StoreError> {
        Ok(Entity::find().filter(in_programmes(programmes)).count(&self.conn()).await?)
    }

    /// Those of the graduates who are in one of these programmes, in no order.
    pub async fn graduates_among_programmes(
        &self,
        ids: &[GraduateId],
        programmes: &[ProgrammeId],
    ) -> Result<Vec<GraduateId>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for ids in ids.chunks(512) {
            let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
            let select =
                Entity::find().filter(in_programmes(programmes)).filter(Column::Id.is_in(padded(&ids)));
            let select = select.select_only().column(Column::Id).into_tuple::<Uuid>();
            found.extend(select.all(&self.conn()).await?.into_iter().map(GraduateId));
        }
        Ok(found)
    }
}

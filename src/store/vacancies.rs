//! Vacancies.

mod alike;

pub use alike::{Alike, LikenessQuestion};

use super::{
    cipher::Cipher,
    error::StoreError,
    queries::{Page, Queries},
    table::{Table, Versioned, json, parsed},
    transaction::Tx,
};
use crate::domain::{
    ids::{EmployerId, VacancyId},
    vacancy::{Fingerprint, Fingerprints, Review, Status, StatusEvent, Vacancy},
};
use chrono::{DateTime, NaiveDate, Utc};
pub(super) use row::Entity;
use row::{Column, Model};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "vacancies")]
    pub(in crate::store) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) employer: Uuid,
        pub(super) version: i64,
        pub(super) reference: Option<String>,
        pub(super) status: String,
        pub(super) valid_until: Date,
        pub(super) published_at: Option<DateTimeUtc>,
        pub(super) created_at: DateTimeUtc,
        pub(super) updated_at: DateTimeUtc,
        pub(super) content: Json,
        pub(super) status_reasons: Json,
        pub(super) history: Json,
        pub(super) posting_print: Option<Uuid>,
        pub(super) words_print: Option<Uuid>,
        pub(super) review: Option<Json>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = Vacancy;

    fn id() -> Column {
        Column::Id
    }

    fn key(vacancy: &Vacancy) -> Uuid {
        vacancy.id.0
    }

    fn row(vacancy: &Vacancy, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: vacancy.id.0,
            employer: vacancy.employer.0,
            version: vacancy.version,
            reference: vacancy.content.reference.clone(),
            status: vacancy.status.as_str().to_owned(),
            valid_until: vacancy.content.valid_until,
            published_at: vacancy.published_at,
            created_at: vacancy.created_at,
            updated_at: vacancy.updated_at,
            content: json(&vacancy.content)?,
            status_reasons: json(&vacancy.status_reasons)?,
            history: json(&vacancy.history)?,
            posting_print: vacancy.fingerprints.posting.map(|print| print.0),
            words_print: vacancy.fingerprints.words.map(|print| print.0),
            review: (vacancy.review != Review::default()).then(|| json(&vacancy.review)).transpose()?,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<Vacancy, StoreError> {
        Ok(Vacancy {
            id: VacancyId(row.id),
            employer: EmployerId(row.employer),
            version: row.version,
            content: parsed(row.content)?,
            status: Status::parse(&row.status).ok_or(StoreError::Corrupt("status"))?,
            status_reasons: parsed(row.status_reasons)?,
            history: parsed(row.history)?,
            fingerprints: Fingerprints {
                posting: row.posting_print.map(Fingerprint),
                words: row.words_print.map(Fingerprint),
            },
            review: row.review.map(parsed).transpose()?.unwrap_or_default(),
            published_at: row.published_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Versioned for Entity {
    fn version() -> Column {
        Column::Version
    }

    fn version_of(vacancy: &mut Vacancy) -> &mut i64 {
        &mut vacancy.version
    }
}

fn in_status(statuses: &[Status]) -> sea_orm::sea_query::SimpleExpr {
    Column::Status.is_in(statuses.iter().map(|status| status.as_str()))
}

impl Queries {
    /// The vacancy of that id.
    pub async fn vacancy(&self, id: VacancyId) -> Result<Option<Vacancy>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// Those of the vacancies that are there, in the order of the ids.
    pub async fn vacancies(&self, ids: &[VacancyId]) -> Result<Vec<Vacancy>, StoreError> {
        self.many::<Entity>(&uuids(ids)).await
    }

    /// Those of the vacancies that are public, in the order of the ids: also such whose last day has just passed.
    pub async fn published_among(&self, ids: &[VacancyId]) -> Result<Vec<Vacancy>, StoreError> {
        // The status is looked at here: as a condition of the query it leads SQLite to walk all that is published.
        let mut found = self.vacancies(ids).await?;
        found.retain(|vacancy| vacancy.status == Status::Published);
        Ok(found)
    }

    /// Those of the vacancies that anybody may see on the day, in the order of the ids: public, and their last day has
    /// not passed, whether or not their status says so yet.
    pub async fn open_among(&self, ids: &[VacancyId], today: NaiveDate) -> Result<Vec<Vacancy>, StoreError> {
        let mut found = self.vacancies(ids).await?;
        found.retain(|vacancy| vacancy.is_open_on(today));
        Ok(found)
    }

    /// The vacancy that the employer calls so.
    pub async fn vacancy_by_reference(
        &self,
        employer: EmployerId,
        reference: &str,
    ) -> Result<Option<Vacancy>, StoreError> {
        let select = Entity::find().filter(Column::Employer.eq(employer.0));
        self.first(select.filter(Column::Reference.eq(reference))).await
    }

    /// A page of an employer's vacancies, the newest first.
    pub async fn vacancies_of(
        &self,
        employer: EmployerId,
        status: Option<Status>,
        after: Option<VacancyId>,
        limit: u64,
    ) -> Result<Vec<Vacancy>, StoreError> {
        let filter = Condition::all()
            .add(Column::Employer.eq(employer.0))
            .add_option(status.map(|status| in_status(&[status])));
        self.page::<Entity>(filter, Page::newest_first(after.map(|id| id.0), limit)).await
    }

    /// A page of all employers' vacancies that stand so, the oldest first.
    pub async fn vacancies_with_status(
        &self,
        status: Option<Status>,
        after: Option<VacancyId>,
        limit: u64,
    ) -> Result<Vec<Vacancy>, StoreError> {
        let filter = Condition::all().add_option(status.map(|status| Column::Status.eq(status.as_str())));
        self.page::<Entity>(filter, Page::oldest_first(after.map(|id| id.0), limit)).await
    }

    /// All of an employer's vacancies in one of the statuses, the oldest first.
    pub async fn vacancies_of_employer_with_status(
        &self,
        employer: EmployerId,
        statuses: &[Status],
    ) -> Result<Vec<Vacancy>, StoreError> {
        let select = Entity::find().filter(Column::Employer.eq(employer.0)).filter(in_status(statuses));
        self.all(select.order_by_asc(Column::Id)).await
    }

    /// A page of all ids, the oldest first.
    pub async fn vacancy_ids_after(
        &self,
        after: Option<VacancyId>,
        limit: u64,
    ) -> Result<Vec<VacancyId>, StoreError> {
        let ids = self.ids_after::<Entity>(after.map(|id| id.0), limit).await?;
        Ok(ids.into_iter().map(VacancyId).collect())
    }

    /// A stretch of all vacancies, the oldest first: how many it has, and those of them that anybody may see on the
    /// day, each with when it last changed.
    pub async fn open_stretch(
        &self,
        offset: u64,
        limit: u64,
        today: NaiveDate,
    ) -> Result<(u64, Vec<(VacancyId, DateTime<Utc>)>), StoreError> {
        let columns = [Column::Id, Column::Status, Column::ValidUntil, Column::UpdatedAt];
        let select = Entity::find().select_only().columns(columns).order_by_asc(Column::Id);
        let rows: Vec<(Uuid, String, NaiveDate, DateTime<Utc>)> =
            select.offset(offset).limit(limit).into_tuple().all(&self.conn()).await?;
        let open = rows
            .iter()
            .filter(|(_, status, until, _)| *status == Status::Published.as_str() && *until >= today);
        Ok((rows.len() as u64, open.map(|(id, .., changed)| (VacancyId(*id), *changed)).collect()))
    }

    /// Vacancies whose last day was before today and that can expire, the longest overdue first.
    pub async fn vacancies_due_to_expire(
        &self,
        today: NaiveDate,
        limit: u64,
    ) -> Result<Vec<Vacancy>, StoreError> {
        let can_expire = |status: &Status| status.after(StatusEvent::Expire).is_some();
        let statuses: Vec<_> = Status::ALL.iter().copied().filter(can_expire).collect();
        let select = Entity::find().filter(in_status(&statuses)).filter(Column::ValidUntil.lt(today));
        self.all(select.order_by_asc(Column::ValidUntil).order_by_asc(Column::Id).limit(limit)).await
    }

    /// How many vacancies of an employer stand so.
    pub async fn count_vacancies_of(&self, employer: EmployerId, status: Status) -> Result<u64, StoreError> {
        let select = Entity::find().filter(Column::Employer.eq(employer.0)).filter(in_status(&[status]));
        Ok(select.count(&self.conn()).await?)
    }

    /// How many vacancies there are in each status that has any.
    pub async fn count_vacancies_by_status(&self) -> Result<Vec<(Status, u64)>, StoreError> {
        let select =
            Entity::find().select_only().column(Column::Status).column_as(Column::Id.count(), "count");
        let rows: Vec<(String, i64)> = select.group_by(Column::Status).into_tuple().all(&self.conn()).await?;
        let counted = rows.into_iter().map(|(status, count)| {
            let status = Status::parse(&status).ok_or(StoreError::Corrupt("status"))?;
            Ok((status, count.unsigned_abs()))
        });
        counted.collect()
    }
}

impl Tx {
    /// Adds a vacancy. A second one with the same reference is a conflict on `vacancies_employer_reference`, and a
    /// second open one that is alike a conflict on `vacancies_employer_posting_print`.
    pub async fn insert_vacancy(&self, vacancy: &Vacancy) -> Result<(), StoreError> {
        self.insert_vacancies(std::slice::from_ref(vacancy)).await
    }

    /// Adds many vacancies, some hundred a statement.
    pub async fn insert_vacancies(&self, vacancies: &[Vacancy]) -> Result<(), StoreError> {
        self.insert_many::<Entity>(vacancies).await?;
        self.note_reservations(vacancies).await
    }

    /// Writes a changed vacancy and counts its version up, in the row and in the value; [`StoreError::Stale`] where
    /// somebody else changed the row since it was read.
    pub async fn update_vacancy(&self, vacancy: &mut Vacancy) -> Result<(), StoreError> {
        self.replace::<Entity>(vacancy).await?;
        self.note_reservations(std::slice::from_ref(vacancy)).await
    }
}

fn uuids(ids: &[VacancyId]) -> Vec<Uuid> {
    ids.iter().map(|id| id.0).collect()
}

//! Placement rounds: claimed like imports while they are worked out, and published once.

mod people;
mod taken;
mod vacancies;

use super::{
    Store,
    cipher::Cipher,
    claim::Claim,
    error::StoreError,
    queries::{Page, Queries},
    table::{Table, count, json, meaning, parsed, word},
    transaction::Tx,
};
use crate::domain::{
    ids::{ProgrammeId, RoundId},
    party::Party,
    placement_round::{
        Round, RoundInputs, RoundOutcome, RoundPerson, RoundProgress, RoundState, RoundVacancy,
    },
    refusal::FieldError,
};
use chrono::{DateTime, Utc};
use row::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait as _, QueryFilter, QuerySelect, QueryTrait, UpdateMany,
    sea_query::Expr,
};
use uuid::Uuid;

pub use people::KeptPerson;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "rounds")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) version: i64,
        pub(super) owner: String,
        pub(super) state: String,
        pub(super) plan: Json,
        pub(super) seed: String,
        pub(super) people: i64,
        pub(super) done: i64,
        pub(super) outcome: Option<Json>,
        pub(super) refusal: Json,
        pub(super) attempts: i64,
        pub(super) due_at: DateTimeUtc,
        pub(super) leased_by: Option<Uuid>,
        pub(super) lease_until: Option<DateTimeUtc>,
        pub(super) created_at: DateTimeUtc,
        pub(super) finished_at: Option<DateTimeUtc>,
        pub(super) published_at: Option<DateTimeUtc>,
        pub(super) offers: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which programmes a round is about: by these a school finds the rounds that its students are in.
mod programme {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "round_programmes")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) round: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) programme: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a round is worked out from, until it is.
mod inputs {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "round_inputs")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) round: Uuid,
        pub(super) inputs: Json,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl Table for Entity {
    type Value = Round;

    fn id() -> Column {
        Column::Id
    }

    fn key(round: &Round) -> Uuid {
        round.id.0
    }

    fn row(round: &Round, _: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: round.id.0,
            version: round.version,
            owner: round.owner.to_string(),
            state: word(&round.state)?,
            plan: json(&round.plan)?,
            seed: round.seed.clone(),
            people: i64::from(round.progress.people),
            done: i64::from(round.progress.done),
            outcome: round.outcome.as_ref().map(json).transpose()?,
            refusal: json(&round.refusal)?,
            attempts: i64::from(round.attempts),
            due_at: round.created_at,
            leased_by: None,
            lease_until: None,
            created_at: round.created_at,
            finished_at: round.finished_at,
            published_at: round.published_at,
            offers: i64::from(round.offers),
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<Round, StoreError> {
        Ok(Round {
            id: RoundId(row.id),
            version: row.version,
            owner: row.owner.parse().map_err(|_| StoreError::Corrupt("owner"))?,
            state: meaning(row.state)?,
            plan: parsed(row.plan)?,
            seed: row.seed,
            progress: RoundProgress { people: count(row.people)?, done: count(row.done)? },
            outcome: row.outcome.map(parsed).transpose()?,
            refusal: parsed(row.refusal)?,
            attempts: count(row.attempts)?,
            created_at: row.created_at,
            finished_at: row.finished_at,
            published_at: row.published_at,
            offers: count(row.offers)?,
        })
    }
}

impl Queries {
    /// The round of that id.
    pub async fn round(&self, id: RoundId) -> Result<Option<Round>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// A page of all rounds, the newest first.
    pub async fn rounds(&self, after: Option<RoundId>, limit: u64) -> Result<Vec<Round>, StoreError> {
        self.page::<Entity>(Condition::all(), Page::newest_first(after.map(|id| id.0), limit)).await
    }

    /// A page of the rounds that the party asked for or that one of the programmes is in, the newest first.
    pub async fn rounds_of(
        &self,
        owner: Party,
        programmes: &[ProgrammeId],
        after: Option<RoundId>,
        limit: u64,
    ) -> Result<Vec<Round>, StoreError> {
        let ids = programmes.iter().map(|programme| programme.0);
        let with = programme::Entity::find()
            .select_only()
            .column(programme::Column::Round)
            .filter(programme::Column::Programme.is_in(ids));
        let either = Condition::any()
            .add(Column::Owner.eq(owner.to_string()))
            .add(Column::Id.in_subquery(with.into_query()));
        let page = Page::newest_first(after.map(|id| id.0), limit);
        self.page::<Entity>(Condition::all().add(either), page).await
    }
}

impl Queries {
    /// What the round is still to be worked out from.
    pub async fn round_inputs(&self, id: RoundId) -> Result<Option<RoundInputs>, StoreError> {
        let row = inputs::Entity::find_by_id(id.0).one(&self.conn()).await?;
        row.map(|row| parsed(row.inputs)).transpose()
    }
}

impl Tx {
    /// Keeps what a round is to be worked out from.
    pub async fn insert_round_inputs(&self, id: RoundId, inputs: &RoundInputs) -> Result<(), StoreError> {
        let row = inputs::Model { round: id.0, inputs: json(inputs)? };
        self.insert_rows::<inputs::Entity>(vec![row]).await
    }

    /// Adds a round.
    pub async fn insert_round(&self, round: &Round) -> Result<(), StoreError> {
        self.insert::<Entity>(round).await?;
        let row = |programme: &ProgrammeId| programme::Model { round: round.id.0, programme: programme.0 };
        self.insert_rows::<programme::Entity>(round.plan.programmes.iter().map(row).collect()).await
    }

    /// Keeps what came out of a round for every vacancy and every person, in their order.
    pub async fn insert_round_results(
        &self,
        id: RoundId,
        vacancies: &[RoundVacancy],
        people: &[RoundPerson],
    ) -> Result<(), StoreError> {
        self.insert_round_vacancies(id, vacancies).await?;
        self.insert_round_people(id, people).await
    }

    /// Keeps the lease of a round. [`StoreError::LeaseLost`] where another worker took it over.
    pub async fn keep_round(
        &self,
        id: RoundId,
        worker: Uuid,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let update = Entity::update_many().col_expr(Column::LeaseUntil, Expr::value(until));
        self.fenced_round(update, id, worker).await
    }

    /// Counts that a round was begun once more.
    pub async fn begin_round(&self, id: RoundId, worker: Uuid, attempts: u32) -> Result<(), StoreError> {
        let update = Entity::update_many().col_expr(Column::Attempts, Expr::value(i64::from(attempts)));
        self.fenced_round(update, id, worker).await
    }

    /// Records how far a round is.
    pub async fn advance_round(
        &self,
        id: RoundId,
        worker: Uuid,
        progress: RoundProgress,
    ) -> Result<(), StoreError> {
        self.fenced_round(advanced(Entity::update_many(), progress), id, worker).await
    }

    /// Ends the working out of a round: what came out, or why nothing did. [`StoreError::LeaseLost`] where another
    /// worker took it over: then what was done must not count, so return the error.
    pub async fn finish_round(
        &self,
        id: RoundId,
        worker: Uuid,
        progress: RoundProgress,
        outcome: Result<&RoundOutcome, &[FieldError]>,
    ) -> Result<(), StoreError> {
        let (state, outcome, refusal) = match outcome {
            Ok(outcome) => (RoundState::Decided, Some(json(outcome)?), &[][..]),
            Err(refusal) => (RoundState::Refused, None, refusal),
        };
        let update = advanced(Entity::update_many(), progress)
            .col_expr(Column::State, Expr::value(word(&state)?))
            .col_expr(Column::Outcome, Expr::value(outcome))
            .col_expr(Column::Refusal, Expr::value(json(&refusal)?))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .col_expr(Column::LeasedBy, Expr::value(None::<Uuid>))
            .col_expr(Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
            .col_expr(Column::FinishedAt, Expr::value(self.open().clock.now()));
        self.fenced_round(update, id, worker).await?;
        inputs::Entity::delete_by_id(id.0).exec(&self.conn()).await?;
        Ok(())
    }

    /// Marks a decided round as published, if it is still decided and at this version: whoever does so first makes its
    /// offers, in the same transaction. Whether it was the first.
    pub async fn publish_round(&self, round: &Round, offers: u32) -> Result<bool, StoreError> {
        let update = Entity::update_many()
            .col_expr(Column::State, Expr::value(word(&RoundState::Published)?))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .col_expr(Column::Offers, Expr::value(i64::from(offers)))
            .col_expr(Column::PublishedAt, Expr::value(self.open().clock.now()))
            .filter(Column::Id.eq(round.id.0))
            .filter(Column::Version.eq(round.version))
            .filter(Column::State.eq(word(&RoundState::Decided)?));
        Ok(update.exec(&self.conn()).await?.rows_affected == 1)
    }

    async fn fenced_round(
        &self,
        update: UpdateMany<Entity>,
        id: RoundId,
        worker: Uuid,
    ) -> Result<(), StoreError> {
        let update = update
            .filter(Column::Id.eq(id.0))
            .filter(Column::LeasedBy.eq(worker))
            .filter(Column::FinishedAt.is_null());
        let done = update.exec(&self.conn()).await?;
        if done.rows_affected == 1 { Ok(()) } else { Err(StoreError::LeaseLost) }
    }
}

fn advanced(update: UpdateMany<Entity>, progress: RoundProgress) -> UpdateMany<Entity> {
    update
        .col_expr(Column::People, Expr::value(i64::from(progress.people)))
        .col_expr(Column::Done, Expr::value(i64::from(progress.done)))
}

impl Store {
    /// Leases the round that has waited longest to the worker, if any waits.
    pub async fn claim_round(
        &self,
        worker: Uuid,
        lease_until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<Round>, StoreError> {
        let claim = Claim { worker, now, lease_until, limit: 1 };
        let rows =
            self.write(move |tx| async move { tx.claim::<Entity>("finished_at IS NULL", claim).await });
        let row = rows.await?.into_iter().next();
        row.map(|row| Entity::value(row, &self.cipher)).transpose()
    }
}

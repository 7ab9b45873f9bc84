//! Repeated requests: the first answer is kept for a day and given again. Answers are sealed, because some carry a
//! secret that is shown once.

use super::{
    Store,
    cipher::Place,
    error::StoreError,
    queries::Queries,
    table::{json, parsed},
    transaction::Tx,
};
use crate::domain::party::Party;
use chrono::{DateTime, TimeDelta, Utc};
use row::{Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, JsonValue, QueryFilter,
    QuerySelect, sea_query::Expr,
};
use serde::{Deserialize, Serialize};

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "repeated_requests")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) party: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) key: String,
        pub(super) request_hash: Vec<u8>,
        pub(super) started_at: DateTimeUtc,
        pub(super) lease_until: DateTimeUtc,
        pub(super) status: Option<i64>,
        pub(super) answer: Option<Vec<u8>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// For how long a request without an answer is taken to be running.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// For how long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// What is known of a request with a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Repeat {
    /// Nothing: do it, then [`Tx::complete_request`] or [`Tx::forget_request`].
    Fresh,
    /// It was answered so.
    Replay(Answer),
    /// The key belongs to another request.
    Reused,
    /// It is being done right now.
    Running,
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers, as the caller wrote them.
    pub headers: JsonValue,
    /// The body.
    pub body: Vec<u8>,
}

/// What of an answer is sealed.
#[derive(Serialize, Deserialize)]
struct Sealed {
    headers: JsonValue,
    body: Vec<u8>,
}

fn row_key(party: &str, key: &str) -> Vec<u8> {
    [party.as_bytes(), b"\0", key.as_bytes()].concat()
}

impl Queries {
    fn answer(&self, row: &Model) -> Result<Option<Answer>, StoreError> {
        let (Some(status), Some(sealed)) = (row.status, &row.answer) else { return Ok(None) };
        let place = Place { column: "repeated_requests.answer", row: &row_key(&row.party, &row.key) };
        let plain = self.cipher.open(&place, sealed)?;
        let plain = serde_json::from_slice(&plain).map_err(|_| StoreError::Corrupt("answer"))?;
        let Sealed { headers, body } = parsed(plain)?;
        let status = u16::try_from(status).map_err(|_| StoreError::Corrupt("status"))?;
        Ok(Some(Answer { status, headers, body }))
    }
}

impl Tx {
    /// Begins a request, or says what became of it. A request that has no answer after a minute is taken for lost.
    pub async fn begin_request(
        &self,
        party: Party,
        key: &str,
        request_hash: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Repeat, StoreError> {
        let fresh = Model {
            party: party.to_string(),
            key: key.to_owned(),
            request_hash: request_hash.to_vec(),
            started_at: now,
            lease_until: now + LEASE,
            status: None,
            answer: None,
        };
        if self.insert_if_new::<Entity>(fresh.clone()).await? {
            return Ok(Repeat::Fresh);
        }
        let known = Entity::find_by_id((fresh.party.clone(), fresh.key.clone())).lock_exclusive();
        let Some(known) = known.one(&self.conn()).await? else { return Ok(Repeat::Running) };
        let repeat = self.judge(&known, request_hash, now)?;
        if repeat == Repeat::Fresh {
            fresh.into_active_model().reset_all().update_without_returning(&self.conn()).await?;
        }
        Ok(repeat)
    }

    fn judge(&self, known: &Model, request_hash: &[u8], now: DateTime<Utc>) -> Result<Repeat, StoreError> {
        if known.started_at + KEPT <= now {
            return Ok(Repeat::Fresh);
        }
        if known.request_hash != request_hash {
            return Ok(Repeat::Reused);
        }
        Ok(match self.answer(known)? {
            Some(answer) => Repeat::Replay(answer),
            None if known.lease_until <= now => Repeat::Fresh,
            None => Repeat::Running,
        })
    }

    /// Keeps the answer to a request. In the transaction of its work, the two are one.
    pub async fn complete_request(&self, party: Party, key: &str, answer: Answer) -> Result<(), StoreError> {
        let party = party.to_string();
        let place = Place { column: "repeated_requests.answer", row: &row_key(&party, key) };
        let plain = json(&Sealed { headers: answer.headers, body: answer.body })?.to_string();
        let sealed = self.cipher.seal(&place, plain.as_bytes())?;
        let update = Entity::update_many()
            .col_expr(Column::Status, Expr::value(i64::from(answer.status)))
            .col_expr(Column::Answer, Expr::value(sealed));
        let update = update.filter(Column::Party.eq(party)).filter(Column::Key.eq(key));
        update.exec(&self.conn()).await?;
        Ok(())
    }

    /// Forgets a request that failed in a way that trying again may mend. One that was answered stays.
    pub async fn forget_request(&self, party: Party, key: &str) -> Result<(), StoreError> {
        let which = Condition::all()
            .add(Column::Party.eq(party.to_string()))
            .add(Column::Key.eq(key))
            .add(Column::Status.is_null());
        Entity::delete_many().filter(which).exec(&self.conn()).await?;
        Ok(())
    }

    /// Drops answers that were kept for a day, and returns how many.
    pub async fn purge_requests(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let old = Entity::delete_many().filter(Column::StartedAt.lte(now - KEPT));
        Ok(old.exec(&self.conn()).await?.rows_affected)
    }
}

impl Store {
    /// [`Tx::begin_request`] in a transaction of its own.
    pub async fn begin_request(
        &self,
        party: Party,
        key: String,
        request_hash: Vec<u8>,
        now: DateTime<Utc>,
    ) -> Result<Repeat, StoreError> {
        self.write(move |tx| async move { tx.begin_request(party, &key, &request_hash, now).await }).await
    }
}

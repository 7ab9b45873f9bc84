//! Subscriptions: saved searches and event alerts.

use super::{
    changes::Subject,
    cipher::Cipher,
    error::StoreError,
    queries::{Page, Queries, padded},
    table::{Table, Versioned, json, meaning, parsed, word},
    transaction::Tx,
};
use crate::domain::{
    event::EventKind,
    ids::SubscriptionId,
    party::Party,
    search::SearchCriteria,
    subscription::{Interest, SavedSearch, Subscription},
};
use row::Model;
pub(super) use row::{Column, Entity};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, Value,
};
use serde::Deserialize;
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "subscriptions")]
    pub(in crate::store) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::store) id: Uuid,
        pub(super) owner: String,
        pub(super) version: i64,
        pub(super) interest_kind: String,
        pub(super) interest: Json,
        pub(super) channel: Json,
        pub(super) frequency: String,
        pub(super) language: String,
        pub(super) active: bool,
        pub(super) created_at: DateTimeUtc,
        pub(super) updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

const SEARCH: &str = "search";
const EVENTS: &str = "events";

impl Table for Entity {
    type Value = Subscription;

    fn id() -> Column {
        Column::Id
    }

    fn key(subscription: &Subscription) -> Uuid {
        subscription.id.0
    }

    fn row(subscription: &Subscription, _: &Cipher) -> Result<Model, StoreError> {
        let kind = match subscription.interest {
            Interest::Search { .. } => SEARCH,
            Interest::Events { .. } => EVENTS,
        };
        Ok(Model {
            id: subscription.id.0,
            owner: subscription.owner.to_string(),
            version: subscription.version,
            interest_kind: kind.to_owned(),
            interest: json(&subscription.interest)?,
            channel: json(&subscription.channel)?,
            frequency: word(&subscription.frequency)?,
            language: word(&subscription.language)?,
            active: subscription.active,
            created_at: subscription.created_at,
            updated_at: subscription.updated_at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<Subscription, StoreError> {
        Ok(Subscription {
            id: SubscriptionId(row.id),
            owner: row.owner.parse().map_err(|_| StoreError::Corrupt("party"))?,
            version: row.version,
            interest: parsed(row.interest)?,
            channel: parsed(row.channel)?,
            frequency: meaning(row.frequency)?,
            language: meaning(row.language)?,
            active: row.active,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Versioned for Entity {
    fn version() -> Column {
        Column::Version
    }

    fn version_of(subscription: &mut Subscription) -> &mut i64 {
        &mut subscription.version
    }
}

impl Queries {
    /// The subscription of that id.
    pub async fn subscription(&self, id: SubscriptionId) -> Result<Option<Subscription>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// Those of the subscriptions that are there, in the order of the ids.
    pub async fn subscriptions(&self, ids: &[SubscriptionId]) -> Result<Vec<Subscription>, StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
        self.many::<Entity>(&ids).await
    }

    /// A page of a party's subscriptions, the oldest first.
    pub async fn subscriptions_of(
        &self,
        owner: Party,
        after: Option<SubscriptionId>,
        limit: u64,
    ) -> Result<Vec<Subscription>, StoreError> {
        let filter = Condition::all().add(Column::Owner.eq(owner.to_string()));
        self.page::<Entity>(filter, Page::oldest_first(after.map(|id| id.0), limit)).await
    }

    /// The active subscriptions of any of the owners to events of the kind, the oldest first.
    pub async fn event_subscriptions(
        &self,
        owners: &[Party],
        kind: EventKind,
    ) -> Result<Vec<Subscription>, StoreError> {
        let mut found = Vec::new();
        for owners in owners.chunks(512) {
            let owners: Vec<_> = owners.iter().map(Party::to_string).collect();
            let select = Entity::find()
                .filter(Column::Owner.is_in(padded(&owners)))
                .filter(Column::InterestKind.eq(EVENTS))
                .filter(Column::Active.eq(true));
            found.extend(self.all(select.order_by_asc(Column::Id)).await?);
        }
        found.retain(|subscription| {
            matches!(&subscription.interest, Interest::Events { events } if events.contains(&kind))
        });
        Ok(found)
    }

    /// A page of the active saved searches of everybody, the oldest first.
    pub async fn active_searches(
        &self,
        after: Option<SubscriptionId>,
        limit: u64,
    ) -> Result<Vec<SavedSearch>, StoreError> {
        let sql = "SELECT id, version, CAST(interest AS TEXT) FROM subscriptions \
                   WHERE active AND interest_kind = $1 AND id > $2 ORDER BY id LIMIT $3";
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let values = [Value::from(SEARCH), Value::from(after), Value::from(limit)];
        let rows = self.conn().query_all_raw(self.sql(sql, values)).await?;
        rows.iter().map(saved_search).collect()
    }
}

/// Of a million searches nothing is read that is not needed: this is what every node begins with.
fn saved_search(row: &QueryResult) -> Result<SavedSearch, StoreError> {
    #[derive(Deserialize)]
    struct SearchOnly {
        search: SearchCriteria,
    }
    let interest: String = row.try_get_by_index(2)?;
    let interest: SearchOnly =
        serde_json::from_str(&interest).map_err(|_| StoreError::Corrupt("saved search"))?;
    Ok(SavedSearch {
        id: SubscriptionId(row.try_get_by_index(0)?),
        version: row.try_get_by_index(1)?,
        search: interest.search,
    })
}

impl Tx {
    /// Adds a subscription.
    pub async fn insert_subscription(&self, subscription: &Subscription) -> Result<(), StoreError> {
        self.insert::<Entity>(subscription).await?;
        self.search_changed(subscription).await
    }

    /// Writes a changed subscription and counts its version up, in the row and in the value.
    pub async fn update_subscription(&self, subscription: &mut Subscription) -> Result<(), StoreError> {
        self.replace::<Entity>(subscription).await?;
        self.search_changed(subscription).await
    }

    /// Saved searches are in the memory of every node, event alerts in none.
    async fn search_changed(&self, subscription: &Subscription) -> Result<(), StoreError> {
        match subscription.interest {
            Interest::Search { .. } => self.record_change(Subject::Subscription(subscription.id)).await,
            Interest::Events { .. } => Ok(()),
        }
    }

    /// Takes a subscription away, and what was collected for its digest. Whether it was there.
    pub async fn delete_subscription(&self, id: SubscriptionId) -> Result<bool, StoreError> {
        self.record_change(Subject::Subscription(id)).await?;
        self.remove::<Entity>(id.0).await
    }
}

//! Digests: notifications that wait for their receiver's hour, and go out together.

use super::{
    error::StoreError, queries::Queries, subscriptions, table::Table, transaction::Tx, wakes::Recorded,
};
use crate::domain::{
    ids::{DeliveryId, NotificationId, SubscriptionId},
    subscription::Subscription,
};
use chrono::{DateTime, Utc};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use std::collections::HashMap;
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "digest_items")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) subscription: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) notification: Uuid,
        pub(super) due_at: DateTimeUtc,
        pub(super) delivery: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A notification that waits for a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DigestItem {
    /// What is told.
    pub notification: NotificationId,
    /// In whose digest.
    pub subscription: SubscriptionId,
    /// When it goes out.
    pub due_at: DateTime<Utc>,
}

impl Queries {
    /// When the next digest is due, if any waits.
    pub async fn next_digest(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let waiting = Entity::find().filter(Column::Delivery.is_null());
        let due = waiting.select_only().column(Column::DueAt).order_by_asc(Column::DueAt).limit(1);
        Ok(due.into_tuple().one(&self.conn()).await?)
    }
}

impl Tx {
    /// Puts a notification into the digest of a subscription.
    pub async fn insert_digest_item(&self, item: &DigestItem) -> Result<(), StoreError> {
        self.insert_digest_items(std::slice::from_ref(item)).await
    }

    /// Puts many notifications into digests.
    pub async fn insert_digest_items(&self, items: &[DigestItem]) -> Result<(), StoreError> {
        Recorded::mark(&self.open().recorded.deliveries);
        let row = |item: &DigestItem| Model {
            subscription: item.subscription.0,
            notification: item.notification.0,
            due_at: item.due_at,
            delivery: None,
        };
        self.insert_rows::<Entity>(items.iter().map(row).collect()).await
    }

    /// Subscriptions whose digests are due, at most so many, each with all that is due for it in order of time. They
    /// are this transaction's own until it ends: make the deliveries and [`Tx::finish_digest`] each in it.
    pub async fn claim_due_digests(
        &self,
        now: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<(Subscription, Vec<NotificationId>)>, StoreError> {
        let sql = format!(
            "SELECT * FROM subscriptions WHERE EXISTS (SELECT 1 FROM digest_items \
             WHERE subscription = subscriptions.id AND delivery IS NULL AND due_at <= $1) \
             ORDER BY id LIMIT $2{locked}",
            locked = self.skip_locked(),
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let statement = self.sql(sql, [now.into(), limit.into()]);
        let rows = subscriptions::Entity::find().from_raw_sql(statement).all(&self.conn()).await?;
        let mut digests = Vec::with_capacity(rows.len());
        let mut items = self.due_items(rows.iter().map(|row| row.id).collect(), now).await?;
        for row in rows {
            // None are left where another worker was done with them just before the lock was ours.
            if let Some(items) = items.remove(&row.id) {
                digests.push((subscriptions::Entity::value(row, &self.cipher)?, items));
            }
        }
        Ok(digests)
    }

    async fn due_items(
        &self,
        subscriptions: Vec<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<HashMap<Uuid, Vec<NotificationId>>, StoreError> {
        let due = Entity::find()
            .filter(Column::Subscription.is_in(subscriptions))
            .filter(Column::Delivery.is_null())
            .filter(Column::DueAt.lte(now));
        let mut items: HashMap<_, Vec<_>> = HashMap::new();
        // Ids sort by the time of making.
        for row in due.order_by_asc(Column::Notification).all(&self.conn()).await? {
            items.entry(row.subscription).or_default().push(NotificationId(row.notification));
        }
        Ok(items)
    }

    /// Marks notifications of a digest as carried by the delivery.
    pub async fn finish_digest(
        &self,
        subscription: SubscriptionId,
        notifications: &[NotificationId],
        delivery: DeliveryId,
    ) -> Result<(), StoreError> {
        for notifications in notifications.chunks(512) {
            let update = Entity::update_many()
                .col_expr(Column::Delivery, Expr::value(delivery.0))
                .filter(Column::Subscription.eq(subscription.0))
                .filter(Column::Notification.is_in(notifications.iter().map(|id| id.0)));
            update.exec(&self.conn()).await?;
        }
        Ok(())
    }
}

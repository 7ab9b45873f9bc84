//! Notifications: one event told to one receiver, and a vacancy found for somebody, once.

use super::{
    cipher::Cipher,
    error::StoreError,
    queries::Queries,
    table::{Table, insert_new, json, parsed, rows_at_once},
    transaction::Tx,
};
use crate::domain::{
    event::EventKind,
    ids::{EventId, NotificationId, SubscriptionId},
    notification::Notification,
};
use row::{Column, Entity, Model};
use sea_orm::{FromQueryResult, QueryTrait};
use std::collections::HashSet;
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notifications")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) event: Uuid,
        pub(super) kind: String,
        pub(super) receiver: String,
        /// Nil where no subscription asked for it.
        pub(super) subscription: Uuid,
        pub(super) told_vacancy: Option<Uuid>,
        pub(super) news: Json,
        pub(super) created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The id of a row that was written.
#[derive(FromQueryResult)]
struct Written {
    id: Uuid,
}

impl Table for Entity {
    type Value = Notification;

    fn id() -> Column {
        Column::Id
    }

    fn key(notification: &Notification) -> Uuid {
        notification.id.0
    }

    fn row(notification: &Notification, _: &Cipher) -> Result<Model, StoreError> {
        // Only a match is told once for all; that a vacancy was closed may be told each time.
        let told =
            (notification.kind == EventKind::MatchFound).then(|| notification.news.vacancy()).flatten();
        Ok(Model {
            id: notification.id.0,
            event: notification.event.0,
            kind: notification.kind.as_str().to_owned(),
            receiver: notification.receiver.to_string(),
            subscription: notification.subscription.map_or(Uuid::nil(), |subscription| subscription.0),
            told_vacancy: told.map(|vacancy| vacancy.0),
            news: json(&notification.news)?,
            created_at: notification.created_at,
        })
    }

    fn value(row: Model, _: &Cipher) -> Result<Notification, StoreError> {
        Ok(Notification {
            id: NotificationId(row.id),
            event: EventId(row.event),
            kind: EventKind::parse(&row.kind).ok_or(StoreError::Corrupt("event"))?,
            receiver: row.receiver.parse().map_err(|_| StoreError::Corrupt("party"))?,
            subscription: Some(row.subscription).filter(|id| !id.is_nil()).map(SubscriptionId),
            news: parsed(row.news)?,
            created_at: row.created_at,
        })
    }
}

impl Queries {
    /// Those of the notifications that are there, in the order of the ids.
    pub async fn notifications(&self, ids: &[NotificationId]) -> Result<Vec<Notification>, StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
        self.many::<Entity>(&ids).await
    }
}

impl Tx {
    /// Adds a notification. `false` where the receiver was told of this event, or of a match with this vacancy, before.
    pub async fn insert_notification(&self, notification: &Notification) -> Result<bool, StoreError> {
        Ok(!self.insert_notifications(std::slice::from_ref(notification)).await?.is_empty())
    }

    /// Adds those notifications that are new to their receivers and returns their ids, in the order given.
    pub async fn insert_notifications(
        &self,
        notifications: &[Notification],
    ) -> Result<Vec<NotificationId>, StoreError> {
        let mut written = HashSet::new();
        for chunk in notifications.chunks(rows_at_once::<Entity>()) {
            let rows: Vec<_> = chunk
                .iter()
                .map(|notification| Entity::row(notification, &self.cipher))
                .collect::<Result<_, _>>()?;
            let mut insert = insert_new::<Entity>(rows);
            insert.query().returning_col(Column::Id);
            let statement = self.backend().build(insert.as_query());
            let ids = Written::find_by_statement(statement).all(&self.conn()).await?;
            written.extend(ids.into_iter().map(|row| row.id));
        }
        let ids = notifications.iter().map(|notification| notification.id);
        Ok(ids.filter(|id| written.contains(&id.0)).collect())
    }
}

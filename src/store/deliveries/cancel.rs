//! Taking deliveries out of the queue, and putting them back.

use super::{
    QUEUED,
    row::{Column, Entity},
};
use crate::{
    domain::{
        delivery::{DeliveryState, Message},
        ids::{DeliveryId, SubscriptionId, WebhookId},
        party::Party,
    },
    store::{error::StoreError, table::json, transaction::Tx, wakes::Recorded},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, UpdateMany,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

/// A sign-in link's secret is gone with its delivery. What a message is called stands in its JSON, and else only ids.
const NO_LINK: &str = r#"CAST(message AS TEXT) NOT LIKE '%"sign_in"%'"#;

impl Tx {
    /// Puts a finished delivery back into the queue, due now; its attempts count on. `false` where there is none, it
    /// is queued already, or it carried a sign-in link, whose secret is gone.
    pub async fn requeue(&self, delivery: DeliveryId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let wiped = json(&Message::SignIn { token: String::new() })?;
        let Some(row) = Entity::find_by_id(delivery.0).one(&self.conn()).await? else { return Ok(false) };
        if row.message == wiped {
            return Ok(false);
        }
        Recorded::mark(&self.open().recorded.deliveries);
        let update = queued_again(now)
            .filter(Column::Id.eq(delivery.0))
            .filter(Column::State.ne(DeliveryState::Queued.as_str()));
        Ok(update.exec(&self.conn()).await?.rows_affected == 1)
    }

    /// Puts what was given up back into the queue, a receiver's or everybody's, due now, and returns how many that were.
    pub async fn requeue_dead(&self, receiver: Option<Party>, now: DateTime<Utc>) -> Result<u64, StoreError> {
        Recorded::mark(&self.open().recorded.deliveries);
        let dead = Condition::all()
            .add(Column::State.eq(DeliveryState::Dead.as_str()))
            .add(Expr::cust(NO_LINK))
            .add_option(receiver.map(|receiver| Column::Receiver.eq(receiver.to_string())));
        Ok(queued_again(now).filter(dead).exec(&self.conn()).await?.rows_affected)
    }

    /// Cancels what a subscription still has in the queue, and returns how many that were.
    pub async fn cancel_for_subscription(&self, subscription: SubscriptionId) -> Result<u64, StoreError> {
        self.cancel(Column::Subscription.eq(subscription.0)).await
    }

    /// Cancels what is still queued for an endpoint, and returns how many that were.
    pub async fn cancel_for_webhook(&self, webhook: WebhookId) -> Result<u64, StoreError> {
        self.cancel(Column::Webhook.eq(webhook.0)).await
    }

    /// A lease on it stays, so that a try under way can still record its attempt.
    async fn cancel(&self, which: SimpleExpr) -> Result<u64, StoreError> {
        let update = Entity::update_many()
            .col_expr(Column::State, Expr::value(DeliveryState::Cancelled.as_str()))
            .col_expr(Column::FinishedAt, Expr::value(self.open().clock.now()))
            .col_expr(Column::Secret, Expr::value(None::<Vec<u8>>))
            .filter(which)
            .filter(Expr::cust(QUEUED));
        Ok(update.exec(&self.conn()).await?.rows_affected)
    }
}

fn queued_again(now: DateTime<Utc>) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(DeliveryState::Queued.as_str()))
        .col_expr(Column::DueAt, Expr::value(now))
        .col_expr(Column::FinishedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::LeasedBy, Expr::value(None::<Uuid>))
        .col_expr(Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
}

//! The row of a delivery. The secret of a sign-in link lies sealed beside the message, to be wiped by itself.

use crate::{
    domain::{
        delivery::{Delivery, DeliveryState, Message},
        ids::DeliveryId,
        subscription::Channel,
    },
    store::{
        cipher::{Cipher, Place},
        error::StoreError,
        table::{Table, count, json, meaning, parsed, word},
    },
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "deliveries")]
pub(in crate::store) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(super) id: Uuid,
    pub(super) receiver: String,
    pub(super) channel: Json,
    pub(super) webhook: Option<Uuid>,
    pub(super) subscription: Option<Uuid>,
    pub(super) message: Json,
    pub(super) secret: Option<Vec<u8>>,
    pub(super) language: String,
    pub(super) state: String,
    pub(super) attempts: i64,
    pub(super) due_at: DateTimeUtc,
    pub(super) created_at: DateTimeUtc,
    pub(super) finished_at: Option<DateTimeUtc>,
    pub(super) leased_by: Option<Uuid>,
    pub(super) lease_until: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The order in which deliveries are due.
    pub(super) fn order(&self) -> (DateTimeUtc, Uuid) {
        (self.due_at, self.id)
    }
}

fn place(id: &Uuid) -> Place<'_> {
    Place { column: "deliveries.secret", row: id.as_bytes() }
}

/// Takes the secret out of a message and seals it.
fn split(id: &Uuid, message: &Message, cipher: &Cipher) -> Result<(Json, Option<Vec<u8>>), StoreError> {
    match message {
        Message::SignIn { token } => {
            let sealed =
                if token.is_empty() { None } else { Some(cipher.seal(&place(id), token.as_bytes())?) };
            Ok((json(&Message::SignIn { token: String::new() })?, sealed))
        }
        Message::Alert { .. } | Message::Notice { .. } | Message::EndpointDead { .. } => {
            Ok((json(message)?, None))
        }
    }
}

/// Puts the secret back, if it was not wiped.
fn join(id: &Uuid, message: Json, secret: Option<Vec<u8>>, cipher: &Cipher) -> Result<Message, StoreError> {
    match (parsed(message)?, secret) {
        (Message::SignIn { .. }, Some(sealed)) => {
            let token = String::from_utf8(cipher.open(&place(id), &sealed)?);
            Ok(Message::SignIn { token: token.map_err(|_| StoreError::Corrupt("token"))? })
        }
        (message, _) => Ok(message),
    }
}

impl Table for Entity {
    type Value = Delivery;

    fn id() -> Column {
        Column::Id
    }

    fn key(delivery: &Delivery) -> Uuid {
        delivery.id.0
    }

    fn row(delivery: &Delivery, cipher: &Cipher) -> Result<Model, StoreError> {
        let (message, secret) = split(&delivery.id.0, &delivery.message, cipher)?;
        Ok(Model {
            id: delivery.id.0,
            receiver: delivery.receiver.to_string(),
            channel: json(&delivery.channel)?,
            webhook: match &delivery.channel {
                Channel::Webhook(webhook) => Some(webhook.0),
                Channel::Email(_) => None,
            },
            subscription: match &delivery.message {
                Message::Alert { subscription, .. } => Some(subscription.0),
                Message::Notice { .. } | Message::SignIn { .. } | Message::EndpointDead { .. } => None,
            },
            message,
            secret,
            language: word(&delivery.language)?,
            state: delivery.state.as_str().to_owned(),
            attempts: i64::from(delivery.attempts),
            due_at: delivery.due_at,
            created_at: delivery.created_at,
            finished_at: delivery.finished_at,
            leased_by: None,
            lease_until: None,
        })
    }

    fn value(row: Model, cipher: &Cipher) -> Result<Delivery, StoreError> {
        Ok(Delivery {
            id: DeliveryId(row.id),
            receiver: row.receiver.parse().map_err(|_| StoreError::Corrupt("party"))?,
            channel: parsed(row.channel)?,
            message: join(&row.id, row.message, row.secret, cipher)?,
            language: meaning(row.language)?,
            state: DeliveryState::parse(&row.state).ok_or(StoreError::Corrupt("state"))?,
            attempts: count(row.attempts)?,
            due_at: row.due_at,
            created_at: row.created_at,
            finished_at: row.finished_at,
        })
    }
}

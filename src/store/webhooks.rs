//! Webhook endpoints. Their secrets are sealed.

use super::{
    cipher::{Cipher, Place},
    error::StoreError,
    queries::Queries,
    table::{Table, Versioned, json, parsed},
    transaction::Tx,
};
use crate::domain::{
    ids::WebhookId,
    party::Party,
    webhook::{Webhook, WebhookSecret},
};
use row::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "webhooks")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) owner: String,
        pub(super) version: i64,
        pub(super) url: String,
        pub(super) secrets: Vec<u8>,
        pub(super) state: Json,
        pub(super) created_at: DateTimeUtc,
        pub(super) updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

fn place(id: &Uuid) -> Place<'_> {
    Place { column: "webhooks.secrets", row: id.as_bytes() }
}

fn seal(id: &Uuid, secrets: &[WebhookSecret], cipher: &Cipher) -> Result<Vec<u8>, StoreError> {
    let plain = serde_json::to_vec(secrets).map_err(|_| StoreError::Corrupt("secret"))?;
    cipher.seal(&place(id), &plain)
}

fn open(id: &Uuid, sealed: &[u8], cipher: &Cipher) -> Result<Vec<WebhookSecret>, StoreError> {
    let plain = cipher.open(&place(id), sealed)?;
    serde_json::from_slice(&plain).map_err(|_| StoreError::Corrupt("secret"))
}

impl Table for Entity {
    type Value = Webhook;

    fn id() -> Column {
        Column::Id
    }

    fn key(webhook: &Webhook) -> Uuid {
        webhook.id.0
    }

    fn row(webhook: &Webhook, cipher: &Cipher) -> Result<Model, StoreError> {
        Ok(Model {
            id: webhook.id.0,
            owner: webhook.owner.to_string(),
            version: webhook.version,
            url: webhook.url.clone(),
            secrets: seal(&webhook.id.0, &webhook.secrets, cipher)?,
            state: json(&webhook.state)?,
            created_at: webhook.created_at,
            updated_at: webhook.updated_at,
        })
    }

    fn value(row: Model, cipher: &Cipher) -> Result<Webhook, StoreError> {
        Ok(Webhook {
            id: WebhookId(row.id),
            owner: row.owner.parse().map_err(|_| StoreError::Corrupt("party"))?,
            version: row.version,
            url: row.url,
            secrets: open(&row.id, &row.secrets, cipher)?,
            state: parsed(row.state)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Versioned for Entity {
    fn version() -> Column {
        Column::Version
    }

    fn version_of(webhook: &mut Webhook) -> &mut i64 {
        &mut webhook.version
    }
}

impl Queries {
    /// The endpoint of that id.
    pub async fn webhook(&self, id: WebhookId) -> Result<Option<Webhook>, StoreError> {
        self.one::<Entity>(id.0).await
    }

    /// Those of the endpoints that are there, in the order of the ids.
    pub async fn webhooks(&self, ids: &[WebhookId]) -> Result<Vec<Webhook>, StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
        self.many::<Entity>(&ids).await
    }

    /// A party's endpoints, the oldest first.
    pub async fn webhooks_of(&self, owner: Party) -> Result<Vec<Webhook>, StoreError> {
        let select = Entity::find().filter(Column::Owner.eq(owner.to_string()));
        self.all(select.order_by_asc(Column::Id)).await
    }
}

impl Tx {
    /// Adds an endpoint.
    pub async fn insert_webhook(&self, webhook: &Webhook) -> Result<(), StoreError> {
        self.insert::<Entity>(webhook).await
    }

    /// Writes a changed endpoint and counts its version up, in the row and in the value.
    pub async fn update_webhook(&self, webhook: &mut Webhook) -> Result<(), StoreError> {
        self.replace::<Entity>(webhook).await
    }

    /// Takes an endpoint away. Whether it was there.
    pub async fn delete_webhook(&self, id: WebhookId) -> Result<bool, StoreError> {
        self.remove::<Entity>(id.0).await
    }
}

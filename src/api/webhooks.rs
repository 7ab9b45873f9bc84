//! `/v1/webhooks`: endpoints that signed messages go to (Standard Webhooks).

use super::{
    Answer,
    auth::Caller,
    deliveries::DeliveryView,
    etag::{self, IfMatch},
    json::{Json, Nothing},
    paging,
    path::Id,
};
use crate::{
    app::{
        App,
        page::Page,
        webhooks::{self, WebhookDraft, WebhookPatch},
    },
    domain::{
        ids::WebhookId,
        party::Party,
        webhook::{Webhook, WebhookState},
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// An endpoint.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookView {
    id: WebhookId,
    owner: Party,
    url: String,
    #[serde(flatten)]
    state: WebhookState,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// An endpoint with a new secret.
#[derive(Serialize, ToSchema)]
pub struct WebhookWithSecret {
    #[serde(flatten)]
    webhook: WebhookView,
    /// The signing secret, `whsec_…`. It is shown this once.
    secret: String,
}

impl From<Webhook> for WebhookView {
    fn from(webhook: Webhook) -> Self {
        Self {
            id: webhook.id,
            owner: webhook.owner,
            url: webhook.url,
            state: webhook.state,
            created_at: webhook.created_at,
            updated_at: webhook.updated_at,
        }
    }
}

/// Registers an endpoint and subscribes its owner to events.
#[utoipa::path(post, path = "/v1/webhooks", tag = "webhooks", request_body = WebhookDraft,
    responses((status = 201, description = "The endpoint and its secret, shown once", body = WebhookWithSecret)))]
pub async fn create(app: Data<App>, Caller(actor): Caller, Json(draft): Json<WebhookDraft>) -> Answer {
    let (webhook, secret) = webhooks::create_webhook(&app, actor, draft).await?;
    let (location, version) = (format!("/v1/webhooks/{}", webhook.id), webhook.version);
    Ok(etag::created(&location, version, &WebhookWithSecret { webhook: webhook.into(), secret }))
}

/// Lists one's own endpoints.
#[utoipa::path(get, path = "/v1/webhooks", tag = "webhooks",
    responses((status = 200, description = "All of them", body = paging::List<WebhookView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller) -> Answer {
    let items = webhooks::list_webhooks(&app, actor).await?;
    Ok(paging::list(Page { items, next: None }, WebhookView::from))
}

/// Reads an endpoint.
#[utoipa::path(get, path = "/v1/webhooks/{id}", tag = "webhooks",
    responses((status = 200, description = "The endpoint", body = WebhookView)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<WebhookId>,
    request: HttpRequest,
) -> Answer {
    let webhook = webhooks::read_webhook(&app, actor, id).await?;
    Ok(etag::resource(&request, webhook.version, &WebhookView::from(webhook)))
}

/// Changes an endpoint's address, or switches it off or on.
#[utoipa::path(patch, path = "/v1/webhooks/{id}", tag = "webhooks", request_body = WebhookPatch,
    responses((status = 200, description = "The endpoint as it is now", body = WebhookView)))]
pub async fn change(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<WebhookId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<WebhookPatch>,
) -> Answer {
    let webhook = webhooks::change_webhook(&app, actor, id, expected, patch).await?;
    Ok(etag::changed(webhook.version, &WebhookView::from(webhook)))
}

/// Takes an endpoint away; what is queued for it is not sent.
#[utoipa::path(delete, path = "/v1/webhooks/{id}", tag = "webhooks",
    responses((status = 204, description = "Gone")))]
pub async fn delete(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<WebhookId>,
    IfMatch(expected): IfMatch,
) -> Answer {
    webhooks::delete_webhook(&app, actor, id, expected).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Makes a new secret; the old one signs beside it for a day.
#[utoipa::path(post, path = "/v1/webhooks/{id}/rotate-secret", tag = "webhooks",
    responses((status = 200, description = "The endpoint and its new secret, shown once", body = WebhookWithSecret)))]
pub async fn rotate_secret(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<WebhookId>,
    _: Nothing,
) -> Answer {
    let (webhook, secret) = webhooks::rotate_webhook_secret(&app, actor, id).await?;
    let version = webhook.version;
    Ok(etag::changed(version, &WebhookWithSecret { webhook: webhook.into(), secret }))
}

/// Queues a test message.
#[utoipa::path(post, path = "/v1/webhooks/{id}/test", tag = "webhooks",
    responses((status = 202, description = "Its delivery, queued", body = DeliveryView)))]
pub async fn test(app: Data<App>, Caller(actor): Caller, Id(id): Id<WebhookId>, _: Nothing) -> Answer {
    let delivery = webhooks::test_webhook(&app, actor, id).await?;
    Ok(HttpResponse::Accepted().json(DeliveryView::of(actor, delivery)))
}

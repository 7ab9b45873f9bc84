//! `/v1/subscriptions`: saved searches and event alerts.

use super::{
    Answer,
    auth::Caller,
    etag::{self, IfMatch},
    json::Json,
    paging,
    path::Id,
    query::Parameters,
};
use crate::{
    app::{
        App,
        subscriptions::{self, ExpectedVolume, SubscriptionDraft, SubscriptionPatch},
    },
    domain::{
        ids::SubscriptionId,
        language::Language,
        party::Party,
        search::SearchCriteria,
        subscription::{Channel, Frequency, Interest, Subscription},
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A saved search or an event alert.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubscriptionView {
    id: SubscriptionId,
    owner: Party,
    #[serde(flatten)]
    interest: Interest,
    channel: Channel,
    frequency: Frequency,
    language: Language,
    /// Whether it is used.
    active: bool,
    /// When it was made: only what is new from then on counts.
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Subscription> for SubscriptionView {
    fn from(one: Subscription) -> Self {
        Self {
            id: one.id,
            owner: one.owner,
            interest: one.interest,
            channel: one.channel,
            frequency: one.frequency,
            language: one.language,
            active: one.active,
            created_at: one.created_at,
            updated_at: one.updated_at,
        }
    }
}

/// Saves a search or asks for event alerts. It starts with what is new from now on.
#[utoipa::path(post, path = "/v1/subscriptions", tag = "subscriptions", request_body = SubscriptionDraft,
    responses((status = 201, description = "Subscribed", body = SubscriptionView)))]
pub async fn create(app: Data<App>, Caller(actor): Caller, Json(draft): Json<SubscriptionDraft>) -> Answer {
    let made = subscriptions::create_subscription(&app, actor, draft).await?;
    let (location, version) = (format!("/v1/subscriptions/{}", made.id), made.version);
    Ok(etag::created(&location, version, &SubscriptionView::from(made)))
}

/// A search that may be saved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchPreview {
    /// The search.
    search: SearchCriteria,
}

/// Says how many vacancies a week a search is expected to bring, before it is saved. Nothing is saved.
#[utoipa::path(post, path = "/v1/subscriptions/preview", tag = "subscriptions", request_body = SearchPreview,
    responses((status = 200, description = "What it is expected to bring", body = ExpectedVolume)))]
pub async fn preview(app: Data<App>, Caller(_actor): Caller, Json(preview): Json<SearchPreview>) -> Answer {
    Ok(HttpResponse::Ok().json(subscriptions::expected_volume(&app, &preview.search).await?))
}

/// Lists one's own subscriptions.
#[utoipa::path(get, path = "/v1/subscriptions", tag = "subscriptions",
    responses((status = 200, description = "A page", body = paging::List<SubscriptionView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller, parameters: Parameters) -> Answer {
    let page = subscriptions::list_subscriptions(&app, actor, paging::requested(&parameters)).await?;
    Ok(paging::list(page, SubscriptionView::from))
}

/// Reads a subscription.
#[utoipa::path(get, path = "/v1/subscriptions/{id}", tag = "subscriptions",
    responses((status = 200, description = "The subscription", body = SubscriptionView)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<SubscriptionId>,
    request: HttpRequest,
) -> Answer {
    let found = subscriptions::read_subscription(&app, actor, id).await?;
    Ok(etag::resource(&request, found.version, &SubscriptionView::from(found)))
}

/// Changes a subscription, or pauses it.
#[utoipa::path(patch, path = "/v1/subscriptions/{id}", tag = "subscriptions", request_body = SubscriptionPatch,
    responses((status = 200, description = "The subscription as it is now", body = SubscriptionView)))]
pub async fn change(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<SubscriptionId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<SubscriptionPatch>,
) -> Answer {
    let changed = subscriptions::change_subscription(&app, actor, id, expected, patch).await?;
    Ok(etag::changed(changed.version, &SubscriptionView::from(changed)))
}

/// Ends a subscription; what is queued for it is not sent.
#[utoipa::path(delete, path = "/v1/subscriptions/{id}", tag = "subscriptions",
    responses((status = 204, description = "Ended")))]
pub async fn delete(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<SubscriptionId>,
    IfMatch(expected): IfMatch,
) -> Answer {
    subscriptions::delete_subscription(&app, actor, id, expected).await?;
    Ok(HttpResponse::NoContent().finish())
}

//! `/v1/keys`: API keys of one's own organisation.

use super::{Answer, auth::Caller, json::Json, paging, path::Id};
use crate::{
    app::{App, keys, page::Page},
    domain::{
        api_key::ApiKey,
        ids::KeyId,
        party::{Party, Role},
    },
};
use actix_web::{HttpResponse, http::header, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a key is made with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyDraft {
    /// What its owner calls it, at most 80 characters.
    label: String,
}

/// A key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeyView {
    id: KeyId,
    /// For whom it stands.
    party: Party,
    role: Role,
    label: String,
    created_at: DateTime<Utc>,
    /// When it was revoked, if it was.
    revoked_at: Option<DateTime<Utc>>,
}

/// A new key.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewKey {
    #[serde(flatten)]
    about: KeyView,
    /// The key itself. It is shown this once and not kept.
    key: String,
}

impl From<ApiKey> for KeyView {
    fn from(key: ApiKey) -> Self {
        Self {
            id: key.id,
            party: key.party,
            role: key.party.role(),
            label: key.label,
            created_at: key.created_at,
            revoked_at: key.revoked_at,
        }
    }
}

/// Makes one more key for the caller's organisation.
#[utoipa::path(post, path = "/v1/keys", tag = "keys", request_body = KeyDraft,
    responses((status = 201, description = "The key, shown once", body = NewKey)))]
pub async fn create(app: Data<App>, Caller(actor): Caller, Json(draft): Json<KeyDraft>) -> Answer {
    let (about, key) = keys::create_key(&app, actor, draft.label).await?;
    let location = (header::LOCATION, format!("/v1/keys/{}", about.id));
    Ok(HttpResponse::Created().insert_header(location).json(NewKey { about: about.into(), key }))
}

/// Lists the keys of the caller's organisation, without their secrets.
#[utoipa::path(get, path = "/v1/keys", tag = "keys",
    responses((status = 200, description = "All of them", body = paging::List<KeyView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller) -> Answer {
    let items = keys::list_keys(&app, actor).await?;
    Ok(paging::list(Page { items, next: None }, KeyView::from))
}

/// Revokes a key at once.
#[utoipa::path(delete, path = "/v1/keys/{id}", tag = "keys", responses((status = 204, description = "Revoked")))]
pub async fn revoke(app: Data<App>, Caller(actor): Caller, Id(id): Id<KeyId>) -> Answer {
    keys::revoke_key(&app, actor, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

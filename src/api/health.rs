//! Probes and figures: `/healthz`, `/readyz`, `/metrics`.

use super::{Answer, problem::Problem};
use crate::{
    app::{App, health},
    domain::refusal::Refusal,
    telemetry,
};
use actix_web::{HttpResponse, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

/// That the process answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct HealthView {
    /// `ok`.
    status: &'static str,
}

/// Whether the service can do its work.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadinessView {
    /// Whether requests should come here.
    ready: bool,
    /// Whether the store answers.
    store: bool,
    /// Changes that the search index has yet to take up.
    index_lag: u64,
}

/// Says that the process answers.
#[utoipa::path(get, path = "/healthz", tag = "service",
    responses((status = 200, description = "It does", body = HealthView)))]
pub async fn alive() -> Answer {
    Ok(HttpResponse::Ok().json(HealthView { status: "ok" }))
}

/// Says whether the service can do its work.
#[utoipa::path(get, path = "/readyz", tag = "service",
    responses((status = 200, description = "It can", body = ReadinessView)))]
pub async fn ready(app: Data<App>) -> Answer {
    let found = health::ready(&app).await?;
    if !found.ready {
        return Err(Refusal::Unavailable.into());
    }
    let view = ReadinessView { ready: found.ready, store: found.store, index_lag: found.index_lag };
    Ok(HttpResponse::Ok().json(view))
}

/// Gives the process's figures for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "service",
    responses((status = 200, description = "Prometheus's text form", body = String, content_type = "text/plain")))]
pub async fn metrics() -> Answer {
    let figures = telemetry::metrics().ok_or_else(|| Problem::internal("no recorder of metrics"))?;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(figures.render()))
}

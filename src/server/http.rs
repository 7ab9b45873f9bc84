//! The door: one listener for the API and the portal.

use super::{StartError, request_span::RequestSpan, secrets::Keys};
use crate::{
    api::{self, ApiLimits},
    app::App,
    portal::{self, PortalOptions},
    settings::Settings,
};
use actix_web::{HttpServer, dev::Server};
use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};
use tracing_actix_web::TracingLogger;

/// Binds the address first, so that a second node on it fails before it touches anything.
pub(super) fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let fault = |error| StartError::Bind(address, error);
    let listener = TcpListener::bind(address).map_err(fault)?;
    let bound = listener.local_addr().map_err(fault)?;
    Ok((listener, bound))
}

pub(super) fn serve(
    listener: TcpListener,
    settings: &Settings,
    app: Arc<App>,
    keys: &Keys,
) -> Result<Server, StartError> {
    let limits = ApiLimits { body: settings.server.body_limit, import: settings.server.import_limit };
    let secure_cookies = app.policy().public_url.starts_with("https://");
    let portal_options = PortalOptions { secret: keys.cookies.clone(), secure_cookies };
    let factory = move || {
        let (api_app, portal_app, options) = (Arc::clone(&app), Arc::clone(&app), portal_options.clone());
        actix_web::App::new()
            .wrap(TracingLogger::<RequestSpan>::new())
            .configure(|config| api::configure(config, api_app, limits))
            .configure(|config| portal::configure(config, portal_app, options))
    };
    let server = HttpServer::new(factory)
        .disable_signals()
        .shutdown_timeout(settings.server.shutdown_seconds)
        // A client that sends its head slower than this holds a connection for nothing.
        .client_request_timeout(Duration::from_secs(10));
    let server = match settings.server.workers {
        0 => server,
        workers => server.workers(workers),
    };
    let address = settings.server.bind;
    Ok(server.listen(listener).map_err(|error| StartError::Bind(address, error))?.run())
}

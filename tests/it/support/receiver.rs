//! Somebody else's endpoint: takes webhooks on loopback, remembers them and answers as scripted.

use super::wait::wait_for;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, dev::ServerHandle, http::StatusCode, web};
use serde_json::Value;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

/// A webhook as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Vec<u8>,
}

#[derive(Default)]
struct State {
    received: Vec<Received>,
    script: VecDeque<u16>,
}

/// The endpoint.
pub(crate) struct WebhookReceiver {
    pub(crate) url: String,
    state: Arc<Mutex<State>>,
    handle: ServerHandle,
}

impl WebhookReceiver {
    /// Answers with these statuses in turn, and 204 afterwards.
    pub(crate) async fn start(script: &[u16]) -> Self {
        let state =
            Arc::new(Mutex::new(State { script: script.iter().copied().collect(), ..State::default() }));
        let shared = Arc::clone(&state);
        let server = HttpServer::new(move || {
            App::new().app_data(web::Data::from(Arc::clone(&shared))).default_service(web::to(take))
        });
        let server = server.workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}/hooks", server.addrs()[0]);
        let server = server.run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { url, state, handle }
    }

    /// What came in so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.state.lock().unwrap().received.clone()
    }

    /// Waits until `count` webhooks of the event type came in.
    pub(crate) async fn wait(&self, event: &str, count: usize) -> Vec<Received> {
        let what = format!("{count} webhook(s) {event}");
        wait_for(&what, Duration::from_secs(45), async || {
            let found: Vec<_> =
                self.received().into_iter().filter(|hook| hook.json()["type"] == event).collect();
            (found.len() >= count).then_some(found)
        })
        .await
    }

    pub(crate) async fn stop(self) {
        self.handle.stop(false).await;
    }
}

impl Received {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

async fn take(request: HttpRequest, body: web::Bytes, state: web::Data<Mutex<State>>) -> HttpResponse {
    let mut headers = reqwest::header::HeaderMap::new();
    for (name, value) in request.headers() {
        let name: reqwest::header::HeaderName = name.as_str().parse().unwrap();
        headers.insert(name, value.as_bytes().try_into().unwrap());
    }
    let mut state = state.lock().unwrap();
    state.received.push(Received { headers, body: body.to_vec() });
    let status = state.script.pop_front().unwrap_or(204);
    HttpResponse::new(StatusCode::from_u16(status).unwrap())
}

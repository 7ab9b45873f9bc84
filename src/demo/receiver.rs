//! Somebody else's software in small: receives the demo's webhooks, checks their signatures, and shows what came.

use super::{DemoError, print, state::Hook};
use crate::{
    delivery::webhook::{
        ID_HEADER, SIGNATURE_HEADER, SignedHeaders, TIMESTAMP_HEADER, WebhookSecret, verify,
    },
    domain::clock::Clock,
};
use actix_web::{
    App as Site, HttpRequest, HttpResponse, HttpServer,
    dev::ServerHandle,
    web::{self, Bytes, Data, Path},
};
use serde_json::Value;
use std::{
    collections::{HashMap, VecDeque},
    net::{Ipv4Addr, TcpListener},
    sync::{Arc, Mutex, PoisonError},
};

/// How many messages are kept to be looked at.
const KEPT: usize = 100;

/// The receiver while it listens.
pub(super) struct Receiver {
    /// Where it listens.
    pub(super) base: String,
    seen: Data<Seen>,
    handle: ServerHandle,
}

/// What a receiver knows and has got.
struct Seen {
    clock: Arc<dyn Clock>,
    secrets: Mutex<HashMap<String, WebhookSecret>>,
    messages: Mutex<VecDeque<Value>>,
}

impl Receiver {
    /// Listens on a free loopback port.
    ///
    /// # Errors
    /// No port to be had.
    pub(super) fn start(clock: Arc<dyn Clock>) -> Result<Self, DemoError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(DemoError::Receiver)?;
        let address = listener.local_addr().map_err(DemoError::Receiver)?;
        let seen = Data::new(Seen { clock, secrets: Mutex::default(), messages: Mutex::default() });
        let kept = seen.clone();
        let site = move || {
            let hook = web::resource("/hooks/{name}").route(web::post().to(receive));
            Site::new().app_data(kept.clone()).service(hook).route("/", web::get().to(show))
        };
        let server = HttpServer::new(site).workers(1).disable_signals().shutdown_timeout(2);
        let server = server.listen(listener).map_err(DemoError::Receiver)?.run();
        let handle = server.handle();
        tokio::spawn(server);
        Ok(Self { base: format!("http://{address}"), seen, handle })
    }

    /// Where the messages of an endpoint go.
    pub(super) fn url(&self, name: &str) -> String {
        format!("{}/hooks/{name}", self.base)
    }

    /// Tells it with what an endpoint's messages are signed.
    ///
    /// # Errors
    /// A secret that is none.
    pub(super) fn trust(&self, hook: &Hook) -> Result<(), DemoError> {
        let secret = WebhookSecret::parse(&hook.secret).map_err(|_| DemoError::Secret)?;
        let mut secrets = self.seen.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        secrets.insert(hook.name.clone(), secret);
        Ok(())
    }

    /// Stops listening.
    pub(super) async fn stop(self) {
        self.handle.stop(true).await;
    }
}

async fn receive(request: HttpRequest, name: Path<String>, body: Bytes, seen: Data<Seen>) -> HttpResponse {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let headers = SignedHeaders {
        id: header(ID_HEADER),
        timestamp: header(TIMESTAMP_HEADER),
        signature: header(SIGNATURE_HEADER),
    };
    let secret = seen.secrets.lock().unwrap_or_else(PoisonError::into_inner).get(name.as_str()).cloned();
    let Some(secret) = secret else { return HttpResponse::NotFound().finish() };
    if let Err(fault) = verify(&[secret], headers, &body, seen.clock.now()) {
        print(&format!("[webhook → {name}] 签名无效 signature wrong: {fault}\n"));
        return HttpResponse::Unauthorized().finish();
    }
    let message: Value = serde_json::from_slice(&body).unwrap_or_default();
    print(&format!("[webhook → {name}] {} · 签名有效 signature ok\n", line(&message)));
    let mut messages = seen.messages.lock().unwrap_or_else(PoisonError::into_inner);
    messages.truncate(KEPT - 1);
    messages.push_front(serde_json::json!({ "to": name.as_str(), "id": headers.id, "message": message }));
    HttpResponse::NoContent().finish()
}

/// What a message says, in one line: its kind, what about, how many are concerned. Never a person's name.
fn line(message: &Value) -> String {
    let kind = message["type"].as_str().unwrap_or("?");
    let data = &message["data"];
    let title = data["vacancy"]["title"].as_str().map(|title| format!(" · {title}"));
    let count = match (data["count"].as_u64(), data["items"].as_array().map(Vec::len)) {
        (Some(students), _) => format!(" · {students} 名学生 students"),
        (None, Some(items)) => format!(" · {items} 条 items"),
        (None, None) => String::new(),
    };
    // A title comes from whoever posts: no control character may reach a terminal.
    let text = format!("{kind}{}{count}", title.unwrap_or_default());
    text.chars().filter(|character| !character.is_control()).collect()
}

async fn show(seen: Data<Seen>) -> HttpResponse {
    let messages = seen.messages.lock().unwrap_or_else(PoisonError::into_inner);
    HttpResponse::Ok().json(serde_json::json!({ "received": messages.iter().collect::<Vec<_>>() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_message_is_told_in_one_line_without_names_or_control_characters() {
        let message = json!({ "type": "match.found", "data": { "count": 7, "graduates": ["gra_1"],
            "vacancy": { "title": "数控车工\u{1b}[31m\n" } } });
        assert_eq!(line(&message), "match.found · 数控车工[31m · 7 名学生 students");
        assert_eq!(line(&json!({ "type": "digest.ready", "data": { "items": [1, 2] } })), "digest.ready · 2 条 items");
        assert_eq!(line(&Value::Null), "?");
    }
}

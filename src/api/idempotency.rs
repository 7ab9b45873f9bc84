//! `Idempotency-Key`: the first answer to a POST is kept for 24 hours and given again to the same key and body.

use super::problem::Problem;
use crate::{
    app::{
        App,
        idempotency::{self, Answer, Repeat},
    },
    domain::{
        party::{Actor, Party},
        refusal::{Code, FieldError, Refusal},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    body::to_bytes,
    http::{Method, StatusCode, header},
    web::{Bytes, Data},
};
use futures::FutureExt as _;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{future::Future, panic::AssertUnwindSafe};

/// The header.
pub const HEADER: &str = "idempotency-key";
/// Says that an answer is not the first one.
const REPLAYED: &str = "idempotent-replay";
/// The longest key.
const LONGEST: usize = 255;
/// Seconds after which to ask again while the first request is under way.
const RETRY_SECONDS: u32 = 1;
/// What is kept of an answer's head.
const KEPT: [header::HeaderName; 4] =
    [header::CONTENT_TYPE, header::CONTENT_LANGUAGE, header::ETAG, header::LOCATION];

/// The key of a request, where it has one that counts.
///
/// # Errors
/// 400 for one that is empty, too long or not plain text.
pub fn key_of(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let Some(value) = request.headers().get(HEADER).filter(|_| request.method() == Method::POST) else {
        return Ok(None);
    };
    let key = value.to_str().ok().filter(|key| (1..=LONGEST).contains(&key.len()));
    let fault = || Refusal::Parameter(FieldError::new("Idempotency-Key", Code::InvalidParameter));
    key.map(|key| Some(key.to_owned())).ok_or_else(|| fault().into())
}

/// What makes two requests the same: where they go and what they say.
pub fn hash_of(request: &HttpRequest, body: &Bytes) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in [request.path(), request.query_string(), &super::body::content_type(request)] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(body);
    hash.finalize().to_vec()
}

/// One use of a key: whose it is, and for what.
pub struct Use {
    party: Party,
    key: String,
    hash: Vec<u8>,
}

impl Use {
    /// The use of a key by a caller; callers without an API key share a route's keys.
    pub fn new(actor: Option<Actor>, route: &str, key: &str, hash: Vec<u8>) -> Self {
        match actor {
            Some(actor) => Self { party: actor.party, key: format!("own {key}"), hash },
            None => Self { party: Party::Operator, key: format!("public {route} {key}"), hash },
        }
    }
}

/// Answers once: runs the work the first time, and gives its answer again after that.
///
/// # Errors
/// 422 for another body under the same key, 409 while the first request is under way.
pub async fn once(
    app: Data<App>,
    asked: Use,
    work: impl Future<Output = HttpResponse> + 'static,
) -> Result<HttpResponse, Problem> {
    match idempotency::begin(&app, asked.party, &asked.key, &asked.hash).await? {
        Repeat::Fresh => {}
        Repeat::Replay(answer) => return Ok(replay(answer)),
        Repeat::Reused => {
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, Code::IdempotencyKeyReused));
        }
        Repeat::Running => {
            return Err(Problem::new(StatusCode::CONFLICT, Code::InProgress).retry_after(RETRY_SECONDS));
        }
    }
    // A task of its own: a caller that hangs up must not stop the work between its commit and the keeping of its
    // answer, or the next try would do it twice.
    let task = actix_web::rt::spawn(async move {
        match AssertUnwindSafe(work).catch_unwind().await {
            Ok(answer) => keep(&app, &asked, answer).await,
            Err(_) => {
                forget(&app, &asked).await;
                Err(Problem::internal("a handler panicked"))
            }
        }
    });
    task.await.unwrap_or_else(|_| Err(Problem::internal("a request's task was stopped")))
}

/// Keeps the answer, unless it is one that the next try may well better.
async fn keep(app: &App, asked: &Use, answer: HttpResponse) -> Result<HttpResponse, Problem> {
    let status = answer.status();
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        forget(app, asked).await;
        return Ok(answer);
    }
    let headers = KEPT.iter().filter_map(|name| {
        let value = answer.headers().get(name)?.to_str().ok()?;
        Some((name.as_str().to_owned(), Value::from(value)))
    });
    let headers = Value::Object(headers.collect());
    let (head, body) = answer.into_parts();
    let body = to_bytes(body).await.map_err(|_| Problem::internal("an answer could not be read back"))?;
    let kept = Answer { status: status.as_u16(), headers, body: body.to_vec() };
    idempotency::complete(app, asked.party, &asked.key, kept).await?;
    Ok(head.set_body(body).map_into_boxed_body())
}

async fn forget(app: &App, asked: &Use) {
    if idempotency::forget(app, asked.party, &asked.key).await.is_err() {
        // Its lease ends by itself within a minute.
        tracing::warn!("an idempotency key could not be given up");
    }
}

fn replay(kept: Answer) -> HttpResponse {
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = HttpResponse::build(status);
    for (name, value) in kept.headers.as_object().into_iter().flatten() {
        if let Some(value) = value.as_str() {
            answer.insert_header((name.as_str(), value));
        }
    }
    answer.insert_header((REPLAYED, "true")).body(kept.body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_same_words_to_another_place_are_another_request() {
        let hash = |path: &str| {
            let request = TestRequest::post().uri(path).to_http_request();
            hash_of(&request, &Bytes::from_static(b"{}"))
        };
        assert_eq!(hash("/v1/a?x=1"), hash("/v1/a?x=1"));
        assert_ne!(hash("/v1/a?x=1"), hash("/v1/a"));
        assert_ne!(hash("/v1/a"), hash("/v1/b"));
    }

    #[test]
    fn only_a_post_has_a_key_and_an_odd_one_is_refused() {
        let request =
            |request: TestRequest, key: &str| request.insert_header((HEADER, key)).to_http_request();
        assert_eq!(key_of(&request(TestRequest::get(), "k")).unwrap(), None);
        assert_eq!(key_of(&request(TestRequest::post(), "k")).unwrap().as_deref(), Some("k"));
        assert!(key_of(&request(TestRequest::post(), "")).is_err());
        assert!(key_of(&request(TestRequest::post(), &"k".repeat(256))).is_err());
    }
}

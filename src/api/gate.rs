//! What every request passes on its way to a handler and back: its id, its key and role, its parameters, its
//! idempotency; and its refusals written in the caller's language.

use super::{
    auth, body,
    idempotency::{self, Use},
    language,
    problem::Problem,
    query::Parameters,
    request_id,
    routes::Route,
    upload::{self, Spooled},
};
use crate::{
    app::App,
    domain::{language::Language, refusal::Code},
};
use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::{Next, from_fn},
    web::{self, Data, ServiceConfig},
};
use futures::FutureExt as _;
use std::{panic::AssertUnwindSafe, rc::Rc};
use tracing::Instrument as _;

/// Mounts the routes of one path behind the gate; another method there is 405.
pub fn mount(config: &mut ServiceConfig, path: &str, rows: Vec<&'static Route>) {
    let mut resource = web::resource(path);
    for row in &rows {
        resource = resource.route((row.handler)());
    }
    let allowed: Vec<_> = rows.iter().map(|row| row.method.as_str()).collect();
    let allowed = allowed.join(", ");
    let refuse = move || std::future::ready(method_not_allowed(&allowed));
    let rows: Rc<[_]> = rows.into();
    let gate = from_fn(move |request, next| pass(Rc::clone(&rows), request, next));
    config.service(resource.default_service(web::to(refuse)).wrap(gate));
}

/// Mounts the answer to every path below the prefix that has no route.
pub fn mount_not_found(config: &mut ServiceConfig, path: &str) {
    let gate = from_fn(|request, next| pass(Rc::from([]), request, next));
    config.service(web::resource(path).default_service(web::to(not_found)).wrap(gate));
}

async fn not_found() -> Result<HttpResponse, Problem> {
    Err(Problem::not_found())
}

fn method_not_allowed(allowed: &str) -> Result<HttpResponse, Problem> {
    Err(Problem::new(StatusCode::METHOD_NOT_ALLOWED, Code::MethodNotAllowed).allowing(allowed))
}

/// How the answer is written.
#[derive(Clone)]
struct Manner {
    language: Language,
    request_id: String,
}

async fn pass<B: MessageBody + 'static>(
    rows: Rc<[&'static Route]>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let http = request.request().clone();
    let manner = Manner { language: language::of(&http), request_id: request_id::of(&http) };
    let row = rows.iter().copied().find(|row| row.answers(http.method()));
    let span = tracing::info_span!("api", request.id = %manner.request_id);
    let answer = AssertUnwindSafe(answer(row, request, next, manner.clone())).catch_unwind();
    let answer = answer.instrument(span.clone()).await;
    let answer = answer.unwrap_or_else(|_| Err(Problem::internal("a handler panicked")));
    let mut answer = span.in_scope(|| answer.unwrap_or_else(|problem| write(&problem, &manner)));
    let path = http.match_pattern().unwrap_or_default();
    let (method, status) = (http.method().to_string(), answer.status().as_u16().to_string());
    metrics::counter!("jobbridge_http_answers_total", "path" => path, "method" => method, "status" => status)
        .increment(1);
    finish(&mut answer, &manner.request_id);
    Ok(ServiceResponse::new(http, answer))
}

async fn answer<B: MessageBody + 'static>(
    row: Option<&'static Route>,
    mut request: ServiceRequest,
    next: Next<B>,
    manner: Manner,
) -> Result<HttpResponse, Problem> {
    let Some(row) = row else { return Ok(call(request, next, &manner).await) };
    let app = app_of(&request)?;
    let visitor = auth::admit(&app, request.request(), row.access).await?;
    let parameters = Parameters::read(request.query_string(), row.query)?;
    request.extensions_mut().insert(visitor);
    request.extensions_mut().insert(parameters);
    let Some(key) = idempotency::key_of(request.request())? else {
        return Ok(call(request, next, &manner).await);
    };
    let http = request.request().clone();
    let mut payload = request.take_payload();
    let hash = if upload::is_spooled(&http) {
        let spooled = Spooled::receive(&http, &mut payload).await?;
        let hash = idempotency::hash_of(&http, spooled.hash());
        request.extensions_mut().insert(spooled);
        hash
    } else {
        let content = body::read(&http, &mut payload).await?;
        let hash = idempotency::hash_of(&http, &content);
        request.set_payload(Payload::from(content));
        hash
    };
    let asked = Use::new(visitor.0, row.path, &key, hash);
    drop(http);
    idempotency::once(app, asked, async move { call(request, next, &manner).await }).await
}

async fn call<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
    manner: &Manner,
) -> HttpResponse {
    let answer = match next.call(request).await {
        Ok(answer) => answer.map_into_boxed_body().into_parts().1,
        Err(error) => HttpResponse::from_error(error),
    };
    let problem = match answer.error() {
        Some(error) => error.as_error::<Problem>().cloned().unwrap_or_else(|| foreign(answer.status())),
        None => return answer,
    };
    write(&problem, manner)
}

/// A refusal by the framework rather than by us.
fn foreign(status: StatusCode) -> Problem {
    match status {
        StatusCode::NOT_FOUND => Problem::not_found(),
        status if status.is_client_error() => Problem::new(status, Code::BadRequest),
        status => Problem::internal(format!("the framework answered {status}")),
    }
}

fn write(problem: &Problem, manner: &Manner) -> HttpResponse {
    if let Some(cause) = problem.cause() {
        tracing::error!(request.id = %manner.request_id, cause, "a request failed");
    }
    problem.answer(manner.language, &manner.request_id)
}

/// The headers that every answer has.
fn finish(answer: &mut HttpResponse, request_id: &str) {
    let headers = answer.headers_mut();
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert(HeaderName::from_static(request_id::HEADER), id);
    }
    headers.append(header::VARY, HeaderValue::from_static("Accept-Language"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
}

fn app_of(request: &ServiceRequest) -> Result<Data<App>, Problem> {
    let app: Option<&Data<App>> = HttpRequest::app_data(request.request());
    app.cloned().ok_or_else(|| Problem::internal("the application is not mounted"))
}

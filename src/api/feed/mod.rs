//! `/v1/feed` and `/feeds`: what other sites follow. Nothing in it that `GET /v1/vacancies/{id}` does not show anybody.

pub mod atom;
pub mod view;

use super::{
    Answer, etag,
    language::In,
    paging::{self, LIMIT},
    problem::Problem,
    query::{Kind, Parameter, Parameters},
};
use crate::{
    app::{
        App,
        feed::{self, FeedItem, Snapshot},
    },
    domain::{language::Language, refusal::Refusal},
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::Method,
    web::{Bytes, Data},
};
use futures::stream;
use view::{FeedItemView, FeedView};

/// The parameters of the change feed.
pub const FOLLOW: &[Parameter] = &[
    Parameter::one(
        "after",
        Kind::Text,
        "the `seq`, `position` or `next` of an answer before; from the beginning where absent or 0",
    ),
    LIMIT,
];
/// Names the position from where to follow the feed after a snapshot.
pub const POSITION: &str = "x-feed-position";
const NDJSON: &str = "application/x-ndjson";

/// Every change of what is public, in order, none left out: follow it by asking for what comes after the last answer.
/// A vacancy is told as it stands now; one that changes again comes again. What is not public any more is `removed`;
/// what never was does not appear. Begin with a snapshot where much is there already.
#[utoipa::path(get, path = "/v1/feed/vacancies", tag = "feeds", responses(
    (status = 200, description = "A page", body = FeedView),
    (status = 304, description = "Nothing new behind that position")))]
pub async fn vacancies(
    app: Data<App>,
    In(language): In,
    parameters: Parameters,
    request: HttpRequest,
) -> Answer {
    let limit = paging::requested(&parameters).limit;
    let page = feed::follow(&app, parameters.text("after"), limit).await?;
    let text = serde_json::to_string(&FeedView::of(page, language))
        .map_err(|error| Problem::internal(format!("a page of the feed: {error}")))?;
    Ok(etag::text(&request, "application/json", text))
}

/// All that is public, a line of JSON each (NDJSON), shaped as the items of the change feed. The `seq` of every line,
/// also the header `X-Feed-Position`, is the position from where to follow the feed afterwards. A snapshot that breaks
/// off ends without the last chunk.
#[utoipa::path(get, path = "/v1/feed/vacancies/snapshot", tag = "feeds", responses(
    (status = 200, description = "One line a vacancy", content_type = "application/x-ndjson", body = FeedItemView,
        headers(("X-Feed-Position" = String, description = "from where to follow the feed"))),
    (status = 304, description = "The same as it was")))]
pub async fn snapshot(app: Data<App>, In(language): In, request: HttpRequest) -> Answer {
    let snapshot = Snapshot::begin(&app).await?;
    let position = snapshot.position.to_string();
    // Nothing changes without the log, but what ends with the day.
    let tag = format!("W/\"{position}.{}.{}\"", app.today(), language.tag());
    if let Some(same) = etag::not_modified(&request, &tag) {
        return Ok(same);
    }
    let mut answer = HttpResponse::Ok();
    answer.insert_header((POSITION, position)).insert_header(("etag", tag)).content_type(NDJSON);
    if request.method() == Method::HEAD {
        return Ok(answer.finish());
    }
    let pages = stream::try_unfold((app, snapshot), move |(app, mut snapshot)| async move {
        let page = snapshot.next(&app).await.inspect_err(broken_off)?;
        let lines = page.map(|items| lines(items, language)).transpose()?;
        Ok::<_, Refusal>(lines.map(|lines| (lines, (app, snapshot))))
    });
    Ok(answer.streaming(Box::pin(pages)))
}

fn lines(items: Vec<FeedItem>, language: Language) -> Result<Bytes, Refusal> {
    let mut lines = Vec::new();
    for item in items {
        serde_json::to_writer(&mut lines, &FeedItemView::of(item, language))
            .map_err(|error| Refusal::Internal(format!("a line of the snapshot: {error}")))?;
        lines.push(b'\n');
    }
    Ok(lines.into())
}

fn broken_off(refusal: &Refusal) {
    tracing::warn!(error = %refusal, "a snapshot breaks off");
}

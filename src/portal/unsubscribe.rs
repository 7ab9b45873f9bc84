//! `/unsubscribe/{token}`: a page for people, and the one click that mail programs send (RFC 8058): no cookie, no sign-in.

use super::{alerts, failure::Failure, render, visitor::Visitor};
use crate::app::{App, subscriptions};
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "unsubscribe.html", config = "src/askama.toml")]
struct UnsubscribePage {
    v: Visitor,
    done: bool,
    what: String,
    action: String,
}

/// What mail programs and our own page send.
#[derive(Deserialize)]
pub(crate) struct OneClick {
    #[serde(rename = "List-Unsubscribe")]
    list_unsubscribe: String,
}

/// `GET /unsubscribe/{token}`: changes nothing.
pub(crate) async fn show(
    visitor: Visitor,
    app: web::Data<App>,
    token: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let subscription = subscriptions::describe_unsubscribe(&app, &token).await?;
    let what = alerts::describe(&app, &visitor, &subscription).title;
    let action = format!("/unsubscribe/{token}");
    render::html(&UnsubscribePage { v: visitor, done: !subscription.active, what, action })
}

/// `POST /unsubscribe/{token}`: ends it. Sent twice it is still ended.
pub(crate) async fn one_click(
    visitor: Visitor,
    app: web::Data<App>,
    token: web::Path<String>,
    form: web::Form<OneClick>,
) -> Result<HttpResponse, Failure> {
    if form.list_unsubscribe != "One-Click" {
        return Err(Failure::BadRequest(Vec::new()));
    }
    subscriptions::unsubscribe(&app, &token).await?;
    render::html(&UnsubscribePage { v: visitor, done: true, what: String::new(), action: String::new() })
}

//! `/sign-in`: a link by email instead of a password. Opening the link shows a page; only its button signs in, so that
//! a mail program that looks ahead uses nothing up.

use super::{csrf, failure::Failure, render, session, visitor::Visitor};
use crate::{
    app::{App, sign_in},
    domain::{party::Party, refusal::Refusal},
};
use actix_session::Session;
use actix_web::{HttpResponse, http::StatusCode, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "sign_in.html", config = "src/askama.toml")]
struct SignInPage {
    v: Visitor,
    csrf: String,
    email: String,
    invalid: bool,
}

#[derive(Template)]
#[template(path = "sign_in_sent.html", config = "src/askama.toml")]
struct SentPage {
    v: Visitor,
}

#[derive(Template)]
#[template(path = "sign_in_confirm.html", config = "src/askama.toml")]
struct ConfirmPage {
    v: Visitor,
    csrf: String,
    action: String,
}

/// The form with the address.
#[derive(Deserialize)]
pub(crate) struct EmailForm {
    csrf: String,
    email: String,
}

/// A form with nothing but its token.
#[derive(Deserialize)]
pub(crate) struct BareForm {
    csrf: String,
}

/// `GET /sign-in`.
pub(crate) async fn show(
    visitor: Visitor,
    app: web::Data<App>,
    session: Session,
) -> Result<HttpResponse, Failure> {
    if let Some(party) = visitor.party {
        return Ok(render::see_other(home_of(party)));
    }
    let csrf = csrf::issue(&session, app.entropy())?;
    render::html(&SignInPage { v: visitor, csrf, email: String::new(), invalid: false })
}

/// `POST /sign-in`: the same answer whether the address is known or not.
pub(crate) async fn request(
    visitor: Visitor,
    app: web::Data<App>,
    session: Session,
    form: web::Form<EmailForm>,
) -> Result<HttpResponse, Failure> {
    csrf::check(&session, &form.csrf)?;
    let browser = session::browser(&session, app.entropy())?;
    let email = form.email.trim();
    match sign_in::request_sign_in(&app, email, &browser, visitor.language()).await {
        Ok(()) => render::html(&SentPage { v: visitor }),
        Err(Refusal::Invalid(_)) => {
            let (csrf, email) = (form.csrf.clone(), email.to_owned());
            let page = SignInPage { v: visitor, csrf, email, invalid: true };
            Ok(render::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /sign-in/{token}`: changes nothing.
pub(crate) async fn confirm(
    visitor: Visitor,
    app: web::Data<App>,
    session: Session,
    token: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let csrf = csrf::issue(&session, app.entropy())?;
    // The token goes back into an address: only the letters that tokens are made of.
    let sound = token.len() <= 128
        && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if !sound {
        return Err(Failure::NotFound);
    }
    render::html(&ConfirmPage { v: visitor, csrf, action: format!("/sign-in/{token}") })
}

/// `POST /sign-in/{token}`: uses the link up, in the browser that asked for it.
pub(crate) async fn redeem(
    app: web::Data<App>,
    session: Session,
    token: web::Path<String>,
    form: web::Form<BareForm>,
) -> Result<HttpResponse, Failure> {
    csrf::check(&session, &form.csrf)?;
    let browser = session::browser(&session, app.entropy())?;
    let party = sign_in::redeem_sign_in(&app, &token, &browser).await?;
    session::sign_in(&session, party, app.now(), app.entropy())?;
    Ok(render::see_other(home_of(party)))
}

/// `POST /sign-out`.
pub(crate) async fn sign_out(session: Session, form: web::Form<BareForm>) -> Result<HttpResponse, Failure> {
    csrf::check(&session, &form.csrf)?;
    session::sign_out(&session);
    Ok(render::see_other("/"))
}

/// Where somebody lands after signing in.
fn home_of(party: Party) -> &'static str {
    match party {
        Party::Graduate(_) => "/me/matches",
        _ => "/me",
    }
}

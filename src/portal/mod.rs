//! The pages for people: rendered here, in Chinese and English, without a script.
//!
//! A page is a file with its handler, its view (what the template shows, in words already) and nothing else: it asks one
//! or two use cases and renders. [`visitor`] says who looks and in which language, [`failure`] what went wrong,
//! [`words`] holds the texts of `locales/`, [`parts`] what several pages share. Around every page stand [`session`],
//! [`locale`], [`failure`] and [`headers`] as middleware.

mod about;
mod alerts;
mod assets;
mod csrf;
mod failure;
mod headers;
mod home;
mod locale;
mod matches;
mod me;
mod parts;
mod random;
mod render;
mod robots;
mod search;
mod session;
mod sign_in;
mod unsubscribe;
mod vacancy;
mod visitor;
mod wording;
mod words;

use crate::app::App;
use actix_web::{
    Handler, Responder, guard,
    middleware::{Compress, from_fn},
    web,
};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;

/// What the portal needs beside the use cases.
#[derive(Clone)]
pub struct PortalOptions {
    /// The secret from which the key of the session cookie is made.
    pub secret: SecretString,
    /// Whether people reach the service by https: cookies then travel by nothing else.
    pub secure_cookies: bool,
}

/// The largest form anybody sends.
const FORM_LIMIT: usize = 16 * 1024;

/// Adds the pages. To be called last: what nobody else answers gets the portal's own "not found".
pub fn configure(cfg: &mut web::ServiceConfig, app: Arc<App>, options: PortalOptions) {
    let session = session::middleware(options.secret.expose_secret(), options.secure_cookies);
    let pages = web::scope("")
        .wrap(from_fn(failure::dress))
        .wrap(from_fn(locale::remember))
        .wrap(from_fn(headers::guard))
        .wrap(session)
        .wrap(Compress::default())
        .configure(routes);
    cfg.app_data(web::Data::from(app))
        .app_data(options)
        .app_data(web::FormConfig::default().limit(FORM_LIMIT))
        .service(pages);
}

/// Every page and what it answers to.
fn routes(cfg: &mut web::ServiceConfig) {
    cfg.service(page("/", home::show))
        .service(page("/search", search::show))
        .service(page("/vacancies/{id}", vacancy::show))
        .service(page("/sign-in", sign_in::show).route(web::post().to(sign_in::request)))
        .service(page("/sign-in/{token}", sign_in::confirm).route(web::post().to(sign_in::redeem)))
        .service(web::resource("/sign-out").route(web::post().to(sign_in::sign_out)))
        .service(page("/me", me::show))
        .service(page("/me/matches", matches::show))
        .service(web::resource("/me/consents").route(web::post().to(me::change_consent)))
        .service(
            page("/unsubscribe/{token}", unsubscribe::show).route(web::post().to(unsubscribe::one_click)),
        )
        .service(page("/about", about::show))
        .service(page("/robots.txt", robots::robots))
        .service(page("/sitemap.xml", robots::sitemap))
        .service(page("/sitemaps/{part}", robots::sitemap_part))
        .service(page("/assets/{file}", assets::serve));
}

/// A resource that is read, by GET or HEAD.
fn page<F, Args>(path: &str, handler: F) -> actix_web::Resource
where
    F: Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let read = guard::Any(guard::Get()).or(guard::Head());
    web::resource(path).route(web::route().guard(read).to(handler))
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod template_tests;

//! Links that go out in mails: to pages, and signed ones that act without a sign-in.

use super::App;
use crate::domain::ids::{GraduateId, SubscriptionId, VacancyId};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// The page of a vacancy.
pub fn vacancy_page(app: &App, id: VacancyId) -> String {
    format!("{}/vacancies/{id}", app.policy.public_url)
}

/// A vacancy in the API, where its employer reads and changes it also while it has no page.
pub fn vacancy_resource(app: &App, id: VacancyId) -> String {
    format!("{}/v1/vacancies/{id}", app.policy.public_url)
}

/// A graduate in the API, where their schools read about them.
pub fn graduate_resource(app: &App, id: GraduateId) -> String {
    format!("{}/v1/graduates/{id}", app.policy.public_url)
}

/// The page where a graduate changes consents and alerts.
pub fn manage_page(app: &App) -> String {
    format!("{}/me", app.policy.public_url)
}

/// The page that redeems a sign-in link.
pub fn sign_in_page(app: &App, token: &str) -> String {
    format!("{}/sign-in/{token}", app.policy.public_url)
}

/// The page that ends a subscription, without a sign-in: its token can do that and nothing else.
pub fn unsubscribe_page(app: &App, id: SubscriptionId) -> String {
    format!("{}/unsubscribe/{id}.{}", app.policy.public_url, tag(app, id))
}

/// The subscription of an unsubscribe token, if we signed it.
pub fn read_unsubscribe_token(app: &App, token: &str) -> Option<SubscriptionId> {
    let (id, given) = token.split_once('.')?;
    let id: SubscriptionId = id.parse().ok()?;
    bool::from(tag(app, id).as_bytes().ct_eq(given.as_bytes())).then_some(id)
}

fn tag(app: &App, id: SubscriptionId) -> String {
    let key = app.policy.link_key.expose_secret().as_bytes();
    // A key of any length makes an HMAC; the error type is there for other algorithms.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(format!("unsubscribe {id}").as_bytes());
    mac.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

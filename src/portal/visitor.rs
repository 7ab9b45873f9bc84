//! Who looks at a page, from where and in which language: what every template needs.

use super::{assets, csrf, failure::Failure, locale, session, words::Words};
use crate::{
    app::App,
    domain::{
        language::Language,
        party::{Actor, Party},
    },
};
use actix_session::SessionExt;
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use std::{
    fmt::Display,
    future::{Ready, ready},
};

/// Who looks at a page.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) words: Words,
    pub(crate) party: Option<Party>,
    csrf: Option<String>,
    path: String,
    query: String,
}

impl Visitor {
    /// Reads the visitor from the request: its cookies and what the browser asks for.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        let session = request.get_session();
        let app = request.app_data::<Data<App>>();
        Self {
            words: Words(locale::of(request)),
            party: app.and_then(|app| session::party(&session, app.now())),
            csrf: csrf::token(&session),
            path: request.path().to_owned(),
            query: request.query_string().to_owned(),
        }
    }

    /// The language of the page.
    pub(crate) fn language(&self) -> Language {
        self.words.0
    }

    /// The visitor as a caller of use cases.
    ///
    /// # Errors
    /// [`Failure::SignInNeeded`] for somebody who is not signed in.
    pub(crate) fn actor(&self) -> Result<Actor, Failure> {
        self.party.map(Actor::of).ok_or(Failure::SignInNeeded)
    }

    /// The words for the key.
    pub(crate) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// The words for the key with one value filled in.
    pub(crate) fn t1(&self, key: &str, name: &'static str, value: impl Display) -> String {
        self.words.with(key, &[(name, &value)])
    }

    /// The words for the key with a count, which chooses between one and many.
    pub(crate) fn count(&self, key: &str, count: &u64) -> String {
        self.words.count(key, *count)
    }

    /// The BCP 47 tag of the page.
    pub(crate) fn tag(&self) -> &'static str {
        self.language().tag()
    }

    /// The tag of the other language.
    pub(crate) fn other_tag(&self) -> &'static str {
        self.other().tag()
    }

    /// This page in the other language.
    pub(crate) fn other_language_href(&self) -> String {
        locale::switch_href(&self.path, &self.query, self.other())
    }

    fn other(&self) -> Language {
        match self.language() {
            Language::Chinese => Language::English,
            Language::English => Language::Chinese,
        }
    }

    /// The address of an embedded file.
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::href(name)
    }

    /// Whether this page is at the path.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        self.path == path
    }

    /// Whether somebody is signed in.
    pub(crate) fn signed_in(&self) -> bool {
        self.party.is_some()
    }

    /// The session's token for forms; a page for people who are signed in has one.
    pub(crate) fn csrf(&self) -> &str {
        self.csrf.as_deref().unwrap_or_default()
    }
}

impl FromRequest for Visitor {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

#[cfg(test)]
impl Visitor {
    /// A visitor for rendering samples.
    pub(crate) fn sample(language: Language, path: &str, party: Option<Party>) -> Self {
        Self { words: Words(language), party, csrf: None, path: path.to_owned(), query: String::new() }
    }
}

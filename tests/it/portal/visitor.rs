//! Somebody with a browser: keeps cookies, sends forms, follows nothing by itself.

use crate::support::{http::Answer, http::Client};
use std::{cell::RefCell, collections::BTreeMap};

/// A browser's cookies beside a client.
pub(crate) struct Visitor<'a> {
    client: &'a Client,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl<'a> Visitor<'a> {
    pub(super) fn new(client: &'a Client) -> Self {
        Self { client, cookies: RefCell::default() }
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        let answer = self.client.get(path).header("cookie", &self.cookie_header()).send().await;
        self.remember(&answer);
        answer
    }

    /// The page's text, which must be there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    pub(super) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(form).unwrap();
        let request = self.client.post(path).header("cookie", &self.cookie_header());
        let answer = request.body("application/x-www-form-urlencoded", body).send().await;
        self.remember(&answer);
        answer
    }

    fn cookie_header(&self) -> String {
        let pairs: Vec<_> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    fn remember(&self, answer: &Answer) {
        for line in answer.headers.get_all("set-cookie") {
            let pair = line.to_str().unwrap().split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
        }
    }
}

/// The value of a hidden field.
pub(super) fn hidden(page: &str, name: &str) -> String {
    let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
    field
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_else(|| panic!("no field {name} in {page}"))
        .to_owned()
}

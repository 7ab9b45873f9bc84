//! `/about`: what this is, how matching counts, and what the words of the trade mean.

use super::{failure::Failure, render, visitor::Visitor};
use actix_web::HttpResponse;
use askama::Template;

#[derive(Template)]
#[template(path = "about.html", config = "src/askama.toml")]
struct AboutPage {
    v: Visitor,
    words: Vec<(String, String)>,
}

/// `GET /about`.
pub(crate) async fn show(visitor: Visitor) -> Result<HttpResponse, Failure> {
    let word = |name: &str| {
        (visitor.t(&format!("about-word-{name}")), visitor.t(&format!("about-word-{name}-text")))
    };
    let words = ["base", "insurance", "probation", "dispatch"].map(word).to_vec();
    render::html(&AboutPage { words, v: visitor })
}

//! `/robots.txt` and the sitemap: what search engines may read, and where the vacancies are.

use super::failure::Failure;
use crate::app::{App, sitemap};
use actix_web::{HttpResponse, http::header::ContentType, web};
use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt::Write as _;

/// The most addresses that one part of a sitemap may have (<https://www.sitemaps.org/protocol.html>).
const PART: u64 = 50_000;
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// `GET /robots.txt`.
pub(crate) async fn robots(app: web::Data<App>) -> HttpResponse {
    let base = &app.policy().public_url;
    let closed =
        ["/me", "/sign-in", "/unsubscribe", "/v1"].map(|path| format!("Disallow: {path}\n")).concat();
    let text = format!("User-agent: *\n{closed}\nSitemap: {base}/sitemap.xml\n");
    HttpResponse::Ok().insert_header(ContentType::plaintext()).body(text)
}

/// `GET /sitemap.xml`: the parts.
pub(crate) async fn sitemap(app: web::Data<App>) -> Result<HttpResponse, Failure> {
    let base = &app.policy().public_url;
    let mut text =
        format!("{XML}<sitemapindex {NAMESPACE}>\n<sitemap><loc>{base}/sitemaps/pages.xml</loc></sitemap>\n");
    for (number, changed) in sitemap::parts(&app, PART).await? {
        let changed = time(changed);
        let _ = writeln!(
            text,
            "<sitemap><loc>{base}/sitemaps/vacancies-{number}.xml</loc><lastmod>{changed}</lastmod></sitemap>"
        );
    }
    text.push_str("</sitemapindex>\n");
    Ok(xml(text))
}

/// `GET /sitemaps/{part}`: one of the parts, `pages.xml` or `vacancies-1.xml` and so on.
pub(crate) async fn sitemap_part(
    app: web::Data<App>,
    part: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let base = &app.policy().public_url;
    let mut text = format!("{XML}<urlset {NAMESPACE}>\n");
    if *part == "pages.xml" {
        for page in ["/", "/search", "/about"] {
            let _ = writeln!(text, "<url><loc>{base}{page}</loc></url>");
        }
    } else {
        for (id, changed) in sitemap::part(&app, number(&part)?, PART).await? {
            let changed = time(changed);
            let _ = writeln!(text, "<url><loc>{base}/vacancies/{id}</loc><lastmod>{changed}</lastmod></url>");
        }
    }
    text.push_str("</urlset>\n");
    Ok(xml(text))
}

/// The number in the name of a part, which has no other name.
fn number(part: &str) -> Result<u64, Failure> {
    let digits = part.strip_prefix("vacancies-").and_then(|rest| rest.strip_suffix(".xml"));
    let number = digits.and_then(|digits| digits.parse::<u64>().ok());
    number.filter(|number| Some(number.to_string().as_str()) == digits).ok_or(Failure::NotFound)
}

fn xml(text: String) -> HttpResponse {
    HttpResponse::Ok().content_type("application/xml; charset=utf-8").body(text)
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

//! `/robots.txt` and `/sitemap.xml`: what search engines may read, and where the vacancies are.

use super::failure::Failure;
use crate::{
    app::{App, search, search::SearchOptions},
    domain::search::{SearchCriteria, Sort},
};
use actix_web::{HttpResponse, http::header::ContentType, web};
use std::fmt::Write as _;

/// Results in one page of the walk.
const LIMIT: u32 = 100;
/// The newest vacancies named; older ones are found from the pages.
const MOST: usize = 2000;

/// `GET /robots.txt`.
pub(crate) async fn robots(app: web::Data<App>) -> HttpResponse {
    let base = &app.policy().public_url;
    let closed =
        ["/me", "/sign-in", "/unsubscribe", "/v1"].map(|path| format!("Disallow: {path}\n")).concat();
    let text = format!("User-agent: *\n{closed}\nSitemap: {base}/sitemap.xml\n");
    HttpResponse::Ok().insert_header(ContentType::plaintext()).body(text)
}

/// `GET /sitemap.xml`.
pub(crate) async fn sitemap(app: web::Data<App>) -> Result<HttpResponse, Failure> {
    let base = &app.policy().public_url;
    let mut urls = format!("<url><loc>{base}/</loc></url>\n<url><loc>{base}/search</loc></url>\n");
    let (mut cursor, mut named) = (None, 0);
    while named < MOST {
        let options = SearchOptions { sort: Sort::Newest, limit: LIMIT, cursor, ..SearchOptions::default() };
        let page = search::search_vacancies(&app, &SearchCriteria::default(), options).await?;
        for item in &page.items {
            let changed = item.vacancy.updated_at.format("%Y-%m-%d");
            let _ = writeln!(
                urls,
                "<url><loc>{base}/vacancies/{}</loc><lastmod>{changed}</lastmod></url>",
                item.vacancy.id
            );
        }
        named += page.items.len();
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    );
    Ok(HttpResponse::Ok().content_type("application/xml; charset=utf-8").body(text))
}

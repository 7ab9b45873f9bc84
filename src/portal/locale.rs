//! Which language a page is in: what was chosen by a click, else what the browser asks for, else Chinese.

use crate::domain::language::Language;
use actix_web::{
    HttpRequest, HttpResponse,
    body::{EitherBody, MessageBody},
    cookie::{Cookie, SameSite, time::Duration},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{ACCEPT_LANGUAGE, LOCATION},
    middleware::Next,
};

const COOKIE: &str = "lang";
const PARAMETER: &str = "lang";

/// The language for the request.
pub(crate) fn of(request: &HttpRequest) -> Language {
    if let Some(chosen) = request.cookie(COOKIE).and_then(|cookie| parse(cookie.value())) {
        return chosen;
    }
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::negotiate(header.unwrap_or_default())
}

/// Where a click on the other language leads: the same page with `lang` added.
pub(crate) fn switch_href(path: &str, query: &str, to: Language) -> String {
    let mut pairs = pairs_without_language(query);
    pairs.push((PARAMETER.to_owned(), to.tag().to_owned()));
    local(path, &pairs)
}

/// Middleware: remembers a chosen language and leads back to the same page without the parameter.
pub(crate) async fn remember<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let Some(chosen) = chosen(&request) else {
        return next.call(request).await.map(ServiceResponse::map_into_left_body);
    };
    let back = local(request.path(), &pairs_without_language(request.query_string()));
    let cookie = Cookie::build(COOKIE, chosen.tag())
        .path("/")
        .same_site(SameSite::Lax)
        .secure(request.app_data::<super::PortalOptions>().is_some_and(|options| options.secure_cookies))
        .http_only(true)
        .max_age(Duration::days(365))
        .finish();
    let answer = HttpResponse::SeeOther().insert_header((LOCATION, back)).cookie(cookie).finish();
    Ok(request.into_response(answer).map_into_right_body())
}

fn chosen(request: &ServiceRequest) -> Option<Language> {
    // Only where it is a click: a form that is sent with the parameter is not turned into a redirect.
    if request.method() != actix_web::http::Method::GET {
        return None;
    }
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(request.query_string()).ok()?;
    pairs.iter().find(|(name, _)| name == PARAMETER).and_then(|(_, value)| parse(value))
}

fn parse(text: &str) -> Option<Language> {
    match text {
        "zh" | "zh-CN" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => None,
    }
}

fn pairs_without_language(query: &str) -> Vec<(String, String)> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    pairs.into_iter().filter(|(name, _)| name != PARAMETER).collect()
}

/// An address on this site. A path that begins with two slashes would name another host: it keeps one.
fn local(path: &str, pairs: &[(String, String)]) -> String {
    let path = format!("/{}", path.trim_start_matches(['/', '\\']));
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_click_wins_over_the_browser() {
        let english = TestRequest::default().insert_header((ACCEPT_LANGUAGE, "en-GB,en;q=0.8"));
        assert_eq!(of(&english.to_http_request()), Language::English);
        let clicked = TestRequest::default()
            .insert_header((ACCEPT_LANGUAGE, "en-GB"))
            .cookie(Cookie::new(COOKIE, "zh-CN"));
        assert_eq!(of(&clicked.to_http_request()), Language::Chinese);
        assert_eq!(of(&TestRequest::default().to_http_request()), Language::Chinese);
    }

    #[test]
    fn the_way_back_stays_on_this_site_and_keeps_the_search() {
        assert_eq!(local("//evil.example/x", &[]), "/evil.example/x");
        assert_eq!(local("/\\evil.example", &[]), "/evil.example");
        let href = switch_href("/search", "q=%E6%95%B0%E6%8E%A7&lang=zh&shift=day", Language::English);
        assert_eq!(href, "/search?q=%E6%95%B0%E6%8E%A7&shift=day&lang=en");
    }
}

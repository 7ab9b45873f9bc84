//! Style sheet and icon: embedded, named by a hash of their content, and therefore kept by browsers for a year.

use super::failure::Failure;
use actix_web::{
    HttpResponse,
    http::header::{CacheControl, CacheDirective, ContentType},
    web,
};
use rust_embed::RustEmbed;
use std::{collections::BTreeMap, fmt::Write as _, sync::LazyLock};

#[derive(RustEmbed)]
#[folder = "src/portal/assets/"]
struct Files;

/// A file with the type it is served as.
struct Asset {
    bytes: Vec<u8>,
    mime: String,
}

/// All files by the name they are served under.
static BY_HASHED_NAME: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    let file = |name: &str| {
        let file = Files::get(name)?;
        let mime = file.metadata.mimetype().to_owned();
        Some((hashed(name, &file.metadata.sha256_hash()), Asset { bytes: file.data.into_owned(), mime }))
    };
    Files::iter().filter_map(|name| file(&name)).collect()
});

/// The address of a file by its plain name.
pub(crate) fn href(name: &str) -> String {
    let (stem, kind) = name.rsplit_once('.').unwrap_or((name, ""));
    let named = BY_HASHED_NAME.keys().find(|hashed| {
        hashed.strip_prefix(stem).is_some_and(|rest| rest.starts_with('.') && rest.ends_with(kind))
    });
    format!("/assets/{}", named.map_or(name, String::as_str))
}

/// `portal.css` with a hash: `portal.1f2e3d4c5b6a.css`.
fn hashed(name: &str, hash: &[u8]) -> String {
    let mut short = String::new();
    for byte in hash.iter().take(6) {
        let _ = write!(short, "{byte:02x}");
    }
    match name.rsplit_once('.') {
        Some((stem, kind)) => format!("{stem}.{short}.{kind}"),
        None => format!("{name}.{short}"),
    }
}

/// `GET /assets/{file}`.
pub(crate) async fn serve(file: web::Path<String>) -> Result<HttpResponse, Failure> {
    let asset = BY_HASHED_NAME.get(file.as_str()).ok_or(Failure::NotFound)?;
    let kept = [
        CacheDirective::Public,
        CacheDirective::MaxAge(31_536_000),
        CacheDirective::Extension("immutable".into(), None),
    ];
    let mime = asset.mime.parse().map(ContentType).unwrap_or_else(|_| ContentType::octet_stream());
    Ok(HttpResponse::Ok()
        .insert_header(CacheControl(kept.to_vec()))
        .insert_header(mime)
        .body(asset.bytes.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_the_hash_of_the_content_and_leads_to_the_file() {
        let css = href("portal.css");
        assert!(css.starts_with("/assets/portal.") && css.ends_with(".css") && css.len() > 25, "{css}");
        let asset = &BY_HASHED_NAME[css.trim_start_matches("/assets/")];
        assert_eq!(asset.mime, "text/css");
        assert!(!asset.bytes.is_empty());
        assert!(BY_HASHED_NAME.keys().all(|name| name != "portal.css"));
    }

    #[test]
    fn the_style_sheet_loads_nothing_from_elsewhere() {
        for file in Files::iter() {
            let text = String::from_utf8(Files::get(&file).unwrap().data.into_owned()).unwrap();
            let text = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!text.contains("http") && !text.contains("@import") && !text.contains("url("), "{file}");
        }
    }
}

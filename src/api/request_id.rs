//! `X-Request-Id`: taken over where it is harmless, made otherwise, answered and logged.

use crate::app::App;
use actix_web::{HttpMessage, HttpRequest, web::Data};
use tracing_actix_web::RequestId;

/// The header.
pub const HEADER: &str = "x-request-id";
/// The longest that is taken over.
const LONGEST: usize = 64;

/// The request's id: the caller's, the one the logs already use, or a new one.
pub fn of(request: &HttpRequest) -> String {
    let given =
        request.headers().get(HEADER).and_then(|value| value.to_str().ok()).filter(|id| is_harmless(id));
    match given {
        Some(id) => id.to_owned(),
        None => logged(request).or_else(|| fresh(request)).unwrap_or_default(),
    }
}

fn logged(request: &HttpRequest) -> Option<String> {
    request.extensions().get::<RequestId>().map(ToString::to_string)
}

fn fresh(request: &HttpRequest) -> Option<String> {
    let app = request.app_data::<Data<App>>()?;
    let mut bytes = [0u8; 16];
    app.entropy().fill(&mut bytes);
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether an id can go into headers and logs as it is.
fn is_harmless(id: &str) -> bool {
    (1..=LONGEST).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_with_anything_odd_in_it_is_not_taken_over() {
        assert!(is_harmless("01j-Ab_9.z"));
        for bad in ["", "a b", "a\"", "é", &"a".repeat(65)] {
            assert!(!is_harmless(bad), "{bad}");
        }
    }
}

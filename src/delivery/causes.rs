//! Looking for a known cause below an error, by its type: an error text is no interface.

use std::error::Error;

/// The error and everything below it. An `io::Error` hides what it wraps from `source`, so it is opened.
pub(super) fn causes<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let below = |error: &&'a (dyn Error + 'static)| -> Option<&'a (dyn Error + 'static)> {
        let error: &'a (dyn Error + 'static) = *error;
        match error.downcast_ref::<std::io::Error>() {
            Some(io) => io.get_ref().map(|inner| inner as &(dyn Error + 'static)),
            None => error.source(),
        }
    };
    std::iter::successors(Some(error), below)
}

/// Whether a certificate or a TLS handshake is what failed.
pub(super) fn is_tls(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(|cause| cause.is::<rustls::Error>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_found_inside_an_io_error() {
        let inner = std::io::Error::other(rustls::Error::DecryptError);
        assert!(is_tls(&std::io::Error::other(inner)));
        assert!(!is_tls(&std::io::Error::other("tls, says the text")));
    }
}

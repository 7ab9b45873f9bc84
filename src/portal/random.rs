//! Random texts for tokens and cookies.

use crate::domain::entropy::Entropy;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// 256 random bits as text.
pub(crate) fn token(entropy: &dyn Entropy) -> String {
    let mut bytes = [0u8; 32];
    entropy.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

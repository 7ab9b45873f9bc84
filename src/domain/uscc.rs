//! 统一社会信用代码 (GB 32100-2015).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A code whose check character is right.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc(String);

/// A text that is no such code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a unified social credit code")]
pub struct NotAUscc;

/// The 31 characters of the code, by value: no I, O, S, V, Z.
const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weights of the first 17 places: powers of 3 modulo 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

impl Uscc {
    /// Reads a code of 18 characters, in either case, and checks it.
    pub fn parse(text: &str) -> Result<Self, NotAUscc> {
        let text = text.trim().to_ascii_uppercase();
        if text.len() != 18 {
            return Err(NotAUscc);
        }
        let (body, check) = text.split_at(17);
        let expected = check_character(body).ok_or(NotAUscc)?;
        if check.starts_with(expected) { Ok(Self(text)) } else { Err(NotAUscc) }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The 18th character for the first 17, if all of them are allowed.
pub fn check_character(body: &str) -> Option<char> {
    let mut sum = 0;
    for (byte, weight) in body.bytes().zip(WEIGHTS) {
        sum += weight * CHARACTERS.iter().position(|character| *character == byte)?;
    }
    let value = (31 - sum % 31) % 31;
    CHARACTERS.get(value).map(|byte| *byte as char)
}

impl TryFrom<String> for Uscc {
    type Error = NotAUscc;
    fn try_from(text: String) -> Result<Self, NotAUscc> {
        Self::parse(&text)
    }
}

impl From<Uscc> for String {
    fn from(code: Uscc) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_character_decides() {
        // The standard's own example.
        assert!(Uscc::parse("91350100M000100Y43").is_ok());
        assert!(Uscc::parse("91350100m000100y43").is_ok());
        assert!(Uscc::parse("91350100M000100Y44").is_err());
        assert!(Uscc::parse("91350100M000100I43").is_err());
        assert!(Uscc::parse("企业").is_err());
    }
}

//! 公民身份号码 (GB 11643-1999): eighteen characters with a birth date and a check character.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An identity number whose date and check character are right. Encrypted at rest, never in a log.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IdentityNumber(String);

/// A text that is no identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityFault {
    /// Wrong length, wrong characters, an impossible date or a wrong check character.
    #[error("not an identity number")]
    Invalid,
    /// A spreadsheet turned it into a rounded number (5.22E+17): the digits are lost and are never guessed.
    #[error("rounded by a spreadsheet")]
    Rounded,
}

/// Weights of the first 17 digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character by the weighted sum modulo 11.
const CHECKS: &[u8; 11] = b"10X98765432";

impl IdentityNumber {
    /// Reads a number; a lower-case x is accepted, spaces around it too, nothing is ever repaired.
    pub fn parse(text: &str) -> Result<Self, IdentityFault> {
        let text = text.trim().to_ascii_uppercase();
        if text.contains("E+") || text.contains('.') {
            return Err(IdentityFault::Rounded);
        }
        if text.len() != 18 || !text.bytes().take(17).all(|byte| byte.is_ascii_digit()) {
            return Err(IdentityFault::Invalid);
        }
        let expected = check_character(&text[..17]).ok_or(IdentityFault::Invalid)?;
        if !text.ends_with(expected) || date_of(&text).is_none() {
            return Err(IdentityFault::Invalid);
        }
        Ok(Self(text))
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date of birth it carries.
    pub fn birth_date(&self) -> NaiveDate {
        date_of(&self.0).unwrap_or_default()
    }

    /// Whether the seventeenth digit is odd, which stands for male.
    pub fn is_male(&self) -> bool {
        self.0.as_bytes()[16] % 2 == 1
    }

    /// For screens: `5224**********0006`.
    pub fn masked(&self) -> String {
        format!("{}**********{}", &self.0[..4], &self.0[14..])
    }
}

/// The eighteenth character for the first seventeen digits.
pub fn check_character(body: &str) -> Option<char> {
    let mut sum = 0;
    for (character, weight) in body.chars().zip(WEIGHTS) {
        sum += character.to_digit(10)? * weight;
    }
    CHECKS.get((sum % 11) as usize).map(|byte| *byte as char)
}

fn date_of(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.get(6..14)?, "%Y%m%d").ok()
}

impl TryFrom<String> for IdentityNumber {
    type Error = IdentityFault;
    fn try_from(text: String) -> Result<Self, IdentityFault> {
        Self::parse(&text)
    }
}

impl From<IdentityNumber> for String {
    fn from(number: IdentityNumber) -> Self {
        number.0
    }
}

impl std::fmt::Debug for IdentityNumber {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synthetic_numbers_with_right_checks_are_read() {
        let number = IdentityNumber::parse("45103120070521999x").unwrap();
        assert_eq!(number.birth_date().to_string(), "2007-05-21");
        assert!(number.is_male());
        assert_eq!(IdentityNumber::parse("522427200811090006").unwrap().masked(), "5224**********0006");
    }

    #[test]
    fn wrong_and_rounded_numbers_are_refused() {
        assert_eq!(IdentityNumber::parse("451031200705219990"), Err(IdentityFault::Invalid));
        assert_eq!(IdentityNumber::parse("5.22E+17"), Err(IdentityFault::Rounded));
        assert_eq!(IdentityNumber::parse("5.22427200811090e17"), Err(IdentityFault::Rounded));
        assert_eq!(IdentityNumber::parse(""), Err(IdentityFault::Invalid));
        assert_eq!(IdentityNumber::parse("４５１０３１２００７０５２１９９９X"), Err(IdentityFault::Invalid));
    }
}

//! Codes of administrative divisions (GB/T 2260): two digits a province, four a prefecture, six a county.

use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;

/// A code of two, four or six digits. That it exists is the vocabulary's to say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
pub struct RegionCode(String);

/// A text that has not the form of a region code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a region code of two, four or six digits")]
pub struct NotARegionCode;

/// Prefectures without counties: 东莞, 中山, 儋州. They go by the code of six digits, as if each were its only county.
const UNDIVIDED: [&str; 3] = ["4419", "4420", "4604"];

impl RegionCode {
    /// Reads a code; `440000` and `440300` are read as the province and prefecture they stand for, and `4419` as
    /// `441900`, which has no counties.
    pub fn parse(text: &str) -> Result<Self, NotARegionCode> {
        let text = text.trim();
        if !matches!(text.len(), 2 | 4 | 6) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotARegionCode);
        }
        let mut code = text;
        while code.len() > 2 && code.ends_with("00") {
            code = &code[..code.len() - 2];
        }
        Ok(Self(if UNDIVIDED.contains(&code) { format!("{code}00") } else { code.to_owned() }))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The province's two digits.
    pub fn province(&self) -> &str {
        &self.0[..2]
    }

    /// The prefecture's four digits, if the code is that fine.
    pub fn prefecture(&self) -> Option<&str> {
        self.0.get(..4)
    }

    /// Whether the other lies in this one, or is the same.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The codes of this and all it lies in, the widest first.
    pub fn levels(&self) -> impl Iterator<Item = &str> {
        (2..=self.0.len()).step_by(2).map(|end| &self.0[..end])
    }
}

impl TryFrom<String> for RegionCode {
    type Error = NotARegionCode;
    fn try_from(text: String) -> Result<Self, NotARegionCode> {
        Self::parse(&text)
    }
}

impl From<RegionCode> for String {
    fn from(code: RegionCode) -> Self {
        code.0
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padded_codes_are_their_level_and_containment_goes_by_prefix() {
        let guangdong = RegionCode::parse("440000").unwrap();
        let baoan = RegionCode::parse("440306").unwrap();
        assert_eq!(guangdong.as_str(), "44");
        assert!(guangdong.contains(&baoan) && !baoan.contains(&guangdong));
        assert_eq!(baoan.levels().collect::<Vec<_>>(), ["44", "4403", "440306"]);
        let dongguan = RegionCode::parse("4419").unwrap();
        assert_eq!((dongguan.as_str(), dongguan.prefecture()), ("441900", Some("4419")));
        assert_eq!(RegionCode::parse("441900"), Ok(dongguan));
        assert!(RegionCode::parse("44O3").is_err() && RegionCode::parse("44030").is_err());
    }
}

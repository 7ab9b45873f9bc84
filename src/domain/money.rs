//! Money as whole fen: no sum of it is ever rounded by a float.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// An amount in fen, a hundredth of a yuan. In JSON it is a number in yuan with at most two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fen(pub i64);

impl Fen {
    /// Whole yuan.
    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan * 100)
    }

    /// Yuan with decimals, if they are at most two and the amount is sane (under ten billion).
    pub fn from_yuan(yuan: f64) -> Option<Self> {
        let fen = yuan * 100.0;
        let rounded = fen.round();
        ((fen - rounded).abs() < 1e-4 && rounded.abs() < 1e12).then_some(Self(rounded as i64))
    }

    /// The amount in yuan, for scores and charts, never for sums.
    pub fn as_yuan(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl fmt::Display for Fen {
    /// `4,200` or `22.50`: yuan with separators, decimals only where there are any.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (yuan, fen) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        if self.0 < 0 {
            write!(out, "-")?;
        }
        let digits = yuan.to_string();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place) % 3 == 0 {
                write!(out, ",")?;
            }
            write!(out, "{digit}")?;
        }
        if fen == 0 { Ok(()) } else { write!(out, ".{fen:02}") }
    }
}

impl Serialize for Fen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            serializer.serialize_i64(self.0 / 100)
        } else {
            serializer.serialize_f64(self.as_yuan())
        }
    }
}

impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let yuan = f64::deserialize(deserializer)?;
        Self::from_yuan(yuan).ok_or_else(|| D::Error::custom("expected yuan with at most two decimals"))
    }
}

impl utoipa::PartialSchema for Fen {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::Number)
            .description(Some("yuan, at most two decimals"))
            .into()
    }
}

impl utoipa::ToSchema for Fen {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_read_and_print_without_loss() {
        assert_eq!(serde_json::from_str::<Fen>("4200").unwrap(), Fen(420_000));
        assert_eq!(serde_json::from_str::<Fen>("22.55").unwrap(), Fen(2255));
        assert!(serde_json::from_str::<Fen>("22.555").is_err());
        assert!(serde_json::from_str::<Fen>("1e300").is_err());
        assert_eq!(serde_json::to_string(&Fen(2255)).unwrap(), "22.55");
        assert_eq!(Fen(123_456_700).to_string(), "1,234,567");
        assert_eq!(Fen(2250).to_string(), "22.50");
    }
}

//! The two languages of the service, and texts that exist in both.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A language in which people are answered. Codes never change with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
pub enum Language {
    /// Simplified Chinese, the default.
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The best of the two for an `Accept-Language` header: the first tag we speak wins, weights decide.
    pub fn negotiate(header: &str) -> Self {
        let weighted = header.split(',').filter_map(|part| {
            let mut fields = part.trim().split(';');
            let tag = fields.next()?.trim().to_ascii_lowercase();
            let weight = fields
                .find_map(|field| field.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()))
                .unwrap_or(1.0);
            let language = if tag == "en" || tag.starts_with("en-") {
                Self::English
            } else if tag == "zh" || tag.starts_with("zh-") || tag == "*" {
                Self::Chinese
            } else {
                return None;
            };
            (weight > 0.0).then_some((weight, language))
        });
        let mut best = (0.0, Self::Chinese);
        for (weight, language) in weighted {
            if weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// A text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in the given language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_decide_and_chinese_is_the_default() {
        assert_eq!(Language::negotiate("en-US,en;q=0.9,zh;q=0.5"), Language::English);
        assert_eq!(Language::negotiate("en;q=0.3,zh-CN;q=0.8"), Language::Chinese);
        assert_eq!(Language::negotiate("fr"), Language::Chinese);
        assert_eq!(Language::negotiate(""), Language::Chinese);
        assert_eq!(Language::negotiate("en;q=0"), Language::Chinese);
    }
}

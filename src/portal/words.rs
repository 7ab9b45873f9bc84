//! The words of the pages, in both languages, from `locales/`.

use crate::domain::language::Language;
use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, langid};
use std::{borrow::Cow, collections::HashMap, fmt::Display};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./src/portal/locales",
        fallback_language: "zh-CN",
        // Isolating marks would stand around every number and name that is filled in, and show up when copied.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static CHINESE: LanguageIdentifier = langid!("zh-CN");
static ENGLISH: LanguageIdentifier = langid!("en");

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// The words for the key.
    pub(crate) fn t(self, key: &str) -> String {
        self.find(key, &[])
    }

    /// The words for a key that may not be there.
    pub(crate) fn try_t(self, key: &str) -> Option<String> {
        LOCALES.try_lookup(self.language(), key)
    }

    fn language(self) -> &'static LanguageIdentifier {
        match self.0 {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        }
    }

    /// The words for the key with values filled in. Values are put in as they are shown: Fluent does not format them.
    pub(crate) fn with(self, key: &str, values: &[(&'static str, &dyn Display)]) -> String {
        let values: Vec<_> =
            values.iter().map(|(name, value)| (*name, FluentValue::from(value.to_string()))).collect();
        self.find(key, &values)
    }

    /// The words for the key with a `count`, which chooses between one and many.
    pub(crate) fn count(self, key: &str, count: u64) -> String {
        self.find(key, &[("count", FluentValue::from(count))])
    }

    fn find(self, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue<'_>> =
            values.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        // A missing key cannot pass the tests; should it, its name is better than a broken page.
        LOCALES.try_lookup_with_args(self.language(), key, &values).unwrap_or_else(|| {
            tracing::error!(key, "a text of the portal is missing");
            key.to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    fn keys(tag: &str) -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/portal/locales").join(tag);
        let mut keys = BTreeSet::new();
        for file in fs::read_dir(folder).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            for line in text.lines().filter(|line| !line.starts_with(['#', ' '])) {
                if let Some((key, _)) = line.split_once(" =") {
                    assert!(keys.insert(key.to_owned()), "{key} stands twice in {tag}");
                }
            }
        }
        keys
    }

    /// Every text between quotes that is handed to `t(`, `t1(`, `with(` or `count(` in the portal's sources.
    fn used() -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/portal");
        let mut found = BTreeSet::new();
        let mut folders = vec![root];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|kind| kind == "html" || kind == "rs") {
                    let text = fs::read_to_string(&path).unwrap();
                    for call in [".t(\"", ".t1(\"", ".with(\"", ".count(\""] {
                        found.extend(
                            text.split(call)
                                .skip(1)
                                .filter_map(|rest| rest.split('"').next())
                                .map(str::to_owned),
                        );
                    }
                }
            }
        }
        found
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let (chinese, english) = (keys("zh-CN"), keys("en"));
        assert!(chinese.len() > 100);
        assert_eq!(
            chinese.difference(&english).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "missing in English"
        );
        assert_eq!(
            english.difference(&chinese).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "missing in Chinese"
        );
    }

    #[test]
    fn every_key_in_use_exists() {
        let known = keys("zh-CN");
        let unknown: Vec<_> = used().into_iter().filter(|key| !known.contains(key)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn one_and_many_differ_in_english_and_nothing_is_isolated() {
        assert_eq!(Words(Language::English).count("search-total", 1), "1 job");
        assert_eq!(Words(Language::English).count("search-total", 2), "2 jobs");
        assert_eq!(Words(Language::Chinese).with("chip-pay", &[("yuan", &"4,000")]), "月薪 4,000 以上");
    }
}

//! The tables of links and where each link is from.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::vocabulary::dictionary::{DictionaryError, EDITORIAL_MAJOR_OCCUPATIONS, File, MAJOR_OCCUPATIONS};
use crate::vocabulary::majors::Majors;
use crate::vocabulary::occupations::Occupations;

/// Where a link is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkSource {
    /// The ministry's table.
    Official,
    /// Our own table, written by hand.
    Editorial,
    /// The words of both.
    Derived,
}

/// One end of a link between a major and an occupation, with what is known about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// The code at the other end.
    pub code: String,
    /// How sure it is, above 0 and at most 1; an official link is 1.
    pub confidence: f32,
    /// Where it is from.
    pub source: LinkSource,
}

impl Link {
    pub(super) fn derived(code: String, confidence: f32) -> Link {
        Link { code, confidence, source: LinkSource::Derived }
    }
}

#[derive(Deserialize)]
struct Row {
    major: String,
    occupation: String,
    confidence: Option<f32>,
}

/// The official and the editorial links, from both ends.
pub(super) struct Links {
    of_major: HashMap<String, Vec<Link>>,
    of_occupation: HashMap<String, Vec<Link>>,
}

impl Links {
    pub(super) fn load(majors: &Majors, occupations: &Occupations) -> Result<Links, DictionaryError> {
        let mut links = Links { of_major: HashMap::new(), of_occupation: HashMap::new() };
        for (file, source) in
            [(MAJOR_OCCUPATIONS, LinkSource::Official), (EDITORIAL_MAJOR_OCCUPATIONS, LinkSource::Editorial)]
        {
            links.add(file, source, majors, occupations)?;
        }
        for links in links.of_major.values_mut().chain(links.of_occupation.values_mut()) {
            links.sort_by(|a, b| a.source.cmp(&b.source).then(b.confidence.total_cmp(&a.confidence)));
        }
        Ok(links)
    }

    fn add(
        &mut self,
        file: File,
        source: LinkSource,
        majors: &Majors,
        occupations: &Occupations,
    ) -> Result<(), DictionaryError> {
        for Row { major, occupation, confidence } in file.rows()? {
            let unknown = |code| DictionaryError::UnknownCode { file: file.name, code };
            if majors.by_code(&major).is_none() {
                return Err(unknown(major));
            }
            if occupations.by_code(&occupation).is_none() {
                return Err(unknown(occupation));
            }
            let confidence = confidence.unwrap_or(1.0);
            let link = |code: &str| Link { code: code.to_owned(), confidence, source };
            self.of_major.entry(major.clone()).or_default().push(link(&occupation));
            self.of_occupation.entry(occupation).or_default().push(link(&major));
        }
        Ok(())
    }

    pub(super) fn of_major(&self, code: &str) -> &[Link] {
        self.of_major.get(code).map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_occupation(&self, code: &str) -> &[Link] {
        self.of_occupation.get(code).map_or(&[], Vec::as_slice)
    }

    /// The link between a major and an occupation.
    pub(super) fn between(&self, major: &str, occupation: &str) -> Option<&Link> {
        self.of_major(major).iter().find(|link| link.code == occupation)
    }
}

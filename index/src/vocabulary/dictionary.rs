//! Reading the embedded dictionary files.

use std::fmt::Display;

use serde::de::DeserializeOwned;

/// A dictionary file that does not say what it should. It is built in, so this is a fault of the build.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// A row cannot be read.
    #[error("dictionary {file} cannot be read: {reason}")]
    Row {
        /// The file.
        file: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A row names a code that no dictionary has.
    #[error("dictionary {file} names the unknown code {code}")]
    UnknownCode {
        /// The file.
        file: &'static str,
        /// The code.
        code: String,
    },
    /// The table of traditional characters cannot be loaded.
    #[error("the table of traditional characters cannot be loaded: {0}")]
    Characters(String),
}

impl DictionaryError {
    fn row(file: &'static str, reason: impl Display) -> DictionaryError {
        DictionaryError::Row { file, reason: reason.to_string() }
    }
}

/// One embedded file.
#[derive(Clone, Copy)]
pub(crate) struct File {
    pub(crate) name: &'static str,
    pub(crate) content: &'static str,
}

macro_rules! file {
    ($constant:ident, $name:literal) => {
        pub(crate) const $constant: File =
            File { name: $name, content: include_str!(concat!("../../dictionaries/", $name)) };
    };
}

file!(REGIONS, "regions.csv");
file!(REGION_CHANGES, "region_changes.csv");
file!(REGION_CODES, "region_codes.csv");
file!(MAJORS, "majors.csv");
file!(OCCUPATIONS, "occupations.csv");
file!(OCCUPATION_TITLES, "occupation_titles.csv");
file!(MAJOR_OCCUPATIONS, "major_occupations.csv");
file!(EDITORIAL_MAJOR_OCCUPATIONS, "major_occupations_editorial.csv");
file!(CERTIFICATES, "certificates.csv");
file!(SKILLS, "skills.csv");
file!(SYNONYMS, "synonyms.csv");
file!(TITLE_FAMILIES, "title_families.csv");
file!(GENERAL_WORDS, "general_words.csv");
file!(FILLER_WORDS, "filler_words.csv");
file!(CONDITIONS, "conditions.csv");
file!(POLYPHONES, "polyphones.csv");

/// Every file, in the order in which they make up the version.
pub(crate) const ALL: [File; 16] = [
    REGIONS,
    REGION_CHANGES,
    REGION_CODES,
    MAJORS,
    OCCUPATIONS,
    OCCUPATION_TITLES,
    MAJOR_OCCUPATIONS,
    EDITORIAL_MAJOR_OCCUPATIONS,
    CERTIFICATES,
    SKILLS,
    SYNONYMS,
    TITLE_FAMILIES,
    GENERAL_WORDS,
    FILLER_WORDS,
    CONDITIONS,
    POLYPHONES,
];

impl File {
    /// Its rows, by the names of the header.
    pub(crate) fn rows<T: DeserializeOwned>(self) -> Result<Vec<T>, DictionaryError> {
        csv::Reader::from_reader(self.content.as_bytes())
            .into_deserialize()
            .map(|row| row.map_err(|reason| DictionaryError::row(self.name, reason)))
            .collect()
    }
}

/// The parts of a cell that holds several values between semicolons.
pub(crate) fn list(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A short stable hash of all files: two builds with the same dictionaries have the same version.
pub(crate) fn version() -> String {
    let mut hash = crate::text::StableHash::default();
    for file in ALL {
        hash.write(file.name.as_bytes());
        hash.write(file.content.as_bytes());
    }
    hash.hex()
}

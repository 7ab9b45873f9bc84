//! What a search answers.

use serde::{Deserialize, Serialize};

use crate::vacancies::query::FacetField;

/// The answer to one search.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct VacancyHits {
    /// Vacancies found, on all pages.
    pub total: u64,
    /// Their headcounts added up.
    pub positions: u64,
    /// This page.
    pub hits: Vec<VacancyHit>,
    /// The facets asked for, in that order.
    pub facets: Vec<FacetValues>,
    /// Give it as `after` for the next page; `None` at the end.
    pub next: Option<String>,
    /// How the text was read.
    pub understood: Understood,
}

/// One vacancy found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct VacancyHit {
    /// Its key.
    pub key: String,
    /// How well the text fits; comparable within one answer only.
    pub score: f32,
    /// The title, HTML-escaped, with what was found between `<mark>` and `</mark>`.
    pub title_highlight: String,
    /// Kilometres from the place given in `near`.
    pub distance_km: Option<f64>,
}

/// The counted values of one field, most frequent first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacetValues {
    /// The field.
    pub field: FacetField,
    /// At most 50 values.
    pub values: Vec<FacetCount>,
}

/// One value of a facet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCount {
    /// The value, such as a code.
    pub value: String,
    /// Vacancies found that have it.
    pub count: u64,
}

/// How the text of a search was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// The text after normalisation.
    pub text: String,
    /// The words that must be found.
    pub words: Vec<String>,
    /// The phrases that must be found.
    pub phrases: Vec<String>,
    /// The words that must not be found.
    pub excluded: Vec<String>,
    /// Words too general to insist on, such as 技术 beside 数控; they only help the order.
    pub dropped: Vec<String>,
    /// Synonyms and narrower words that were looked for as well.
    pub expanded: Vec<String>,
    /// Region codes the words name.
    pub regions: Vec<String>,
    /// Occupation codes the words name.
    pub occupations: Vec<String>,
    /// What was typed, where it found nothing and something near it was searched for.
    pub corrected_from: Option<String>,
    /// Whether some of the dropped words are there because nothing was found with all of them.
    pub relaxed: bool,
}

/// One completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What to search for.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// Its code, where it has one.
    pub code: Option<String>,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// The title of a vacancy there is.
    Title,
    /// An occupation.
    Occupation,
    /// A skill.
    Skill,
    /// A place.
    Place,
    /// An employer with vacancies.
    Employer,
}

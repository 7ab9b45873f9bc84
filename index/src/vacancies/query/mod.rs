//! What may be asked of the vacancies, and the plain words for it.

pub(super) mod conditions;
pub(super) mod error;

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use self::error::QueryError;

/// One value of a filter. Several values of one filter are alternatives; an excluded value is never wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The value, such as a code.
    pub value: String,
    /// True where it was written with a minus.
    pub excluded: bool,
}

impl Choice {
    /// A wanted value.
    pub fn of(value: impl Into<String>) -> Choice {
        Choice { value: value.into(), excluded: false }
    }

    /// An unwanted value.
    pub fn not(value: impl Into<String>) -> Choice {
        Choice { value: value.into(), excluded: true }
    }

    /// Reads `value` or `-value`.
    pub fn parse(text: &str) -> Choice {
        match text.strip_prefix('-') {
            Some(rest) if !rest.is_empty() => Choice::not(rest),
            _ => Choice::of(text),
        }
    }
}

/// A circle on the earth. Vacancies without coordinates are not in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Near {
    /// Longitude of the centre in degrees.
    pub lon: f64,
    /// Latitude of the centre in degrees.
    pub lat: f64,
    /// Radius in kilometres.
    pub radius_km: f64,
}

/// One search. The default finds everything, newest words first by relevance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VacancyQuery {
    /// Free text: words, `"phrases"`, `-unwanted`.
    pub text: String,
    /// Region codes of any level.
    pub regions: Vec<Choice>,
    /// Occupation codes of any level.
    pub occupations: Vec<Choice>,
    /// Major codes.
    pub majors: Vec<Choice>,
    /// Skills by name; synonyms of the dictionary count as the same.
    pub skills: Vec<Choice>,
    /// Certificates by name.
    pub certificates: Vec<Choice>,
    /// Employer keys.
    pub employers: Vec<Choice>,
    /// Kinds.
    pub kinds: Vec<Choice>,
    /// Shift systems.
    pub shifts: Vec<Choice>,
    /// Meals.
    pub meals: Vec<Choice>,
    /// Insurances.
    pub insurance: Vec<Choice>,
    /// Rest days.
    pub rest_days: Vec<Choice>,
    /// Programmes.
    pub programmes: Vec<Choice>,
    /// With (or without) a dormitory.
    pub dormitory: Option<bool>,
    /// With (or without) the housing fund.
    pub housing_fund: Option<bool>,
    /// Accepting (or not) workers of 16 and 17.
    pub accepts_minor: Option<bool>,
    /// Only within this circle; also the place distances are measured from.
    pub near: Option<Near>,
    /// The pay range must reach this, fen a month.
    pub pay_min: Option<i64>,
    /// The pay range must start at or below this, fen a month.
    pub pay_max: Option<i64>,
    /// Base pay at least this, fen a month; unknown base pay follows `include_unknown_pay`.
    pub base_min: Option<i64>,
    /// Keep vacancies whose pay is not known. With a pay filter, pay by the hour or the day counts as such.
    pub include_unknown_pay: bool,
    /// Published at or after this, microseconds since 1970 in UTC.
    pub published_after: Option<i64>,
    /// The order.
    pub sort: Sort,
    /// Hits on this page, at most 100.
    pub limit: usize,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Facets to count, at most 10.
    pub facets: Vec<FacetField>,
    /// Where the words find nothing, take words that are near, or fewer words.
    pub forgiving: bool,
    /// At most so many vacancies of one employer on a page as long as there are others; 0 is no limit. Only by
    /// relevance, and not where employers are chosen.
    pub per_employer: usize,
}

impl Default for VacancyQuery {
    fn default() -> VacancyQuery {
        VacancyQuery {
            text: String::new(),
            regions: Vec::new(),
            occupations: Vec::new(),
            majors: Vec::new(),
            skills: Vec::new(),
            certificates: Vec::new(),
            employers: Vec::new(),
            kinds: Vec::new(),
            shifts: Vec::new(),
            meals: Vec::new(),
            insurance: Vec::new(),
            rest_days: Vec::new(),
            programmes: Vec::new(),
            dormitory: None,
            housing_fund: None,
            accepts_minor: None,
            near: None,
            pay_min: None,
            pay_max: None,
            base_min: None,
            include_unknown_pay: true,
            published_after: None,
            sort: Sort::Relevance,
            limit: 20,
            after: None,
            facets: Vec::new(),
            forgiving: false,
            per_employer: 0,
        }
    }
}

/// The order of the hits; equal ones follow by key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Best text match first; without text, newest first.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Highest lower end of the pay first, unknown pay last.
    Pay,
    /// Nearest first; needs `near`.
    Distance,
}

impl Sort {
    /// Every order there is.
    pub const ALL: [Sort; 4] = [Sort::Relevance, Sort::Newest, Sort::Pay, Sort::Distance];

    /// Its word in requests.
    pub fn as_str(self) -> &'static str {
        match self {
            Sort::Relevance => "relevance",
            Sort::Newest => "newest",
            Sort::Pay => "pay",
            Sort::Distance => "distance",
        }
    }
}

impl FromStr for Sort {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Sort, QueryError> {
        Sort::ALL.into_iter().find(|sort| sort.as_str() == text).ok_or(QueryError::UnknownSort)
    }
}

/// A field whose values can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the filter of the same name")]
pub enum FacetField {
    Region,
    Occupation,
    Major,
    Skill,
    Certificate,
    Employer,
    Kind,
    Shift,
    Meals,
    Insurance,
    RestDays,
    Programme,
    Dormitory,
    HousingFund,
    AcceptsMinor,
}

impl FacetField {
    /// Every field there is.
    pub const ALL: [FacetField; 15] = [
        FacetField::Region,
        FacetField::Occupation,
        FacetField::Major,
        FacetField::Skill,
        FacetField::Certificate,
        FacetField::Employer,
        FacetField::Kind,
        FacetField::Shift,
        FacetField::Meals,
        FacetField::Insurance,
        FacetField::RestDays,
        FacetField::Programme,
        FacetField::Dormitory,
        FacetField::HousingFund,
        FacetField::AcceptsMinor,
    ];

    /// Its word in requests, and its field in the index.
    pub fn as_str(self) -> &'static str {
        match self {
            FacetField::Region => "region",
            FacetField::Occupation => "occupation",
            FacetField::Major => "major",
            FacetField::Skill => "skill",
            FacetField::Certificate => "certificate",
            FacetField::Employer => "employer",
            FacetField::Kind => "kind",
            FacetField::Shift => "shift",
            FacetField::Meals => "meals",
            FacetField::Insurance => "insurance",
            FacetField::RestDays => "rest_days",
            FacetField::Programme => "programme",
            FacetField::Dormitory => "dormitory",
            FacetField::HousingFund => "housing_fund",
            FacetField::AcceptsMinor => "accepts_minor",
        }
    }
}

impl FromStr for FacetField {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<FacetField, QueryError> {
        FacetField::ALL.into_iter().find(|field| field.as_str() == text).ok_or(QueryError::UnknownFacet)
    }
}

/// Which vacancies may suit a graduate. Wishes add to the score; kinds are a condition, and an empty list is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VacancyRecall {
    /// Skills held; a rare one weighs more than a common one.
    pub skills: Vec<String>,
    /// Certificates held.
    pub certificates: Vec<String>,
    /// Major codes with how well they fit (1 is best).
    pub majors: Vec<(String, f32)>,
    /// Occupation codes, any level, with how well they fit (1 is best).
    pub occupations: Vec<(String, f32)>,
    /// Region codes wanted, any level.
    pub regions: Vec<String>,
    /// Programmes the graduate is in.
    pub programmes: Vec<String>,
    /// Only these kinds.
    pub only_kinds: Vec<String>,
    /// Fill up with others, newest first, when the wishes find fewer than `limit`.
    pub fill: bool,
    /// How many at most.
    pub limit: usize,
}

impl Default for VacancyRecall {
    fn default() -> VacancyRecall {
        VacancyRecall {
            skills: Vec::new(),
            certificates: Vec::new(),
            majors: Vec::new(),
            occupations: Vec::new(),
            regions: Vec::new(),
            programmes: Vec::new(),
            only_kinds: Vec::new(),
            fill: false,
            limit: 1000,
        }
    }
}

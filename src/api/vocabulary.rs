//! `/v1/vocabulary/{dictionary}`: the dictionaries behind codes and terms, whole and versioned.

use super::{Answer, path::segment};
use crate::app::App;
use actix_web::{HttpRequest, HttpResponse, http::header, web::Data};
use jobbridge_index::vocabulary::{Certificate, Major, Skill};
use jobbridge_index::{Link, LinkSource, Vocabulary};
use serde::Serialize;
use std::str::FromStr;
use utoipa::ToSchema;

/// A dictionary.
#[derive(Debug, Serialize, ToSchema)]
pub struct DictionaryView {
    /// Changes whenever any dictionary does.
    version: String,
    items: Vec<EntryView>,
}

/// One entry.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct EntryView {
    /// Its code; for a skill its term.
    code: String,
    name: String,
    /// The catalogue of a major.
    #[serde(skip_serializing_if = "Option::is_none")]
    catalogue: Option<String>,
    /// Other names that are understood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    /// The skill that a skill is a kind of.
    #[serde(skip_serializing_if = "Option::is_none")]
    broader: Option<String>,
    /// What a skill is: `skill`, `tool`, `software`, `language`, `programming`, `knowledge` or `attitude`; what a
    /// certificate is: `special_operation`, `special_equipment`, `construction`, `health`, `driving`,
    /// `qualification`, `skill_level` or `vocational`.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    /// Codes of the majors that teach a skill.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    majors: Vec<String>,
    /// Where a skill comes from: `curated`, or `course` for one taken from the name of a course.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// The age below which a certificate is not issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum_age: Option<u8>,
    /// Months a certificate is valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_months: Option<u16>,
    /// Months between the reviews of a certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    review_months: Option<u16>,
    /// The levels of a certificate: `5-1` (五级 lowest to 一级) or `1x` (初级, 中级, 高级).
    #[serde(skip_serializing_if = "Option::is_none")]
    levels: Option<String>,
    /// The occupations a major leads to, the surest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    occupations: Vec<LinkView>,
    /// Degrees east, of a region's seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    /// Degrees north, of a region's seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
}

/// An occupation that a major leads to.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkView {
    /// The occupation's code.
    code: String,
    name: String,
    /// How sure the link is, above 0 and at most 1.
    confidence: f64,
    /// `official`: the ministry's table; `editorial`: our own; `derived`: from the words of both.
    source: &'static str,
}

#[derive(Debug, Clone, Copy)]
enum Dictionary {
    Regions,
    Majors,
    Occupations,
    Skills,
    Certificates,
}

impl FromStr for Dictionary {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "regions" => Self::Regions,
            "majors" => Self::Majors,
            "occupations" => Self::Occupations,
            "skills" => Self::Skills,
            "certificates" => Self::Certificates,
            _ => return Err(()),
        })
    }
}

/// Reads a dictionary: `regions`, `majors`, `occupations`, `skills` or `certificates`.
#[utoipa::path(get, path = "/v1/vocabulary/{dictionary}", tag = "vocabulary",
    responses((status = 200, description = "All of it", body = DictionaryView)))]
pub async fn read(app: Data<App>, request: HttpRequest) -> Answer {
    let which: Dictionary = segment(&request, "dictionary")?;
    let words = app.vocabulary();
    let tag = format!("\"{}\"", words.version());
    let known = request.headers().get(header::IF_NONE_MATCH).is_some_and(|value| value == tag.as_str());
    if known {
        return Ok(HttpResponse::NotModified().insert_header((header::ETAG, tag)).finish());
    }
    let view = DictionaryView { version: words.version().to_owned(), items: entries(words, which) };
    Ok(HttpResponse::Ok().insert_header((header::ETAG, tag)).json(view))
}

fn entries(words: &Vocabulary, which: Dictionary) -> Vec<EntryView> {
    match which {
        Dictionary::Regions => words.regions().iter().map(region).collect(),
        Dictionary::Majors => words.majors().iter().map(|one| major(words, one)).collect(),
        Dictionary::Occupations => {
            words.occupations().iter().map(|one| entry(&one.code, &one.name, &one.aliases)).collect()
        }
        Dictionary::Skills => words.skills().iter().map(skill).collect(),
        Dictionary::Certificates => words.certificates().iter().map(certificate).collect(),
    }
}

fn skill(one: &Skill) -> EntryView {
    let aliases: Vec<String> =
        one.aliases.iter().chain(&one.alone).filter(|alias| **alias != one.name).cloned().collect();
    EntryView {
        broader: one.broader.clone(),
        kind: Some(one.kind.as_str().to_owned()),
        majors: one.majors.clone(),
        source: Some(one.source.as_str().to_owned()),
        ..entry(&one.name, &one.name, &aliases)
    }
}

fn certificate(one: &Certificate) -> EntryView {
    EntryView {
        kind: Some(one.kind.clone()),
        minimum_age: one.minimum_age,
        valid_months: one.valid_months,
        review_months: one.review_months,
        levels: Some(one.levels.clone()).filter(|levels| !levels.is_empty()),
        ..entry(&one.code, &one.name, &one.aliases)
    }
}

fn major(words: &Vocabulary, one: &Major) -> EntryView {
    let links = words.occupations_of(&one.code).into_iter();
    EntryView {
        catalogue: Some(one.catalogue.clone()),
        occupations: links.filter_map(|one| link(words, one)).collect(),
        ..entry(&one.code, &one.name, &[])
    }
}

fn link(words: &Vocabulary, link: Link) -> Option<LinkView> {
    let source = match link.source {
        LinkSource::Official => "official",
        LinkSource::Editorial => "editorial",
        LinkSource::Derived => "derived",
    };
    let name = words.occupations().by_code(&link.code)?.name.clone();
    let confidence = (f64::from(link.confidence) * 100.0).round() / 100.0;
    Some(LinkView { code: link.code, name, confidence, source })
}

fn region(one: &jobbridge_index::vocabulary::Region) -> EntryView {
    EntryView { lon: one.lon, lat: one.lat, ..entry(&one.code, &one.name, &one.aliases) }
}

fn entry(code: &str, name: &str, aliases: &[String]) -> EntryView {
    EntryView {
        code: code.to_owned(),
        name: name.to_owned(),
        aliases: aliases.to_vec(),
        ..EntryView::default()
    }
}

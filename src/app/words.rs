//! From words to codes: the vocabulary's readings as domain values, or as faults that say what could be meant.

use super::region_codes;
use crate::domain::{
    major::{CURRENT_CATALOGUE, Major},
    refusal::{Candidate, Code, FieldError},
    region::RegionCode,
    vacancy::{Occupation, Source, Workplace},
};
use jobbridge_index::{OccupationQuery, PlaceReading, RankingMethod, Vocabulary};

/// A region from a code or from words.
///
/// # Errors
/// `UNKNOWN_REGION`, `PLACE_NOT_UNDERSTOOD`, or `PLACE_AMBIGUOUS` with the candidates.
pub fn region(words: &Vocabulary, text: &str, pointer: &str) -> Result<RegionCode, FieldError> {
    let text = text.trim();
    if is_code(text) {
        return region_code(words, text, pointer);
    }
    place(words, text, pointer).map(|(code, _)| code)
}

/// Digits alone are meant as a code.
fn is_code(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A region from a code that must exist.
///
/// # Errors
/// `UNKNOWN_REGION`, with what the code became if it is one of the past.
pub fn region_code(words: &Vocabulary, code: &str, pointer: &str) -> Result<RegionCode, FieldError> {
    let parsed = RegionCode::parse(code).map_err(|_| FieldError::new(pointer, Code::UnknownRegion))?;
    let known = words.regions().by_code(parsed.as_str());
    known.ok_or_else(|| region_codes::not_of_today(words, code, pointer))?;
    Ok(parsed)
}

/// A place from words: the region and what follows it.
///
/// # Errors
/// `PLACE_NOT_UNDERSTOOD`, `UNKNOWN_REGION` for a code, or `PLACE_AMBIGUOUS` with the candidates.
pub fn place(words: &Vocabulary, text: &str, pointer: &str) -> Result<(RegionCode, String), FieldError> {
    let not_understood = || FieldError::new(pointer, Code::PlaceNotUnderstood);
    match words.regions().resolve(text) {
        PlaceReading::Resolved { code, rest } => {
            Ok((RegionCode::parse(&code).map_err(|_| not_understood())?, rest))
        }
        PlaceReading::Ambiguous { candidates } => {
            let labelled =
                candidates.into_iter().map(|code| Candidate { label: region_name(words, &code), code });
            Err(FieldError::new(pointer, Code::PlaceAmbiguous).with_candidates(labelled.collect()))
        }
        PlaceReading::Unknown if is_code(text) => Err(region_codes::not_of_today(words, text, pointer)),
        PlaceReading::Unknown => Err(not_understood()),
    }
}

/// A workplace from what an employer gave: a code decides, words are read.
///
/// # Errors
/// As [`region_code`] and [`place`]; `REQUIRED` where neither is given.
pub fn workplace(
    words: &Vocabulary,
    text: Option<&str>,
    code: Option<&str>,
) -> Result<Workplace, FieldError> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    let (region, detail) = match (code, text) {
        (Some(code), text) => {
            let region = region_code(words, code, "/workplace/region")?;
            // The words may repeat the region; what follows it is the detail.
            let detail = text.map(|text| match place(words, text, "/workplace/text") {
                Ok((read, rest)) if region.contains(&read) || read.contains(&region) => rest,
                _ => text.to_owned(),
            });
            (region, detail)
        }
        (None, Some(text)) => {
            place(words, text, "/workplace/text").map(|(region, rest)| (region, Some(rest)))?
        }
        (None, None) => return Err(FieldError::new("/workplace/text", Code::Required)),
    };
    let (lon, lat) =
        words.regions().by_code(region.as_str()).map_or((None, None), |found| (found.lon, found.lat));
    let region_name = region_name(words, region.as_str());
    let text = text.map_or_else(|| region_name.clone(), str::to_owned);
    Ok(Workplace { text, region, region_name, detail: detail.filter(|rest| !rest.is_empty()), lon, lat })
}

/// The full name of a region, or its code where nobody knows it.
pub fn region_name(words: &Vocabulary, code: &str) -> String {
    words.regions().full_name(code).unwrap_or_else(|| code.to_owned())
}

/// A major from its code (and catalogue) or name.
///
/// # Errors
/// `UNKNOWN_MAJOR`.
pub fn major(
    words: &Vocabulary,
    catalogue: Option<&str>,
    text: &str,
    pointer: &str,
) -> Result<Major, FieldError> {
    let majors = words.majors();
    let found = majors.get(catalogue.unwrap_or(CURRENT_CATALOGUE), text).or_else(|| majors.find(text));
    let found = found.ok_or_else(|| FieldError::new(pointer, Code::UnknownMajor))?;
    Ok(Major { catalogue: found.catalogue.clone(), code: found.code.clone(), name: found.name.clone() })
}

/// An occupation from its code.
///
/// # Errors
/// `UNKNOWN_OCCUPATION`.
pub fn occupation(words: &Vocabulary, code: &str, pointer: &str) -> Result<Occupation, FieldError> {
    let found = words.occupations().by_code(code.trim());
    let found = found.ok_or_else(|| FieldError::new(pointer, Code::UnknownOccupation))?;
    Ok(Occupation { code: found.code.clone(), name: found.name.clone(), source: Source::Given })
}

/// Above this an occupation's name or alias stands in the title; below it the two are merely alike.
const NAMED: f32 = 2.0;

/// How sure the reader of titles must be of an occupation that no name in the title says. Below it 汽车美容贴膜工 is taken
/// for a beautician and 弱电施工员 for a civil engineer.
const SURE: f32 = 2.5;

/// The occupation that a title names, or that its words surely mean (CNC加工中心操作员, 氩弧焊工), marked as read; none where
/// neither is so.
pub fn occupation_in(words: &Vocabulary, title: &str) -> Option<Occupation> {
    let named = words.propose_occupations(title, 1).into_iter().next().filter(|hit| hit.score > NAMED);
    let code = named.map(|hit| hit.code).or_else(|| {
        let query = OccupationQuery { title: title.to_owned(), ..OccupationQuery::default() };
        let ranked = words.rank_occupations(&query, RankingMethod::Known, 1).into_iter().next();
        ranked.filter(|ranked| ranked.score > SURE).map(|ranked| ranked.code)
    })?;
    let name = words.occupations().by_code(&code)?.name.clone();
    Some(Occupation { code, name, source: Source::Text })
}

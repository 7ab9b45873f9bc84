//! From the words of a row to codes and identifiers, with every fault of the row found at once.

use super::scene::Scene;
use crate::{
    app::{
        organisations::majors,
        region_codes,
        roster::{RosterRow, RosterSkill},
        training::check,
        words,
    },
    domain::{
        half_width::half_width,
        import::ImportRow,
        major::Major,
        programme::Programme,
        refusal::{Candidate, Code, Faults, FieldError},
        region::RegionCode,
        training_record::{Certificate, Stage},
    },
};
use chrono::{Datelike, NaiveDate};

/// A row whose words are understood.
pub(super) struct Entry {
    /// The row's number.
    pub(super) row: u32,
    /// The plain values.
    pub(super) told: RosterRow,
    /// The programme, named by the row or chosen for the file.
    pub(super) programme: Option<Programme>,
    /// The major, if the row says one.
    pub(super) major: Option<Major>,
    /// When training ends by 入学年月 and 学制, for somebody of whom nothing else says it.
    pub(super) by_schooling: Option<NaiveDate>,
    pub(super) origin: Option<RegionCode>,
    pub(super) household: Option<RegionCode>,
    /// Wanted regions.
    pub(super) regions: Vec<RegionCode>,
    /// Codes of wanted occupations.
    pub(super) occupations: Vec<String>,
    pub(super) stages: Vec<Stage>,
    /// Certificates under the dictionary's names.
    pub(super) certificates: Vec<Certificate>,
    /// Skills under the dictionary's terms.
    pub(super) skills: Vec<RosterSkill>,
}

/// Resolves the rows of a file: those that are understood, and those that are refused.
pub(super) fn rows(
    scene: &Scene,
    rows: Vec<(u32, Result<RosterRow, Vec<FieldError>>)>,
) -> (Vec<Entry>, Vec<ImportRow>) {
    let (mut entries, mut refused) = (Vec::new(), Vec::new());
    for (number, read) in rows {
        match read.and_then(|told| entry(scene, number, told)) {
            Ok(entry) => entries.push(entry),
            Err(faults) => refused.push(ImportRow::rejected(number, faults)),
        }
    }
    (entries, refused)
}

fn entry(scene: &Scene, row: u32, told: RosterRow) -> Result<Entry, Vec<FieldError>> {
    let (words, headers) = (&*scene.words, &scene.headers);
    let mut faults = Faults::new();
    let identity = &told.identity_number;
    faults.take(region_codes::issued_somewhere(words, identity, &headers.identity, scene.today));
    // A roster may carry the code of the year somebody was registered in.
    let lived = (told.birth_date, scene.today);
    let mut region = |text: &Option<String>, header: &str| {
        let text = text.as_ref()?;
        faults.take(region_codes::region_between(words, text, header, lived))
    };
    let origin = region(&told.origin, &headers.origin);
    let household = region(&told.household, &headers.household);
    let wanted = told.wanted_regions.iter();
    let regions = wanted.filter_map(|text| faults.take(words::region(words, text, &headers.regions)));
    let regions = regions.collect();
    let wanted = told.wanted_occupations.iter();
    let occupations = wanted.filter_map(|text| faults.take(occupation(scene, text))).collect();
    let (code, name) = (told.major_code.as_deref(), told.major_name.as_deref());
    let major = majors::of_columns(words, code, name, (&headers.major_code, &headers.major_name));
    let major = faults.take(major).flatten();
    let programme = faults.take(programme(scene, told.programme.as_deref())).flatten();
    let by_schooling = told.admitted_on.zip(told.schooling.as_deref().and_then(years));
    let stages = stages(scene, &told, &mut faults);
    let certificates = certificates(scene, &told, &mut faults);
    let skills = told
        .skills
        .iter()
        .map(|skill| RosterSkill { term: words.skills().canonical(&skill.term), ..skill.clone() });
    let skills = skills.collect();
    let faults = faults.into_vec();
    if !faults.is_empty() {
        return Err(faults);
    }
    let by_schooling = by_schooling.and_then(|(admitted, years)| end_of_schooling(admitted, years));
    Ok(Entry {
        row,
        told,
        programme,
        major,
        by_schooling,
        origin,
        household,
        regions,
        occupations,
        stages,
        certificates,
        skills,
    })
}

/// An occupation by code, or by a name or title that only one has.
fn occupation(scene: &Scene, text: &str) -> Result<String, FieldError> {
    let known = scene.words.occupations();
    if let Some(found) = known.by_code(text) {
        return Ok(found.code.clone());
    }
    let named = known.by_name(text);
    if let [only] = named.as_slice() {
        return Ok(only.code.clone());
    }
    let candidates =
        named.into_iter().map(|one| Candidate { code: one.code.clone(), label: one.name.clone() });
    let fault = FieldError::new(&scene.headers.occupations, Code::UnknownOccupation);
    Err(fault.with_candidates(candidates.take(10).collect()))
}

/// The programme a row names, by identifier or exact name, or else the one chosen for the file.
fn programme(scene: &Scene, text: Option<&str>) -> Result<Option<Programme>, FieldError> {
    let by_id = |id| scene.programmes.iter().find(|programme| programme.id == id).cloned();
    let Some(text) = text else { return Ok(scene.chosen.and_then(by_id)) };
    let unknown = || FieldError::new(&scene.headers.programme, Code::UnknownProgramme);
    if let Ok(id) = text.parse() {
        return by_id(id).map(Some).ok_or_else(unknown);
    }
    let named: Vec<_> = scene.programmes.iter().filter(|programme| programme.plan.name == text).collect();
    match named.as_slice() {
        [only] => Ok(Some((*only).clone())),
        several => {
            let candidate = |programme: &&Programme| Candidate {
                code: programme.id.to_string(),
                label: programme.plan.name.clone(),
            };
            Err(unknown().with_candidates(several.iter().map(candidate).collect()))
        }
    }
}

fn stages(scene: &Scene, told: &RosterRow, faults: &mut Faults) -> Vec<Stage> {
    let mut stages = Vec::new();
    for (place, stage) in told.stages.iter().enumerate() {
        match scene.school_named(&stage.school) {
            Some(school) => {
                stages.push(Stage {
                    number: stage.number,
                    school,
                    place: scene.place_of(school),
                    from: stage.from,
                    to: stage.to,
                });
            }
            None => faults.push(item(&scene.headers.stages, place, Code::UnknownReference)),
        }
    }
    stages
}

fn certificates(scene: &Scene, told: &RosterRow, faults: &mut Faults) -> Vec<Certificate> {
    let header = &scene.headers.certificates;
    let mut certificates = Vec::new();
    for (place, certificate) in told.certificates.iter().enumerate() {
        if check::issued_of_age(&scene.words, told.birth_date, certificate, header).is_err() {
            faults.push(item(header, place, Code::IssuedUnderage));
        }
        let name = scene.words.certificates().canonical(&certificate.name);
        let mut certificate = Certificate { name, ..certificate.clone() };
        certificate.conceal(&told.identity_number);
        certificates.push(certificate);
    }
    certificates
}

/// A fault of one of several things in a cell, told by its place and never by its words.
pub(super) fn item(header: &str, place: usize, code: Code) -> FieldError {
    let (number, title) = (place + 1, code.title());
    FieldError::new(header, code)
        .with_message(format!("第{number}项：{}", title.zh), format!("Item {number}: {}", title.en))
}

/// The years of a 学制: `3`, `三年`, `3年制`, `2+1`.
fn years(text: &str) -> Option<u32> {
    let folded = half_width(text);
    let text = folded.trim().trim_end_matches('制').trim_end_matches('年').trim();
    let number = |part: &str| match part.trim() {
        "一" => Some(1),
        "二" | "两" => Some(2),
        "三" => Some(3),
        "四" => Some(4),
        "五" => Some(5),
        "六" => Some(6),
        digits => digits.parse::<u32>().ok(),
    };
    let sum = text.split('+').map(number).try_fold(0_u32, |sum, part| sum.checked_add(part?))?;
    (1..=8).contains(&sum).then_some(sum)
}

/// School years begin in autumn and end with June; somebody admitted in spring ends as many years later to the month.
fn end_of_schooling(admitted: NaiveDate, years: u32) -> Option<NaiveDate> {
    let year = admitted.year().checked_add(i32::try_from(years).ok()?)?;
    if admitted.month() >= 7 {
        NaiveDate::from_ymd_opt(year, 6, 30)
    } else {
        NaiveDate::from_ymd_opt(year, admitted.month(), 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_of_schooling_is_read_as_schools_write_it() {
        for text in ["3", "３", "三年", "3年制", "三年制", "2+1", "1+1+1", " 3 年 "] {
            assert_eq!(years(text), Some(3), "{text}");
        }
        for text in ["", "年", "短期", "2.5", "99", "2+", "4294967295+1"] {
            assert_eq!(years(text), None, "{text}");
        }
    }

    #[test]
    fn schooling_that_begins_in_autumn_ends_with_june() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(end_of_schooling(day("2023-09-01"), 3), Some(day("2026-06-30")));
        assert_eq!(end_of_schooling(day("2023-03-01"), 3), Some(day("2026-03-01")));
    }

    #[test]
    fn a_fault_in_a_cell_names_its_place() {
        let fault = item("证书", 1, Code::IssuedUnderage);
        assert_eq!(fault.pointer, "证书");
        assert!(fault.message.zh.starts_with("第2项") && fault.message.en.starts_with("Item 2"));
    }
}

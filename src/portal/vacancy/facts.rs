//! What a vacancy says, line by line, grouped as people ask for it. The offer is in `offer`, the rest here.

use super::{
    super::{
        parts::facts::{Fact, FactGroup},
        visitor::Visitor,
        wording::{self, term},
    },
    offer,
};
use crate::{
    app::App,
    domain::vacancy::{
        Education, Necessity, RequiredCertificate, Vacancy, VacancyContent, reading::TextField,
    },
};

/// All groups in their order.
pub(super) fn groups(app: &App, v: &Visitor, vacancy: &Vacancy) -> Vec<FactGroup> {
    let content = &vacancy.content;
    let group = |key: &str, facts: Vec<Fact>| FactGroup { title: v.t(key), facts };
    vec![
        group("group-pay", offer::pay(v, vacancy)),
        group("group-contract", offer::contract(v, content)),
        group("group-living", offer::living(v, content)),
        group("group-time", offer::time(v, content)),
        group("group-asked", asked(app, v, content)),
        group("group-seats", seats(app, v, vacancy)),
    ]
}

/// Where the field of a pointer was read, if it was; of several fields under one pointer, the first.
pub(super) fn origin(v: &Visitor, content: &VacancyContent, pointer: &str) -> Option<String> {
    let read = content.read.iter().find(|one| one.pointer.starts_with(pointer))?;
    Some(v.t(match read.field {
        TextField::Title => "read-from-title",
        TextField::Description => "read-from-description",
    }))
}

fn asked(app: &App, v: &Visitor, content: &VacancyContent) -> Vec<Fact> {
    let asked = &content.requirements;
    let note = |pointer: &str| origin(v, content, pointer);
    let words = v.words;
    let education = match asked.education {
        Some(level) => v.t1("education-value", "level", term(words, "education", education_name(level))),
        None => v.t("education-any"),
    };
    let major = |code: &String| {
        app.vocabulary().majors().by_code(code).map_or_else(|| code.clone(), |one| one.name.clone())
    };
    let majors = asked.majors.iter().map(major).collect::<Vec<_>>();
    let skills = asked.skills.iter().map(|skill| needed(v, &skill.term, skill.level));
    let certificates = asked.certificates.iter().map(|certificate| certificate_line(v, certificate));
    let or_none = |lines: Vec<String>, key: &str| if lines.is_empty() { vec![v.t(key)] } else { lines };
    let ages = [
        asked.minimum_age.map(|years| v.t1("age-value", "count", years)),
        asked.accepts_minor.map(|yes| v.t(if yes { "age-minor" } else { "age-adult" })),
    ];
    vec![
        Fact::new(v.t("fact-education"), [education]).noted(note("/requirements/education")),
        Fact::new(v.t("fact-majors"), or_none(majors, "majors-any")),
        Fact::new(v.t("fact-skills"), or_none(skills.collect(), "skills-none"))
            .noted(note("/requirements/skills")),
        Fact::new(v.t("fact-certificates"), or_none(certificates.collect(), "certificates-none"))
            .noted(note("/requirements/certificates")),
        Fact::new(v.t("fact-age"), ages.into_iter().flatten()).noted(note("/requirements/minimum_age")),
    ]
}

fn education_name(level: Education) -> &'static str {
    match level {
        Education::JuniorSecondary => "junior_secondary",
        Education::SecondaryVocational => "secondary_vocational",
        Education::HigherVocational => "higher_vocational",
        Education::Bachelor => "bachelor",
    }
}

fn certificate_line(v: &Visitor, certificate: &RequiredCertificate) -> String {
    let named = match certificate.minimum_level {
        Some(level) => v.words.with("certificate-level", &[("what", &certificate.name), ("level", &level)]),
        None => certificate.name.clone(),
    };
    needed(v, &named, certificate.level)
}

fn needed(v: &Visitor, what: &str, level: Necessity) -> String {
    let key = match level {
        Necessity::Required => "necessity-required",
        Necessity::Preferred => "necessity-preferred",
    };
    v.t1(key, "what", what)
}

fn seats(app: &App, v: &Visitor, vacancy: &Vacancy) -> Vec<Fact> {
    let content = &vacancy.content;
    let live: Vec<_> = content.reserved.iter().filter(|one| one.until >= app.today()).collect();
    let kept: u32 = live.iter().map(|one| one.seats).sum();
    let mut reserved: Vec<String> = live
        .iter()
        .map(|one| {
            let until = wording::day(one.until, v.language());
            v.words.with("reserved-value", &[("seats", &one.seats), ("until", &until)])
        })
        .collect();
    if reserved.is_empty() {
        reserved.push(v.t("reserved-none"));
    } else {
        reserved.push(v.t1("reserved-open", "count", content.headcount.saturating_sub(kept)));
    }
    vec![
        Fact::new(v.t("fact-headcount"), [v.t1("headcount-value", "count", content.headcount)]),
        Fact::new(v.t("fact-reserved"), reserved),
        Fact::new(v.t("fact-kind"), [term(v.words, "kind", content.kind.as_str())]),
        Fact::new(v.t("fact-occupation"), content.occupation.iter().map(|one| one.name.clone())),
    ]
}
